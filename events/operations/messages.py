"""Writing to those who come. Sent in the background, a batch at a time, nobody twice."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from events import mail
from events.models import EventMessage, MessageTo
from network import audit
from network.operations import rows

from .coming import recipients

BATCH = 50
CODES = {
    "event_message_names_its_ticket": "ticket",
    "event_message_names_its_session": "session",
}


@transaction.atomic
def send(
    *, event, to, subject, words, count, by, at, ticket_type=None, session=None
) -> EventMessage:
    """Write to those who come, or to some of them. `count` is how many somebody was shown.

    Raises ValidationError "ticket", "session" where one is to be named, "nobody", "count" with
    the number of now when it is another by now.
    """
    _refuse_what_is_elsewhere(event, ticket_type, session)
    total = recipients(event, to=to, ticket_type=ticket_type, session=session).count()
    if not total:
        raise ValidationError("Nobody would get this.", code="nobody")
    if total != count:
        raise ValidationError(
            f"This would go to {total:,} now. Look at it once more, then send it.", code="count"
        )
    message = rows.keep(
        EventMessage(
            event=event,
            to=to,
            ticket_type=ticket_type,
            session=session,
            subject=subject,
            words=words,
            total=total,
            by=by,
            sent_at=at,
        ),
        codes=CODES,
    )
    audit.record(
        message,
        "events.message_sent",
        by=by,
        at=at,
        group=event.host,
        after={"event": event.title, "to": message.get_to_display(), "rows": total},
    )
    go_on.enqueue(message.pk)
    return message


@task(backend="jobs", queue_name="mail")
def go_on(message_id: int) -> None:
    """The next batch, and a task for the one after it. Safe to repeat."""
    write_batch(message_id, at=timezone.now())


@transaction.atomic
def write_batch(message_id, *, at) -> None:
    """Queue the letters of one batch and remember how far it went."""
    found = EventMessage.objects.select_for_update(of=("self",)).filter(pk=message_id).first()
    if found is None or found.finished_at is not None:
        return
    message = EventMessage.objects.select_related("event__host", "session").get(pk=found.pk)
    batch = list(_left(message)[:BATCH])
    written = sum(mail.event_message(message, place) for place in batch)
    if batch:
        message.reached = batch[-1].pk
    message.done = F("done") + written
    message.skipped = F("skipped") + len(batch) - written
    message.finished_at = None if len(batch) == BATCH else at
    message.save(update_fields=["reached", "done", "skipped", "finished_at"])
    if len(batch) == BATCH:
        go_on.enqueue(message.pk)


def _left(message):
    """Those it is for as of now; who took a place since it was sent off is not among them."""
    for_whom = recipients(
        message.event,
        to=message.to,
        ticket_type=message.ticket_type_id,
        session=message.session_id,
    )
    behind = for_whom.filter(pk__gt=message.reached, made_at__lte=message.sent_at)
    return behind.select_related("person")


def _refuse_what_is_elsewhere(event, ticket_type, session):
    if ticket_type is not None and ticket_type.event_id != event.pk:
        raise ValidationError("This ticket is of another event.", code="ticket")
    if session is not None and (session.event_id != event.pk or session.private):
        raise ValidationError("There is no such session.", code="session")


def takes(to) -> str:
    """What has to be named beside it: "ticket_type", "session" or nothing."""
    return {MessageTo.TICKET: "ticket_type", MessageTo.SESSION: "session"}.get(to, "")
