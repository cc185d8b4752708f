"""Events with tickets, prices and seats for tests, each in one line."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from events.models import Event, Kind, PriceRule, Seat, SeatPool, TicketType, Visibility
from events.models.seats import PoolKind
from tests.factories import NOON, ChapterFactory

#: In seven months: the convening of tests begins at 9 in the morning in Baltimore.
BEGINS = dt.datetime(2027, 7, 9, 13, tzinfo=dt.UTC)


class EventFactory(DjangoModelFactory):
    """A free gathering of a chapter, open to everybody, without limit, unless told otherwise."""

    class Meta:
        model = Event

    kind = Kind.GATHERING
    host = factory.SubFactory(ChapterFactory)
    title = factory.Sequence(lambda n: f"Gathering {n}")
    slug = factory.Sequence(lambda n: f"gathering-{n}")
    timezone = "America/New_York"
    starts_at = BEGINS
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=3))
    place = "Lantern Hall"
    visibility = Visibility.PUBLIC


class TicketTypeFactory(DjangoModelFactory):
    class Meta:
        model = TicketType

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Ticket {n}")


class PriceRuleFactory(DjangoModelFactory):
    """What anybody pays at any time."""

    class Meta:
        model = PriceRule

    ticket_type = factory.SubFactory(TicketTypeFactory)
    name = "Full price"
    cents = 10_000
    priority = factory.Sequence(lambda n: n % 30_000)


def a_pool(event, size, *, kind=PoolKind.EVENT, name="Places") -> SeatPool:
    """Seats numbered from 1."""
    pool = SeatPool.objects.create(event=event, kind=kind, name=name)
    Seat.objects.bulk_create(Seat(pool=pool, number=number) for number in range(1, size + 1))
    return pool


def a_ticket(event=None, *, cents=0, seats=None, **fields) -> TicketType:
    """A kind of place at one price for everybody; `seats` limits the whole event."""
    event = event or EventFactory()
    ticket = TicketTypeFactory(event=event, **fields)
    PriceRuleFactory(ticket_type=ticket, cents=cents, name="Full price" if cents else "Free")
    if seats is not None:
        a_pool(event, seats)
    return ticket


__all__ = ["NOON", "EventFactory", "PriceRuleFactory", "TicketTypeFactory", "a_pool", "a_ticket"]
