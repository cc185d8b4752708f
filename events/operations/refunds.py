"""Giving money back. It is written down under the lock first, and sent after it.

What went back is what Stripe says: the sum is worked out anew from its list each time.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django_tasks import task

from events import mail, payments
from events.models import MoneyMatterKind, Payment, PaymentKind, PaymentState, Refund, RefundState
from network import audit
from network.words import say_money

from . import matters, orders
from .locking import event_txn

#: For a day Stripe knows a key again; after that it would do the same thing a second time.
KEYS_LAST = timedelta(hours=20)
OUTSIDE = "Given back in Stripe’s dashboard"
STATES = {
    "succeeded": RefundState.DONE,
    "pending": RefundState.SENT,
    "requires_action": RefundState.SENT,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}

WENT = (RefundState.SENT, RefundState.DONE)


def on_its_way(payment) -> int:
    """Cents that are asked for and not yet counted as given back."""
    asked = Refund.objects.filter(payment=payment, state=RefundState.ASKED)
    return asked.aggregate(cents=Sum("cents"))["cents"] or 0


def ask(*, payment, cents, reason, by, at, automatic=False) -> Refund:
    """Write down that money goes back. A worker sends it, as often as it takes.

    A check is sent back by hand: see `books.gave_back`. What a rule asked for already, it does
    not ask for again. Raises ValidationError "not_paid", "too_much" with what is left.
    """
    with event_txn(payment.order.event_id) as event:
        payment = Payment.objects.select_related("order__event", "order__payer").get(pk=payment.pk)
        if payment.state != PaymentState.CAPTURED:
            raise ValidationError("Nothing was paid by this.", code="not_paid")
        left = payment.captured_cents - payment.refunded_cents - on_its_way(payment)
        if not 0 < cents <= left:
            raise ValidationError(f"At most {say_money(left)} can be given back.", code="too_much")
        if automatic and (found := Refund.objects.filter(payment=payment, automatic=True).first()):
            return found
        refund = Refund.objects.create(
            payment=payment, cents=cents, reason=reason, automatic=automatic, by=by, made_at=at
        )
        audit.record(
            refund,
            "events.refund_asked",
            by=by,
            at=at,
            person=payment.order.payer,
            group=event.host,
            after={"order": payment.order.code, "cents": cents},
            reason=reason,
        )
        if payment.kind == PaymentKind.STRIPE:
            send_one.enqueue(refund.pk)
        mail.refund_begun(refund)
        return refund


def unsent():
    """Asked for, and not yet with Stripe: whatever became of the task that was to send it."""
    return Refund.objects.filter(state=RefundState.ASKED, payment__kind=PaymentKind.STRIPE)


def give_back(order, *, reason, by, at, automatic=False) -> list[Refund]:
    """All that came in beyond what is owed, the latest payment first."""
    order.refresh_from_db(fields=["total_cents"])
    beyond, asked = orders.owed_back(order), []
    paid = Payment.objects.filter(order=order, state=PaymentState.CAPTURED)
    for payment in paid.order_by("-captured_at", "-pk"):
        left = payment.captured_cents - payment.refunded_cents - on_its_way(payment)
        cents = min(beyond, left)
        if cents > 0:
            asked.append(
                ask(
                    payment=payment,
                    cents=cents,
                    reason=reason,
                    by=by,
                    at=at,
                    automatic=automatic,
                )
            )
            beyond -= cents
    return asked


@task(backend="jobs", queue_name="payments", priority=5)
def send_one(refund_id: int) -> None:
    send(refund_id, at=timezone.now())


def send(refund_id, *, at) -> None:
    """Ask Stripe, by a key of the refund's own: asked again, it is the same refund."""
    refund = Refund.objects.select_related("payment").filter(pk=refund_id).first()
    if refund is None or refund.state != RefundState.ASKED:
        return
    intent = refund.payment.payment_intent or ""
    if at - refund.made_at > KEYS_LAST:
        sync(intent, at=at)
        if not Refund.objects.filter(pk=refund.pk, state=RefundState.ASKED).exists():
            return  # it was done, by somebody who died before writing it down
    try:
        payments.refund(
            payment_intent=intent,
            cents=refund.cents,
            key=f"refund {refund.public_id}",
            metadata={"refund": str(refund.public_id)},
        )
    except payments.Refused as refusal:
        _refused(refund, str(refusal), at=at)
        return
    sync(intent, at=at)


def sync(payment_intent, *, at) -> None:
    """Take over what Stripe says of all refunds of a payment, its dashboard's among them."""
    told = list(payments.refunds_of(payment_intent))
    found = Payment.objects.filter(payment_intent=payment_intent).values_list("order__event", "pk")
    if not found:
        return  # the payment itself is not known yet, or none of ours
    event_id, key = found[0]
    with event_txn(event_id) as event:
        payment = Payment.objects.select_related("order").get(pk=key)
        for one in told:
            _take_over(payment, one, event, at)
        went = Refund.objects.filter(payment=payment, state__in=WENT)
        total = went.aggregate(cents=Sum("cents"))["cents"] or 0
        if total != payment.refunded_cents:
            Payment.objects.filter(pk=payment.pk).update(refunded_cents=total)


def _take_over(payment, told, event, at):
    """By its id, or by ours that it carries; else somebody gave it back past us."""
    refund = Refund.objects.filter(payment=payment, stripe_refund_id=told.id).first()
    ours = told.metadata.get("refund")
    if refund is None and ours:
        refund = Refund.objects.filter(payment=payment, public_id=ours).first()
    state = STATES.get(told.status, RefundState.SENT)
    if refund is None:
        refund = Refund(payment=payment, cents=told.cents, reason=OUTSIDE, made_at=at)
        matters.open_once(
            kind=MoneyMatterKind.DIFFERENCE,
            key=f"refund {told.id}",
            event=event,
            payment=payment,
            cents=told.cents,
            words=f"Order {payment.order.code}: {OUTSIDE.lower()}. Their place is as it was.",
            at=at,
        )
    done = refund.done_at or (at if state == RefundState.DONE else None)
    refund.stripe_refund_id, refund.state, refund.done_at = told.id, state, done
    refund.save()
    if state == RefundState.FAILED:
        _matter(refund, event, "The bank sent it back.", at)


def _refused(refund, why, *, at):
    with event_txn(refund.payment.order.event_id) as event:
        same = Refund.objects.filter(pk=refund.pk, state=RefundState.ASKED)
        if same.update(state=RefundState.FAILED, error=why[:300]):
            _matter(refund, event, why, at)


def _matter(refund, event, why, at):
    matters.open_once(
        kind=MoneyMatterKind.REFUND_FAILED,
        key=f"failed {refund.public_id}",
        event=event,
        payment=refund.payment,
        cents=refund.cents,
        words=f"Order {refund.payment.order.code}: could not be given back. {why}"[:400],
        at=at,
    )
