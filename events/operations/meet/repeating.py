"""Rules by which an entry of somebody's calendar repeats, and clocks a calendar brings along."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import takewhile
from math import prod
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Timezone, vRecur

#: One rule that repeats each second took three quarters of a minute.
TAKEN = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
#: Of any list in a rule, such as the days of a year.
LONGEST_LIST = 366
#: How often in a day something may repeat.
MOST_IN_A_DAY = 24
#: Of a time zone that a calendar brings along.
MOST_ZONE_LINES = 2_000

TOO_OFTEN = "The calendar holds an entry that repeats more than once an hour. Take it out."
NOT_READ = "The calendar holds an entry that repeats in a way we do not understand."
ODD_ZONE = "The calendar holds a time zone that we do not understand."


class Unreadable(Exception):
    """Why a calendar was not read, in words for its host, without a word of what is in it."""


def starts(rule: vRecur, shown: datetime, clock: tzinfo) -> Iterator[datetime]:
    """When it begins, by the clock it is written in, perhaps without end.

    Raises Unreadable before any work is done.
    """
    refuse(rule)
    [until] = rule.get("UNTIL", [None])
    plain = vRecur({name: value for name, value in rule.items() if name != "UNTIL"})
    found = iter(rrulestr(plain.to_ical().decode(), dtstart=shown))
    if until is None:
        return found
    last = _last(until, clock)
    return takewhile(lambda moment: moment <= last, found)


def refuse(rule: vRecur, taken=TAKEN) -> None:
    if [str(word).upper() for word in rule.get("FREQ", [])] not in [[word] for word in taken]:
        raise Unreadable(TOO_OFTEN)
    lists = {name: value for name, value in rule.items() if name.startswith("BY")}
    if max(map(len, lists.values()), default=0) > LONGEST_LIST:
        raise Unreadable(NOT_READ)
    if prod(len(lists.get(name, [0])) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")) > (
        MOST_IN_A_DAY
    ):
        raise Unreadable(TOO_OFTEN)
    if any(int(number) < 1 for number in rule.get("INTERVAL", [1])):
        raise Unreadable(NOT_READ)


def _last(until, clock) -> datetime:
    if not isinstance(until, datetime):
        return datetime(until.year, until.month, until.day, 23, 59, 59)  # noqa: DTZ001
    return until.astimezone(clock).replace(tzinfo=None) if until.tzinfo else until


class Clock(tzinfo):
    """A clock that is changed when a calendar says so."""

    def __init__(self, changes: list[tuple[datetime, timedelta]], at_first: timedelta):
        self.onsets = [onset for onset, _ in changes]
        self.offsets = [at_first, *(offset for _, offset in changes)]

    @classmethod
    def read(cls, lines: list[str], *, until: datetime) -> "Clock":
        """From a VTIMEZONE. Its clocks are changed once a year, or on days it names."""
        if len(lines) > MOST_ZONE_LINES:
            raise Unreadable(ODD_ZONE)
        zone = Timezone.from_ical("\r\n".join(_without_name(lines)) + "\r\n")
        parts: list[Any] = [*zone.walk("STANDARD"), *zone.walk("DAYLIGHT")]
        changes = sorted(
            (onset, part["TZOFFSETTO"].td)
            for part in parts
            for onset in _onsets(part, until.replace(tzinfo=None))
        )
        first = min(parts, key=lambda part: part["DTSTART"].dt)
        return cls(changes, first["TZOFFSETFROM"].td)

    def utcoffset(self, when):
        return self.offsets[bisect_right(self.onsets, when.replace(tzinfo=None))]

    def dst(self, when):
        return timedelta(0)

    def tzname(self, when):
        return None


def _without_name(lines):
    """Zones with a name are worked out and kept for every later file by whoever parses them."""
    name = next((line for line in lines if line.upper().startswith("TZID")), None)
    return [line for line in lines if line != name]


def _onsets(part, until) -> Iterator[datetime]:
    shown = part["DTSTART"].dt.replace(tzinfo=None)
    yield shown
    if "RRULE" in part:
        refuse(part["RRULE"], {"YEARLY"})
        onsets = starts(part["RRULE"], shown, UTC)
        yield from takewhile(lambda onset: onset < until, onsets)
    named = part.get("RDATE", [])
    for dates in named if isinstance(named, list) else [named]:
        yield from (each.dt.replace(tzinfo=None) for each in dates.dts)
