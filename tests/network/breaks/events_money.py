"""Payments, refunds, matters of money, and scholarships."""

from events.models import MoneyMatter, PaymentState, ScholarshipReview
from tests.event_factories import (
    EventFactory,
    FundFactory,
    OrderFactory,
    PaymentFactory,
    RefundFactory,
    ScholarshipFactory,
)
from tests.factories import NOON, PersonFactory, UserFactory


def twice(make, **fields):
    for _ in range(2):
        make(**fields)


def a_payment(**fields):
    return PaymentFactory(**{"order": OrderFactory(total_cents=1_000)} | fields)


def given_back_by_itself_twice():
    twice(RefundFactory, payment=a_payment(), automatic=True)


def settled_without_a_word():
    MoneyMatter.objects.create(
        kind="overdue", key="1", words="Late", opened_at=NOON, settled_at=NOON
    )


def reviewed_twice():
    review = {"application": ScholarshipFactory(), "by": UserFactory(), "verdict": "no"}
    twice(ScholarshipReview.objects.create, at=NOON, **review)


BREAKS = {
    "payment_refunds_no_more_than_captured": lambda: a_payment(refunded_cents=1_001),
    "payment_one_open_per_order": lambda: twice(
        PaymentFactory, order=OrderFactory(), state=PaymentState.OPEN
    ),
    "payment_attempt_once": lambda: twice(PaymentFactory, order=OrderFactory(), attempt=1),
    "payment_captured_says_so": lambda: a_payment(state=PaymentState.FAILED, captured_cents=1),
    "payment_only_stripe_has_a_session": lambda: a_payment(kind="check", payment_intent="pi_1"),
    "payment_approved_is_a_purchase_order": lambda: a_payment(kind="check", approved_at=NOON),
    "refund_is_of_something": lambda: RefundFactory(cents=0),
    "refund_automatic_once_per_payment": given_back_by_itself_twice,
    "money_matter_settled_in_words": settled_without_a_word,
    "fund_promises_no_more_than_it_has": lambda: FundFactory(budget_cents=1, committed_cents=2),
    "fund_once_per_event": lambda: twice(FundFactory, event=EventFactory(), name="Travel"),
    "scholarship_asked_once": lambda: twice(
        ScholarshipFactory, fund=FundFactory(), person=PersonFactory()
    ),
    "scholarship_asks_for_something": lambda: ScholarshipFactory(asked_cents=0),
    "scholarship_grants_no_more_than_asked": lambda: ScholarshipFactory(granted_cents=5_001),
    "scholarship_granted_says_how_much_and_until_when": lambda: ScholarshipFactory(state="granted"),
    "scholarship_reviewed_once_each": reviewed_twice,
}
