"""Why a time is not offered, in words for the host.

The rules are those of `events.operations.meet.slots`, asked one by one: there is no reason
exactly where the time is open, which a test holds for a busy week.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate

from events.models import (
    Booking,
    BookingState,
    BusyBlock,
    Claim,
    Host,
    MeetingType,
    Mode,
    WindowMode,
)
from events.models.clocks import wall
from events.models.meet.bookings import cells
from events.models.meet.hours import WEEKDAYS
from events.models.meet.minutes import DAY_MINUTES, say_minute
from events.operations.meet import diaries, slots, trust
from events.operations.meet.days import Stretch, between, edge
from events.operations.meet.diaries import Diaries, Diary

#: Hours of two days before may still reach into a day, where somebody travels round the world.
NEAR = timedelta(days=2)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reason:
    words: str
    booking: Booking | None = None
    """The meeting that stands in the way, for whoever may see it."""


@dataclass(frozen=True)
class Answer:
    """Of one way to meet at one time. Without reasons it is open."""

    mode: Mode
    place: str
    reasons: tuple[Reason, ...]


@dataclass
class Block:
    """Something that takes five minutes here and there of a host's time, or of a room's."""

    taken: set[int] | range
    reason: Reason
    booking: Booking | None = None

    def meets(self, wanted: range) -> bool:
        if isinstance(self.taken, range):
            return self.taken.start < wanted.stop and wanted.start < self.taken.stop
        return not self.taken.isdisjoint(wanted)


@dataclass
class View:
    """A day of a host's, and all that is asked of each time in it."""

    meeting_type: MeetingType
    day: date
    at: datetime
    known: Diaries
    diary: Diary
    always: list[Reason]
    """What stands in the way of every time."""
    notes: dict[date, str]
    """Of days that differ."""
    asks_first: bool
    """Whether a calendar could not be read, so that whoever books waits for a yes."""
    full: set[date] = field(default_factory=set)
    own: list[Block] = field(default_factory=list)
    of_place: dict[int, list[Block]] = field(default_factory=lambda: defaultdict(list))
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def zone(self) -> str:
        return self.diary.week.zone_on(self.day)

    def instant(self, minute: int) -> datetime:
        return edge(on=self.day, minute=minute, zone=self.zone)

    def answers(self, start: datetime) -> list[Answer]:
        """One for each way to meet."""
        return [self._answer(start, mode) for mode in Mode]

    def _answer(self, start, mode):
        everywhere = [*self.always, *_by_the_clock(self, start)]
        if mode not in self.meeting_type.ways:
            way = WindowMode(self.meeting_type.modes).label.lower()
            everywhere.append(Reason(f"This kind of meeting is {way} only."))
        inside = [one for one in self.stretches if one.starts <= start < one.ends]
        tried = [(_stretch_reasons(self, start, mode, one), one) for one in inside]
        if not tried:
            reasons = [_outside(self, start), *_in_the_way(self, start, mode, None)]
            return Answer(mode, "", tuple(everywhere + reasons))
        reasons, stretch = min(tried, key=lambda pair: len(pair[0]))
        place = self.known.places.get(stretch.place_id) if mode == Mode.IN_PERSON else None
        return Answer(mode, place.name if place else "", tuple(everywhere + reasons))


def view(meeting_type: MeetingType, host: Host, *, day: date, user, at: datetime) -> View:
    """Thirteen questions at most, however long the day."""
    known = diaries.read([host], first=day - NEAR, last=day + NEAR, at=at)
    diary = known.of_host[host.pk]
    made = View(
        meeting_type=meeting_type,
        day=day,
        at=at,
        known=known,
        diary=diary,
        always=list(_of_host(meeting_type, host, at)),
        notes=dict(
            host.overrides.filter(on__range=(day - NEAR, day + NEAR)).values_list("on", "note")
        ),
        asks_first=not trust.is_known(host, at=at),
        full=slots.full_days(meeting_type, diary),
        stretches=list(diary.week.stretches(between(day - NEAR, day + NEAR))),
    )
    start, end = made.instant(0) - DAY, made.instant(DAY_MINUTES) + DAY
    made.own += _not_here(host, start, end, made.zone)
    _booked(made, host, user, start, end)
    return made


def why(
    meeting_type: MeetingType, host: Host, *, starts_at: datetime, mode: Mode, user, at: datetime
) -> tuple[Reason, ...]:
    """Why a meeting cannot begin then; nothing if it can."""
    day = wall(starts_at, zone=host.timezone).date()
    answers = view(meeting_type, host, day=day, user=user, at=at).answers(starts_at)
    return next(answer.reasons for answer in answers if answer.mode == mode)


def _of_host(meeting_type, host, at) -> Iterator[Reason]:
    if not meeting_type.active:
        yield Reason("This kind of meeting is not offered any more.")
    if not host.active:
        yield Reason("They take no meetings at present.")
    elif not Host.objects.meeting(on=localdate(at)).filter(pk=host.pk).exists():
        yield Reason("They are not on the staff any more.")


def _by_the_clock(view, start) -> Iterator[Reason]:
    notice = timedelta(minutes=view.meeting_type.notice)
    if start < view.at:
        yield Reason("It is past.")
    elif start < view.at + notice:
        yield Reason(f"Too short notice: it takes {say_length(view.meeting_type.notice)}.")


def _stretch_reasons(view, start, mode, stretch) -> list[Reason]:
    reasons = [*_of_day(view, stretch.day), *_of_steps(view, start, stretch)]
    place = view.known.places.get(stretch.place_id) if mode == Mode.IN_PERSON else None
    if mode not in stretch.modes:
        reasons.append(Reason(f"These hours are not for meeting {Mode(mode).label.lower()}."))
    elif mode == Mode.IN_PERSON and place is None:
        reasons.append(Reason("The room is closed."))
    return [*reasons, *_in_the_way(view, start, mode, place)]


def _of_day(view, day) -> Iterator[Reason]:
    meeting_type = view.meeting_type
    latest = view.diary.day_of(view.at) + timedelta(days=meeting_type.horizon_days)
    if day > latest:
        yield Reason(f"Too far ahead: it can be booked up to {date_format(latest, 'F j, Y')}.")
    if day in view.full:
        yield Reason(f"The day is full: {meeting_type.per_day_cap} of this kind, and no more.")


def _of_steps(view, start, stretch) -> Iterator[Reason]:
    kind = view.meeting_type
    begins, ends = (_clock(moment, stretch.zone) for moment in (stretch.starts, stretch.ends))
    if start + timedelta(minutes=kind.minutes) > stretch.ends:
        yield Reason(f"It would end after the hours do, at {_stop(ends)}")
    elif start not in set(stretch.starts_of(minutes=kind.minutes, step=kind.step)):
        if wall(start, zone=stretch.zone).fold:
            yield Reason("Clocks show this hour twice. It is offered the first time.")
        else:
            yield Reason(f"Times are offered every {say_length(kind.step)} from {_stop(begins)}")


def _in_the_way(view, start, mode, place) -> Iterator[Reason]:
    """What of the host's time, and of the room's, is taken."""
    end = start + timedelta(minutes=view.meeting_type.minutes)
    own, room = slots.around(view.meeting_type, start, end, mode, place)
    found = [block for block in view.own if block.meets(own)]
    named = {block.booking for block in found if block.booking}
    rooms = view.of_place[place.pk] if place else []
    found += [one for one in rooms if one.booking not in named and one.meets(room)]
    for block in found:
        yield _of_booking(block, start, end) if block.booking else block.reason
    taken = not view.diary.taken.isdisjoint(own) or (
        place is not None and not view.known.occupied[place.pk].isdisjoint(room)
    )
    if taken and not found:
        yield Reason("It is taken.")


def _of_booking(block, start, end) -> Reason:
    meeting, shown = block.booking, block.reason
    beside = meeting.starts_at >= end or meeting.ends_at <= start
    words = f"{shown.words} Time is kept free around it." if beside else shown.words
    return Reason(words, shown.booking)


def _outside(view, start) -> Reason:
    week = view.diary.week
    day = wall(start, zone=view.zone).date()
    note = f" ({view.notes[day]})" if view.notes.get(day) else ""
    hours = sorted({(one.start_minute, one.end_minute) for one in week.hours_on(day)})
    said = " and ".join(f"{say_minute(begins)} to {say_minute(ends)}" for begins, ends in hours)
    if day in (week.overrides or {}):
        if not hours:
            return Reason(f"This day is closed{note}.")
        return Reason(f"Outside the hours of this day, which has its own{note}: {_stop(said)}")
    name = f"{WEEKDAYS[day.weekday()]}s"
    return Reason(
        f"Outside the hours of {name}: {_stop(said)}" if hours else f"No hours on {name}."
    )


def _not_here(host, start, end, zone) -> Iterator[Block]:
    within = {"ends_at__gt": start, "starts_at__lt": end}
    for away in host.times_away.filter(**within):
        note = f" ({away.note})" if away.note else ""
        words = f"Away{note}, {_stop(_span(away.starts_at, away.ends_at, zone))}"
        yield Block(cells(away.starts_at, away.ends_at), Reason(words))
    for block in BusyBlock.objects.filter(feed__host=host, **within).select_related("feed"):
        words = f"Busy in the calendar “{block.feed.name}”, "
        words += f"{_stop(_span(block.starts_at, block.ends_at, zone))}"
        yield Block(cells(block.starts_at, block.ends_at), Reason(words))


def _booked(view, host, user, start, end) -> None:
    """What is claimed, meeting by meeting; a guest is named to whoever may see the meeting."""
    span, places = cells(start, end), view.known.places
    claims = Claim.objects.filter(
        Q(host=host) | Q(place__in=places), cell__gte=span.start, cell__lt=span.stop
    ).exclude(booking__state=BookingState.HOLD, booking__hold_until__lte=view.at)
    taken: dict[tuple, set[int]] = defaultdict(set)
    for pk, place, cell in claims.values_list("booking", "place", "cell"):
        taken[pk, place].add(cell)
    keys = {pk for pk, _ in taken}
    bookings = Booking.objects.filter(pk__in=keys).select_related("host__person", "person")
    every = bookings.in_bulk()
    seen = set(Booking.objects.editable_by(user).filter(pk__in=keys).values_list("pk", flat=True))
    for (key, place), its in sorted(taken.items(), key=lambda pair: min(pair[1])):
        booking = every[key]
        words = _told(booking, places.get(place), key in seen, view.zone)
        reason = Reason(words, booking if key in seen else None)
        blocks = view.of_place[place] if place else view.own
        blocks.append(Block(its, reason, booking))


def _told(booking, place, seen, zone) -> str:
    span = _span(booking.starts_at, booking.ends_at, zone)
    if booking.state == BookingState.HOLD:
        return f"Somebody is booking {span} this very moment."
    whom = f" with {booking.guest}" if seen else ""
    if place:
        return f"{place} is taken by a meeting{whom}, {_stop(span)}"
    return f"A meeting{whom}, {_stop(span)}"


def _stop(words) -> str:
    """Ended with a full stop; "a.m." has one."""
    return words if words.endswith(".") else f"{words}."


def _clock(moment, zone) -> str:
    return date_format(wall(moment, zone=zone), "P")


def _span(starts_at, ends_at, zone) -> str:
    """ "9 a.m. to noon", with its days where it lasts longer than one."""
    first, last = wall(starts_at, zone=zone), wall(ends_at - timedelta(seconds=1), zone=zone)
    if first.date() == last.date():
        return f"{_clock(starts_at, zone)} to {_clock(ends_at, zone)}"
    days = [date_format(wall(one, zone=zone), "F j, P") for one in (starts_at, ends_at)]
    return " to ".join(days)


def say_length(minutes: int) -> str:
    """ "30 minutes", "4 hours", "2 days" """
    for size, name in ((DAY_MINUTES, "day"), (60, "hour")):
        if minutes and minutes % size == 0:
            number = minutes // size
            return f"{number} {name}{'' if number == 1 else 's'}"
    return f"{minutes} minutes"
