"""The rules of money, each against Stripe's stand-in: what comes late, early, twice or wrongly.

What is simpler stands in `test_checkouts`; races and processes that die, in `tests.races`.
"""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import payments
from events.models import (
    Dispute,
    MoneyMatter,
    Payment,
    PriceRule,
    Refund,
    Registration,
    State,
    StripeEvent,
    WaitlistEntry,
)
from events.operations import (
    checkouts,
    orders,
    refunds,
    registrations,
    settling,
    waiting,
)
from network.models import Letter
from tests.event_factories import PaymentFactory
from tests.events.buying import (
    CENTS,
    a_paid_ticket,
    begin,
    fresh,
    paid,
    register,
    send_refunds,
)
from tests.events.invariants import broken
from tests.factories import a_member

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now)


@pytest.fixture
def place(ticket, now):
    return register(ticket, now)


def test_paid_after_the_place_was_handed_on_goes_back(stripe, ticket, now):
    place, _ = paid(stripe, ticket, now)
    Payment.objects.update(state="expired", captured_cents=0)
    second = begin_again(place, now)
    Payment.objects.exclude(pk=second.pk).update(state="captured", captured_cents=CENTS)
    bob = a_member()
    registrations.transfer(registration=place, to=bob, by=None, at=now)
    stripe.pay(second.stripe_session_id)

    checkouts.sync_checkout(second.stripe_session_id, at=now)
    send_refunds(now)

    assert fresh(second).refunded_cents == CENTS
    assert Registration.objects.get(person=bob).state == State.CONFIRMED
    assert broken() == []


def begin_again(place, now):
    """A second page of the same order, made while the first was not known to be paid."""
    Registration.objects.filter(pk=place.pk).update(
        state="held", hold_expires_at=now + HOUR, confirmed_at=None
    )
    payment = begin(place, now)
    Registration.objects.filter(pk=place.pk).update(
        state="confirmed", hold_expires_at=None, confirmed_at=now
    )
    return payment


def test_another_currency_waits_for_a_person(place, now):
    payment = PaymentFactory(order=place.order, state="open", amount_cents=CENTS)

    settling.captured(payment, cents=CENTS, currency="cad", at=now)

    assert (fresh(place).state, place.hold_expires_at) == (State.HELD, None)
    matter = MoneyMatter.objects.get()
    assert "$125 was due, 125.00 CAD came" in matter.words
    checkouts.release_lapsed(at=now + 9 * HOUR)
    assert fresh(place).state == State.HELD


def test_play_money_confirms_nothing_where_money_is_real(stripe, client, settings, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    letters = stripe.take()
    settings.STRIPE_SECRET_KEY = "sk_live_x"

    answers = {stripe.post(client, letter).status_code for letter in letters}

    assert answers == {400}
    assert (fresh(place).state, StripeEvent.objects.count()) == (State.HELD, 0)


def test_a_debit_that_fails_after_the_event_filled_has_a_day_and_then_the_next_in_line(
    stripe, client, ticket, place, now
):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id, way="bank")
    stripe.tell(client)
    bob = a_member(email="bob@example.org")
    waiting.join(event=ticket.event, ticket_type=ticket, person=bob, by=None, at=now)
    stripe.settle(payment.stripe_session_id, arrives=False)
    stripe.tell(client)
    assert fresh(place).state == State.HELD
    assert Letter.objects.filter(kind="payment_failed").count() == 1

    checkouts.release_lapsed(at=timezone.now() + 25 * HOUR)

    assert fresh(place).state == State.EXPIRED
    assert WaitlistEntry.objects.get().registration.person == bob
    assert broken() == []


def test_a_refund_told_before_the_payment_is_taken_over_with_it(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.refund(payments.session(payment.stripe_session_id).payment_intent, cents=5_000)

    for letter in stripe.take(reverse=True):
        assert stripe.post(client, letter).status_code == 200

    assert (fresh(payment).captured_cents, payment.refunded_cents) == (CENTS, 5_000)
    assert fresh(place).state == State.CONFIRMED
    assert MoneyMatter.objects.get().kind == "difference"


def test_a_refund_told_only_once_before_the_payment_is_not_lost(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.refund(payments.session(payment.stripe_session_id).payment_intent, cents=5_000)
    letters = stripe.take()
    for letter in letters:
        if letter.kind.startswith(("refund", "charge.refund")):
            stripe.post(client, letter)
    assert fresh(payment).refunded_cents == 0

    for letter in letters:
        if letter.kind == "checkout.session.completed":
            stripe.post(client, letter)

    assert fresh(payment).refunded_cents == 5_000


def test_expired_told_after_completed_changes_nothing(stripe, client, place, now):
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    stripe.tell(client)

    settling.lapsed(fresh(payment), at=now)
    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert (fresh(place).state, fresh(payment).state) == (State.CONFIRMED, "captured")


@pytest.mark.parametrize("change", ["dearer", "withdrawn", "early bird over"])
def test_the_price_that_was_quoted_is_honored(stripe, client, place, now, change):
    payment = begin(place, now)
    changes = {
        "dearer": {"cents": 20_000},
        "withdrawn": {"withdrawn_at": now},
        "early bird over": {"until_at": now - HOUR},
    }
    PriceRule.objects.update(**changes[change])
    stripe.pay(payment.stripe_session_id)

    stripe.tell(client)

    assert (fresh(place).state, place.cents) == (State.CONFIRMED, CENTS)
    assert (Refund.objects.count(), MoneyMatter.objects.count()) == (0, 0)


def test_late_money_of_somebody_who_took_another_place_goes_back(stripe, now):
    ticket = a_paid_ticket(now, seats=5)
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)
    registrations.expire(registration=place, at=now)
    again = register(ticket, now, place.person)

    checkouts.sync_checkout(payment.stripe_session_id, at=now)

    assert (fresh(place).state, fresh(again).state) == (State.EXPIRED, State.HELD)
    assert Refund.objects.get().cents == CENTS


def test_what_is_asked_back_is_not_asked_back_again(stripe, now):
    ticket = a_paid_ticket(now, seats=5)
    place, first = paid(stripe, ticket, now)
    second = PaymentFactory(
        order=place.order, kind="check", amount_cents=500, captured_at=now + HOUR
    )
    refunds.ask(payment=first, cents=500, reason="By hand", by=None, at=now)

    asked = refunds.give_back(place.order, reason="Beyond", by=None, at=now)

    assert asked == []
    assert orders.owed_back(place.order) == 0
    assert second.refunds.count() == 0


def test_a_refund_that_failed_may_be_asked_for_again(stripe, client, ticket, now):
    place, payment = paid(stripe, ticket, now)
    registrations.cancel(registration=place, by=None, at=now)
    refunds.give_back(place.order, reason="Cancelled", by=None, at=now)
    send_refunds(now)
    stripe.fail_refund(Refund.objects.get().stripe_refund_id)
    stripe.tell(client)
    assert (fresh(payment).refunded_cents, MoneyMatter.objects.get().kind) == (0, "refund")

    refunds.give_back(place.order, reason="Again", by=None, at=now)
    send_refunds(now)

    assert fresh(payment).refunded_cents == CENTS


@pytest.mark.parametrize("won", [True, False])
def test_a_dispute_opened_and_closed(stripe, client, ticket, now, won):
    place, payment = paid(stripe, ticket, now)
    dispute = stripe.dispute(payment.payment_intent)
    stripe.tell(client)
    assert fresh(payment).disputed

    stripe.close_dispute(dispute, won=won)
    stripe.tell(client)

    assert fresh(payment).disputed is False
    assert Dispute.objects.get().status == ("won" if won else "lost")
    assert (fresh(place).state, MoneyMatter.objects.count()) == (State.CONFIRMED, 1)


def test_a_disputed_payment_is_not_given_back_and_staff_are_told(stripe, client, ticket, now):
    _, payment = paid(stripe, ticket, now)
    stripe.dispute(payment.payment_intent)
    stripe.tell(client)
    refunds.ask(payment=payment, cents=100, reason="x", by=None, at=now)

    send_refunds(now)

    assert Refund.objects.get().state == "failed"
    assert set(MoneyMatter.objects.values_list("kind", flat=True)) == {"dispute", "refund"}


@pytest.mark.parametrize("parts", [[CENTS], [1, CENTS - 1], [2_500, 2_500, 7_500]])
def test_parts_add_up_to_the_total_and_one_cent_more_is_refused(stripe, ticket, now, parts):
    _, payment = paid(stripe, ticket, now)
    for cents in parts:
        refunds.ask(payment=payment, cents=cents, reason="x", by=None, at=now)

    with pytest.raises(ValidationError, match=r"At most \$0 can"):
        refunds.ask(payment=payment, cents=1, reason="x", by=None, at=now)
    send_refunds(now)

    assert fresh(payment).refunded_cents == CENTS
