"""Events with tickets, prices and seats for tests, each in one line."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from events.models import (
    Event,
    Kind,
    Need,
    NeedKind,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    PriceRule,
    Refund,
    Registration,
    ScholarshipApplication,
    ScholarshipFund,
    Seat,
    SeatPool,
    Session,
    SessionChoice,
    State,
    TicketType,
    Visibility,
    WaitlistEntry,
)
from events.models.registrations import ACTIVE
from events.models.seats import PoolKind
from tests.factories import NOON, ChapterFactory, PersonFactory

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


class OrderFactory(DjangoModelFactory):
    class Meta:
        model = Order

    event = factory.SubFactory(EventFactory)
    payer = factory.SubFactory(PersonFactory)
    made_at = NOON


class RegistrationFactory(DjangoModelFactory):
    """A confirmed place, without a seat, in an order of its own that its person pays.

    Of `event`, `ticket_type` and `order` one is enough: the others follow from it.
    """

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    ticket_type = factory.SubFactory(TicketTypeFactory, event=factory.SelfAttribute("..event"))
    person = factory.SubFactory(PersonFactory)
    order = factory.SubFactory(
        OrderFactory,
        event=factory.SelfAttribute("..event"),
        payer=factory.SelfAttribute("..person"),
        total_cents=factory.SelfAttribute("..cents"),
    )
    state = State.CONFIRMED
    quoted_at = NOON
    made_at = NOON
    cents = 0
    hold_expires_at = factory.LazyAttribute(
        lambda place: NOON + dt.timedelta(minutes=15) if place.state == State.HELD else None
    )
    confirmed_at = factory.LazyAttribute(
        lambda place: NOON if place.state == State.CONFIRMED else None
    )
    ended_at = factory.LazyAttribute(lambda place: None if place.state in ACTIVE else NOON)

    @classmethod
    def create(cls, **fields):
        for name in ("ticket_type", "order"):
            if name in fields:
                fields.setdefault("event", fields[name].event)
        return super().create(**fields)


class PaymentFactory(DjangoModelFactory):
    """All that its order owes, paid by card unless told otherwise."""

    class Meta:
        model = Payment

    order = factory.SubFactory(OrderFactory)
    kind = PaymentKind.STRIPE
    state = PaymentState.CAPTURED
    attempt = factory.LazyAttribute(lambda payment: payment.order.payments.count() + 1)
    amount_cents = factory.LazyAttribute(lambda payment: payment.order.total_cents)
    captured_cents = factory.LazyAttribute(
        lambda payment: payment.amount_cents if payment.state == PaymentState.CAPTURED else 0
    )
    made_at = NOON
    captured_at = factory.LazyAttribute(
        lambda payment: NOON if payment.state == PaymentState.CAPTURED else None
    )


class RefundFactory(DjangoModelFactory):
    class Meta:
        model = Refund

    payment = factory.SubFactory(PaymentFactory)
    cents = 500
    reason = "Could not come"
    made_at = NOON


class WaitlistEntryFactory(DjangoModelFactory):
    class Meta:
        model = WaitlistEntry

    event = factory.SubFactory(EventFactory)
    ticket_type = factory.SubFactory(TicketTypeFactory, event=factory.SelfAttribute("..event"))
    person = factory.SubFactory(PersonFactory)
    asked_at = NOON


class FundFactory(DjangoModelFactory):
    class Meta:
        model = ScholarshipFund

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Fund {n}")
    budget_cents = 100_000


class ScholarshipFactory(DjangoModelFactory):
    """Somebody has asked for half of $100."""

    class Meta:
        model = ScholarshipApplication

    fund = factory.SubFactory(FundFactory)
    ticket_type = factory.SubFactory(TicketTypeFactory, event=factory.SelfAttribute("..fund.event"))
    person = factory.SubFactory(PersonFactory)
    words = "I serve without pay."
    asked_cents = 5_000
    asked_at = NOON


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    registration = factory.SubFactory(RegistrationFactory)
    kind = NeedKind.DIET
    choices = factory.LazyFunction(lambda: ["vegan"])


class SessionFactory(DjangoModelFactory):
    """A part of an event for everybody, in its first hour; with `private` and `audience` not so."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = factory.LazyAttribute(lambda session: session.event.starts_at)
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=1))

    @classmethod
    def _get_manager(cls, model_class):
        return model_class.including_private


class SessionChoiceFactory(DjangoModelFactory):
    class Meta:
        model = SessionChoice

    registration = factory.SubFactory(RegistrationFactory)
    session = factory.SubFactory(
        SessionFactory, event=factory.SelfAttribute("..registration.event")
    )

    @classmethod
    def _get_manager(cls, model_class):
        return model_class.including_private


__all__ = [
    "NOON",
    "EventFactory",
    "FundFactory",
    "NeedFactory",
    "OrderFactory",
    "PaymentFactory",
    "PriceRuleFactory",
    "RefundFactory",
    "RegistrationFactory",
    "ScholarshipFactory",
    "SessionChoiceFactory",
    "SessionFactory",
    "TicketTypeFactory",
    "WaitlistEntryFactory",
    "a_pool",
    "a_ticket",
]
