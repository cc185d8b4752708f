"""What is owed for places, and whether it is paid."""

from django.db.models import F, Q, Sum

from events.models import Order, Payment, PaymentKind, PaymentState, RefundState

#: What covers a place without money: nobody is owed anything back for it.
WITHOUT_MONEY = (PaymentKind.COMP, PaymentKind.SCHOLARSHIP)


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


def covered_cents(order) -> int:
    """What came in and does not go back, what is given, and what an approved order promises.

    Money whose return is written down covers nothing any more, though it is still here.
    """
    asked = Sum("refunds__cents", filter=Q(refunds__state=RefundState.ASKED), default=0)
    found = Payment.objects.filter(order=order).annotate(asked_back=asked)
    return sum(_covers(payment) for payment in found)


def money_cents(order) -> int:
    """Of that, the money that came in and did not go back."""
    captured = Payment.objects.filter(order=order, state=PaymentState.CAPTURED)
    return sum(payment.captured_cents - payment.refunded_cents for payment in captured)


def owed_cents(order) -> int:
    """What is still to be paid."""
    return max(0, order.total_cents - covered_cents(order))


def owed_back(order) -> int:
    """Money beyond what is owed whose return is not yet written down."""
    if not (money := money_cents(order)):
        return 0
    return max(0, min(money, covered_cents(order) - order.total_cents))


def is_paid(order) -> bool:
    return order.total_cents == 0 or covered_cents(order) >= order.total_cents


def _covers(payment):
    if payment.state == PaymentState.CAPTURED:
        if payment.kind in WITHOUT_MONEY:
            return payment.amount_cents
        return payment.captured_cents - payment.refunded_cents - payment.asked_back
    counts = payment.state == PaymentState.OPEN and payment.approved_at is not None
    return payment.amount_cents if counts else 0
