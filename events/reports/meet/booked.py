"""What is booked with the staff, as the desk reads it: a week, one meeting, what is left over."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models import (
    Booking,
    BookingChange,
    BookingState,
    Host,
    HostArea,
    MeetingRequest,
    Mode,
    PoolMember,
)
from events.models.clocks import instant, wall
from events.models.meet.bookings import OPEN
from events.models.zones import ZONES
from events.operations.meet import diaries, slots
from network.models import Interaction, Person
from network.reports import history, serving
from network.roles import GroupKind

#: As many as one page of answered requests shows.
LATEST = 20
A_WEEK = timedelta(days=7)
#: So much longer than planned a meeting may take.
OVERTIME = timedelta(hours=1)
ENDED = (BookingState.CANCELLED, BookingState.DECLINED)
WITH_ALL = ("host__person", "person", "meeting_type")


@dataclass(frozen=True)
class Row:
    booking: Booking
    office: str
    may_open: bool
    """Whether the reader may open the guest's record."""
    is_over: bool


@dataclass(frozen=True)
class Day:
    on: date
    is_today: bool
    rows: list[Row]


@dataclass(frozen=True)
class Week:
    first: date
    """A Monday."""
    zone: str
    days: list[Day]
    waiting: list[Row]
    """For a yes, in whichever week."""
    is_this: bool

    @property
    def last(self) -> date:
        return self.first + A_WEEK - timedelta(days=1)

    @property
    def before(self) -> date:
        return self.first - A_WEEK

    @property
    def after(self) -> date:
        return self.first + A_WEEK

    @property
    def clocks(self) -> str:
        return ZONES.get(self.zone, self.zone.replace("_", " "))

    @property
    def is_several(self) -> bool:
        return len({row.booking.host_id for row in self._all()}) > 1

    def _all(self):
        return [*self.waiting, *(row for day in self.days for row in day.rows)]


def kept_hosts(user) -> list[Host]:
    """Whose meetings the user keeps: their own first, then by name."""
    kept = Host.objects.editable_by(user).select_related("person")
    return sorted(
        kept.order_by("person__sort_key", "pk"), key=lambda host: host.person.user_id != user.pk
    )


def zone_of(hosts) -> str:
    """The clocks by which the meetings of these are told."""
    return hosts[0].timezone if len(hosts) == 1 else settings.TIME_ZONE


def week(user, hosts, *, near: date | None, at: datetime) -> Week:
    """The week around a day, or this one. What was called off or declined is not in it."""
    zone = zone_of(hosts)
    today = wall(at, zone=zone).date()
    first = _monday(near or today)
    opens, closes = (instant(on=day, at=time(), zone=zone) for day in (first, first + A_WEEK))
    kept = Booking.objects.editable_by(user).filter(host__in=[host.pk for host in hosts])
    waits = Q(state=BookingState.PENDING, starts_at__gt=at)
    found = kept.exclude(state__in=ENDED).filter(
        waits | Q(starts_at__gte=opens, starts_at__lt=closes)
    )
    rows = _rows(user, found.select_related(*WITH_ALL).order_by("starts_at", "pk"), at)
    here = [row for row in rows if opens <= row.booking.starts_at < closes]
    days = groupby(here, lambda row: wall(row.booking.starts_at, zone=zone).date())
    return Week(
        first,
        zone,
        [Day(on, on == today, list(those)) for on, those in days],
        [row for row in rows if row.booking.state == BookingState.PENDING and not row.is_over],
        first == _monday(today),
    )


def _monday(day) -> date:
    return day - timedelta(days=day.weekday())


def _rows(user, bookings, at) -> list[Row]:
    """Two questions more, however many there are."""
    found = list(bookings)
    people = {booking.person_id for booking in found} - {None}
    offices = serving.offices(people, on=timezone.localdate(at))
    seen = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))
    return [
        Row(
            booking,
            offices.get(booking.person_id, ""),
            booking.person_id in seen,
            booking.starts_at <= at,
        )
        for booking in found
    ]


@dataclass(frozen=True)
class Whole:
    """One meeting. What it is about is there for its host alone."""

    row: Row
    is_host: bool
    changes: list[BookingChange]
    history: list[history.Line]
    note: Interaction | None
    at: datetime

    @property
    def booking(self) -> Booking:
        return self.row.booking

    @property
    def topic(self) -> str:
        return self.booking.topic if self.is_host else ""

    @property
    def answers(self) -> list:
        return self.booking.answers if self.is_host else []

    @property
    def waits(self) -> bool:
        return self.booking.state == BookingState.PENDING and not self.row.is_over

    @property
    def is_to_come(self) -> bool:
        return self.booking.is_open and not self.row.is_over

    @property
    def took_place(self) -> bool:
        return self.booking.state == BookingState.CONFIRMED and self.row.is_over

    @property
    def was_missed(self) -> bool:
        return self.booking.state == BookingState.NO_SHOW

    @property
    def can_be_joined(self) -> bool:
        online = self.booking.mode == Mode.ONLINE and self.booking.host.video_link != ""
        stands = self.booking.state == BookingState.CONFIRMED
        return self.is_host and online and stands and self.at <= self.booking.ends_at + OVERTIME

    @property
    def may_write(self) -> bool:
        """Notes are the host's, on a record they may open."""
        return self.took_place and self.is_host and self.row.may_open and not self.note


def whole(booking, *, user, at) -> Whole:
    [row] = _rows(user, [booking], at)
    notes = Interaction.objects.visible_to(user).filter(pk=booking.interaction_id)
    return Whole(
        row=row,
        is_host=booking.host.person.user_id == user.pk,
        changes=list(booking.changes.select_related("host__person")),
        history=history.about(booking),
        note=notes.first() if booking.interaction_id else None,
        at=at,
    )


def colleagues(booking, *, user, at) -> list[Host]:
    """Who could hold it instead: of the user's hosts, its pool and the network's, if free then."""
    own = Host.objects.editable_by(user).values("pk")
    network = HostArea.objects.filter(group__kind=GroupKind.NETWORK).values("host")
    pool = PoolMember.objects.filter(pool__meeting_types=booking.meeting_type_id).values("host")
    meeting = Host.objects.meeting(on=timezone.localdate(at)).exclude(pk=booking.host_id)
    hosts = meeting.filter(Q(pk__in=own) | Q(pk__in=network) | Q(pk__in=pool))
    hosts = list(hosts.select_related("person").order_by("person__sort_key", "pk"))
    day = booking.starts_at.date()
    near = timedelta(days=1)
    known = diaries.read(hosts, first=day - near, last=day + near, at=at, but=booking)
    cells, _ = slots.around(
        booking.meeting_type, booking.starts_at, booking.ends_at, booking.mode, booking.place
    )
    return [host for host in hosts if known.of_host[host.pk].taken.isdisjoint(cells)]


@dataclass
class Left:
    """A host who is on the staff no more, with what they still have booked."""

    host: Host
    rows: list[Row] = field(default_factory=list)


def of_those_gone(user, *, on: date, at: datetime):
    """Meetings to come with hosts who left the staff."""
    gone = Host.objects.editable_by(user).gone(on=on)
    return Booking.objects.open().filter(host__in=gone, starts_at__gt=at)


def left(user, *, at: datetime) -> list[Left]:
    found = of_those_gone(user, on=timezone.localdate(at), at=at).select_related(*WITH_ALL)
    rows = _rows(user, found.order_by("host__person__sort_key", "host", "starts_at", "pk"), at)
    return [Left(host, list(those)) for host, those in groupby(rows, lambda row: row.booking.host)]


def stand_ins(user, *, at: datetime) -> list[Host]:
    """To whom the user may hand on all that somebody has who left."""
    meeting = Host.objects.meeting(on=timezone.localdate(at)).select_related("person")
    network = HostArea.objects.filter(group__kind=GroupKind.NETWORK, host=OuterRef("pk"))
    own = Host.objects.editable_by(user).values("pk")
    return list(
        meeting.filter(Q(Exists(network)) | Q(pk__in=own)).order_by("person__sort_key", "pk")
    )


def waiting_for(user, *, at: datetime):
    """Meetings that wait for this user's yes."""
    asked = Booking.objects.hosted_by(user).filter(state=BookingState.PENDING)
    return asked.filter(starts_at__gt=at)


@dataclass(frozen=True)
class Asked:
    request: MeetingRequest
    office: str
    may_open: bool
    has_meeting: bool
    """Whether something is booked with them since."""


def requests(user, *, at: datetime) -> tuple[list[Asked], list[Asked]]:
    """Those that wait, the oldest first, and the latest of those answered."""
    kept = MeetingRequest.objects.editable_by(user)
    rows = kept.select_related("person", "group", "answered_by__person")
    since = Booking.objects.filter(
        person=OuterRef("person"), state__in=OPEN, made_at__gte=OuterRef("made_at")
    )
    rows = rows.annotate(has_meeting=Exists(since))
    waiting = list(rows.open().order_by("made_at", "pk"))
    answered = list(rows.exclude(answered_at=None).order_by("-answered_at", "-pk")[:LATEST])
    people = {row.person_id for row in [*waiting, *answered]}
    offices = serving.offices(people, on=timezone.localdate(at))
    seen = set(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))

    def asked(row):
        office = offices.get(row.person_id, "")
        return Asked(row, office, row.person_id in seen, row.has_meeting)

    return [asked(row) for row in waiting], [asked(row) for row in answered]
