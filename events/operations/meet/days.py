"""A host's days: the hours that stand on a date, as instants. Pure: rows in, stretches out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.calendars.zones import changes
from events.models.meet.hours import MODES, Mode, WindowMode


@dataclass(frozen=True)
class Hours:
    """A window of a day in minutes since its midnight, as clocks there show them."""

    start_minute: int
    end_minute: int
    mode: str = WindowMode.ONLINE
    place_id: int | None = None
    weekday: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def stand_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return (
            self.weekday == day.weekday()
            and begun
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True)
class Travel:
    first_day: date
    last_day: date
    timezone: str


@dataclass(frozen=True)
class Week:
    """All that says when somebody can be met, before anything is booked."""

    timezone: str
    weekly: tuple[Hours, ...] = ()
    overrides: dict[date, tuple[Hours, ...]] | None = None
    """Days that differ from their weekday; without hours they are closed."""
    travels: tuple[Travel, ...] = ()

    def zone_on(self, day: date) -> str:
        for travel in self.travels:
            if travel.first_day <= day <= travel.last_day:
                return travel.timezone
        return self.timezone

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        if self.overrides and day in self.overrides:
            return self.overrides[day]
        return tuple(hours for hours in self.weekly if hours.stand_on(day))

    def stretches(self, days: Iterable[date]) -> Iterator["Stretch"]:
        for day in days:
            zone = self.zone_on(day)
            for hours in self.hours_on(day):
                starts = edge(on=day, minute=hours.start_minute, zone=zone)
                ends = edge(on=day, minute=hours.end_minute, zone=zone)
                if starts < ends:
                    modes = MODES[WindowMode(hours.mode)]
                    yield Stretch(day, zone, starts, ends, modes, hours.place_id)


@dataclass(frozen=True)
class Stretch:
    """Hours of one day as instants. Only their edges were read off a clock."""

    day: date
    zone: str
    starts: datetime
    ends: datetime
    modes: tuple[Mode, ...]
    place_id: int | None

    def starts_of(self, *, minutes: int, step: int) -> Iterator[datetime]:
        """Where a meeting of so many minutes can begin.

        An hour that clocks show twice in fall is offered once: the first time.
        """
        info, length = ZoneInfo(self.zone), timedelta(minutes=minutes)
        start = self.starts
        while start + length <= self.ends:
            if not start.astimezone(info).fold:
                yield start
            start += timedelta(minutes=step)


def edge(*, on: date, minute: int, zone: str) -> datetime:
    """The instant at which clocks in a zone show so many minutes since the midnight of a day.

    In an hour that clocks skip it is the moment they skip it; of two the first. Midnight at the
    end of a day is minute 1440.
    """
    shown = datetime.combine(on, time()) + timedelta(minutes=minute)
    info = ZoneInfo(zone)
    after = shown.replace(tzinfo=info).astimezone(UTC)
    if after.astimezone(info).replace(tzinfo=None) == shown:
        return after
    before = shown.replace(tzinfo=info, fold=1).astimezone(UTC)
    return next(
        moment for moment in changes(zone, before.year, after.year) if before <= moment <= after
    )


def between(first: date, last: date) -> list[date]:
    """The days from one to another, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
