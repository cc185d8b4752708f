"""Questions about who comes that the desk and its letters ask alike."""

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from events.models import (
    Attendance,
    MessageTo,
    Order,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    SessionChoice,
)
from events.models.registrations import SEATED

from .orders import WITHOUT_MONEY


def owing() -> QuerySet[Order]:
    """Orders of which something is still to be paid, with `owed` in cents.

    The same sum as `orders.owed_cents`, for many at once.
    """
    return (
        Order.objects.annotate(owed=F("total_cents") - _covered() + _asked_back())
        .filter(owed__gt=0, total_cents__gt=0)
        .order_by("pk")
    )


def recipients(event, *, to, ticket_type=None, session=None) -> QuerySet[Registration]:
    """Places of somebody whom a message is for, in the order in which it goes out."""
    places = Registration.objects.filter(event=event, person__isnull=False).order_by("pk")
    if to == MessageTo.UNPAID:
        unpaid = owing().filter(event=event).values("pk")
        return places.filter(state__in=SEATED, order__in=unpaid)
    places = places.coming()
    if to == MessageTo.TICKET:
        return places.filter(ticket_type=ticket_type)
    if to == MessageTo.SESSION:
        chosen = SessionChoice.objects.filter(session=session)
        return places.filter(pk__in=chosen.values("registration"))
    if to == MessageTo.ABSENT:
        came = Attendance.objects.filter(registration=OuterRef("pk"), session=None)
        return places.filter(~Exists(came))
    return places


def _covered():
    counts = Case(
        When(state=PaymentState.CAPTURED, kind__in=WITHOUT_MONEY, then=F("amount_cents")),
        When(state=PaymentState.CAPTURED, then=F("captured_cents") - F("refunded_cents")),
        When(state=PaymentState.OPEN, approved_at__isnull=False, then=F("amount_cents")),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Payment.objects.filter(order=OuterRef("pk")).order_by().values("order")
    return _sum(rows.annotate(cents=Sum(counts)))


def _asked_back():
    """Money whose return is written down covers nothing any more."""
    rows = Refund.objects.filter(
        payment__order=OuterRef("pk"),
        payment__state=PaymentState.CAPTURED,
        state=RefundState.ASKED,
    ).exclude(payment__kind__in=WITHOUT_MONEY)
    return _sum(rows.order_by().values("payment__order").annotate(cents=Sum("cents")))


def _sum(rows):
    found = Subquery(rows.values("cents"), output_field=IntegerField())
    return Coalesce(found, Value(0), output_field=IntegerField())
