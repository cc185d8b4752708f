"""What is known of hosts' time: their hours, and all that stands in the way of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from events.models import (
    Booking,
    BookingState,
    BusyBlock,
    Claim,
    DateOverride,
    Host,
    HostTravel,
    MeetingPlace,
    TimeAway,
    WeeklyHours,
)
from events.models.clocks import wall
from events.models.meet.bookings import CLAIMING, cells

from .days import Hours, Travel, Week

#: A day of anybody's, wherever they are, lies within so much of the same day in UTC.
ANYWHERE = timedelta(hours=15)
#: Longer than all that is kept free around one meeting.
AROUND = timedelta(hours=12)


@dataclass
class Diary:
    """One host's time between two days."""

    host: Host
    week: Week
    taken: set[int] = field(default_factory=set)
    """Cells in which they cannot be met."""
    booked: list[tuple[int, datetime]] = field(default_factory=list)
    """Type and start of what claims their time: a type may have a bound for each day."""

    def day_of(self, moment: datetime) -> date:
        """The day it is for the host. While they travel, it is the day there."""
        day = wall(moment, zone=self.week.timezone).date()
        for near in (day, day - timedelta(days=1), day + timedelta(days=1)):
            if wall(moment, zone=self.week.zone_on(near)).date() == near:
                return near
        return day


@dataclass
class Diaries:
    """The same for several, and the rooms they meet in."""

    of_host: dict[int, Diary]
    places: dict[int, MeetingPlace]
    """Those that are open and that somebody's hours name."""
    occupied: dict[int, set[int]]
    """Cells in which a place is taken."""


def read(
    hosts: Iterable[Host], *, first: date, last: date, at, but: Booking | None = None
) -> Diaries:
    """All that bears on the days from `first` to `last`: nine questions, however many hosts.

    A hold that ran out claims nothing. Nor does the booking `but`, which is to be moved.
    """
    hosts = list(hosts)
    start = datetime.combine(first, time(), tzinfo=UTC) - ANYWHERE - AROUND
    end = datetime.combine(last, time(), tzinfo=UTC) + timedelta(days=1) + ANYWHERE + AROUND
    found = {host.pk: Diary(host, week) for host, week in _weeks(hosts, first, last)}
    wanted = {
        hours.place_id
        for diary in found.values()
        for day in ((), *(diary.week.overrides or {}).values())
        for hours in (*diary.week.weekly, *day)
        if hours.place_id
    }
    places = MeetingPlace.objects.open().in_bulk(wanted)
    occupied = _claims(found, places, start, end, at=at, but=but)
    for host, starts, ends in _blocked(found, start, end):
        found[host].taken.update(cells(max(starts, start), min(ends, end)))
    others = Booking.objects.exclude(pk=but.pk) if but else Booking.objects.all()
    claiming = others.filter(
        host__in=found, state__in=CLAIMING, starts_at__gte=start, starts_at__lt=end
    ).exclude(state=BookingState.HOLD, hold_until__lte=at)
    for host, meeting_type, starts in claiming.values_list("host", "meeting_type", "starts_at"):
        found[host].booked.append((meeting_type, starts))
    return Diaries(found, places, occupied)


def _weeks(hosts, first, last):
    columns = ("start_minute", "end_minute", "mode", "place_id")
    weekly, overrides, travels = defaultdict(list), defaultdict(dict), defaultdict(list)
    rows = WeeklyHours.objects.filter(host__in=hosts).values_list(
        "host", *columns, "weekday", "valid_from", "valid_until"
    )
    for host, *values in rows:
        weekly[host].append(Hours(*values))
    windows = [f"windows__{column}" for column in columns]
    different = DateOverride.objects.filter(host__in=hosts, on__range=(first, last))
    for host, on, *values in different.values_list("host", "on", *windows):
        day = overrides[host].setdefault(on, ())
        if values[0] is not None:
            overrides[host][on] = (*day, Hours(*values))
    away = HostTravel.objects.filter(
        host__in=hosts, first_day__lte=last + timedelta(days=1), last_day__gte=first - timedelta(1)
    )
    for host, *values in away.values_list("host", "first_day", "last_day", "timezone"):
        travels[host].append(Travel(*values))
    for host in hosts:
        yield (
            host,
            Week(
                host.timezone,
                tuple(weekly[host.pk]),
                dict(overrides[host.pk]),
                tuple(travels[host.pk]),
            ),
        )


def _claims(found, places, start, end, *, at, but):
    """Put what is claimed into the diaries; answer with what is claimed of places."""
    occupied = {place: set() for place in places}
    span = cells(start, end)
    claims = Claim.objects.filter(cell__gte=span.start, cell__lt=span.stop).filter(
        Q(host__in=found) | Q(place__in=places)
    )
    claims = claims.exclude(booking__state=BookingState.HOLD, booking__hold_until__lte=at)
    if but:
        claims = claims.exclude(booking=but)
    for host, place, cell in claims.values_list("host", "place", "cell"):
        if host:
            found[host].taken.add(cell)
        else:
            occupied[place].add(cell)
    return occupied


def _blocked(found, start, end):
    within = {"ends_at__gt": start, "starts_at__lt": end}
    yield from TimeAway.objects.filter(host__in=found, **within).values_list(
        "host", "starts_at", "ends_at"
    )
    yield from BusyBlock.objects.filter(feed__host__in=found, **within).values_list(
        "feed__host", "starts_at", "ends_at"
    )
