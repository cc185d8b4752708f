"""Each night Stripe's books and ours are laid side by side, in both directions.

What we only had not heard of is taken over; what no rule explains, a person is told of.
"""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from events import payments
from events.models import (
    Comparison,
    Dispute,
    MoneyMatter,
    MoneyMatterKind,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    Refund,
)
from network import jobs

from . import checkouts, disputes, matters, orders, refunds

#: A bank debit may come two weeks after its page was made.
LOOKS_BACK = timedelta(days=15)
#: What Stripe has just done, it may not list yet.
SETTLES = timedelta(hours=1)


@jobs.every(24 * 3600)
def nightly(at) -> None:
    """Stripe is asked outside this transaction."""
    if payments.is_set_up():
        compare_books.enqueue()


@task(backend="jobs", queue_name="payments")
def compare_books() -> None:
    compare(at=timezone.now())


def compare(*, at) -> int:
    """How many differences people were told of that they had not been told of before.

    Raises payments.Unreachable; then nothing counts as compared, and the next time looks as far
    back.
    """
    last = Comparison.objects.last()
    since = (last.until if last else at) - LOOKS_BACK
    before = MoneyMatter.objects.count()
    for refund in refunds.unsent().filter(made_at__lt=at - SETTLES):
        refunds.send(refund.pk, at=at)
    _sessions(since, at)
    _charges(since, at)
    _refunds(since, at)
    _disputes(since, at)
    _surplus(at)
    found = MoneyMatter.objects.count() - before
    Comparison.objects.create(until=at, found=found)
    return found


def _sessions(since, at):
    ours = dict(_at_stripe(since).values_list("stripe_session_id", "state"))
    for session in payments.sessions_since(since):
        state = ours.get(session.id)
        agree = session.is_paid if state == PaymentState.CAPTURED else session.is_open
        if state is None or not agree:
            checkouts.take_over(session, at=at)


def _charges(since, at):
    ours = {payment.payment_intent: payment for payment in _at_stripe(since)}
    seen = set()
    for charge in payments.charges_since(since):
        if not charge.captured_cents:
            continue
        seen.add(charge.payment_intent)
        payment = ours.get(charge.payment_intent) or _heard_of_now(charge, at)
        if payment is None:
            words = f"Stripe has money that no order knows: charge {charge.id}."
            _unknown(f"charge {charge.id}", charge.cents, words, at)
        elif payment.captured_cents != charge.captured_cents:
            words = f"Stripe says that {charge.captured_cents} cents came, our books say otherwise."
            _differs(payment, f"charge {charge.id}", charge.captured_cents, words, at)
    for payment in _captured(since, at).exclude(payment_intent__in=seen):
        words = "Our books say that it was paid; Stripe knows nothing of it."
        _differs(payment, f"no charge {payment.public_id}", payment.captured_cents, words, at)


def _heard_of_now(charge, at):
    for session in payments.sessions_of(charge.payment_intent):
        checkouts.take_over(session, at=at)
    return Payment.objects.filter(payment_intent=charge.payment_intent).first()


def _refunds(since, at):
    ours = dict(Refund.objects.values_list("stripe_refund_id", "state"))
    gone = set()
    for told in payments.refunds_since(since):
        if told.counts:
            gone.add(told.id)
        if ours.get(told.id) != refunds.STATES.get(told.status):
            refunds.sync(told.payment_intent, at=at)
            if not Refund.objects.filter(stripe_refund_id=told.id).exists():
                words = f"Money that no order knows was given back: refund {told.id}."
                _unknown(f"refund {told.id}", told.cents, words, at)
    theirs = Refund.objects.filter(
        payment__kind=PaymentKind.STRIPE,
        state__in=refunds.WENT,
        made_at__range=(since + SETTLES, at - SETTLES),
    ).exclude(stripe_refund_id__in=gone)
    for refund in theirs.select_related("payment__order__event"):
        words = "Our books say that it went back; Stripe knows nothing of it."
        _differs(refund.payment, f"no refund {refund.public_id}", refund.cents, words, at)


def _disputes(since, at):
    ours = dict(Dispute.objects.values_list("stripe_id", "status"))
    for told in payments.disputes_since(since):
        if ours.get(told.id) == told.status:
            continue
        disputes.sync(told.id, at=at)
        if not Dispute.objects.filter(stripe_id=told.id).exists():
            words = f"Somebody disputes money that no order knows: {told.id}."
            _unknown(f"dispute {told.id}", told.cents, words, at)


def _surplus(at):
    """I5: every cent is owed, on its way back, or in somebody's hands."""
    paid = Payment.objects.filter(state=PaymentState.CAPTURED, captured_cents__gt=0)
    told = MoneyMatter.objects.waiting().filter(payment__isnull=False).values("payment__order")
    found = Order.objects.filter(pk__in=paid.values("order")).exclude(pk__in=told)
    for order in found:
        if beyond := orders.owed_back(order):
            payment = paid.filter(order=order).select_related("order__event").last()
            words = f"{beyond} cents are more than is owed, and not on their way back."
            _differs(payment, f"beyond {order.code} {beyond}", beyond, words, at)


def _at_stripe(since):
    return Payment.objects.filter(kind=PaymentKind.STRIPE, made_at__gte=since).select_related(
        "order__event"
    )


def _captured(since, at):
    return _at_stripe(since).filter(
        state=PaymentState.CAPTURED,
        made_at__gte=since + SETTLES,
        captured_at__lt=at - SETTLES,
    )


def _unknown(key, cents, words, at):
    matters.open_once(kind=MoneyMatterKind.UNKNOWN, key=key, cents=cents, words=words, at=at)


def _differs(payment, key, cents, words, at):
    matters.open_once(
        kind=MoneyMatterKind.DIFFERENCE,
        key=key,
        event=payment.order.event,
        payment=payment,
        cents=cents,
        words=f"Order {payment.order.code}: {words}",
        at=at,
    )
