"""What Stripe tells us by itself. Kept first, then worked on; done once, however often told.

A signal is a hint where to look: what is done follows from asking Stripe, not from its words.
"""

from django.utils import timezone
from django_tasks import task

from events import payments
from events.models import SignalState, StripeEvent
from network import jobs

from . import checkouts, disputes, refunds

#: After so many tries it is left for people: the nightly comparison tells of what it missed.
TRIES = 10


def receive(payload: bytes, header: str | None, *, at) -> StripeEvent:
    """Check the signature, keep the signal, act on it.

    Raises payments.Unsigned for what Stripe did not sign, or not for this mode; whatever went
    wrong in acting on it, after it was kept: Stripe tells again, and so does our own clock.
    """
    signal = payments.event(payload, header)
    kept, _ = StripeEvent.objects.get_or_create(
        event_id=signal.id,
        defaults={
            "kind": signal.kind,
            "object_id": signal.object_id,
            "payment_intent": signal.payment_intent or "",
            "received_at": at,
        },
    )
    if kept.state != SignalState.DONE:
        work_on(kept, at=at)
    return kept


def work_on(kept, *, at) -> None:
    try:
        _act(kept, at)
    except Exception as failure:
        StripeEvent.objects.exclude(state=SignalState.DONE).filter(pk=kept.pk).update(
            state=SignalState.FAILED, attempts=kept.attempts + 1, error=repr(failure)[:2000]
        )
        raise
    StripeEvent.objects.filter(pk=kept.pk).update(
        state=SignalState.DONE, done_at=at, attempts=kept.attempts + 1, error=""
    )


@jobs.every(300)
def retry(at) -> None:
    """What failed, or was kept by a process that died; outside this transaction."""
    if _undone().exists():
        retry_signals.enqueue()


@task(backend="jobs", queue_name="payments")
def retry_signals() -> None:
    failures = []
    for kept in _undone():
        try:
            work_on(kept, at=timezone.now())
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Signals of Stripe's failed", failures)


def _undone():
    undone = StripeEvent.objects.exclude(state=SignalState.DONE).filter(attempts__lt=TRIES)
    return undone.order_by("received_at", "pk")


def _act(kept, at):
    if kept.kind.startswith("checkout.session."):
        checkouts.sync_checkout(kept.object_id, at=at)
    elif kept.kind.startswith("charge.dispute."):
        disputes.sync(kept.object_id, at=at)
    elif kept.kind.startswith(("refund.", "charge.refund")) and kept.payment_intent:
        refunds.sync(kept.payment_intent, at=at)
