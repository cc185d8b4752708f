"""Signals of money that come twenty times, at once, early, late and in the wrong order.

Stripe is the stand-in, its signals are signed and posted, its answers go over the wire.
"""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from events import payments
from events.models import MoneyMatter, Payment, Refund, Registration, StripeEvent
from events.operations import checkouts, registrations
from network.models import AuditEntry, Letter
from tests import processes
from tests.conftest import sign_in
from tests.event_factories import EventFactory, a_ticket
from tests.events import invariants
from tests.factories import a_member

#: Racers that post a signal, or come back from Stripe's page.
TELL = """
from django.conf import settings
from django.test import Client
from django.utils import timezone
from events.models import Payment, Registration
from events.operations import checkouts, handing, refunds, registrations
from tests.races import guards
{guards}

def act(base, what, *told):
    guards.pay_at(base)
    return globals()[what](*told)

def tell(body, signature):
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    return client.post(
        "/stripe/webhook/", body, content_type="application/json",
        headers={"Stripe-Signature": signature},
    ).status_code

def come_back(cookie, session):
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.get("/events/paid/", {"session": session}).status_code

def cancel(place):
    place = Registration.objects.get(pk=place)
    handing.give_back(registration=place, by=None, at=timezone.now())
    return "cancelled"

def sweep(minutes):
    checkouts.release_lapsed(at=timezone.now() + timezone.timedelta(minutes=minutes))
    return "swept"
"""
UNGUARDED = TELL.replace("{guards}", "guards.without_lock()\nguards.without_swap()")
TELL = TELL.replace("{guards}", "").replace("timezone.timedelta", "timedelta")
TELL = "from datetime import timedelta\n" + TELL


@pytest.fixture
def dana(committed):
    return a_member(given="Dana", email="dana@example.org")


@pytest.fixture
def payment(committed, stripe, dana):
    """The page is open."""
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(days=60))
    ticket = a_ticket(event, cents=12_500, seats=1)
    place = registrations.register(
        event=event, ticket_type=ticket, person=dana, by=dana.user, at=timezone.now()
    )
    checkouts.begin(order=place.order, by=dana.user, at=timezone.now())
    return Payment.objects.get()


def completed(stripe, payment):
    """The signal that it was paid."""
    stripe.pay(payment.stripe_session_id)
    kinds = {letter.kind: letter for letter in stripe.take()}
    letter = kinds["checkout.session.completed"]
    return [stripe.base, "tell", letter.body, letter.signature]


def coming_back(stripe, payment, person):
    cookie = sign_in(Client(), person.user).session.session_key
    return [stripe.base, "come_back", cookie, payment.stripe_session_id]


def confirmations():
    """Places that are confirmed, their letters, their lines, and the lines of money."""
    return (
        Registration.objects.filter(state="confirmed").count(),
        Letter.objects.filter(kind="place_confirmed").count(),
        AuditEntry.objects.filter(action="events.place_confirmed").count(),
        AuditEntry.objects.filter(action="events.payment_captured").count(),
    )


def test_paid_is_told_twenty_times_at_once_and_done_once(committed, stripe, payment):
    signal = completed(stripe, payment)

    answers = processes.race(committed, TELL, [signal] * 20)

    assert answers == [200] * 20
    assert confirmations() == (1, 1, 1, 1)
    assert list(StripeEvent.objects.values_list("state", flat=True)) == ["done"]
    assert Payment.objects.get().captured_cents == 12_500
    assert invariants.broken() == []


def test_without_lock_and_swap_it_is_done_more_than_once(committed, stripe, payment):
    """The control."""
    signal = completed(stripe, payment)

    processes.race(committed, UNGUARDED, [signal] * 6)

    assert confirmations()[3] > 1


def test_the_way_back_and_the_signal_come_in_one_instant(committed, stripe, payment, dana):
    signal = completed(stripe, payment)
    back = coming_back(stripe, payment, dana)

    answers = processes.race(committed, TELL, [signal, back, signal, back])

    assert answers == [200, 302, 200, 302]
    assert confirmations() == (1, 1, 1, 1)
    assert invariants.broken() == []


def test_coming_back_without_paying_confirms_nothing(committed, stripe, payment, dana):
    answers = processes.race(committed, TELL, [coming_back(stripe, payment, dana)] * 2)

    assert answers == [302, 302]
    assert confirmations() == (0, 0, 0, 0)


def test_everything_about_a_payment_is_told_backwards_and_at_once(committed, stripe, payment):
    """Refunded before paid, whatever the order: each signal is a hint where to look."""
    stripe.pay(payment.stripe_session_id)
    first = stripe.take()
    stripe.refund(payments.session(payment.stripe_session_id).payment_intent)
    later = stripe.take()
    told = [[stripe.base, "tell", one.body, one.signature] for one in [*later, *first]]

    answers = processes.race(committed, TELL, told + told)

    assert set(answers) == {200}
    assert confirmations() == (1, 1, 1, 1)
    assert Payment.objects.get().refunded_cents == 12_500
    assert Refund.objects.count() == 1
    assert MoneyMatter.objects.count() == 1


def test_over_and_paid_in_one_instant_keeps_the_place(committed, stripe, payment):
    """The sweeper asks Stripe before it lets anything go."""
    signal = completed(stripe, payment)

    processes.race(committed, TELL, [signal, [stripe.base, "sweep", 45], signal])

    assert confirmations() == (1, 1, 1, 1)
    assert invariants.broken() == []


def test_given_back_and_paid_in_one_instant_sends_the_money_back(committed, stripe, payment):
    signal = completed(stripe, payment)
    place = Registration.objects.get()

    answers = processes.race(committed, TELL, [signal, [stripe.base, "cancel", place.pk]])

    place.refresh_from_db()
    assert answers == [200, "cancelled"]
    assert place.state == "cancelled"
    kept = place.kept_cents
    assert sum(Refund.objects.values_list("cents", flat=True)) == 12_500 - kept
    assert invariants.broken() == []
