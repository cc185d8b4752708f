"""Whom of the staff one can meet, as those read it who keep their meetings."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from events.models import Booking, Host, HostArea, MeetingPool, MeetingType, PoolMember
from events.models.meet.bookings import OPEN
from events.models.meet.hosts import works
from events.operations.meet import turns
from network.models import Group, Person

from .kinds import Kind, say_all

#: So far back it is counted who was given how many.
GIVEN_IN = timedelta(days=90)


def kept(user, *, at: datetime) -> list[Host]:
    """The hosts whose meetings a user keeps, by name, each with what is booked.

    `week` counts meetings of this week, `coming` all that are still to come; `works` says
    whether they are on the staff still.
    """
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    start = timezone.make_aware(datetime.combine(monday, datetime.min.time()))
    this_week = Q(bookings__starts_at__gte=start, bookings__starts_at__lt=start + timedelta(7))
    is_open = Q(bookings__state__in=OPEN)
    hosts = Host.objects.editable_by(user).select_related("person")
    return list(
        hosts.annotate(
            week=Count("bookings", filter=is_open & this_week),
            coming=Count("bookings", filter=is_open & Q(bookings__ends_at__gt=at)),
            works=Exists(works(on=today).filter(person=OuterRef("person"))),
        )
        .prefetch_related("areas__group")
        .order_by("-active", "person__sort_key", "pk")
    )


def coming(host: Host, *, at: datetime) -> int:
    """Meetings still to come."""
    return host.bookings.open().filter(ends_at__gt=at).count()


def works_here(host: Host, *, at: datetime) -> bool:
    return works(on=timezone.localdate(at)).filter(person=host.person_id).exists()


def areas_of(host: Host, user) -> list[tuple[HostArea, bool]]:
    """For whom they are there, and whether it is the user's to end that."""
    areas = list(host.areas.select_related("group__parent"))
    groups = Group.objects.editable_by(user).filter(pk__in=[area.group_id for area in areas])
    mine = set(groups.values_list("pk", flat=True))
    return [(area, area.group_id in mine) for area in areas]


def can_begin(user, *, at: datetime) -> Person | None:
    """The user's own record, if they work here and take no meetings yet."""
    today = timezone.localdate(at)
    own = Person.objects.visible_to(user).filter(user=user)
    own = own.filter(Exists(works(on=today).filter(person=OuterRef("pk"))))
    return own.exclude(pk__in=Host.objects.filter(active=True).values("person")).first()


def kinds_of(host: Host) -> list[Kind]:
    kinds = host.meeting_types.select_related("host__person", "pool")
    return say_all(kinds.order_by("-active", "minutes", "name"))


def kinds_kept(user) -> list[Kind]:
    """Every kind of meeting a user keeps, said in words; those offered come first."""
    kinds = MeetingType.objects.editable_by(user).select_related("host__person", "pool")
    return say_all(kinds.order_by("-active", "host__person__sort_key", "minutes", "name", "pk"))


@dataclass(frozen=True)
class Turn:
    """A host in a pool, where they stand in line."""

    member: PoolMember
    can: bool
    """Takes meetings now."""
    given: int
    """Meetings of the pool booked with them lately."""


def line(pool: MeetingPool, *, at: datetime) -> list[Turn]:
    """Whose turn is next, and after them; whoever takes no meetings now stands last."""
    meeting = Host.objects.meeting(on=timezone.localdate(at))
    can = set(meeting.filter(pools__pool=pool).values_list("pk", flat=True))
    given = _given(pool, at)
    turned = turns.in_turn(pool, pool.members.select_related("host__person"))
    told = [Turn(member, member.host_id in can, given.get(member.host_id, 0)) for member in turned]
    return sorted(told, key=lambda turn: not turn.can)


def _given(pool, at) -> dict[int, int]:
    booked = Booking.objects.spoken().filter(meeting_type__pool=pool, made_at__gte=at - GIVEN_IN)
    counted = booked.order_by().values_list("host").annotate(number=Count("pk"))
    return dict(counted)


def pools_kept(user) -> list[MeetingPool]:
    pools = MeetingPool.objects.editable_by(user).select_related("group")
    return list(
        pools.annotate(
            hosts=Count("members", distinct=True),
            kinds=Count("meeting_types", filter=Q(meeting_types__active=True), distinct=True),
        ).order_by("group__name", "name", "pk")
    )
