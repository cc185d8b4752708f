"""Ways to pay without Stripe: checks, purchase orders, our compliments, what is written off.

A check holds its places until it is due; a purchase order that staff approved confirms them.
What comes of either, staff write down.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from events import mail
from events.models import (
    MoneyMatter,
    MoneyMatterKind,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    State,
)
from events.models.money import OPEN_PAYMENTS
from events.models.registrations import ACTIVE
from network import audit, jobs

from . import checkouts, matters, orders, places, settling
from .locking import event_txn

BY_BOOKS = (PaymentKind.CHECK, PaymentKind.PURCHASE_ORDER)
#: How far off a check or the money of a purchase order may be, in days.
LATEST = {PaymentKind.CHECK: 30, PaymentKind.PURCHASE_ORDER: 90}
#: Staff look at a purchase order within this time; until then its places are held.
LOOKED_AT = dt.timedelta(days=7)


def promise(*, order, kind, due_on, reference, by, at) -> Payment:
    """A check or purchase order will come for what is owed. A page of Stripe's is closed.

    Raises ValidationError "paid", "lapsed", "under_way", "due", "reference".
    """
    with event_txn(order.event_id) as event:
        order = _now(order)
        owed = _owed_for_held_places(order)
        _refuse_due(event, kind, due_on, at)
        if kind == PaymentKind.PURCHASE_ORDER and not reference.strip():
            raise ValidationError("Enter the number of the purchase order.", code="reference")
        _make_way(order)
        payment = _make(order, kind, owed, by, at, due_on=due_on, reference=reference.strip())
        until = _end_of(due_on, event)
        if kind == PaymentKind.PURCHASE_ORDER:
            until = at + LOOKED_AT
        _hold(order, until)
        _record(payment, "events.payment_promised", by, at, cents=owed, due=due_on)
        mail.payment_promised(payment)
        return payment


def approve(*, payment, by, at) -> Payment:
    """Count on a purchase order: its places are confirmed. Again changes nothing.

    Raises ValidationError "state", "lapsed" when its places were let go.
    """
    with event_txn(payment.order.event_id):
        payment = _payment(payment)
        if payment.approved_at is not None:
            return payment
        if payment.kind != PaymentKind.PURCHASE_ORDER or payment.state != PaymentState.OPEN:
            raise ValidationError("There is no purchase order to approve.", code="state")
        if not _held(payment.order).exists():
            raise ValidationError("Its places were let go by now.", code="lapsed")
        payment.approved_at = at
        payment.save(update_fields=["approved_at"])
        _record(payment, "events.purchase_order_approved", by, at, cents=payment.amount_cents)
        settling.settle(payment.order, by=by, at=at)
        return payment


def received(*, order, cents, reference, by, at) -> Payment:
    """Money came by check or for a purchase order, promised or not.

    Another amount than was promised waits for a person; what was paid already, or for places
    that are gone, is to be sent back by hand. Raises ValidationError "cents", "under_way".
    """
    if cents <= 0:
        raise ValidationError("Enter how much came.", code="cents")
    with event_txn(order.event_id):
        order = _now(order)
        payment = _promised(order)
        if payment is None:
            _make_way(order)
            due = orders.owed_cents(order) or cents
            payment = _make(order, PaymentKind.CHECK, due, by, at, reference=reference.strip())
        elif reference.strip():
            payment.reference = reference.strip()
            payment.save(update_fields=["reference"])
        settling.captured(payment, cents=cents, currency=order.currency, at=at, by=by)
        _no_longer_overdue(payment, "The money came.", by, at)
        return payment


def withdraw(*, payment, by, at, reason="") -> Payment:
    """A promise is taken back: its places are held for a while, to be paid otherwise.

    Raises ValidationError "state", "confirmed" where places rest on it.
    """
    with event_txn(payment.order.event_id):
        payment = _payment(payment)
        if payment.kind not in BY_BOOKS or payment.state != PaymentState.OPEN:
            raise ValidationError("This is not open any more.", code="state")
        confirmed = Registration.objects.filter(order=payment.order, state=State.CONFIRMED)
        if payment.approved_at and confirmed.exists() and _rests_on(payment):
            raise ValidationError(
                "Places are confirmed by this. Cancel them, or write it off.", code="confirmed"
            )
        _void(payment)
        _held(payment.order).filter(hold_expires_at__gt=at + places.HOLD).update(
            hold_expires_at=at + places.HOLD
        )
        _record(payment, "events.payment_withdrawn", by, at, reason=reason)
        _no_longer_overdue(payment, "It was taken back.", by, at)
        return payment


def comp(*, order, reason, by, at) -> Payment:
    """What is owed is ours to give: the places are confirmed.

    Raises ValidationError "reason", "paid", "lapsed", "under_way".
    """
    reason = _reason(reason)
    with event_txn(order.event_id):
        order = _now(order)
        owed = _owed_for_held_places(order)
        _make_way(order)
        return _give(order, owed, reason, "events.comped", by, at)


def write_off(*, order, reason, by, at) -> Payment:
    """Money that was counted on will not come: an open promise ends, and what is owed with it.

    Raises ValidationError "reason", "paid", "under_way".
    """
    reason = _reason(reason)
    with event_txn(order.event_id):
        order = _now(order)
        if (promised := _promised(order)) is not None:
            _void(promised)
            _no_longer_overdue(promised, f"Written off: {reason}", by, at)
        owed = orders.owed_cents(order)
        if not owed:
            raise ValidationError("Nothing is owed here.", code="paid")
        _make_way(order)
        return _give(order, owed, reason, "events.written_off", by, at)


def give_the_rest(order, *, reason, by, at) -> Payment | None:
    """Within the lock: what is still owed is taken as paid, for a reason on record."""
    owed = orders.owed_cents(order)
    return _give(order, owed, reason, "events.comped", by, at) if owed else None


def from_fund(order, cents, *, fund, by, at) -> Payment:
    """Within the lock: a scholarship fund pays this much of it. A page of Stripe's is closed.

    Raises ValidationError("under_way").
    """
    _make_way(order)
    kind = PaymentKind.SCHOLARSHIP
    return _give(order, cents, fund.name[:80], "events.aid_paid", by, at, kind)


def gave_back(*, refund, reference, by, at) -> Refund:
    """A check was sent back by hand. Raises ValidationError("state")."""
    with event_txn(refund.payment.order.event_id):
        refund = Refund.objects.select_related("payment__order__event__host").get(pk=refund.pk)
        same = Refund.objects.filter(pk=refund.pk, state=RefundState.ASKED)
        by_hand = refund.payment.kind != PaymentKind.STRIPE
        if not by_hand or not same.update(state=RefundState.DONE, done_at=at):
            raise ValidationError("This does not wait to be sent by hand.", code="state")
        Payment.objects.filter(pk=refund.payment_id).update(
            refunded_cents=F("refunded_cents") + refund.cents
        )
        refund.refresh_from_db()
        _record(
            refund.payment, "events.gave_back", by, at, cents=refund.cents, reason=reference.strip()
        )
        return refund


@jobs.every(3600)
def overdue(at) -> None:
    """Tell staff of what should be here by now; drop promises that nobody needs any more."""
    late = Payment.objects.filter(
        kind__in=BY_BOOKS, state=PaymentState.OPEN, due_on__lt=timezone.localdate(at)
    )
    untold = late.exclude(matters__kind=MoneyMatterKind.OVERDUE)
    for payment in untold.select_related("order__event"):
        if payment.due_on < payment.order.event.day(at):
            _tell(payment, at)


def _tell(payment, at):
    with event_txn(payment.order.event_id):
        payment = _payment(payment)
        if payment.state != PaymentState.OPEN:
            return
        if _is_needless(payment):
            _void(payment)
            return
        what = payment.get_kind_display().lower()
        matters.open_once(
            kind=MoneyMatterKind.OVERDUE,
            key=f"overdue {payment.public_id}",
            event=payment.order.event,
            payment=payment,
            cents=payment.amount_cents,
            words=f"Order {payment.order.code}: the {what} was due on {payment.due_on:%B %-d, %Y}.",
            at=at,
        )


def _is_needless(payment):
    """The order is paid in another way, or all its places were given back."""
    order = payment.order
    wanted = Registration.objects.filter(order=order, state__in=[*ACTIVE, State.EXPIRED])
    if not wanted.exists():
        return True
    return order.total_cents > 0 and payment.approved_at is None and orders.is_paid(order)


def _rests_on(payment):
    order = payment.order
    return orders.covered_cents(order) - payment.amount_cents < order.total_cents


def _owed_for_held_places(order):
    if not (owed := orders.owed_cents(order)):
        raise ValidationError("This is paid already.", code="paid")
    if not _held(order).exists():
        raise ValidationError("The places are no longer held: start again.", code="lapsed")
    return owed


def _refuse_due(event, kind, due_on, at):
    today = event.day(at)
    last = today + dt.timedelta(days=LATEST[kind])
    if kind == PaymentKind.CHECK:
        last = min(last, event.day(event.starts_at))
    if not today <= due_on <= last:
        said = f"{last:%B} {last.day}, {last.year}"
        raise ValidationError(f"Choose a day from today to {said}.", code="due")


def _make_way(order):
    """No page of Stripe's stays open beside another way; money on its way does not give way."""
    found = Payment.objects.filter(order=order, state__in=OPEN_PAYMENTS).first()
    if found is None:
        return
    if found.kind != PaymentKind.STRIPE or found.state == PaymentState.PROCESSING:
        raise ValidationError("Another payment is on its way for this.", code="under_way")
    _void(found)
    if found.stripe_session_id:
        close_page.enqueue(found.stripe_session_id)


@task(backend="jobs", queue_name="payments")
def close_page(session_id: str) -> None:
    checkouts.shut(session_id, at=timezone.now())


def _make(order, kind, cents, by, at, **fields):
    return Payment.objects.create(
        order=order,
        kind=kind,
        amount_cents=cents,
        attempt=Payment.objects.filter(order=order).count() + 1,
        made_at=at,
        made_by=by,
        **fields,
    )


def _give(order, cents, reason, action, by, at, kind=PaymentKind.COMP):
    """Covers without money: nothing was captured, so nothing can be given back."""
    payment = _make(
        order,
        kind,
        cents,
        by,
        at,
        state=PaymentState.CAPTURED,
        captured_at=at,
        reference=reason,
    )
    _record(payment, action, by, at, cents=cents, reason=reason)
    settling.settle(order, by=by, at=at)
    return payment


def _hold(order, until):
    """Longer, never shorter; a clock that staff stopped stays so."""
    _held(order).filter(hold_expires_at__lt=until).update(hold_expires_at=until)


def _held(order):
    return Registration.objects.filter(order=order, state=State.HELD)


def _promised(order):
    rows = Payment.objects.select_related("order__event__host", "order__payer")
    return rows.filter(state=PaymentState.OPEN, order=order, kind__in=BY_BOOKS).first()


def _void(payment):
    Payment.objects.filter(pk=payment.pk).update(state=PaymentState.VOID)
    payment.state = PaymentState.VOID


def _no_longer_overdue(payment, words, by, at):
    told = MoneyMatter.objects.waiting().filter(payment=payment, kind=MoneyMatterKind.OVERDUE)
    for matter in told:
        matters.settle(matter=matter, words=words, by=by, at=at)


def _reason(words):
    words = " ".join(words.split())
    if not words:
        raise ValidationError("Say why.", code="reason")
    if len(words) > 80:
        raise ValidationError("Use 80 letters or fewer.", code="reason")
    return words


def _end_of(day, event):
    """The last instant of a day where the event is."""
    night = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(event.timezone))
    return night.astimezone(dt.UTC)


def _now(order):
    return Order.objects.select_related("event__host", "payer").get(pk=order.pk)


def _payment(payment):
    rows = Payment.objects.select_related("order__event__host", "order__payer")
    return rows.get(pk=payment.pk)


def _record(payment, action, by, at, reason="", **after):
    audit.record(
        payment,
        action,
        by=by,
        at=at,
        person=payment.order.payer,
        group=payment.order.event.host,
        after={"order": payment.order.code, **{name: str(value) for name, value in after.items()}},
        reason=reason,
    )
