"""Many people at once do everything there is to do with places and money, in any order.

The seed is fixed, what the processes make of it is not. STORM=1 lets it rage longer.
"""

import datetime as dt
import os

import pytest
from django.utils import timezone

from events.models import Registration, WaitlistEntry
from events.operations import checkouts, refunds
from tests import processes
from tests.event_factories import EventFactory, a_pool, a_ticket
from tests.events import invariants
from tests.factories import a_member

PROCESSES = 12
STEPS = 120 if os.environ.get("STORM") else 10
PLACES, PEOPLE = 9, 30

STORM = """
import random
from collections import Counter
from datetime import timedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from events import payments
from events.models import Event, Payment, Refund, Registration, SeatPool, TicketType, WaitlistEntry
from events.operations import checkouts, refunds, registrations, seats, waiting
from network.models import Person
from tests.stripe_standin.fixtures import Stripe

def act(seed, steps, base):
    dice, stripe, did = random.Random(seed), Stripe(base), Counter()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = stripe.key, base
    event = Event.objects.get()
    tickets = list(TicketType.objects.all())
    people = list(Person.objects.filter(given="Storm"))

    def one(rows):
        keys = list(rows.values_list("pk", flat=True))
        return rows.get(pk=dice.choice(keys)) if keys else None

    def now(minutes=0):
        return timezone.now() + timedelta(minutes=minutes)

    def register():
        registrations.register(
            event=event, ticket_type=dice.choice(tickets), person=dice.choice(people),
            by=None, at=now(),
        )

    def pay():
        place = one(Registration.objects.filter(state="held"))
        if place:
            checkouts.begin(order=place.order, by=None, at=now())
            payment = Payment.objects.filter(order=place.order).exclude(stripe_session_id=None)
            way = dice.choice(["card", "card", "card", "bank", "bank_fails"])
            stripe.pay(payment.order_by("-pk").first().stripe_session_id, way=way)

    def signal():
        payment = one(Payment.objects.exclude(stripe_session_id=None))
        for _ in range(dice.choice([1, 1, 2])) if payment else ():
            checkouts.sync_checkout(payment.stripe_session_id, at=now())

    def settle():
        payment = one(Payment.objects.filter(state="processing"))
        if payment:
            stripe.settle(payment.stripe_session_id, arrives=dice.random() < 0.7)

    def sweep():
        checkouts.release_lapsed(at=now(dice.choice([0, 20, 40])))

    def wait():
        waiting.join(
            event=event, ticket_type=dice.choice(tickets), person=dice.choice(people),
            by=None, at=now(),
        )

    def leave():
        entry = one(WaitlistEntry.objects.filter(state__in=["waiting", "offered"]))
        if entry:
            waiting.leave(entry=entry, by=None, at=now())

    def cancel():
        place = one(Registration.objects.filter(state__in=["held", "confirmed", "processing"]))
        if place:
            registrations.cancel(registration=place, by=None, at=now())
            refunds.give_back(place.order, reason="Cancelled", by=None, at=now())

    def transfer():
        place = one(Registration.objects.filter(state="confirmed"))
        if place:
            to = dice.choice(people)
            registrations.transfer(registration=place, to=to, by=None, at=now())

    def resize():
        size = dice.randint(5, 14)
        seats.resize(pool=SeatPool.objects.get(kind="event"), size=size, by=None, at=now())

    def give_back():
        refund = one(Refund.objects.filter(state="asked"))
        if refund:
            refunds.send(refund.pk, at=now())

    verbs = [register] * 6 + [pay] * 6 + [signal] * 5 + [cancel] * 2 + [
        settle, sweep, wait, wait, leave, transfer, resize, give_back,
    ]
    for _ in range(steps):
        verb = dice.choice(verbs)
        try:
            verb()
            did[verb.__name__] += 1
        except (ValidationError, AssertionError) as refusal:
            # An assertion is the stand-in's: that session cannot be paid any more.
            did["refused"] += 1
        except payments.Refused:
            did["refused"] += 1
    return dict(did)
"""


@pytest.fixture
def storm(committed, stripe):
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(days=60))
    scarce = a_ticket(event, cents=12_500, seats=PLACES, name="Scarce")
    scarce.pool = a_pool(event, PLACES // 2, kind="tickets", name="Scarce")
    scarce.save()
    a_ticket(event, name="Free")
    for number in range(PEOPLE):
        a_member(given="Storm", email=f"storm{number}@example.org", login=False)
    return [[seed, STEPS, stripe.base] for seed in range(PROCESSES)]


def come_to_rest(at):
    """What the worker would do within the hour, until nothing is left to do."""
    for _ in range(3):
        checkouts.release_lapsed(at=at)
        for payment in checkouts.at_stripe():
            checkouts.sync_payment(payment, at=at)
        for refund in refunds.unsent():
            refunds.send(refund.pk, at=at)


def test_after_a_storm_every_rule_holds(committed, storm):
    did = processes.race(committed, STORM, storm)

    assert [each for each in did if isinstance(each, str)] == []  # tracebacks
    assert sum(sum(each.values()) for each in did) == PROCESSES * STEPS
    assert invariants.broken() == []

    come_to_rest(timezone.now() + dt.timedelta(hours=1))

    assert invariants.broken() == []
    assert Registration.objects.exclude(state="applied").exists()
    assert not WaitlistEntry.objects.filter(state="offered", registration__state="expired").exists()


def test_the_rules_see_what_is_broken(committed, storm):
    """The control: a seat that is lost, and money that nobody is owed."""
    processes.race(committed, STORM, storm[:2])
    place = Registration.objects.filter(state__in=["held", "confirmed"]).first()
    place.seats.all().delete()

    assert any("holds seats" in line for line in invariants.broken())
