"""Another amount than was due has come: staff take it as it is, or send all of it back."""

from django.core.exceptions import ValidationError

from events.models import MoneyMatter, MoneyMatterKind, Payment, PaymentState, Registration, State

from . import books, matters, refunds, settling
from .locking import event_txn


def accept(*, matter, words, by, at) -> MoneyMatter:
    """It is as good as paid: what lacks is forgiven, what is beyond goes back.

    Raises ValidationError "settled", "words", "kind", "currency".
    """
    payment = _about(matter)
    if matter.key.startswith(settling.OTHER_CURRENCY):
        raise ValidationError(
            "It came in another currency, so it cannot be counted. Give it back.", code="currency"
        )
    with event_txn(payment.order.event_id):
        closed = matters.settle(matter=matter, words=words, by=by, at=at)
        order = _now(payment).order
        books.give_the_rest(order, reason=closed.settlement[:80], by=by, at=at)
        settling.settle(order, by=by, at=at)
        return closed


def send_back(*, matter, words, by, at) -> MoneyMatter:
    """All of it goes back; the places are kept a day more, to be paid as they should be.

    Raises ValidationError "settled", "words", "kind".
    """
    payment = _about(matter)
    with event_txn(payment.order.event_id):
        closed = matters.settle(matter=matter, words=words, by=by, at=at)
        payment = _now(payment)
        left = payment.captured_cents - payment.refunded_cents - refunds.on_its_way(payment)
        if left:
            refunds.ask(payment=payment, cents=left, reason=closed.settlement[:200], by=by, at=at)
        stopped = Registration.objects.filter(
            order=payment.order, state=State.HELD, hold_expires_at=None
        )
        stopped.update(hold_expires_at=at + settling.SECOND_CHANCE)
        return closed


def _about(matter):
    payment = matter.payment
    if matter.kind != MoneyMatterKind.AMOUNT or payment is None:
        raise ValidationError("This is not about an amount.", code="kind")
    if payment.state != PaymentState.CAPTURED:
        raise ValidationError("Nothing was paid by this.", code="kind")
    return payment


def _now(payment):
    return Payment.objects.select_related("order__event__host", "order__payer").get(pk=payment.pk)
