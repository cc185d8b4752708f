"""Meetings that repeat: called, changed from the next one on, followed by others, ended.

What has begun is never touched. The rule of a series that has begun is not either: the series
ends, and another goes on from the next meeting.
"""

import calendar
from contextlib import suppress
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caucuses import mail
from caucuses.models import MeetingSeries, Occurrence
from caucuses.operations import meetings
from caucuses.operations.telling import tell
from events.models import Event, Visibility, clocks
from network import audit, jobs
from network.operations import rows

#: How many months ahead meetings are on the calendar.
AHEAD = 13
DAY = timedelta(days=1)
#: What a change of a whole series may set; the days it meets on are for `follow`.
SHOWN = ("title", "timezone", "starts", "minutes", "place", "online", "description")
RULE = ("pattern", "every", "starts_on", "until")


@transaction.atomic
def call(*, caucus, by, at, **fields) -> MeetingSeries:
    """Put a series and its meetings of the next 13 months on the caucus's calendar.

    Raises ValidationError "closed", "link", "past" where the first would have begun, "twice" where
    it is there already, "every", "fifth", "not_last",
    "meeting_series_ends_after_it_starts", or what the fields refuse.
    """
    rows.lock(caucus)
    meetings.refuse_links(fields)
    series = _begin(MeetingSeries(caucus=caucus, changed_at=at, **fields), at)
    materialize(series, at=at)
    _note(series, "caucuses.series_call", by, at, after=_told(series))
    return series


@transaction.atomic
def change(*, series, by, at, **shown) -> MeetingSeries:
    """Change the hour, the length, the place or the words of all meetings still to come.

    Those moved or called off on their own stay as they are. Answers with the series that goes
    on. Raises ValidationError "gone", "over" where none is to come, or as `call` does.
    """
    _refuse_unknown(shown, SHOWN)
    meetings.refuse_links(shown)
    series = meetings.hold(series.caucus, series)
    _refuse_closed(series.caucus)
    before = _told(series)
    days = {one: series.day(one.original_start) for one in _coming(series, at)}
    goes_on = {
        "starts": shown.get("starts", series.starts),
        "zone": shown.get("timezone", series.timezone),
    }
    days = {
        one: day
        for one, day in days.items()
        if clocks.instant(on=day, at=goes_on["starts"], zone=goes_on["zone"]) > at
    }
    if not days:
        raise ValidationError("No meeting of this series is to come.", code="over")
    if all(getattr(series, name) == value for name, value in shown.items()):
        return series
    heir = _go_on(series, min(days.values()), at, **shown)
    _carry_over(heir, days, by, at)
    _note(heir, "caucuses.series_change", by, at, before=before, after=_told(heir))
    return heir


@transaction.atomic
def follow(*, occurrence, by, at, **fields) -> MeetingSeries:
    """Let other meetings take the place of this one and of those that follow it.

    Those moved or called off from here on follow the new series too. Answers with the new one.
    Raises ValidationError "gone", "begun", or as `call` does.
    """
    _refuse_unknown(fields, SHOWN + RULE)
    meetings.refuse_links(fields)
    occurrence = meetings.hold(occurrence.series.caucus, occurrence)
    series = rows.lock(occurrence.series)
    if occurrence.original_start <= at:
        raise ValidationError("This meeting has begun. The record stays as it is.", code="begun")
    _refuse_closed(series.caucus)
    before, day = _told(series), series.day(occurrence.original_start)
    gone = _take_off(series, series.occurrences.filter(original_start__gte=series.instant(day)), at)
    heir = _go_on(series, day, at, **fields)
    meetings.refuse_past(heir.instant(heir.starts_on), at)
    materialize(heir, at=at)
    if gone or _near(heir, at):
        tell(caucus=heir.caucus, letter=mail.CHANGED, about=heir, by=by)
    _note(heir, "caucuses.series_follow", by, at, before=before, after=_told(heir))
    return heir


@transaction.atomic
def end(*, series, last_on: date, by, at) -> None:
    """Let no meeting be after a day. A series of which none is left goes altogether.

    Again for the same day changes nothing. Raises ValidationError "gone", "past" for a day
    before today, "late" for one after its end.
    """
    series = meetings.hold(series.caucus, series)
    if last_on < series.day(at):
        raise ValidationError("Choose today or a day to come.", code="past")
    if series.until is not None and last_on > series.until:
        raise ValidationError("The series ends before that day.", code="late")
    if series.until == last_on:
        return
    later = series.occurrences.filter(original_start__gte=series.instant(last_on + DAY))
    before = _told(series)
    if _take_off(series, later, at):
        tell(caucus=series.caucus, letter=mail.CANCELLED, about=series, by=by)
    _note(series, "caucuses.series_end", by, at, before=before, after={"until": last_on})
    if last_on < series.starts_on:
        series.delete()
        return
    rows.change(series, until=last_on, sequence=series.sequence + 1, changed_at=at)


def materialize(series, *, at) -> int:
    """Put the meetings of the next 13 months on the calendar that are not; how many those were."""
    horizon = _months_later(series.day(at), AHEAD)
    last = min(horizon, series.until) if series.until else horizon
    starts = {series.instant(day) for day in series.rule.days(until=last)}
    known = series.occurrences.values_list("original_start", flat=True)
    missing = sorted(start for start in starts - set(known) if start > at)
    events = Event.objects.bulk_create(
        Event(
            host=series.caucus.group,
            visibility=Visibility.AUDIENCE,
            changed_at=at,
            **series.shown(start),
        )
        for start in missing
    )
    Occurrence.objects.bulk_create(
        Occurrence(series=series, event=event, original_start=event.starts_at) for event in events
    )
    return len(missing)


@jobs.every(24 * 3600)
def look_ahead(at) -> None:
    """Each day the calendar reaches a day further."""
    running = MeetingSeries.objects.running(on=timezone.localdate(at)).filter(
        caucus__group__closed_on=None
    )
    for series in running.select_related("caucus__group").order_by("pk"):
        with transaction.atomic(), suppress(ValidationError):  # ended at the same moment
            materialize(meetings.hold(series.caucus, series), at=at)


def _begin(series, at) -> MeetingSeries:
    _refuse_closed(series.caucus)
    rows.keep(series)
    first = series.instant(series.starts_on)
    meetings.refuse_past(first, at)
    meetings.refuse_twice(series.caucus, first, series.title)
    return series


def _coming(series, at):
    """Its meetings that, by its rule, are to come."""
    return series.occurrences.filter(original_start__gt=at).select_related("event")


def _go_on(series, day, at, **fields) -> MeetingSeries:
    """The series as it goes on from a day of its own: itself where nothing was before that."""
    values = {"starts_on": day} | fields
    if day == series.starts_on:
        rows.change(series, sequence=series.sequence + 1, changed_at=at, **values)
        return series
    kept = {name: getattr(series, name) for name in (*SHOWN, *RULE)}
    rows.change(series, until=day - DAY, sequence=series.sequence + 1, changed_at=at)
    return rows.keep(
        MeetingSeries(caucus=series.caucus, changed_at=at, **kept | values),
    )


def _carry_over(heir, days, by, at):
    """Meetings of the old series become those of its heir, on the same days."""
    changed = []
    for one, day in days.items():
        one.series, one.original_start = heir, heir.instant(day)
        event = one.event
        if one.moved or event.cancelled_at is not None:
            continue
        near = meetings.is_near(event.starts_at, at)
        for name, value in heir.shown(one.original_start).items():
            setattr(event, name, value)
        event.sequence += 1
        event.changed_at = at
        changed.append((event, near or meetings.is_near(event.starts_at, at)))
    Occurrence.objects.bulk_update(days, ["series", "original_start"])
    shown = [*heir.shown(at), "sequence", "changed_at"]
    Event.objects.bulk_update([event for event, _ in changed], shown)
    if any(near for _, near in changed):
        tell(caucus=heir.caucus, letter=mail.CHANGED, about=heir, by=by)


def _take_off(series, found, at) -> bool:
    """Take meetings off the calendar; whether one was near. What has begun stays on its own."""
    began = found.begun(at=at)
    near = [
        start
        for start in found.filter(event__cancelled_at=None).values_list(
            "event__starts_at", flat=True
        )
        if meetings.is_near(start, at)
    ]
    began.delete()
    Event.objects.filter(pk__in=list(found.values_list("event", flat=True))).delete()
    return bool(near)


def _near(series, at) -> bool:
    return meetings.is_near(series.instant(series.starts_on), at)


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _refuse_closed(caucus):
    if caucus.group.closed_on is not None:
        raise ValidationError("This caucus is closed.", code="closed")


def _refuse_unknown(fields, known):
    if unknown := fields.keys() - {*known}:
        raise TypeError(f"A series has no {', '.join(sorted(unknown))} to change.")


def _told(series) -> dict:
    return {
        "title": series.title,
        "said": series.said,
        "starts": series.starts.isoformat("minutes"),
        "until": series.until,
    }


def _note(series, action, by, at, **what):
    audit.record(series, action, by=by, at=at, group=series.caucus.group, **what)
