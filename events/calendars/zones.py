"""A time zone as calendars want it: when its clocks change, and by how much."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: So many years a rule has to hold before it is told as one.
YEARS_SURE = 5


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
        onsets = [_onset(before) for _, before in pairs]
        component.add_component(_observance(pairs[0][0], onsets, pairs[0][1]))
    return component


def around(zone: str, moment: datetime) -> Timezone:
    """The changes before and after one moment, each as a yearly rule where the zone has one.

    Outlook knows neither lists of dates nor more than one set of clocks of either kind.
    """
    component, info = Timezone(), ZoneInfo(zone)
    component.add("tzid", zone)
    known = changes(zone, moment.year - 1, moment.year + 1)
    earlier = [change for change in known if change <= moment][-1:]
    later = [change for change in known if change > moment][:1]
    if not earlier:
        opening = datetime(moment.year - 1, 1, 1, tzinfo=UTC).astimezone(info)
        component.add_component(_observance(opening, [opening.replace(tzinfo=None)], opening))
    for change in earlier + later:
        now, before = change.astimezone(info), (change - SECOND).astimezone(info)
        part = _observance(now, [_onset(before)], before)
        if rule := _yearly(zone, now.utcoffset(), _onset(before)):
            part.add("rrule", rule)
        component.add_component(part)
    return component


def _yearly(zone, offset, onset) -> dict:
    """Such as the second Sunday of March; nothing where it is another day in a year to come."""
    info = ZoneInfo(zone)
    last = onset.year + YEARS_SURE
    told = [
        _onset((change - SECOND).astimezone(info))
        for change in changes(zone, onset.year, last)
        if change.astimezone(info).utcoffset() == offset
    ]
    for nth in ((onset.day - 1) // 7 + 1, -1):
        if told == [_nth(year, onset, nth) for year in range(onset.year, last + 1)]:
            day = f"{nth}{WEEKDAYS[onset.weekday()]}"
            return {"freq": "yearly", "bymonth": onset.month, "byday": day}
    return {}


def _nth(year, like, nth) -> datetime | None:
    """The same weekday and time in the same month of another year: the first, or the last."""
    first = like.replace(year=year, day=1)
    first += (like.weekday() - first.weekday()) % 7 * DAY
    found = [first + week * 7 * DAY for week in range(5)]
    found = [day for day in found if day.month == like.month]
    return found[nth - 1 if nth > 0 else nth] if nth <= len(found) else None


def _onset(before):
    """The standard wants the time that clocks would have shown without the change."""
    return before.replace(tzinfo=None, fold=0) + SECOND


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
