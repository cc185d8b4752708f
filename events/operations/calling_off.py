"""Calling an event off: at once nobody new comes; the rest is done in the background.

Every step looks at what is left to do, so that it may be killed at any point and run again:
places are cancelled some at a time with a letter each, pages for paying are closed, and money
goes back. What no rule decides is left for people.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_tasks import task

from events import mail, payments
from events.models import (
    Event,
    Order,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    Registration,
    State,
    WaitlistEntry,
    WaitState,
)
from events.models.money import OPEN_PAYMENTS
from events.models.registrations import ACTIVE
from events.models.waiting import IN_LINE
from network import jobs
from network.models import User
from network.operations import rows

from . import books, checkouts, meetings, orders, places, refunds, waiting
from .locking import event_txn

BATCH = 50
#: For so long the clock looks after events that were called off.
LOOKED_AFTER = timedelta(days=60)


def call_off(*, event, words="", by, at) -> Event:
    """Nobody takes a place from now on; the rest follows. Again changes nothing.

    `words` say why, to all who had a place. Raises ValidationError "over".
    """
    with event_txn(event.pk) as event:
        if event.cancelled_at is not None:
            return event
        event = meetings.cancel(event=event, by=by, at=at)
        rows.change(event, called_off_words=" ".join(words.split()))
        carry_out.enqueue(event.pk, by.pk if by else None)
        return event


@task(backend="jobs", queue_name="payments")
def carry_out(event_id: int, by_id: int | None = None) -> None:
    by = User.objects.filter(pk=by_id).first() if by_id else None
    finish(event_id, by=by, at=timezone.now())


def finish(event_id, *, by, at) -> None:
    """All that is left to do. Raises ExceptionGroup where Stripe could not be asked: come again."""
    event = Event.objects.get(pk=event_id)
    if event.cancelled_at is None:
        return
    while _end_some(event_id, by, at):
        pass
    while _end_waiting(event_id, at):
        pass
    failures = []
    for order in Order.objects.filter(event=event, pk__in=_unsettled().values("order")):
        try:
            checkouts.withdraw(order=order, at=at)
        except payments.Unreachable as failure:
            failures.append(failure)
        _give_back(order, event, by, at)
    if failures:
        raise ExceptionGroup("Stripe could not be asked", failures)


@jobs.every(600)
def look_after(at) -> None:
    """Whatever became of the task that was to do it."""
    unfinished = Event.objects.filter(cancelled_at__gt=at - LOOKED_AFTER).filter(
        Exists(Registration.objects.filter(event=OuterRef("pk"), state__in=ACTIVE))
        | Exists(WaitlistEntry.objects.filter(event=OuterRef("pk"), state__in=IN_LINE))
        | Exists(_left_alone().filter(order__event=OuterRef("pk")))
    )
    for event in unfinished.with_places():
        carry_out.enqueue(event.pk)


def _end_some(event_id, by, at) -> bool:
    with event_txn(event_id) as event:
        active = Registration.objects.filter(event=event, state__in=ACTIVE).order_by("pk")
        some = list(active.select_related("ticket_type", "order", "person")[:BATCH])
        for place in some:
            place.event = event
            places.end(
                place,
                State.CANCELLED,
                by=by,
                at=at,
                action="events.place_cancelled",
                reason=event.called_off_words or "Called off",
            )
            waiting.closed(place, at=at, lapsed=False)
            mail.event_called_off(place)
        return bool(some)


def _end_waiting(event_id, at) -> bool:
    with event_txn(event_id) as event:
        line = WaitlistEntry.objects.filter(event=event, state__in=IN_LINE).order_by("pk")
        some = list(line.select_related("person")[:BATCH])
        for entry in some:
            entry.event, entry.state, entry.ended_at = event, WaitState.LEFT, at
            entry.save(update_fields=["state", "ended_at"])
            mail.line_called_off(entry)
        return bool(some)


def _unsettled():
    """Payments that may still bring money, or whose money may have to go back."""
    may_come = Q(state__in=OPEN_PAYMENTS)
    came = Q(state=PaymentState.CAPTURED, captured_cents__gt=F("refunded_cents"))
    return Payment.objects.filter(may_come | came).exclude(kind__in=orders.WITHOUT_MONEY)


def _left_alone():
    """Of these, what is not even begun: open by now, or paid without a refund asked for."""
    asked = Refund.objects.filter(payment=OuterRef("pk"))
    came = Q(state=PaymentState.CAPTURED, order__total_cents=0) & ~Exists(asked)
    return _unsettled().filter(Q(state=PaymentState.OPEN) | came)


def _give_back(order, event, by, at):
    """What failed once, a person decides: there is a matter open for it."""
    with event_txn(event.pk):
        for promise in Payment.objects.filter(
            order=order, state=PaymentState.OPEN, kind__in=books.BY_BOOKS
        ):
            books.withdraw(payment=promise, by=by, at=at, reason="Called off")
        failed = Refund.objects.filter(payment__order=order, state=RefundState.FAILED)
        if not failed.exists():
            reason = f"“{event.title}” was called off."[:200]
            refunds.give_back(order, reason=reason, by=by, at=at)
