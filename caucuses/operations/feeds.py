"""What a member's own calendar is told of their caucuses' meetings."""

from datetime import datetime, time, timedelta

from django.db.models import Prefetch
from django.utils import timezone

from caucuses import access
from caucuses.models import MeetingSeries, Occurrence
from events.calendars import Entry, of_event, sources, uid
from events.models import Event, clocks

#: How far back calendars are told of a series that has ended.
BACK = timedelta(days=90)


def entries_for(person, at, how) -> list[Entry]:
    """Of caucuses whose content the person may see at this moment, series as their rule."""
    if person.user is None:
        return []
    on = timezone.localdate(at)
    mine = access.read_by(person, on=on)
    if not mine:
        return []
    single = Event.objects.filter(host__in=[caucus.group_id for caucus in mine])
    single = single.exclude(pk__in=Occurrence.objects.values("event")).for_calendars(at=at)
    running = MeetingSeries.objects.filter(caucus__in=mine).running(on=on - BACK)
    apart = Prefetch("occurrences", Occurrence.objects.apart(), to_attr="apart")
    told = [of_event(event) for event in single]
    return told + [of_series(series) for series in running.order_by("pk").prefetch_related(apart)]


def of_series(series: MeetingSeries) -> Entry:
    """The rule, the meetings called off as left out, those moved as standing for another."""
    begins = series.instant(series.starts_on)
    known = getattr(series, "apart", None)
    apart = series.occurrences.apart() if known is None else known
    off = [one for one in apart if one.event.cancelled_at is not None]
    moved = [one for one in apart if one.event.cancelled_at is None]
    return Entry(
        uid=uid(series.public_id),
        title=series.title,
        zone=series.timezone,
        starts=begins,
        ends=begins + timedelta(minutes=series.minutes),
        changed_at=series.changed_at,
        place=series.place or ("Online" if series.online else ""),
        description=series.description,
        sequence=series.sequence,
        rule=series.rule.rrule + _until(series),
        exdates=tuple(one.original_start for one in off),
        overrides=tuple(_override(series, one) for one in moved),
    )


def _override(series, one) -> Entry:
    told = of_event(one.event)
    return Entry(
        **{
            **vars(told),
            "uid": uid(series.public_id),
            "sequence": series.sequence,
            "changed_at": series.changed_at,
            "instead_of": one.original_start,
        }
    )


def _until(series) -> str:
    """The end in UTC, as RFC 5545 wants it where the start has a zone."""
    if series.until is None:
        return ""
    last: datetime = clocks.instant(on=series.until, at=time(23, 59, 59), zone=series.timezone)
    return f";UNTIL={last:%Y%m%dT%H%M%SZ}"


sources.add("caucuses", entries_for)
