"""Somebody told their bank that they did not mean to pay. Their place stays; staff decide."""

from events import payments
from events.models import Dispute, MoneyMatterKind, Payment
from network import audit

from . import matters
from .locking import event_txn


def sync(dispute_id, *, at) -> None:
    """Take over what Stripe says of a dispute."""
    told = payments.dispute(dispute_id)
    every = Payment.objects.select_related("order__payer")
    payment = every.filter(payment_intent=told.payment_intent).first()
    if payment is None:
        return  # the nightly comparison tells of money that no order knows
    with event_txn(payment.order.event_id) as event:
        _take_over(payment, told, event, at)
        is_open = Dispute.objects.filter(payment=payment, closed_at=None).exists()
        Payment.objects.filter(pk=payment.pk).update(disputed=is_open)


def _take_over(payment, told, event, at):
    dispute, is_new = Dispute.objects.get_or_create(
        stripe_id=told.id,
        defaults={
            "payment": payment,
            "cents": told.cents,
            "reason": told.reason,
            "status": told.status,
            "opened_at": at,
        },
    )
    if is_new:
        matters.open_once(
            kind=MoneyMatterKind.DISPUTE,
            key=f"dispute {told.id}",
            event=event,
            payment=payment,
            cents=told.cents,
            words=f"Order {payment.order.code} is disputed with the bank: {told.reason}.",
            at=at,
        )
    closed = at if told.is_closed else None
    if dispute.status == told.status and (dispute.closed_at is None) == (closed is None):
        return
    dispute.status, dispute.closed_at = told.status, dispute.closed_at or closed
    dispute.save(update_fields=["status", "closed_at"])
    audit.record(
        payment,
        "events.dispute",
        by=None,
        at=at,
        person=payment.order.payer,
        group=event.host,
        after={"order": payment.order.code, "status": told.status},
    )
