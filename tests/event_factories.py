"""Events with tickets, prices and seats for tests, each in one line."""

import datetime as dt
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from events.models import (
    Attendance,
    Dispute,
    Event,
    Kind,
    MoneyMatter,
    Need,
    NeedKind,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    PriceRule,
    Refund,
    Registration,
    Scan,
    ScholarshipApplication,
    ScholarshipFund,
    ScholarshipReview,
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
from tests.factories import NOON, ChapterFactory, PersonFactory, UserFactory

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


def everything_at_an_event(person, *, event=None, words="Words", private=False) -> Registration:
    """A place of theirs and a guest's, paid for and given back in part, and all that goes with it.

    `private` adds a private group's session that they chose, with a seat in it.
    """
    event = event or EventFactory()
    place = RegistrationFactory(
        event=event, person=person, cents=1_000, badge_name=words, reason=words
    )
    RegistrationFactory(event=event, order=place.order, guest_of=person, previous=None)
    payment = PaymentFactory(
        order=place.order, reference=words, session_email=words, refunded_cents=500
    )
    RefundFactory(payment=payment, reason=words, error=words)
    dispute = {"stripe_id": f"dp_{place.pk}", "status": "lost", "opened_at": NOON}
    Dispute.objects.create(payment=payment, cents=500, **dispute)
    matter = {"kind": "overdue", "key": f"x:{place.pk}", "words": words, "opened_at": NOON}
    MoneyMatter.objects.create(payment=payment, settled_at=NOON, settlement=words, **matter)
    NeedFactory(registration=place, words=words)
    WaitlistEntryFactory(event=event, person=person, state="claimed", registration=place)
    asked = ScholarshipFactory(
        fund__event=event, person=person, registration=place, words=words, state="accepted"
    )
    ScholarshipReview.objects.create(
        application=asked, by=UserFactory(), verdict="yes", words=words, at=NOON
    )
    session = SessionFactory(event=event)
    if private:
        pool = a_pool(event, 1, kind=PoolKind.PRIVATE)
        pool.seats.update(registration=place)
        audience = {"caucus": ["x"]}
        session = SessionFactory(event=event, private=True, audience=audience, pool=pool)
    SessionChoiceFactory(registration=place, session=session)
    Attendance.objects.create(registration=place, came_at=NOON)
    seen = {"scanned_at": NOON, "received_at": NOON, "kind": "in", "result": "welcome"}
    Scan.objects.create(nonce=uuid4(), event=event, registration=place, **seen)
    return place


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
    "everything_at_an_event",
]
