"""A scholarship beside a card: the rest is paid at Stripe, or a page that is open there ends."""

import pytest
from django.utils import timezone

from events.models import Payment, PaymentState, Refund, ScholarshipApplication, State
from events.operations import checkouts, orders, scholarships
from tests.event_factories import FundFactory
from tests.events.aiding import fresh
from tests.events.buying import CENTS, a_paid_ticket, begin, register
from tests.events.invariants import broken
from tests.events.refusing import refused
from tests.factories import a_member, national_staff


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now, seats=3)


@pytest.fixture
def dana():
    return a_member(email="dana@example.org")


@pytest.fixture
def promise(ticket, dana, now):
    FundFactory(event=ticket.event, budget_cents=50_000)

    def make(cents):
        asked = scholarships.ask(
            event=ticket.event,
            ticket_type=ticket,
            person=dana,
            words="No stipend",
            cents=CENTS,
            by=dana.user,
            at=now,
        )
        for _ in range(2):
            by = national_staff().user
            scholarships.review(application=asked, verdict="yes", cents=cents, by=by, at=now)
        return asked

    return make


def accept(asked, dana, now):
    return scholarships.accept(application=asked, by=dana.user, at=now)


def test_the_rest_is_paid_by_card(stripe, promise, dana, now):
    place = accept(promise(CENTS - 4_000), dana, now)

    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert (payment.amount_cents, fresh(place).state) == (4_000, State.CONFIRMED)
    assert fresh(payment).captured_cents == 4_000
    assert broken() == []


def test_an_open_page_gives_way_to_a_scholarship(stripe, promise, ticket, dana, now):
    asked = promise(CENTS)
    place = register(ticket, now, dana)
    payment = begin(place, now)

    accept(asked, dana, now)

    assert fresh(payment).state == PaymentState.VOID
    assert fresh(place).state == State.CONFIRMED
    assert broken() == []


def test_what_is_paid_there_all_the_same_goes_back(stripe, promise, ticket, dana, now):
    asked = promise(CENTS)
    place = register(ticket, now, dana)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    accept(asked, dana, now)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert Refund.objects.get().cents == CENTS
    assert orders.owed_cents(fresh(place.order)) == 0
    assert broken() == []


def test_money_on_its_way_is_waited_for(stripe, promise, ticket, dana, now):
    asked = promise(CENTS)
    place = register(ticket, now, dana)
    payment = begin(place, now)
    Payment.objects.filter(pk=payment.pk).update(state=PaymentState.PROCESSING)

    refused("under_way", accept, asked, dana, now)

    assert ScholarshipApplication.objects.get().state == "granted"
    assert asked.fund.event.funds.get().committed_cents == CENTS
