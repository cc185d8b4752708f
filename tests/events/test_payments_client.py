"""What we ask Stripe and how we read its answers, over real HTTP with the stand-in."""

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from events import payments
from events.payments import Line, Refused, Unreachable
from events.payments.connection import VERSION
from tests.events.paying import LATER, NOW, THREE_HOURS, create, paid

# The payment page


def test_a_page_to_pay_at_says_what_we_said(stripe):
    made = create()

    assert (made.amount_total, made.currency, made.status, made.payment_status) == (
        24000,
        "usd",
        "open",
        "unpaid",
    )
    assert made.expires_at == LATER
    assert made.url == f"{stripe.base}/c/pay/{made.id}"
    assert (made.order_code, made.attempt, made.metadata["event"]) == ("K7M2", 1, "baltimore")
    assert (made.livemode, made.is_open, made.payment_intent) == (False, True, "")


def test_every_call_says_which_version_of_stripe_it_speaks(stripe):
    create()

    [call] = stripe.calls()
    assert (call["version"], call["key"]) == (VERSION, "session-K7M2-1")


def test_the_same_attempt_is_the_same_page(stripe):
    assert create() == create()
    assert create(attempt=2).id != create().id


def test_the_same_attempt_with_another_total_is_refused(stripe):
    create()

    with pytest.raises(Refused, match="same parameters"):
        create(lines=[Line("Member ticket", 100)])


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_page_lasts_half_an_hour_to_a_day(stripe, minutes):
    with pytest.raises(Refused, match="between 30 minutes and 24 hours"):
        create(expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes))


def test_too_little_to_pay_is_refused_with_a_code(stripe):
    with pytest.raises(Refused) as refused:
        create(lines=[Line("Coffee", 49)])

    assert refused.value.code == "amount_too_small"


def test_a_page_that_nobody_made_is_missing(stripe):
    with pytest.raises(Refused) as refused:
        payments.session("cs_test_nobody")

    assert refused.value.code == "resource_missing"


def test_a_paid_page_tells_what_was_paid(stripe):
    found = paid(stripe)

    assert (found.is_paid, found.is_open, found.is_dead, found.url) == (True, False, False, "")
    assert (found.intent_status, found.captured_cents, found.refunded_cents) == (
        "succeeded",
        24000,
        0,
    )
    assert payments.sessions_of(found.payment_intent) == [found]


def test_a_declined_card_leaves_the_page_open(stripe):
    made = create()

    assert "declined" in stripe.pay(made.id, card="4000 0000 0000 0002")
    assert payments.session(made.id).is_open


def test_an_open_page_can_be_closed(stripe):
    made = create()

    closed = payments.expire(made.id)

    assert (closed.status, closed.is_dead, closed.url) == ("expired", True, "")


def test_closing_a_page_that_was_paid_tells_so(stripe):
    found = paid(stripe)

    assert payments.expire(found.id) == found


def test_closing_a_page_twice_is_no_error(stripe):
    made = create()

    assert payments.expire(made.id) == payments.expire(made.id)


def test_closing_a_page_that_is_not_there_is_refused(stripe):
    with pytest.raises(Refused) as refused:
        payments.expire("cs_test_nobody")

    assert refused.value.code == "resource_missing"


def test_a_page_closes_by_the_clock(stripe):
    made = create()

    stripe.advance(THREE_HOURS)

    assert payments.session(made.id).status == "expired"


def test_a_bank_debit_is_on_its_way_until_the_bank_says(stripe):
    begun = paid(stripe, "bank")
    stripe.settle(begun.id, arrives=True)

    assert (begun.is_on_its_way, begun.is_paid, begun.captured_cents) == (True, False, 0)
    assert begun.is_dead is False
    assert payments.session(begun.id).is_paid


def test_a_bank_debit_that_fails_is_dead(stripe):
    begun = paid(stripe, "bank")
    stripe.settle(begun.id, arrives=False)

    failed = payments.session(begun.id)
    assert (failed.has_failed, failed.is_dead, failed.is_paid) == (True, True, False)


# Money back


def test_money_goes_back_in_parts_up_to_the_total(stripe):
    found = paid(stripe)

    first = payments.refund(
        payment_intent=found.payment_intent, cents=10000, key="a", metadata={"refund": "a"}
    )
    second = payments.refund(payment_intent=found.payment_intent, cents=14000, key="b")

    assert (first.status, first.cents, first.counts) == ("succeeded", 10000, True)
    assert first.metadata == {"refund": "a"}
    assert payments.refunds_of(found.payment_intent) == [second, first]
    after = payments.session(found.id)
    assert (after.refunded_cents, after.refunds) == (24000, (second, first))


def test_one_cent_over_is_refused(stripe):
    found = paid(stripe)

    with pytest.raises(Refused, match="greater than unrefunded amount"):
        payments.refund(payment_intent=found.payment_intent, cents=24001, key="a")


def test_all_given_back_is_refused_with_a_code(stripe):
    found = paid(stripe)
    payments.refund(payment_intent=found.payment_intent, cents=24000, key="a")

    with pytest.raises(Refused) as refused:
        payments.refund(payment_intent=found.payment_intent, cents=1, key="b")

    assert refused.value.code == "charge_already_refunded"


def test_the_same_refund_asked_twice_is_one(stripe):
    found = paid(stripe)

    def ask():
        return payments.refund(payment_intent=found.payment_intent, cents=100, key="a")

    assert ask() == ask()
    assert payments.session(found.id).refunded_cents == 100


def test_a_refund_in_stripes_dashboard_is_seen(stripe):
    found = paid(stripe)

    refund = stripe.refund(found.payment_intent, 700)

    assert [each.id for each in payments.refunds_of(found.payment_intent)] == [refund]


def test_a_refund_the_bank_sends_back_counts_no_more(stripe):
    found = paid(stripe)
    made = payments.refund(payment_intent=found.payment_intent, cents=100, key="a")

    stripe.fail_refund(made.id)

    assert [one.counts for one in payments.refunds_of(found.payment_intent)] == [False]
    assert payments.session(found.id).refunded_cents == 0


def test_disputed_money_cannot_be_given_back_meanwhile(stripe):
    found = paid(stripe, "dispute")
    [disputed] = payments.disputes_since(NOW)

    with pytest.raises(Refused) as refused:
        payments.refund(payment_intent=found.payment_intent, cents=100, key="a")
    stripe.close_dispute(disputed.id, won=True)

    assert refused.value.code == "charge_disputed"
    assert (found.disputed, disputed.cents, disputed.is_closed) == (True, 24000, False)
    closed = payments.dispute(disputed.id)
    assert (closed.status, closed.is_closed) == ("won", True)


# What a night's look at everything reads


def test_everything_since_a_moment_comes_page_after_page(stripe):
    made = [create(attempt=n) for n in range(1, 104)]

    found = list(payments.sessions_since(NOW))

    assert [each.id for each in found] == [each.id for each in reversed(made)]
    assert len(stripe.calls("GET /v1/checkout/sessions")) == 2


def test_what_came_before_is_left_out(stripe):
    found = paid(stripe)
    payments.refund(payment_intent=found.payment_intent, cents=100, key="a")

    assert list(payments.sessions_since(LATER)) == []
    assert list(payments.charges_since(LATER)) == []
    assert list(payments.refunds_since(LATER)) == []
    assert list(payments.disputes_since(LATER)) == []
    assert [each.cents for each in payments.refunds_since(NOW)] == [100]


def test_a_charge_tells_what_stripe_kept(stripe):
    found = paid(stripe)

    [each] = payments.charges_since(NOW)

    assert (each.cents, each.fee_cents) == (24000, 726)
    assert (each.payment_intent, each.metadata["order"]) == (found.payment_intent, "K7M2")
    assert payments.charge(each.id) == each


# When the line is bad


@pytest.mark.parametrize("kind", ["500", "409", "drop", "lost"])
def test_one_fault_is_got_over_and_nothing_is_made_twice(stripe, kind):
    stripe.fault(kind, path="POST")

    made = create()

    assert payments.session(made.id) == made
    assert len(list(payments.sessions_since(NOW))) == 1


@pytest.mark.parametrize(("kind", "times"), [("500", 3), ("429", 1)])
def test_a_fault_that_stays_means_unreachable(stripe, kind, times):
    stripe.fault(kind, times=times)

    with pytest.raises(Unreachable):
        create()

    assert len(stripe.calls()) == times


def test_no_answer_means_unreachable(stripe, settings):
    settings.STRIPE_TIMEOUT = (1, 0.1)
    stripe.fault("hang", times=3, seconds=0.5)

    with pytest.raises(Unreachable):
        create()


def test_nobody_there_means_unreachable(stripe, settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"

    with pytest.raises(Unreachable):
        payments.session("cs_test_any")


def test_a_key_that_stripe_does_not_take_means_that_nothing_is_known(stripe, settings):
    settings.STRIPE_SECRET_KEY = "sk_something"

    with pytest.raises(Unreachable, match="Invalid API Key"):
        create()


def test_without_a_key_nothing_is_asked(stripe, settings):
    settings.STRIPE_SECRET_KEY = ""

    with pytest.raises(Unreachable, match="STRIPE_SECRET_KEY"):
        create()
    assert (payments.is_set_up(), stripe.calls()) == (False, [])


def test_stripe_is_never_asked_inside_a_transaction(stripe):
    with pytest.raises(TransactionManagementError), transaction.atomic():
        create()
    with pytest.raises(TransactionManagementError), transaction.atomic():
        list(payments.charges_since(NOW))

    assert stripe.calls() == []


def test_a_committed_transaction_is_over(stripe, committed):
    """Where no test case holds a transaction open, the same watch lets through."""
    with transaction.atomic(), pytest.raises(TransactionManagementError):
        create()

    assert create().is_open


def test_many_threads_ask_at_once(stripe):
    made = create()

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(payments.session, [made.id] * 40))

    assert found == [made] * 40


def test_a_forked_child_has_its_own_connection(stripe):
    made = create()

    child = os.fork()
    if not child:
        os._exit(0 if payments.session(made.id) == made else 1)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert payments.session(made.id) == made
