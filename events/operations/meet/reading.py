"""A calendar file as the times in which somebody is busy. What for is not even looked at.

Files come from strangers: every invitation somebody sent to a host is in them. So all that costs
time is bounded, and what is not understood is refused: a time that was skipped would be given
to somebody else.
"""

import re
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.cal.component import Component

from . import repeating
from .repeating import Unreadable

MOST_LINES = 150_000
MOST_ENTRIES = 10_000
MOST_INSTANCES = 5_000
#: A calendar, an entry, an alarm of it, and one more.
DEEPEST = 4
SECONDS = 10

NO_CALENDAR = "What came from the address is not a calendar. Copy the address that ends in .ics."
CUT = "The calendar came only in part."
TOO_MUCH = "The calendar holds too much to be read. Share one with only what is to come."
TOO_LONG = "The calendar took too long to read. Share one with fewer repeating entries."
NOT_UNDERSTOOD = "The calendar holds an entry whose time we do not understand."

#: All that is read of an entry. No title, no place, nobody who comes.
WANTED = {
    *("BEGIN", "END", "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"),
    *("RECURRENCE-ID", "STATUS", "TRANSP", "FREEBUSY"),
    *("TZID", "TZOFFSETFROM", "TZOFFSETTO"),
}
ENTRIES = {"VEVENT", "VFREEBUSY"}

Block = tuple[datetime, datetime]


def busy(
    file: bytes,
    *,
    zone: str,
    first: datetime,
    last: datetime,
    own: Collection[str] = (),
    seconds: float = SECONDS,
) -> list[Block]:
    """Busy from when to when between two instants, in order, none touching the next.

    A time without a zone is one in `zone`; so is a whole day. Entries with a UID of `own`
    are meetings booked here that came back. Raises Unreadable in words for the host.
    """
    kept, zones = _only_times(file)
    try:
        calendars = Calendar.from_ical("\r\n".join(kept) + "\r\n", multiple=True)
        reader = _Reader(ZoneInfo(zone), zones, first, last, own, time.monotonic() + seconds)
        blocks = [block for calendar in calendars for block in reader.blocks(calendar)]
    except Unreadable:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        raise Unreadable(NOT_UNDERSTOOD) from None  # what it says would be in the trace
    return merged(blocks)


def merged(blocks: Iterable[Block]) -> list[Block]:
    """In order; what overlaps or touches is one."""
    joined: list[Block] = []
    for starts, ends in sorted(blocks):
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((starts, ends))
    return joined


def _only_times(file: bytes) -> tuple[list[str], dict[str, list[str]]]:
    """The lines of entries that say when they are, and the file's own time zones by their names."""
    text = re.sub(r"\r?\n[ \t]", "", file.decode("utf-8-sig", "replace").strip())
    lines = [line for line in re.split(r"[\r\n]+", text) if line]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise Unreadable(NO_CALENDAR)
    if lines[-1].strip().upper() != "END:VCALENDAR":
        raise Unreadable(CUT)
    if len(lines) > MOST_LINES:
        raise Unreadable(TOO_MUCH)
    return _sorted_out(lines)


def _sorted_out(lines):
    kept, zones, within = [], {}, []
    zone: list[str] = []
    entries = 0
    for line in lines:
        name, _, value = line.partition(":")
        word = name.partition(";")[0].strip().upper()
        if word not in WANTED:
            continue
        if word == "BEGIN":
            within.append(value.strip().upper())
            entries += within[-1] in ENTRIES
            if len(within) > DEEPEST:
                raise Unreadable(NO_CALENDAR)
        if "VTIMEZONE" in within:
            zone.append(line)
        elif all(part in {"VCALENDAR", *ENTRIES} for part in within):
            kept.append(line)
        if word == "END" and within and within.pop() == "VTIMEZONE":
            zones[_tzid(zone)] = zone
            zone = []
    if within:
        raise Unreadable(CUT)
    if entries > MOST_ENTRIES:
        raise Unreadable(TOO_MUCH)
    return kept, zones


def _tzid(lines) -> str:
    found = next((line for line in lines if line.upper().startswith("TZID")), "")
    return found.partition(":")[2].strip()


@dataclass
class _Reader:
    zone: tzinfo
    written: dict[str, list[str]]
    """The file's own time zones, unread."""
    first: datetime
    last: datetime
    own: Collection[str]
    until: float
    clocks: dict[str, tzinfo] = field(default_factory=dict)
    found: int = 0

    def blocks(self, calendar: Component) -> Iterator[Block]:
        series = defaultdict(list)
        for entry in calendar.walk("VEVENT"):
            if entry.errors:
                raise Unreadable(NOT_UNDERSTOOD)
            series[str(entry.get("UID", id(entry)))].append(entry)
        for uid, entries in series.items():
            if uid not in self.own:
                yield from self._bounded(self._of_series(entries))
        for entry in calendar.walk("VFREEBUSY"):
            yield from self._bounded(self._of_periods(entry))

    def _bounded(self, blocks: Iterable[Block | None]) -> Iterator[Block]:
        """Those between the two instants. None stands for work done that gave nothing."""
        for block in blocks:
            if time.monotonic() > self.until:
                raise Unreadable(TOO_LONG)
            if block is None or block[0] >= block[1]:
                continue
            starts, ends = max(block[0], self.first), min(block[1], self.last)
            if starts < ends:
                self.found += 1
                if self.found > MOST_INSTANCES:
                    raise Unreadable(TOO_MUCH)
                yield starts, ends

    def _of_series(self, entries: list[Component]) -> Iterator[Block | None]:
        """An entry with all its repetitions, less those that were changed or called off."""
        gone_at, gone_on = set(), set()
        for entry in entries:
            if "RECURRENCE-ID" in entry:
                if "RANGE" in entry["RECURRENCE-ID"].params:  # and all that come after it
                    raise Unreadable(repeating.NOT_READ)
                self._note(entry["RECURRENCE-ID"], gone_at, gone_on)
        for entry in entries:
            if not _takes_time(entry):
                continue
            yield None
            if "RECURRENCE-ID" in entry:
                yield self._first(entry)
            else:
                yield from self._repeated(entry, set(gone_at), set(gone_on))

    def _first(self, entry) -> Block:
        shown, clock, length = self._times(entry)
        return _block(shown, clock, length)

    def _repeated(self, entry, gone_at, gone_on) -> Iterator[Block | None]:
        shown, clock, length = self._times(entry)
        for property_ in _all(entry, "EXDATE"):
            for part in property_.dts:
                self._note(part, gone_at, gone_on, within=property_)
        for moment in self._starts(entry, shown, clock, length.size):
            if moment is None:
                yield None
                continue
            block = _block(moment, clock, length)
            if block[0] not in gone_at and moment.date() not in gone_on:
                yield block
        yield from self._more(entry, clock, length, gone_at)

    def _starts(self, entry, shown, clock, size) -> Iterator[datetime | None]:
        """By the entry's own clock; None for a start before anything that counts."""
        near = timedelta(days=2)
        low = self.first.replace(tzinfo=None) - near - size
        high = self.last.replace(tzinfo=None) + near
        yield shown if shown <= high else None
        for rule in _all(entry, "RRULE"):
            for moment in repeating.starts(rule, shown, clock):
                if moment > high:
                    break
                yield moment if moment >= low and moment != shown else None

    def _more(self, entry, clock, length, gone_at) -> Iterator[Block]:
        for property_ in _all(entry, "RDATE"):
            for part in property_.dts:
                if isinstance(part.dt, tuple):
                    yield self._period(part.dt, property_)
                    continue
                shown, clock, _ = self._shown(part, property_)
                block = _block(shown, clock, length)
                if block[0] not in gone_at:
                    yield block

    def _of_periods(self, entry) -> Iterator[Block]:
        for period in _all(entry, "FREEBUSY"):
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                yield self._period(period.dt, period)

    def _period(self, times, property_) -> Block:
        start, end = times
        starts = self._instant(start, property_)
        return starts, starts + end if isinstance(end, timedelta) else self._instant(end, property_)

    def _instant(self, moment: datetime, property_) -> datetime:
        clock = moment.tzinfo or self._clock(property_.params.get("TZID"))
        return moment.replace(tzinfo=clock).astimezone(UTC)

    def _times(self, entry) -> tuple[datetime, tzinfo, "_Length"]:
        """When an entry begins as its clock shows it, that clock, and how long it takes."""
        shown, clock, whole_day = self._shown(entry["DTSTART"])
        if "DTEND" in entry:
            end, end_clock, _ = self._shown(entry["DTEND"])
            if whole_day:
                return shown, clock, _Length(end - shown, whole_day)
            ends = end.replace(tzinfo=end_clock).astimezone(UTC)
            return shown, clock, _Length(ends - shown.replace(tzinfo=clock).astimezone(UTC))
        if "DURATION" in entry:
            return shown, clock, _Length(entry["DURATION"].dt, whole_day)
        return shown, clock, _Length(timedelta(days=1 if whole_day else 0), whole_day)

    def _shown(self, property_, within=None) -> tuple[datetime, tzinfo, bool]:
        """What a clock shows, whose clock it is, and whether a whole day is meant."""
        value = property_.dt
        if not isinstance(value, datetime):
            if not isinstance(value, date):
                raise Unreadable(NOT_UNDERSTOOD)
            return datetime(value.year, value.month, value.day), self.zone, True  # noqa: DTZ001
        named = (within or property_).params.get("TZID")
        return value.replace(tzinfo=None), value.tzinfo or self._clock(named), False

    def _note(self, property_, at: set, on: set, within=None) -> None:
        shown, clock, whole_day = self._shown(property_, within)
        if whole_day:
            on.add(shown.date())
        else:
            at.add(shown.replace(tzinfo=clock).astimezone(UTC))

    def _clock(self, name: str | None) -> tzinfo:
        """Of a name that nobody else knows: the file's own, else the host's."""
        if not name or name not in self.written:
            return self.zone
        if name not in self.clocks:
            self.clocks[name] = repeating.Clock.read(self.written[name], until=self.last)
        return self.clocks[name]


@dataclass(frozen=True)
class _Length:
    size: timedelta
    in_days: bool = False
    """Whole days by the clock, however many hours they have; else so much time."""


def _block(shown: datetime, clock: tzinfo, length: _Length) -> Block:
    starts = shown.replace(tzinfo=clock).astimezone(UTC)
    if length.in_days:
        return starts, (shown + length.size).replace(tzinfo=clock).astimezone(UTC)
    return starts, starts + length.size


def _takes_time(entry) -> bool:
    free = str(entry.get("TRANSP", "")).upper() == "TRANSPARENT"
    return not free and str(entry.get("STATUS", "")).upper() != "CANCELLED"


def _all(entry, name) -> list:
    found = entry.get(name, [])
    return found if isinstance(found, list) else [found]
