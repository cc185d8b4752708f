"""Receipts, and who paid which part of a place: officials must report what they are given."""

from dataclasses import dataclass
from datetime import datetime

from events.models import (
    Payment,
    PaymentKind,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    ScholarshipApplication,
)
from events.models.registrations import SEATED
from events.operations import orders
from events.operations.orders import WITHOUT_MONEY


@dataclass(frozen=True)
class Part:
    """Who paid so many cents of a place, in which way and when; nothing is known of money to come
    but that it is promised.
    """

    who: str
    how: str
    cents: int
    on: datetime | None
    own: bool = False
    promised: bool = False


@dataclass(frozen=True)
class Statement:
    value: int
    """What the place costs, in cents, whoever pays."""
    parts: tuple[Part, ...]

    @property
    def unpaid(self) -> int:
        return max(0, self.value - sum(part.cents for part in self.parts))

    @property
    def by_others(self) -> int:
        return sum(part.cents for part in self.parts if not part.own)


def statement_of(place) -> Statement:
    """Money for several places counts for each by its price; odd cents go to the first."""
    shares = _weights(place.order)
    parts = []
    for payment in _counted(place.order):
        cents = _share(_net(payment), shares, place.pk)
        if cents:
            parts.append(_part(payment, place, cents))
    return Statement(shares.get(place.pk, 0), tuple(parts))


def _weights(order) -> dict[int, int]:
    """What each place costs that still does, or what was kept for it."""
    rows = Registration.objects.filter(order=order).order_by("pk")
    costs = {row.pk: row.cents if row.state in SEATED else row.kept_cents for row in rows}
    return {key: cents for key, cents in costs.items() if cents}


def _share(cents, weights, key) -> int:
    """Of money for all places, the part of one: all shares add up to the cent.

    What is beyond the whole price is on its way back and nobody's gift.
    """
    whole = sum(weights.values())
    if key not in weights:
        return 0
    cents = min(cents, whole)
    shares = {each: cents * weight // whole for each, weight in weights.items()}
    for each in list(shares)[: cents - sum(shares.values())]:
        shares[each] += 1
    return shares[key]


def _counted(order):
    paid = Payment.objects.filter(order=order).exclude(state=PaymentState.VOID)
    return [one for one in paid.order_by("captured_at", "pk") if _net(one)]


def _net(payment) -> int:
    if payment.state == PaymentState.CAPTURED:
        if payment.kind in WITHOUT_MONEY:
            return payment.amount_cents
        return payment.captured_cents - payment.refunded_cents
    return payment.amount_cents if payment.approved_at else 0


def _part(payment, place, cents) -> Part:
    payer, own = _payer(payment, place)
    how = payment.get_kind_display()
    if payment.reference and payment.kind not in WITHOUT_MONEY:
        how = f"{how} {payment.reference}"
    promised = payment.state != PaymentState.CAPTURED
    return Part(payer, how, cents, payment.captured_at or payment.approved_at, own, promised)


def _payer(payment, place) -> tuple[str, bool]:
    if payment.kind == PaymentKind.COMP:
        return f"The network, with its compliments: {payment.reference}", False
    if payment.kind == PaymentKind.SCHOLARSHIP:
        granted = ScholarshipApplication.objects.filter(registration=place)
        fund = granted.values_list("fund__name", flat=True).first()
        return f"The network’s scholarship fund{f' “{fund}”' if fund else ''}", False
    order = place.order
    if order.payer_group is not None:
        return order.payer_group.name, False
    if order.payer_id != place.person_id:
        return order.payer.name, False
    if payment.kind == PaymentKind.PURCHASE_ORDER:
        return "Your office, by its purchase order", False
    return "Yourself", True


@dataclass(frozen=True)
class Receipt:
    """Everything a clerk asks for of an order."""

    places: list[Registration]
    payments: list[Payment]
    refunds: list[Refund]
    paid: int
    returned: int
    owed: int

    @property
    def is_receipt(self) -> bool:
        """Else it is an invoice: nothing has come."""
        return self.paid > 0


def receipt_of(order) -> Receipt:
    rows = Registration.objects.filter(order=order).select_related("person", "ticket_type")
    places = [row for row in rows.order_by("pk") if row.state in SEATED or row.kept_cents]
    payments = list(Payment.objects.filter(order=order, state=PaymentState.CAPTURED))
    returned = Refund.objects.filter(payment__order=order).exclude(state=RefundState.FAILED)
    return Receipt(
        places,
        payments,
        list(returned),
        sum(payment.captured_cents for payment in payments),
        sum(payment.refunded_cents for payment in payments),
        orders.owed_cents(order) if any(row.state in SEATED for row in places) else 0,
    )
