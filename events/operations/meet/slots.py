"""Which times are open for a kind of meeting. Pages ask it, and so does whoever books one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.models import Booking, Host, MeetingPlace, MeetingType, Mode
from events.models.meet.bookings import cells

from . import diaries
from .days import between
from .diaries import Diaries, Diary


@dataclass(frozen=True, order=True)
class Slot:
    """A time at which one host can be met in one way. Instants in UTC."""

    starts_at: datetime
    ends_at: datetime
    host_id: int
    mode: Mode
    place_id: int | None
    zone: str
    """Whose clocks it is told by: the place's in person, the host's online."""


def open_slots(
    meeting_type: MeetingType,
    hosts: Iterable[Host],
    *,
    first: date,
    last: date,
    at: datetime,
    but: Booking | None = None,
) -> list[Slot]:
    """Everything open on the hosts' own days from `first` to `last`, the earliest first.

    Days nearer than the notice or further than the horizon give nothing. `but` is a booking
    that is to be moved: its own time is open to it.
    """
    horizon = timedelta(days=meeting_type.horizon_days + 1)
    first, last = max(first, (at - timedelta(days=1)).date()), min(last, (at + horizon).date())
    if last < first:
        return []
    known = diaries.read(hosts, first=first, last=last, at=at, but=but)
    return sorted(
        slot
        for diary in known.of_host.values()
        for slot in _of_host(meeting_type, diary, known, between(first, last), at)
    )


def find(
    meeting_type: MeetingType,
    host: Host,
    *,
    starts_at: datetime,
    mode: Mode,
    place: MeetingPlace | None = None,
    at: datetime,
    but: Booking | None = None,
) -> Slot | None:
    """The one slot, if it is open now."""
    day = starts_at.date()
    near = timedelta(days=1)
    slots = open_slots(meeting_type, [host], first=day - near, last=day + near, at=at, but=but)
    place_id = place.pk if place else None
    return next(
        (
            slot
            for slot in slots
            if (slot.starts_at, slot.mode, slot.place_id) == (starts_at, mode, place_id)
        ),
        None,
    )


def around(meeting_type: MeetingType, starts_at, ends_at, mode, place) -> tuple[range, range]:
    """The cells that a meeting claims of its host, who is on the way as well, and of its place."""
    before, after = (
        timedelta(minutes=meeting_type.before),
        timedelta(minutes=meeting_type.after),
    )
    room = cells(starts_at - before, ends_at + after)
    if mode != Mode.IN_PERSON or place is None:
        return room, range(0)
    there, back = timedelta(minutes=place.travel_before), timedelta(minutes=place.travel_after)
    return cells(starts_at - before - there, ends_at + after + back), room


def _of_host(
    meeting_type: MeetingType, diary: Diary, known: Diaries, days: list[date], at: datetime
) -> Iterator[Slot]:
    earliest = at + timedelta(minutes=meeting_type.notice)
    latest = diary.day_of(at) + timedelta(days=meeting_type.horizon_days)
    full = full_days(meeting_type, diary)
    length = timedelta(minutes=meeting_type.minutes)
    seen = set()
    for stretch in diary.week.stretches(day for day in days if day <= latest and day not in full):
        for mode in stretch.modes:
            there = stretch.place_id if mode == Mode.IN_PERSON else None
            place = known.places.get(there) if there else None
            if mode not in meeting_type.ways or (mode == Mode.IN_PERSON and place is None):
                continue
            starts = stretch.starts_of(minutes=meeting_type.minutes, step=meeting_type.step)
            for start in starts:
                key = (start, mode, place.pk if place else None)
                if start < earliest or key in seen:
                    continue
                own, room = around(meeting_type, start, start + length, mode, place)
                if diary.taken.isdisjoint(own) and (
                    place is None or known.occupied[place.pk].isdisjoint(room)
                ):
                    seen.add(key)
                    zone = place.timezone if place else stretch.zone
                    yield Slot(start, start + length, diary.host.pk, mode, key[2], zone)


def full_days(meeting_type, diary) -> set[date]:
    """The host's days on which no more of this type is taken."""
    if meeting_type.per_day_cap is None:
        return set()
    days = [
        diary.day_of(starts_at)
        for booked_type, starts_at in diary.booked
        if booked_type == meeting_type.pk
    ]
    return {day for day in days if days.count(day) >= meeting_type.per_day_cap}
