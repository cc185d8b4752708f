"""What the clocks on a wall show in a time zone, and the instant that is."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError

#: Looks through a thousand files: once is enough.
_names = cache(available_timezones)


def validate_zone(name):
    if name not in _names():
        raise ValidationError("Unknown time zone.", code="zone")


def instant(*, on: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which clocks in a zone show a time on a day.

    An hour that clocks skip in spring is the one they show instead, which is later: 2:30 is 3:30.
    An hour that comes twice in fall is the first of the two. Calendars read times of a series in
    the same way (RFC 5545, 3.3.5).
    """
    local = datetime.combine(on, at.replace(tzinfo=None, fold=0), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def wall(instant: datetime, *, zone: str) -> datetime:
    """What clocks in a zone show at an instant: its day and time there."""
    return instant.astimezone(ZoneInfo(zone))


def moved(at: datetime, *, by: timedelta, zone: str, to_zone: str = "") -> datetime:
    """The instant at which clocks show so much more: what begins at 9 still begins at 9."""
    shown = wall(at, zone=zone).replace(tzinfo=None) + by
    return instant(on=shown.date(), at=shown.time(), zone=to_zone or zone)
