"""One meeting of a caucus: called, moved, called off, and who was there.

Who is in the caucus is told of a change or a cancellation only when the meeting is near, in a
letter that names neither the caucus nor the meeting.
"""

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caucuses import access, mail
from caucuses.models import Attendance, MeetingSeries, Occurrence
from caucuses.operations.telling import tell
from events.models import Event
from events.operations import meetings
from network import audit
from network.operations import rows

#: A meeting so near that people have planned their week around it.
NEAR = timedelta(days=7)
#: What calendars and letters would carry out of the caucus: any address on the web.
LINK = re.compile(r"://|\bwww\.|\b[\w-]+\.[a-z]{2,}/\S", re.IGNORECASE)


@transaction.atomic
def call(*, caucus, starts_at, by, at, **shown) -> Event:
    """Put one meeting on the caucus's calendar.

    Raises ValidationError "link", "past" for one that would have begun, "twice" for one that is
    there already, or what `meetings.plan` raises.
    """
    rows.lock(caucus)
    refuse_links(shown)
    refuse_past(starts_at, at)
    refuse_twice(caucus, starts_at, shown["title"])
    return meetings.plan(host=caucus.group, starts_at=starts_at, by=by, at=at, **shown)


@transaction.atomic
def move(*, caucus, event, by, at, **shown) -> Event:
    """Change one meeting. One of a series stays as it is now, whatever becomes of the series.

    Raises ValidationError "gone", "link", "begun", "past", or what `meetings.change` raises.
    """
    refuse_links(shown)
    was = hold(caucus, event)
    refuse_begun(was, at)
    if "starts_at" in shown:
        refuse_past(shown["starts_at"], at)
    changed = meetings.change(event=event, by=by, at=at, **shown)
    if changed.sequence == was.sequence:
        return changed
    _touch_series(changed, at, moved=True)
    if is_near(was.starts_at, at) or is_near(changed.starts_at, at):
        tell(caucus=caucus, letter=mail.CHANGED, about=changed, by=by)
    return changed


@transaction.atomic
def cancel(*, caucus, event, by, at) -> Event:
    """Call one meeting off; again changes nothing. Raises ValidationError "gone", "begun"."""
    was = hold(caucus, event)
    if was.cancelled_at is not None:
        return was
    refuse_begun(was, at)
    event = meetings.cancel(event=event, by=by, at=at)
    _touch_series(event, at)
    if is_near(event.starts_at, at):
        tell(caucus=caucus, letter=mail.CANCELLED, about=event, by=by)
    return event


@transaction.atomic
def attend(*, caucus, event, people, by, at) -> None:
    """Write down which of those in the caucus were there; who has left it since is kept.

    Raises ValidationError "gone", "early" before it began, "cancelled" for one that was called off.
    """
    event = hold(caucus, event)
    if event.cancelled_at is not None:
        raise ValidationError("This meeting was called off.", code="cancelled")
    if event.starts_at > at:
        raise ValidationError("This meeting has not begun yet.", code="early")
    inside = access.people(caucus, on=timezone.localdate(at))
    came = {person.pk for person in people}
    known = Attendance.objects.filter(event=event, person__in=inside.order_by().values("pk"))
    before = set(known.values_list("person", flat=True))
    if came == before:
        return
    known.exclude(person__in=came).delete()
    Attendance.objects.bulk_create(
        (Attendance(event=event, person_id=key, by=by, at=at) for key in sorted(came - before)),
        ignore_conflicts=True,
    )
    counts = ({"came": len(before)}, {"came": len(came)})
    audit.record(
        event,
        "caucuses.attendance",
        by=by,
        at=at,
        group=caucus.group,
        before=counts[0],
        after=counts[1],
    )


def hold(caucus, row):
    """A row as it is now, locked. What one caucus plans is changed one after the other.

    Raises ValidationError "gone" where somebody took it off the calendar.
    """
    rows.lock(caucus)
    now = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if now is None:
        words = "Somebody took this off the calendar a moment ago."
        raise ValidationError(words, code="gone")
    return now


def refuse_twice(caucus, starts_at, title):
    there = Event.objects.filter(host=caucus.group, starts_at=starts_at, cancelled_at=None)
    if there.filter(title=" ".join(title.split())).exists():
        words = "A meeting of this name is on the calendar at this hour already."
        raise ValidationError(words, code="twice")


def refuse_links(shown):
    """The way in is kept with the caucus's links: what is written here ends up in calendars."""
    words = "Links are not allowed here. Keep this one with the caucus’s links."
    held = [name for name, value in shown.items() if LINK.search(str(value))]
    if held:
        raise ValidationError({name: ValidationError(words, code="link") for name in held})


def refuse_past(starts_at, at):
    if starts_at <= at:
        words = "This is in the past. Choose a day and an hour to come."
        raise ValidationError(words, code="past")


def refuse_begun(event, at):
    """Whoever was there proves it too, to somebody who asked before it began and had to wait."""
    if event.starts_at <= at or Attendance.objects.filter(event=event).exists():
        raise ValidationError("This meeting has begun. The record stays as it is.", code="begun")


def is_near(starts_at, at) -> bool:
    return at < starts_at <= at + NEAR


def _touch_series(event, at, **values):
    """A calendar holds one meeting of a series inside the series: that has changed too."""
    occurrence = Occurrence.objects.filter(event=event)
    if values:
        occurrence.update(**values)
    MeetingSeries.objects.filter(occurrences__event=event).update(
        sequence=F("sequence") + 1, changed_at=at
    )
