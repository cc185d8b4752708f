"""A host's hours: windows of every week, and days that differ from it.

Two windows of one day may share time only where they say something different, as "online" and
"in person" do. Two that say the same are one window: it is that one which is to be changed.
Meetings already booked stay, whatever becomes of the hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from events.models import (
    DateOverride,
    Host,
    MeetingPlace,
    OverrideWindow,
    WeeklyHours,
    WindowMode,
)
from events.models.clocks import wall
from events.models.meet.hours import WEEKDAYS
from network import audit
from network.operations import rows

from . import claims

#: So many windows of one weekday or of one day, whenever they stand.
MOST = 12
#: Nobody plans further ahead than this.
FURTHEST = timedelta(days=5 * 366)
DAY_CHANGED = "events.meeting_day_changed"
SPAN = ("start_minute", "end_minute", "mode", "place")
FIELDS = {"weekday", *SPAN, "valid_from", "valid_until"}


@dataclass(frozen=True)
class Span:
    """A window of one day, before it is kept."""

    start_minute: int
    end_minute: int
    mode: str = WindowMode.ONLINE
    place: MeetingPlace | None = None


@transaction.atomic
def add(
    *,
    host,
    weekday,
    start_minute,
    end_minute,
    mode=WindowMode.ONLINE,
    place=None,
    valid_from=None,
    valid_until=None,
    by,
    at,
) -> WeeklyHours:
    """A window of every week, Monday being 0.

    Raises ValidationError "place" for a room that is not open to the host, "duplicate" and
    "overlap" for what another window says already, "many", or the name of a constraint.
    """
    [host] = claims.lock(host)
    window = WeeklyHours(
        host=host,
        weekday=weekday,
        start_minute=start_minute,
        end_minute=end_minute,
        mode=mode,
        place=place,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    _refuse_week(window)
    rows.keep(window)
    _record(host, "hours", "", say(window), by=by, at=at)
    return window


@transaction.atomic
def change(*, window, by, at, **fields) -> WeeklyHours:
    """Set what differs. Raises ValidationError "gone", or what `add` does."""
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"Hours have no {', '.join(sorted(unknown))} to change.")
    [host] = claims.lock(window.host)
    window = still(host.weekly_hours.select_related("host", "place"), window)
    was = say(window)
    changed = {name for name, value in fields.items() if getattr(window, name) != value}
    if changed:
        for name in changed:
            setattr(window, name, fields[name])
        _refuse_week(window)
        rows.keep(window)
        _record(host, "hours", was, say(window), by=by, at=at)
    return window


@transaction.atomic
def remove(*, window, by, at) -> None:
    """Take a window away. Done once, however often it is asked."""
    [host] = claims.lock(window.host)
    found = host.weekly_hours.select_related("place").filter(pk=window.pk).first()
    if found is not None:
        was = say(found)
        found.delete()
        _record(host, "hours", was, "", by=by, at=at)


@transaction.atomic
def copy(*, host, weekday, to: Iterable[int], by, at) -> list[WeeklyHours]:
    """Give other days of the week the windows of one day, in the place of their own.

    Answers with what was made. Raises ValidationError "empty" where that day has none.
    """
    [host] = claims.lock(host)
    every = list(host.weekly_hours.select_related("place"))
    source = [window for window in every if window.weekday == weekday]
    if not source:
        raise ValidationError(f"{WEEKDAYS[weekday]} has no hours to copy.", code="empty")
    made = []
    for other in sorted({*to} - {weekday}):
        theirs = [window for window in every if window.weekday == other]
        if {_facts(window) for window in theirs} == {_facts(window) for window in source}:
            continue
        host.weekly_hours.filter(pk__in=[window.pk for window in theirs]).delete()
        new = [_same(window, weekday=other) for window in source]
        made += [rows.keep(window) for window in new]
        was, now = (" and ".join(map(say, windows)) for windows in (theirs, new))
        _record(host, "hours", was, now, by=by, at=at)
    return made


@transaction.atomic
def set_day(
    *, host, on, spans: Iterable[Span] = (), note="", instead_of: DateOverride | None = None, by, at
) -> DateOverride:
    """Let a day differ from its weekday: its own windows, or none at all for a closed day.

    `instead_of` is the day as it was, which may have been another date. Raises ValidationError
    "past", "far", "gone", "date_override_once_a_day", or what `add` does.
    """
    [host] = claims.lock(host)
    spans, note = sorted(spans, key=_in_order), " ".join(note.split())
    found = host.overrides.filter(on=on).first()
    if found is not None and _facts_of_day(found) == (note, [vars(span) for span in spans]):
        return found
    refuse_day(host, on, at)
    day = DateOverride(host=host, on=on)
    if instead_of is not None:
        day = still(host.overrides, instead_of)
    was = say_day(day) if day.pk else ""
    day.on, day.note = on, note
    rows.keep(day)
    day.windows.all().delete()
    kept: list[OverrideWindow] = []
    for span in spans:
        window = OverrideWindow(override=day, **vars(span))
        refuse_window(host, window, kept)
        kept.append(rows.keep(window))
    _record(host, "day", was, say_day(day), by=by, at=at, action=DAY_CHANGED)
    return day


@transaction.atomic
def forget_day(*, day, by, at) -> None:
    """The day is as its weekday again."""
    [host] = claims.lock(day.host)
    found = host.overrides.filter(pk=day.pk).first()
    if found is not None:
        was = say_day(found)
        found.delete()
        _record(host, "day", was, "", by=by, at=at, action=DAY_CHANGED)


def today(host: Host, *, at) -> date:
    """The day it is where the host lives."""
    return wall(at, zone=host.timezone).date()


def refuse_day(host, on, at) -> None:
    if on < today(host, at=at):
        raise ValidationError("This day is over.", code="past")
    refuse_far(on, at)


def refuse_far(on, at) -> None:
    if on > localdate(at) + FURTHEST:
        raise ValidationError("This is too far ahead: five years at most.", code="far")


def say(window: WeeklyHours) -> str:
    """ "Monday, 9 a.m. to noon, online, from 2026-07-01" """
    dates = [
        f"{word} {on}"
        for word, on in (("from", window.valid_from), ("until", window.valid_until))
        if on
    ]
    words = [f"{WEEKDAYS[window.weekday]}, {window.span}, {window.how}", *dates]
    return ", ".join(words)


def say_day(day: DateOverride) -> str:
    windows = day.windows.select_related("place")
    said = " and ".join(f"{window.span}, {window.how}" for window in windows)
    return f"{day.on}: {said or 'closed'}"


def refuse_window(host, window, others) -> None:
    """What other windows of the same time say already, and rooms that are not for this host."""
    window.clean_fields()
    place = window.place
    if place and not MeetingPlace.objects.open_to(host).filter(pk=place.pk).exists():
        raise ValidationError(
            "This room is closed, or is not kept by a group they are there for.", code="place"
        )
    if len(others) >= MOST:
        raise ValidationError(f"A day has at most {MOST} windows.", code="many")
    for other in others:
        same = (window.mode, window.place_id) == (other.mode, other.place_id)
        if same and (window.start_minute, window.end_minute) == (
            other.start_minute,
            other.end_minute,
        ):
            raise ValidationError("These hours are there already.", code="duplicate")
        if same and _share_time(window, other):
            raise ValidationError(
                f"They overlap with {other.span}, which says the same. Change that one instead.",
                code="overlap",
            )


def _refuse_week(window) -> None:
    others = window.host.weekly_hours.filter(weekday=window.weekday).exclude(pk=window.pk)
    refuse_window(
        window.host,
        window,
        [other for other in others.select_related("place") if _share_days(window, other)],
    )


def _share_time(one, other) -> bool:
    return one.start_minute < other.end_minute and other.start_minute < one.end_minute


def _share_days(one, other) -> bool:
    """Whether there is a date on which both stand."""
    return not (_over_before(one, other) or _over_before(other, one))


def _over_before(one, other) -> bool:
    ends, begins = one.valid_until, other.valid_from
    return ends is not None and begins is not None and ends < begins


def still(queryset, row):
    """The row as it is now. Raises ValidationError "gone"."""
    found = queryset.filter(pk=row.pk).first()
    if found is None:
        raise ValidationError("Somebody took this away a moment ago.", code="gone")
    return found


def _facts(window):
    return tuple(getattr(window, name) for name in sorted(FIELDS - {"weekday"}))


def _in_order(span):
    return span.start_minute, span.end_minute, span.mode


def _facts_of_day(day):
    windows = sorted(day.windows.select_related("place"), key=_in_order)
    return day.note, [{name: getattr(one, name) for name in SPAN} for one in windows]


def _same(window, **but):
    values = {name: getattr(window, name) for name in FIELDS} | but
    return WeeklyHours(host=window.host, **values)


def _record(host, name, was, now, *, by, at, action="events.meeting_hours_changed"):
    before, after = {name: was} if was else {}, {name: now} if now else {}
    audit.record(host, action, by=by, at=at, person=host.person, before=before, after=after)
