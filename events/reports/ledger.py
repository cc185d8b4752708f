"""The money of an event: what is owed, promised, paid and given back, by order and in all."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from events.models import (
    MoneyMatter,
    Order,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    State,
)
from events.operations.books import BY_BOOKS
from events.operations.orders import WITHOUT_MONEY

PAGE = 50
#: What a list of orders may be narrowed to.
SHOWN = ("owed", "promised", "on_its_way", "paid", "returned", "given", "disputed")
#: Columns of the list as a file.
COLUMNS = {
    "code": "Order",
    "payer": "Payer",
    "made": "Made",
    "places": "Places",
    "total": "Total",
    "paid": "Paid",
    "given": "Given",
    "returned": "Given back",
    "promised": "Promised",
    "owed": "Owed",
    "ways": "Ways",
    "references": "References",
}


@dataclass(frozen=True)
class Narrowed:
    show: str = ""
    named: str = ""


def with_money(orders: QuerySet) -> QuerySet:
    """Each order with its sums in cents; `owed` only while a place waits for the money."""
    captured = {"state": PaymentState.CAPTURED}
    waits = Registration.objects.filter(
        order=OuterRef("pk"), state__in=[State.HELD, State.PROCESSING]
    )
    disputed = Payment.objects.filter(order=OuterRef("pk"), disputed=True)
    asked = Subquery(
        Refund.objects.filter(payment__order=OuterRef("pk"), state=RefundState.ASKED)
        .order_by()
        .values("payment__order")
        .annotate(cents=Sum("cents"))
        .values("cents")
    )
    open_now = {"state": PaymentState.OPEN, "kind__in": BY_BOOKS}
    covered = F("paid") - F("returned") - F("to_return") + F("given") + F("approved")
    lacks = Greatest(F("total_cents") - covered, Value(0))
    return orders.annotate(
        paid=_sum("captured_cents", **captured),
        returned=_sum("refunded_cents", **captured),
        to_return=Coalesce(asked, 0),
        given=_sum("amount_cents", kind__in=WITHOUT_MONEY, **captured),
        promised=_sum("amount_cents", **open_now),
        approved=_sum("amount_cents", state=PaymentState.OPEN, approved_at__isnull=False),
        on_its_way=_sum("amount_cents", state=PaymentState.PROCESSING),
        disputed=Exists(disputed),
        owed=Case(When(Exists(waits), then=lacks), default=0, output_field=IntegerField()),
    )


def _sum(name, **which):
    rows = Payment.objects.filter(order=OuterRef("pk"), **which).order_by().values("order")
    return Coalesce(Subquery(rows.annotate(cents=Sum(name)).values("cents")), 0)


def sums(event) -> dict[str, int]:
    """All its orders together."""
    found = with_money(Order.objects.filter(event=event))
    names = ["owed", "promised", "on_its_way", "paid", "returned", "to_return", "given"]
    totals = found.aggregate(**{f"all_{name}": Coalesce(Sum(name), 0) for name in names})
    disputed = Payment.objects.filter(order__event=event, disputed=True)
    told = disputed.aggregate(cents=Coalesce(Sum("captured_cents"), 0))["cents"]
    return {name: totals[f"all_{name}"] for name in names} | {"disputed": told}


def orders_of(event, wanted: Narrowed) -> QuerySet:
    """Those something is to be paid for, was, or is promised; the latest first."""
    found = with_money(Order.objects.filter(event=event))
    found = found.filter(
        Q(total_cents__gt=0) | Exists(Payment.objects.filter(order=OuterRef("pk")))
    )
    if wanted.show == "disputed":
        found = found.filter(disputed=True)
    elif wanted.show in SHOWN:
        found = found.filter(**{f"{wanted.show}__gt": 0})
    if wanted.named:
        found = found.filter(_named(wanted.named))
    places = Count("registrations", filter=Q(registrations__ended_at=None), distinct=True)
    return (
        found.annotate(places=places)
        .select_related("payer", "payer_group")
        .prefetch_related("payments")
        .order_by("-made_at", "-pk")
    )


def _named(words):
    found = Q(code__iexact=words) | Q(payer_group__name__icontains=words)
    found |= Q(payments__reference__icontains=words)
    by_name = Q()
    for word in words.split():
        by_name &= (
            Q(payer__given__icontains=word)
            | Q(payer__family__icontains=word)
            | Q(payer__known_as__icontains=word)
        )
    return found | by_name


def payer_of(order) -> str:
    return str(order.payer_group or order.payer.name)


def ways_of(order) -> list[str]:
    """How it is or was paid, each way once."""
    counted = [one for one in order.payments.all() if one.state in COUNTED]
    return list(dict.fromkeys(one.get_kind_display() for one in counted))


COUNTED = (PaymentState.OPEN, PaymentState.PROCESSING, PaymentState.CAPTURED)


def written(event, wanted: Narrowed) -> Iterator[list[str]]:
    """Rows of a file, in the order of COLUMNS."""
    for order in orders_of(event, wanted):
        money = [order.total_cents, order.paid, order.given, order.returned]
        references = [one.reference for one in order.payments.all() if one.reference]
        yield [
            order.code,
            payer_of(order),
            f"{event.day(order.made_at):%Y-%m-%d}",
            str(order.places),
            *[_plain(cents) for cents in [*money, order.promised, order.owed]],
            ", ".join(ways_of(order)),
            "; ".join(references),
        ]


def _plain(cents) -> str:
    return f"{cents / 100:.2f}"


def matters_of(user, *, settled=False, kind="", event=None) -> QuerySet[MoneyMatter]:
    """What waits for a person, the oldest first; or what was settled, the latest first."""
    found = MoneyMatter.objects.editable_by(user).select_related(
        "event", "payment__order", "owner__person", "settled_by__person"
    )
    if event is not None:
        found = found.filter(event=event)
    if kind:
        found = found.filter(kind=kind)
    if settled:
        return found.exclude(settled_at=None).order_by("-settled_at", "-pk")
    return found.waiting()


def to_send_by_hand(user, *, event=None) -> QuerySet[Refund]:
    """Checks and the like that are to go back, which no machine sends."""
    found = Refund.objects.filter(
        state=RefundState.ASKED,
        payment__kind__in=BY_BOOKS,
        payment__order__in=Order.objects.editable_by(user),
    )
    if event is not None:
        found = found.filter(payment__order__event=event)
    return found.select_related(
        "payment__order__event", "payment__order__payer", "payment__order__payer_group"
    )
