"""Paying by card or bank on Stripe's page.

What Stripe knows, only Stripe says: `sync_checkout` asks it and applies the answer under the
event's lock. The webhook, the page somebody comes back to, the sweeper, the nightly comparison
and a button of staff's all call it, so the order and number of signals do not matter.

Nothing is lost where a process dies: the payment's row is written before Stripe is asked, the
request's key follows from the row, and whoever comes next asks again with the same key.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from events import mail, payments
from events.models import (
    MoneyMatterKind,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    Registration,
    State,
)
from events.models.money import OPEN_PAYMENTS
from network import audit, jobs

from . import matters, orders, refunds, registrations, settling
from .locking import event_txn

#: Stripe keeps a page open for no less than half an hour.
PAGE_LASTS = timedelta(minutes=31)
#: After its page is closed, word of a payment made in the last second may still come.
GRACE = timedelta(minutes=5)
PROMISED = "A check or purchase order is on its way for this. Withdraw it to pay by card."


def begin(*, order, by, at) -> str:
    """The address of Stripe's page for what is owed; the same for who asks twice.

    Raises ValidationError "paid", "lapsed" when no place is held any more, "promised" while a
    check or purchase order is; payments.Unreachable or payments.Refused of Stripe's.
    """
    payment = _open_payment(order, by, at)
    if payment.session_expires_at <= at or payment.amount_cents != _owed(order):
        close(payment, at=at, let_go=False)
        payment = _open_payment(order, by, at)
    if payment.session_url:
        return payment.session_url
    session = _create(payment)
    if _keep(payment, session, at):
        return session.url
    payments.expire(session.id)
    raise ValidationError("Your place was not kept in time: start again.", code="lapsed")


def sync_checkout(session_id, *, at) -> Payment | None:
    """Ask Stripe how a payment stands, and act on it. Safe to call at any time, however often."""
    return take_over(payments.session(session_id), at=at)


def take_over(session, *, at) -> Payment | None:
    """Act on what Stripe said of a session. What went back before we heard of it, too."""
    payment = _apply(session, at)
    if payment is not None and session.refunded_cents != payment.refunded_cents:
        refunds.sync(session.payment_intent, at=at)
    return payment


def shut(session_id, *, at) -> None:
    """Close a page whose payment was withdrawn; what was paid by then counts."""
    _apply(payments.expire(session_id), at, let_go=False)


def sync_payment(payment, *, at) -> None:
    """Ask Stripe how a payment of ours stands, even if we never learned its session."""
    if payment.stripe_session_id:
        sync_checkout(payment.stripe_session_id, at=at)
        return
    try:
        made = _create(payment)
    except payments.Refused:
        # It was never made, and by now cannot be; when it would be over in any case, it is.
        if at >= payment.session_expires_at + GRACE:
            _let_lapse(payment, at)
    else:
        sync_checkout(made.id, at=at)  # what was made may be long ago: how it stands now


def close(payment, *, at, let_go=True) -> None:
    """No more money by this payment: its page is closed, unless it was paid by then.

    Whoever held a place for it lets it go, unless another way to pay is about to be opened.
    """
    if payment.stripe_session_id is None:
        sync_payment(payment, at=at)
        payment.refresh_from_db()
    if payment.stripe_session_id and payment.state in OPEN_PAYMENTS:
        _apply(payments.expire(payment.stripe_session_id), at, let_go=let_go)


def withdraw(*, order, at) -> None:
    """After places were given back: nothing is owed by them, so nothing is to be paid."""
    for payment in at_stripe().filter(order=order):
        close(payment, at=at)


@jobs.every(60)
def sweep(at) -> None:
    """Let go of what was held too long; Stripe is asked outside this transaction."""
    if lapsing(at=at).exists() or _over(at=at).exists():
        sweep_holds.enqueue()


@task(backend="jobs", queue_name="payments")
def sweep_holds() -> None:
    release_lapsed(at=timezone.now())


def release_lapsed(*, at) -> None:
    """A place is let go only when no money can come for it: Stripe unreachable keeps it."""
    failures = []
    for order in Order.objects.filter(pk__in=lapsing(at=at).values("order")):
        try:
            _release(order, at)
        except payments.Unreachable as failure:
            failures.append(failure)
    for payment in _over(at=at):
        try:
            close(payment, at=at)
        except payments.Unreachable as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Stripe could not be asked", failures)


def lapsing(*, at):
    """Places held too long, but for those whose money is on its way."""
    processing = Payment.objects.filter(order=OuterRef("order"), state=PaymentState.PROCESSING)
    return Registration.objects.lapsing(at=at).exclude(Exists(processing))


def _release(order, at):
    for payment in at_stripe().filter(order=order):
        close(payment, at=at)
    if at_stripe().filter(order=order).exists():
        return  # money may still come
    for registration in lapsing(at=at).filter(order=order):
        registrations.expire(registration=registration, at=at)


def _over(*, at):
    """Payments whose page must be closed by now, and of whose end we never heard."""
    return (
        at_stripe()
        .filter(session_expires_at__lte=at - GRACE)
        .exclude(state=PaymentState.PROCESSING)
    )


def at_stripe():
    """Payments that may still bring money."""
    return Payment.objects.filter(kind=PaymentKind.STRIPE, state__in=OPEN_PAYMENTS).select_related(
        "order__event", "order__payer"
    )


def _owed(order):
    return orders.owed_cents(Order.objects.get(pk=order.pk))


def _open_payment(order, by, at):
    """The one open payment of this order, written before Stripe hears of it."""
    with event_txn(order.event_id) as event:
        order = Order.objects.select_related("payer").get(pk=order.pk)
        owed = orders.owed_cents(order)
        if not owed:
            raise ValidationError("This is paid already.", code="paid")
        if not Registration.objects.filter(order=order, state=State.HELD).exists():
            raise ValidationError("Your place is no longer held: start again.", code="lapsed")
        found = at_stripe().filter(order=order).first()
        if found is not None:
            if found.state == PaymentState.PROCESSING:
                raise ValidationError("Your payment is on its way.", code="under_way")
            return found
        if Payment.objects.filter(order=order, state__in=OPEN_PAYMENTS).exists():
            raise ValidationError(PROMISED, code="promised")
        payment = Payment.objects.create(
            order=order,
            kind=PaymentKind.STRIPE,
            amount_cents=owed,
            attempt=Payment.objects.filter(order=order).count() + 1,
            session_expires_at=at + PAGE_LASTS,
            session_email=mail.address_of(order.payer) if order.payer else "",
            made_at=at,
            made_by=by,
        )
        audit.record(
            payment,
            "events.payment_begun",
            by=by,
            at=at,
            person=order.payer,
            group=event.host,
            after={"order": order.code, "cents": owed},
        )
        return payment


def _create(payment):
    """The same key and the same words each time, so that Stripe makes one session."""
    order = payment.order
    address = settings.SITE_URL + reverse("events:order", args=[order.code])
    return payments.create_session(
        code=order.code,
        attempt=payment.attempt,
        lines=[payments.Line(f"{order.event.title}, order {order.code}", payment.amount_cents)],
        expires_at=payment.session_expires_at,
        success_url=f"{settings.SITE_URL}{reverse('events:paid')}?session={{CHECKOUT_SESSION_ID}}",
        cancel_url=address,
        email=payment.session_email,
        metadata={"payment": str(payment.public_id)},
    )


def _keep(payment, session, at) -> bool:
    """Store what Stripe made, and hold the places as long as its page is open."""
    with event_txn(payment.order.event_id):
        held = Registration.objects.filter(order=payment.order, state=State.HELD)
        same = Payment.objects.filter(pk=payment.pk, state=PaymentState.OPEN)
        if not held.exists() or not same.update(
            stripe_session_id=session.id, session_url=session.url
        ):
            return False
        until = payment.session_expires_at + GRACE
        held.filter(hold_expires_at__lt=until).update(hold_expires_at=until)
        return True


def _apply(session, at, *, let_go=True):
    payment = _payment_of(session)
    if payment is None:
        if session.is_paid:
            _unknown(session, at)
        return None
    with event_txn(payment.order.event_id):
        payment = Payment.objects.select_related("order__event", "order__payer").get(pk=payment.pk)
        _remember(payment, session)
        if session.is_paid:
            settling.captured(payment, cents=session.amount_total, currency=session.currency, at=at)
        elif session.has_failed:
            settling.failed(payment, at=at)
        elif session.is_on_its_way:
            settling.on_its_way(payment, at=at)
        elif session.is_dead:
            settling.lapsed(payment, at=at)
            if let_go:
                _let_go(payment, at)
    return payment


def _let_go(payment, at):
    """The page is closed and nothing was paid: whoever held a place for its sake lets it go.

    An offer to somebody who waited may have longer than the page had.
    """
    held = Registration.objects.filter(order=payment.order, state=State.HELD)
    for registration in held.filter(hold_expires_at__lte=payment.session_expires_at + GRACE):
        registrations.expire(registration=registration, at=at)


def _let_lapse(payment, at):
    with event_txn(payment.order.event_id):
        payment.refresh_from_db()
        settling.lapsed(payment, at=at)


def _payment_of(session):
    """By the session's id; or by ours in it, where word of it came before we kept its id."""
    every = Payment.objects.select_related("order")
    found = every.filter(stripe_session_id=session.id).first()
    ours = session.metadata.get("payment")
    return found or (every.filter(public_id=ours).first() if ours else None)


def _remember(payment, session):
    ids = {"stripe_session_id": session.id, "payment_intent": session.payment_intent or None}
    if any(getattr(payment, name) != value for name, value in ids.items()):
        Payment.objects.filter(pk=payment.pk).update(**ids)
        for name, value in ids.items():
            setattr(payment, name, value)


def _unknown(session, at):
    matters.open_once(
        kind=MoneyMatterKind.UNKNOWN,
        key=f"session {session.id}",
        cents=session.amount_total,
        words=f"Stripe has a payment of ours that no order knows: session {session.id}.",
        at=at,
    )
