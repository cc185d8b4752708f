"""Days and times to choose from, as the clocks of whoever chooses show them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from django.utils.timezone import localdate

from events.models import Booking, Host, MeetingPlace, MeetingType, Mode
from events.models.clocks import wall
from events.models.zones import OF_STATE
from events.operations.meet import slots
from events.operations.meet.slots import Slot
from network.models import Person, Term

#: How the address says it; a place is said by its own key.
ONLINE = Mode.ONLINE.value
NEAR = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Way:
    """One way to meet."""

    place: MeetingPlace | None = None

    @property
    def key(self) -> str:
        return str(self.place.public_id) if self.place else ONLINE

    @property
    def label(self) -> str:
        return f"In person: {self.place.name}" if self.place else "Online"

    @property
    def mode(self) -> Mode:
        return Mode.IN_PERSON if self.place else Mode.ONLINE


@dataclass(frozen=True)
class Time:
    starts_at: datetime
    way: Way
    zone: str
    """Whose clocks tell it: the place's in person, else the guest's."""
    guest_zone: str

    @property
    def value(self) -> str:
        """As a button sends it."""
        return f"{self.starts_at.astimezone(UTC):%Y-%m-%dT%H:%MZ} {self.way.key}"

    @property
    def differs(self) -> bool:
        """Whether the guest's own clocks show another time."""
        return differ(self.starts_at, self.zone, self.guest_zone)

    @property
    def day(self) -> date:
        return wall(self.starts_at, zone=self.zone).date()


def differ(at: datetime, zone: str, other: str) -> bool:
    """Whether clocks in two zones show different times then."""
    return wall(at, zone=zone).utcoffset() != wall(at, zone=other).utcoffset()


@dataclass(frozen=True)
class Wanted:
    """What somebody looks at; the month that comes first where none is said."""

    zone: str
    month: date | None = None
    how: str = ""


@dataclass(frozen=True)
class Month:
    first: date
    days: list[tuple[date, list[Time]]]
    ways: list[Way]
    way: Way
    zone: str
    """The guest's."""
    earlier: date | None
    later: date | None


def zone_of(person: Person | None, *, on: date, otherwise: str) -> str:
    """The clocks where somebody serves."""
    if person is None:
        return otherwise
    held = Term.objects.held(on=on).filter(person=person).order_by("starts_on", "pk")
    state = held.values_list("office__jurisdiction__state", flat=True).first()
    return OF_STATE.get(state, otherwise)


def hosts_of(kind: MeetingType, *, on: date) -> list[Host]:
    """Who may be met: the one host, or all of a pool."""
    meeting = Host.objects.meeting(on=on)
    theirs = (
        meeting.filter(pk=kind.host_id)
        if kind.host_id
        else meeting.filter(pools__pool=kind.pool_id)
    )
    return list(theirs.select_related("person"))


def month(kind: MeetingType, wanted: Wanted, *, at, but: Booking | None = None) -> Month:
    """The open times of one month; of a booking that is to be moved, with its own host."""
    hosts = [but.host] if but else hosts_of(kind, on=localdate(at))
    today = wall(at, zone=wanted.zone).date()
    end = today + timedelta(days=kind.horizon_days + 1)
    asked = wanted.month if wanted.month and today.replace(day=1) <= wanted.month <= end else None
    if asked:
        spans = [(asked - DAY, step(asked, 1))]
    else:
        soon = step(today, 2)
        spans = [(today - DAY, soon), (soon, end + DAY)]
    way, ways, times = _first_with_any(kind, hosts, spans, wanted, at, but)
    first = asked or (times[0].day if times else today).replace(day=1)
    times = [time for time in times if time.day.replace(day=1) == first]
    return Month(
        first,
        [(day, list(of_day)) for day, of_day in groupby(times, key=lambda time: time.day)],
        ways,
        way,
        wanted.zone,
        step(first, -1) if first > today.replace(day=1) else None,
        step(first, 1) if step(first, 1) <= end else None,
    )


def nearest(
    kind: MeetingType, starts_at: datetime, wanted: Wanted, *, at, most=3, but=None
) -> list[Time]:
    """Open times nearest to a moment, the earliest first; in the way that was wanted, if any."""
    hosts = [but.host] if but else hosts_of(kind, on=localdate(at))
    day = starts_at.date()
    times = _times(kind, hosts, (day - NEAR, day + NEAR), wanted.zone, at, but)
    same = [time for time in times if time.way.key == wanted.how] or times
    return sorted(
        sorted(same, key=lambda time: abs(time.starts_at - starts_at))[:most],
        key=lambda time: time.starts_at,
    )


def step(day: date, months: int) -> date:
    """The first day of the month so many months on."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _first_with_any(kind, hosts, spans, wanted, at, but):
    """The times of the first of these spans that has some, in the way that is wanted."""
    for span in spans:
        times = _times(kind, hosts, span, wanted.zone, at, but)
        if times:
            break
    ways = sorted({time.way for time in times}, key=lambda way: way.place.name if way.place else "")
    way = _way(ways, wanted.how)
    if way not in ways:
        ways.append(way)
    return way, ways, [time for time in times if time.way == way]


def _way(ways, how) -> Way:
    found = next((way for way in ways if way.key == how), None)
    if found is None and how and how != ONLINE:
        place = MeetingPlace.objects.open().filter(public_id=how).first()
        found = Way(place) if place else None
    if found is None and how == ONLINE:
        found = Way()
    return found or next(iter(ways), Way())


def _times(kind, hosts, span, zone, at, but) -> list[Time]:
    """Once each: of a pool it says not with whom."""
    found = slots.open_slots(kind, hosts, first=span[0], last=span[1], at=at, but=but)
    places = MeetingPlace.objects.in_bulk({slot.place_id for slot in found if slot.place_id})
    return list({_key(slot): _time(slot, places, zone) for slot in found}.values())


def _key(slot: Slot):
    return slot.starts_at, slot.mode, slot.place_id


def _time(slot, places, zone) -> Time:
    place = places.get(slot.place_id)
    return Time(slot.starts_at, Way(place), place.timezone if place else zone, zone)
