"""What is owed for places, and whether it is paid."""

from django.db.models import F, Sum

from events.models import Order, Payment, PaymentState


def open_for(*, event, payer=None, payer_group=None, by, at) -> Order:
    """An order without places yet. A person pays or an organization does."""
    return Order.objects.create(
        event=event, payer=payer, payer_group=payer_group, made_by=by, made_at=at
    )


def add(order, cents) -> None:
    """Owe this much more, or less."""
    if cents:
        Order.objects.filter(pk=order.pk).update(total_cents=F("total_cents") + cents)
        order.total_cents += cents


def paid_cents(order) -> int:
    """What came in and did not go back."""
    captured = Payment.objects.filter(order=order, state=PaymentState.CAPTURED)
    sums = captured.aggregate(came=Sum("captured_cents"), went=Sum("refunded_cents"))
    return (sums["came"] or 0) - (sums["went"] or 0)


def is_paid(order) -> bool:
    return order.total_cents == 0 or paid_cents(order) >= order.total_cents
