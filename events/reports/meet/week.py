"""A host's hours as a week, and what is booked that does not fit into them any more."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format

from events.models import Booking, DateOverride, Host, HostTravel, Mode, TimeAway, WeeklyHours
from events.models.clocks import wall
from events.models.meet.hours import WEEKDAYS, WindowMode
from events.operations.meet import absences, diaries
from events.operations.meet.days import Week, between

NEAR, SECOND = timedelta(days=1), timedelta(seconds=1)
#: A window as it is drawn: online in the upper half of its day, in person in the lower.
LANES = {
    WindowMode.ANY: (0, 24),
    WindowMode.ONLINE: (0, 11),
    WindowMode.IN_PERSON: (13, 11),
}


@dataclass(frozen=True)
class Bar:
    """A window in a picture of 1440 by 24."""

    x: int
    width: int
    y: int
    height: int
    now: bool
    """Whether it stands today; one that begins later, or is over, is drawn lighter."""


@dataclass
class Day:
    name: str
    number: int
    windows: list[WeeklyHours] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


def of(host: Host, *, on: date) -> list[Day]:
    """Every day from Monday to Sunday with its windows, those that are over left out."""
    days = [Day(name, number) for number, name in enumerate(WEEKDAYS)]
    for window in host.weekly_hours.select_related("place"):
        if window.valid_until is None or window.valid_until >= on:
            days[window.weekday].windows.append(window)
            days[window.weekday].bars.append(_bar(window, on))
    return days


def _bar(window, on):
    y, height = LANES[WindowMode(window.mode)]
    now = window.valid_from is None or window.valid_from <= on
    length = window.end_minute - window.start_minute
    return Bar(window.start_minute, length, y, height, now)


@dataclass
class Coming:
    """What is booked with a host from now on, as far as the reader may see it."""

    week: Week
    bookings: list[Booking]

    def outside(self) -> list[Booking]:
        """Those that stand in no hours any more: they were booked before the hours changed."""
        return [booking for booking in self.bookings if not self._fits(booking)]

    def within(self, starts_at: datetime, ends_at: datetime) -> list[Booking]:
        return [one for one in self.bookings if one.starts_at < ends_at and one.ends_at > starts_at]

    def on(self, first: date, last: date, zone: str) -> list[Booking]:
        """Those of days as clocks in a zone show them."""
        return [
            one for one in self.bookings if first <= wall(one.starts_at, zone=zone).date() <= last
        ]

    def _fits(self, booking) -> bool:
        day = booking.starts_at.date()
        return any(
            stretch.starts <= booking.starts_at
            and booking.ends_at <= stretch.ends
            and booking.mode in stretch.modes
            and (booking.mode == Mode.ONLINE or booking.place_id == stretch.place_id)
            for stretch in self.week.stretches(between(day - NEAR, day + NEAR))
        )


def coming(host: Host, *, user, at: datetime) -> Coming:
    found = Booking.objects.editable_by(user).open().filter(host=host, ends_at__gt=at)
    bookings = list(found.select_related("person", "meeting_type").order_by("starts_at", "pk"))
    first, last = at.date(), max([at, *(one.ends_at for one in bookings)]).date()
    known = diaries.read([host], first=first - NEAR, last=last + NEAR, at=at)
    return Coming(known.of_host[host.pk].week, bookings)


@dataclass(frozen=True)
class Line:
    """A day, a time away or a journey, and what is booked then."""

    row: DateOverride | TimeAway | HostTravel
    bookings: list[Booking]
    words: str = ""
    overlaps: bool = False
    """Whether another time away overlaps it."""


def days(host: Host, booked: Coming, *, on: date) -> list[Line]:
    """Days that differ, from today on."""
    rows = host.overrides.filter(on__gte=on).prefetch_related("windows__place")
    outside = Coming(booked.week, booked.outside())
    return [Line(row, outside.on(row.on, row.on, booked.week.zone_on(row.on))) for row in rows]


def times_away(host: Host, booked: Coming, *, at: datetime) -> list[Line]:
    rows = list(host.times_away.filter(ends_at__gt=at))
    read = absences.clocks(host)
    return [
        Line(
            row,
            booked.within(row.starts_at, row.ends_at),
            _say_away(host, row, read),
            any(
                other.starts_at < row.ends_at and other.ends_at > row.starts_at
                for other in rows
                if other is not row
            ),
        )
        for row in rows
    ]


def travels(host: Host, booked: Coming, *, on: date) -> list[Line]:
    return [
        Line(row, booked.on(row.first_day, row.last_day, row.timezone), absences.say_travel(row))
        for row in host.travels.filter(last_day__gte=on)
    ]


def _say_away(host, row, read) -> str:
    """ "Monday, July 6, 2026", or with times where it is not whole days."""
    first = absences.shown(host, row.starts_at, read=read)
    last = absences.shown(host, row.ends_at - SECOND, read=read) + SECOND
    if first.time() == last.time() == time():
        days = dict.fromkeys(date_format(day, "l, F j, Y") for day in (first, last - SECOND))
        return " to ".join(days)
    if first.date() == last.date():
        return f"{date_format(first, 'l, F j, Y, P')} to {date_format(last, 'P')}"
    return " to ".join(date_format(one, "F j, Y, P") for one in (first, last))
