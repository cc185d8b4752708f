"""How an order stands, for whoever pays it: one word that page and buttons follow."""

from dataclasses import dataclass
from datetime import datetime

from events.models import (
    MoneyMatter,
    MoneyMatterKind,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    State,
)
from events.operations import orders
from events.operations.books import BY_BOOKS


@dataclass(frozen=True)
class OrderStanding:
    """`word` is one of: owed, promised, on_its_way, looked_at, paid, free, lapsed, over."""

    word: str
    owed: int
    places: list[Registration]
    payments: list[Payment]
    refunds: list[Refund]
    promised: Payment | None
    failed: bool
    """The last try to pay did not go through."""

    @property
    def until(self) -> datetime | None:
        """Until when what is to be paid for is held."""
        times = [one.hold_expires_at for one in self.places if one.hold_expires_at]
        return min(times, default=None)


def standing_of(order) -> OrderStanding:
    places = list(
        Registration.objects.filter(order=order)
        .select_related("person__user", "ticket_type")
        .order_by("pk")
    )
    ways = list(Payment.objects.filter(order=order))
    back = Refund.objects.filter(payment__order=order).exclude(state=RefundState.FAILED)
    owed = orders.owed_cents(order)
    promised = next((one for one in ways if _is_promised(one)), None)
    return OrderStanding(
        word=_word(order, places, ways, owed, promised),
        owed=owed,
        places=places,
        payments=[one for one in ways if one.state == PaymentState.CAPTURED],
        refunds=list(back),
        promised=promised,
        failed=bool(ways) and ways[-1].state == PaymentState.FAILED,
    )


def _is_promised(payment):
    return payment.kind in BY_BOOKS and payment.state == PaymentState.OPEN


def _word(order, places, ways, owed, promised) -> str:
    states = {place.state for place in places}
    if any(one.state == PaymentState.PROCESSING for one in ways):
        return "on_its_way"
    if State.HELD in states:
        if _is_looked_at(order):
            return "looked_at"
        if promised is not None and promised.approved_at is None:
            return "promised"
        return "owed" if owed else "paid"
    if State.CONFIRMED in states:
        return "paid" if ways else "free"
    return "lapsed" if State.EXPIRED in states else "over"


def _is_looked_at(order):
    """Another amount came than was due, and nobody has decided yet."""
    told = MoneyMatter.objects.waiting().filter(payment__order=order)
    return told.filter(kind=MoneyMatterKind.AMOUNT).exists()
