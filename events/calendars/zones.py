"""A time zone as calendars want it: when its clocks change, and by how much."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def told(zone: str, *, first: int, last: int) -> Timezone:
    """The changes from one year to another, for clocks that stand as they did on January 1."""
    component = Timezone()
    component.add("tzid", zone)
    start = datetime(first, 1, 1, tzinfo=UTC)
    opening = start.astimezone(ZoneInfo(zone))
    component.add_component(_observance(opening, [opening.replace(tzinfo=None)], opening))
    info = ZoneInfo(zone)
    groups: dict[tuple, list[tuple[datetime, datetime]]] = {}
    for moment in changes(zone, first, last):
        now, before = moment.astimezone(info), (moment - SECOND).astimezone(info)
        key = (now.tzname(), now.utcoffset(), before.utcoffset())
        groups.setdefault(key, []).append((now, before))
    for pairs in groups.values():
        # The standard wants the time that clocks would have shown without the change.
        onsets = [before.replace(tzinfo=None) + SECOND for _, before in pairs]
        component.add_component(_observance(pairs[0][0], onsets, pairs[0][1]))
    return component


@lru_cache(maxsize=256)
def changes(zone: str, first: int, last: int) -> tuple[datetime, ...]:
    """The instants at which clocks in a zone are changed, in these years."""
    info = ZoneInfo(zone)

    def offset(moment):
        return moment.astimezone(info).utcoffset()

    found = []
    day, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while day < end:
        if offset(day) != offset(day + DAY):
            found.append(_first_with_offset(offset, day, day + DAY))
        day += DAY
    return tuple(found)


def _first_with_offset(offset, low, high):
    while high - low > SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
    return high


def _observance(now, onsets, before):
    part = TimezoneDaylight() if now.dst() else TimezoneStandard()
    part.add("dtstart", onsets[0])
    if onsets[1:]:
        part.add("rdate", onsets[1:])
    part.add("tzname", now.tzname())
    part.add("tzoffsetfrom", before.utcoffset())
    part.add("tzoffsetto", now.utcoffset())
    return part
