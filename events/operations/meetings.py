"""Planning what happens, changing it and calling it off.

Who may do so is decided by whoever asks. The audit line names the host, which keeps what a
private group does out of everybody else's sight.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import Event, Visibility
from network import audit
from network.operations import rows

#: What a calendar shows: a change of any of these raises the sequence.
SHOWN = ("title", "timezone", "starts_at", "ends_at", "place", "online", "description")


@transaction.atomic
def plan(
    *,
    host,
    title,
    timezone,
    starts_at,
    ends_at,
    place="",
    online=False,
    description="",
    visibility=Visibility.AUDIENCE,
    by,
    at,
) -> Event:
    """Put something on the calendar of the group that hosts it.

    Raises ValidationError "closed" for a host that is, "event_ends_after_it_starts", or what
    the fields refuse.
    """
    refuse_closed(host)
    event = rows.keep(
        Event(
            host=host,
            title=_one_line(title),
            timezone=timezone,
            starts_at=starts_at,
            ends_at=ends_at,
            place=_one_line(place),
            online=online,
            description=description.strip(),
            visibility=visibility,
            changed_at=at,
        )
    )
    after = {"title": event.title, "starts_at": event.starts_at, "ends_at": event.ends_at}
    audit.record(event, "events.plan", by=by, at=at, group=host, after=after)
    return event


@transaction.atomic
def change(*, event, by, at, **fields) -> Event:
    """Set what differs. Calendars are told when that is something they show.

    Takes the fields of `plan` but for the host. Raises ValidationError "cancelled", "over",
    "closed", "event_ends_after_it_starts", or what the fields refuse.
    """
    if unknown := fields.keys() - {*SHOWN, "visibility"}:
        raise TypeError(f"A meeting has no {', '.join(sorted(unknown))} to change.")
    event = rows.lock(event)
    refuse_cancelled(event)
    refuse_over(event, at)
    refuse_closed(event.host)
    before, after = _set(event, fields, at)
    if after:
        audit.record(
            event,
            "events.change",
            by=by,
            at=at,
            group=event.host,
            before=_told(before),
            after=_told(after),
        )
    return event


@transaction.atomic
def cancel(*, event, by, at) -> Event:
    """Call it off. The row stays, so that calendars learn of it; again changes nothing.

    Raises ValidationError "over".
    """
    event = rows.lock(event)
    if event.cancelled_at is not None:
        return event
    refuse_over(event, at)
    rows.change(event, cancelled_at=at, changed_at=at, sequence=event.sequence + 1)
    audit.record(
        event,
        "events.cancel",
        by=by,
        at=at,
        group=event.host,
        before={"title": event.title, "starts_at": event.starts_at},
    )
    return event


def _set(event, fields, at):
    """Save what differs; a calendar's change has its own number and time."""
    fields = {
        name: _one_line(value) if name in ("title", "place") else value
        for name, value in fields.items()
    }
    if "description" in fields:
        fields["description"] = fields["description"].strip()
    if any(getattr(event, name) != fields[name] for name in SHOWN if name in fields):
        fields |= {"sequence": event.sequence + 1, "changed_at": at}
    return rows.change(event, **fields)


def _told(values):
    """The trail says what a reader knows: not the number that calendars count with."""
    return {name: value for name, value in values.items() if name in (*SHOWN, "visibility")}


def _one_line(text):
    return " ".join(text.split())


def refuse_closed(host):
    if host.closed_on is not None:
        raise ValidationError("This group is closed.", code="closed")


def refuse_cancelled(event):
    if event.cancelled_at is not None:
        raise ValidationError("This was called off. Plan it anew instead.", code="cancelled")


def refuse_over(event, at):
    if event.is_over(at=at):
        raise ValidationError("This is over. The record stays as it is.", code="over")
