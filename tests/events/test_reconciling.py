"""Stripe's books and ours, laid side by side."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events import payments
from events.models import Comparison, MoneyMatter, Payment, Refund, State
from events.operations import checkouts, matters, reconciling, refunds, registrations
from network import jobs
from tests.event_factories import OrderFactory, PaymentFactory
from tests.events import paying
from tests.events.buying import CENTS, a_paid_ticket, begin, fresh, paid, register
from tests.factories import a_member, national_staff

HOURS = dt.timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def ticket(now):
    return a_paid_ticket(now, seats=3)


def compare(now):
    """Two hours later, when Stripe lists all that was done."""
    return reconciling.compare(at=now + 2 * HOURS)


def kinds():
    return sorted(MoneyMatter.objects.values_list("kind", flat=True))


def test_where_both_agree_nobody_is_told(stripe, ticket, now):
    place, payment = paid(stripe, ticket, now)
    refunds.ask(payment=payment, cents=500, reason="As agreed", by=None, at=now)
    refunds.send(Refund.objects.get().pk, at=now)

    assert compare(now) == 0

    assert fresh(place).state == State.CONFIRMED
    assert Comparison.objects.get().found == 0


def test_a_payment_nobody_told_us_of_is_taken_over(stripe, ticket, now):
    place = register(ticket, now)
    payment = begin(place, now)
    stripe.pay(payment.stripe_session_id)

    assert compare(now) == 0

    assert (fresh(place).state, fresh(payment).state) == (State.CONFIRMED, "captured")


def test_a_refund_nobody_told_us_of_is_taken_over_and_told(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    stripe.refund(payment.payment_intent, cents=2_000)

    assert compare(now) == 1

    assert fresh(payment).refunded_cents == 2_000
    assert kinds() == ["difference"]


def test_a_dispute_nobody_told_us_of_is_taken_over(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    dispute = stripe.dispute(payment.payment_intent)
    compare(now)
    assert (fresh(payment).disputed, kinds()) == (True, ["dispute"])

    stripe.close_dispute(dispute, won=True)
    compare(now + HOURS)

    assert fresh(payment).disputed is False


def test_money_that_no_order_knows_is_told_once(stripe, now):
    intent = paying.paid(stripe).payment_intent
    stripe.refund(intent, cents=100)
    stripe.dispute(intent)

    told = [compare(now), compare(now + HOURS)]

    assert told == [4, 0]
    assert kinds() == ["unknown"] * 4


def test_money_that_stripe_does_not_know_is_told(stripe, now):
    order = OrderFactory(total_cents=CENTS)
    payment = PaymentFactory(order=order, payment_intent="pi_x", made_at=now, captured_at=now)

    assert compare(now) == 1

    assert MoneyMatter.objects.get().key == f"no charge {payment.public_id}"


def test_an_id_of_ours_that_is_wrong_is_put_right(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    Payment.objects.filter(pk=payment.pk).update(payment_intent="pi_invented")

    assert compare(now) == 0

    assert Payment.objects.get().payment_intent == payment.payment_intent


def test_another_amount_in_our_books_is_told(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    Payment.objects.filter(pk=payment.pk).update(captured_cents=CENTS - 1)

    compare(now)

    assert MoneyMatter.objects.get().cents == CENTS


def test_a_refund_that_stripe_does_not_know_is_told(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    Refund.objects.create(
        payment=payment,
        cents=100,
        state="done",
        stripe_refund_id="re_invented",
        reason="x",
        made_at=now,
    )

    compare(now)

    assert MoneyMatter.objects.get().key == f"no refund {Refund.objects.get().public_id}"


def test_money_beyond_what_is_owed_is_told_until_somebody_sees_to_it(stripe, ticket, now):
    place, _ = paid(stripe, ticket, now)
    registrations.cancel(registration=place, by=None, at=now)

    assert compare(now) == 1
    matter = MoneyMatter.objects.get()
    assert (matter.kind, matter.cents) == ("difference", CENTS)

    refunds.give_back(place.order, reason="Cancelled", by=None, at=now)
    matters.settle(matter=matter, words="Given back", by=national_staff().user, at=now)
    assert compare(now + HOURS) == 0


def test_a_refund_whose_task_was_lost_is_sent(stripe, ticket, now):
    _, payment = paid(stripe, ticket, now)
    refunds.ask(payment=payment, cents=500, reason="As agreed", by=None, at=now)
    DBTaskResult.objects.all().delete()

    compare(now)

    assert (fresh(payment).refunded_cents, Refund.objects.get().state) == (500, "done")


def test_stripe_unreachable_leaves_the_watermark_where_it_was(stripe, ticket, now):
    stripe.fault("500", times=30)

    with pytest.raises(payments.Unreachable):
        compare(now)

    assert Comparison.objects.count() == 0


def test_it_looks_back_as_far_as_a_bank_debit_takes(stripe, ticket, now):
    place = register(ticket, now)
    begin_at = begin(place, now)
    stripe.pay(begin_at.stripe_session_id, way="bank")
    checkouts.sync_checkout(begin_at.stripe_session_id, at=now)
    compare(now)
    stripe.settle(begin_at.stripe_session_id, arrives=True)

    reconciling.compare(at=now + dt.timedelta(days=14))

    assert fresh(place).state == State.CONFIRMED


def test_the_clock_asks_for_it_once_a_day_where_payments_are_set_up(stripe, settings, now):
    jobs.tick(at=now)
    jobs.tick(at=now)
    wanted = DBTaskResult.objects.filter(task_path__endswith="compare_books")
    assert wanted.count() == 1

    settings.STRIPE_SECRET_KEY = ""
    jobs.tick(at=now + dt.timedelta(days=1))
    assert wanted.count() == 1


def test_places_of_several_people_are_compared(stripe, ticket, now):
    for _ in range(2):
        paid(stripe, ticket, now, a_member())

    assert compare(now) == 0
