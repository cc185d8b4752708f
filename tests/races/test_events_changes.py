"""A place is handed on, given back, let lapse, claimed or called off: two at the same instant.

One of the two is first, the other finds what became of it; never half of each.
"""

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from events.models import Order, Payment, Refund, Registration, WaitlistEntry
from events.operations import calling_off, checkouts, refunds, registrations, waiting
from network.models import AuditEntry, Letter
from tests import processes
from tests.event_factories import EventFactory, a_ticket
from tests.events import invariants
from tests.factories import a_member

ACT = """
from datetime import timedelta
from django.core.exceptions import ValidationError
from django.utils import timezone
from events import payments
from events.models import Event, Order, Registration, WaitlistEntry
from events.operations import calling_off, checkouts, registrations, waiting
from network.models import Person
from tests.races import guards
{guards}

def act(what, *told):
    try:
        return globals()[what](*told) or what
    except ValidationError as refusal:
        return refusal.error_list[0].code

def now(hours=0):
    return timezone.now() + timedelta(hours=hours)

def place_of(pk):
    return Registration.objects.select_related("event").get(pk=pk)

def transfer(place, to):
    to = Person.objects.get(pk=to)
    registrations.transfer(registration=place_of(place), to=to, by=None, at=now())

def cancel(place):
    registrations.cancel(registration=place_of(place), by=None, at=now())

def accept(entry):
    waiting.accept(entry=WaitlistEntry.objects.get(pk=entry), by=None, at=now())

def lapse(place, hours):
    registrations.expire(registration=place_of(place), at=now(hours))

def call_off(event):
    event = calling_off.call_off(event=Event.objects.get(pk=event), by=None, at=now())
    calling_off.finish(event.pk, by=None, at=now())

def pay(order, base):
    guards.pay_at(base)
    try:
        checkouts.begin(order=Order.objects.get(pk=order), by=None, at=now())
    except payments.Refused:
        return "refused"
"""
numbers = itertools.count()

GUARDED = ACT.replace("{guards}", "")
UNGUARDED = ACT.replace("{guards}", "guards.without_lock()\nguards.without_swap()")


@pytest.fixture
def event(committed):
    return EventFactory(starts_at=timezone.now() + dt.timedelta(days=60))


@pytest.fixture
def ticket(event):
    return a_ticket(event, seats=1)


def a_place(ticket, person=None):
    return registrations.register(
        event=ticket.event,
        ticket_type=ticket,
        person=person or somebody(),
        by=None,
        at=timezone.now(),
    )


def somebody():
    return a_member(email=f"somebody{next(numbers)}@example.org", login=False)


def states():
    return sorted(Registration.objects.values_list("state", flat=True))


def test_a_place_is_handed_on_or_given_back(committed, ticket):
    place, heir = a_place(ticket), somebody()

    answers = processes.race(
        committed, GUARDED, [["transfer", place.pk, heir.pk], ["cancel", place.pk]] * 3
    )

    first_handed_on = states() == ["confirmed", "transferred"]
    assert first_handed_on or states() == ["cancelled"]
    assert answers.count("transfer") == (1 if first_handed_on else 0)
    assert set(answers) <= {"transfer", "cancel", "state"}
    assert invariants.broken() == []


def test_without_lock_and_swap_it_is_handed_on_and_given_back(committed, ticket):
    """The control: one place, two ends."""
    place, heir = a_place(ticket), somebody()

    answers = processes.race(
        committed, UNGUARDED, [["transfer", place.pk, heir.pk], ["cancel", place.pk]]
    )

    assert answers == ["transfer", "cancel"]
    ends = ("events.place_handed_on", "events.place_cancelled")
    assert AuditEntry.objects.filter(action__in=ends).count() == 2


def test_a_place_is_handed_on_to_one_of_two(committed, ticket):
    place = a_place(ticket)
    heirs = [somebody() for _ in range(6)]

    answers = processes.race(
        committed, GUARDED, [["transfer", place.pk, heir.pk] for heir in heirs]
    )

    assert sorted(answers) == ["state"] * 5 + ["transfer"]
    assert states() == ["confirmed", "transferred"]
    assert invariants.broken() == []


def an_offer(ticket):
    """Held for the first in line, with a second behind."""
    place = a_place(ticket)
    for _ in range(2):
        person = somebody()
        waiting.join(
            event=ticket.event, ticket_type=ticket, person=person, by=None, at=timezone.now()
        )
    registrations.cancel(registration=place, by=None, at=timezone.now())
    return WaitlistEntry.objects.get(state="offered")


def test_an_offered_place_is_claimed_or_goes_to_the_next(committed, ticket):
    entry = an_offer(ticket)
    field = [["accept", entry.pk], ["lapse", entry.registration_id, 49]] * 4

    answers = processes.race(committed, GUARDED, field)

    entry.refresh_from_db()
    claimed = entry.state == "claimed"
    in_line = WaitlistEntry.objects.exclude(pk=entry.pk).get()
    assert in_line.state == ("waiting" if claimed else "offered")
    assert answers[::2] == ["accept" if claimed else "lapsed"] * 4
    assert states() == (["cancelled", "confirmed"] if claimed else ["cancelled", "expired", "held"])
    assert invariants.broken() == []


def test_without_lock_and_swap_an_offered_place_goes_to_both(committed, ticket):
    """The control."""
    entry = an_offer(ticket)

    processes.race(
        committed, UNGUARDED, [["accept", entry.pk], ["lapse", entry.registration_id, 49]]
    )

    said = Letter.objects.filter(person=entry.person).values_list("kind", flat=True)
    assert {"place_confirmed", "place_lapsed"} <= set(said)


def test_an_event_is_called_off_while_people_open_pages_and_register(committed, stripe, event):
    ticket = a_ticket(event, cents=12_500, seats=9)
    held = [a_place(ticket) for _ in range(4)]
    paid = held[0]
    checkouts.begin(order=paid.order, by=None, at=timezone.now())
    session = Payment.objects.get().stripe_session_id
    stripe.pay(session)
    checkouts.sync_checkout(session, at=timezone.now())

    answers = processes.race(
        committed,
        CALL_OFF.replace("{base!r}", repr(stripe.base)),
        [["call_off", event.pk], *(["pay", one.order_id, stripe.base] for one in held[1:])],
    )
    calling_off.finish(event.pk, by=None, at=timezone.now())
    for refund in refunds.unsent():
        refunds.send(refund.pk, at=timezone.now())

    assert answers[0] == "call_off"
    assert set(answers[1:]) <= {"pay", "lapsed", "paid", "refused"}
    assert states() == ["cancelled"] * 4
    assert not checkouts.at_stripe().exists()
    assert Refund.objects.get().cents == 12_500
    assert Letter.objects.filter(kind="event_called_off").count() == 4
    assert sum(Order.objects.values_list("total_cents", flat=True)) == 0
    assert invariants.broken() == []


CALL_OFF = GUARDED + "\nguards.pay_at({base!r})\n"


def test_nobody_takes_a_place_at_what_was_called_off_a_moment_ago(committed, event):
    ticket = a_ticket(event, seats=9)
    people = [somebody() for _ in range(6)]

    answers = processes.race(
        committed,
        GUARDED + REGISTER,
        [["call_off", event.pk], *(["register", ticket.pk, one.pk] for one in people)],
    )

    assert set(answers) <= {"call_off", "register", "cancelled"}
    assert set(states()) <= {"cancelled"}
    assert invariants.broken() == []


REGISTER = """
from events.models import TicketType

def register(ticket, person):
    ticket, person = TicketType.objects.get(pk=ticket), Person.objects.get(pk=person)
    registrations.register(
        event=ticket.event, ticket_type=ticket, person=person, by=None, at=now()
    )
"""
