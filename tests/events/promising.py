"""A check or purchase order for a place, promised and come, each in one line."""

import datetime as dt

from events.models import Payment, PaymentKind
from events.operations import books
from network.models import AuditEntry, Letter
from tests.events.buying import CENTS

CHECK, PO = PaymentKind.CHECK, PaymentKind.PURCHASE_ORDER
DAY = dt.timedelta(days=1)


def promise(place, now, kind=CHECK, days=10, reference="", by=None):
    due = place.event.day(now) + dt.timedelta(days=days)
    return books.promise(
        order=place.order, kind=kind, due_on=due, reference=reference, by=by, at=now
    )


def come(place, june, now, cents=CENTS):
    return books.received(order=place.order, cents=cents, reference="1042", by=june, at=now)


def lines(action):
    return AuditEntry.objects.filter(action=action).count()


def untouched(place):
    """Nothing was written: no payment, letter or line."""
    kinds = ["place_confirmed", "payment_promised"]
    return (
        not Payment.objects.filter(order=place.order).exists()
        and not Letter.objects.filter(kind__in=kinds).exists()
        and not AuditEntry.objects.filter(action__startswith="events.p", subject__contains="paym")
    )
