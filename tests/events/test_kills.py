"""A process is killed at each step between a hold, Stripe and what we keep; another comes after.

Nothing is lost and nothing is done twice: Stripe's stand-in says what it was asked and has.
"""

import datetime as dt
import signal

import pytest
from django.utils import timezone

from events import payments
from events.models import MoneyMatter, Payment, Refund, Registration, StripeEvent
from events.operations import checkouts, refunds, registrations, stripe_inbox
from network.models import AuditEntry, Letter
from tests import processes
from tests.event_factories import EventFactory, a_ticket
from tests.events import invariants
from tests.factories import a_member

CENTS = 12_500

#: `{at}` names what it was about to do when it was killed, or what it had just done.
DIES = """
import os, signal
from django.utils import timezone
from events import payments
from events.models import Order
from events.operations import checkouts, refunds, settling, stripe_inbox
from tests.races import guards

guards.pay_at({base!r})

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def before(module, name):
    setattr(module, name, die)

def after(module, name):
    does = getattr(module, name)
    setattr(module, name, lambda *given, **named: die(does(*given, **named)))

{at}

{act}
"""
BEGIN = "checkouts.begin(order=Order.objects.get(), by=None, at=timezone.now())"


def dies(database, stripe, at, act):
    """It ends by the signal, and not in any other way."""
    script = DIES.replace("{base!r}", repr(stripe.base)).replace("{at}", at).replace("{act}", act)
    with processes.started(database, script=script) as running:
        assert running.wait() == -signal.SIGKILL, running.stderr


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def place(committed, stripe, now):
    event = EventFactory(starts_at=now + dt.timedelta(days=60))
    ticket = a_ticket(event, cents=CENTS, seats=1)
    dana = a_member(email="dana@example.org", login=False)
    return registrations.register(event=event, ticket_type=ticket, person=dana, by=None, at=now)


@pytest.fixture
def paid(place, stripe, now):
    checkouts.begin(order=place.order, by=None, at=now)
    payment = Payment.objects.get()
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)
    payment.refresh_from_db()
    return payment


def at_stripe(stripe, what):
    """The keys with which something was asked for: one key is one thing, however often asked."""
    return {call["key"] for call in stripe.calls(f"POST /v1/{what}")}


def confirmed_once():
    assert Registration.objects.get().state == "confirmed"
    assert Letter.objects.filter(kind="place_confirmed").count() == 1
    assert AuditEntry.objects.filter(action="events.payment_captured").count() == 1
    assert invariants.broken() == []


TO_THE_PAGE = {
    "written down, Stripe not asked": 'before(payments, "create_session")',
    "Stripe made it, not kept": 'after(payments, "create_session")',
    "kept, nobody was sent there": 'after(checkouts, "_keep")',
}


@pytest.mark.parametrize("at", TO_THE_PAGE.values(), ids=TO_THE_PAGE)
def test_killed_on_the_way_to_the_page_and_asked_again(committed, stripe, place, now, at):
    dies(committed, stripe, at, BEGIN)
    assert (Payment.objects.get().state, invariants.broken()) == ("open", [])

    address = checkouts.begin(order=place.order, by=None, at=now)

    payment = Payment.objects.get()
    assert (payment.session_url, payment.attempt) == (address, 1)
    assert len(at_stripe(stripe, "checkout/sessions")) == 1
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)
    confirmed_once()


@pytest.mark.parametrize("at", TO_THE_PAGE.values(), ids=TO_THE_PAGE)
def test_killed_on_the_way_to_the_page_and_never_come_back(committed, stripe, place, now, at):
    dies(committed, stripe, at, BEGIN)
    later = dt.timedelta(minutes=60)
    stripe.advance(3600)

    checkouts.release_lapsed(at=now + later)

    place.refresh_from_db()
    assert (place.state, place.seats.count()) == ("expired", 0)
    assert not checkouts.at_stripe().exists()
    assert invariants.broken() == []


def test_killed_before_the_id_was_kept_and_paid_all_the_same(committed, stripe, place, now, client):
    """The page was open in another tab, say: its word carries what it is about."""
    dies(committed, stripe, 'after(payments, "create_session")', BEGIN)
    payment = Payment.objects.select_related("order__event").get()
    stripe.pay(checkouts._create(payment).id)  # asked with the same key, it is the same page

    told = stripe.tell(client)

    assert {status for _, status in told} == {200}
    confirmed_once()


WHILE_TOLD = {
    "the signal is kept": 'before(stripe_inbox, "work_on")',
    "Stripe was asked": 'after(payments, "session")',
    "captured, its place not yet": 'before(settling, "settle")',
    "confirmed, not committed": 'after(settling, "settle")',
    "committed, the signal is not done": 'after(checkouts, "sync_checkout")',
}
TELL = """
stripe_inbox.receive({body!r}.encode(), {signature!r}, at=timezone.now())
"""


@pytest.mark.parametrize("at", WHILE_TOLD.values(), ids=WHILE_TOLD)
def test_killed_while_told_of_money_and_worked_on_later(committed, stripe, place, now, at):
    checkouts.begin(order=place.order, by=None, at=now)
    stripe.pay(Payment.objects.get().stripe_session_id)
    letters = {letter.kind: letter for letter in stripe.take()}
    told = letters["checkout.session.completed"]
    act = TELL.replace("{body!r}", repr(told.body)).replace("{signature!r}", repr(told.signature))
    dies(committed, stripe, at, act)
    assert invariants.broken() == []
    assert StripeEvent.objects.get().state == "new"

    stripe_inbox.retry_signals.func()

    assert StripeEvent.objects.get().state == "done"
    confirmed_once()


BACK = {
    "written down, Stripe not asked": 'before(payments, "refund")',
    "Stripe gave it back, not kept": 'after(payments, "refund")',
    "Stripe told of it, not committed": 'after(refunds, "_take_over")',
}


@pytest.mark.parametrize("at", BACK.values(), ids=BACK)
def test_killed_while_money_goes_back_and_sent_once(committed, stripe, paid, now, at):
    refund = refunds.ask(payment=paid, cents=5_000, reason="As agreed", by=None, at=now)
    dies(committed, stripe, at, f"refunds.send({refund.pk}, at=timezone.now())")
    assert Refund.objects.get().state == "asked"

    for again in refunds.unsent():
        refunds.send(again.pk, at=now)

    paid.refresh_from_db()
    assert (paid.refunded_cents, Refund.objects.get().state) == (5_000, "done")
    assert len(at_stripe(stripe, "refunds")) == 1
    assert MoneyMatter.objects.count() == 0
    assert invariants.broken() == []


def test_without_a_key_of_its_own_money_would_go_back_twice(committed, stripe, paid, now):
    """The control: Stripe does as often as it is asked with a new key."""
    refund = refunds.ask(payment=paid, cents=5_000, reason="As agreed", by=None, at=now)
    other_key = """
refund = payments.refund
payments.refund = lambda **asked: refund(**(asked | {"key": "another"}))
after(payments, "refund")
"""
    dies(committed, stripe, other_key, f"refunds.send({refund.pk}, at=timezone.now())")

    refunds.send(refund.pk, at=now)

    assert [one.cents for one in payments.refunds_of(paid.payment_intent)] == [5_000, 5_000]


def test_a_day_later_stripe_is_asked_what_it_did_before_it_is_told_again(
    committed, stripe, paid, now
):
    """It has forgotten the key by then."""
    refund = refunds.ask(payment=paid, cents=5_000, reason="As agreed", by=None, at=now)
    forgotten = """
refund = payments.refund
payments.refund = lambda **asked: refund(**(asked | {"key": "forgotten"}))
after(payments, "refund")
"""
    dies(committed, stripe, forgotten, f"refunds.send({refund.pk}, at=timezone.now())")

    refunds.send(refund.pk, at=now + dt.timedelta(hours=25))

    assert [one.cents for one in payments.refunds_of(paid.payment_intent)] == [5_000]
    assert Refund.objects.get().state == "done"


def test_killed_while_a_place_is_taken_nothing_is_taken(committed, stripe, place, now):
    registrations.cancel(registration=place, by=None, at=now)
    lines = AuditEntry.objects.count()
    act = """
from events.models import TicketType
from events.operations import registrations
ticket, person = TicketType.objects.get(), Person.objects.get()
registrations.register(
    event=ticket.event, ticket_type=ticket, person=person, by=None, at=timezone.now()
)
"""
    act = "from network.models import Person" + act

    dies(committed, stripe, "from network import audit\nafter(audit, 'record')", act)

    assert AuditEntry.objects.count() == lines
    assert Registration.objects.count() == 1
    assert invariants.broken() == []
