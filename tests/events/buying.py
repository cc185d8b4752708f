"""A paid ticket of an event in a month, taken and paid for in one line each."""

import datetime as dt

from events.models import Payment, Refund
from events.operations import checkouts, refunds, registrations
from tests.event_factories import EventFactory, a_ticket
from tests.factories import a_member

CENTS = 12_500


def a_paid_ticket(now, *, seats=1, **fields):
    event = EventFactory(starts_at=now + dt.timedelta(days=30), **fields)
    return a_ticket(event, cents=CENTS, seats=seats)


def register(ticket, now, person=None):
    return registrations.register(
        event=ticket.event,
        ticket_type=ticket,
        person=person or a_member(email="dana@example.org"),
        by=None,
        at=now,
    )


def begin(place, now):
    """The payment, whose page is open now."""
    checkouts.begin(order=place.order, by=None, at=now)
    return Payment.objects.get(order=place.order, state="open")


def paid(stripe, ticket, now, person=None):
    """A place paid by card, and its payment."""
    place = register(ticket, now, person)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)
    return fresh(place), fresh(payment)


def send_refunds(now):
    for refund in Refund.objects.filter(state="asked"):
        refunds.send(refund.pk, at=now)


def fresh(row):
    row.refresh_from_db()
    return row
