"""A group's roster on a day: its seats region by region, its roles, and its chapters' counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.urls import reverse

from network.models import Seat
from network.models.memberships import HoldState, hold_state
from network.roles import GroupKind, Role

TONES = {
    HoldState.FILLED: "filled",
    HoldState.SOON: "soon",
    HoldState.CARRY_OVER: "soon",
    HoldState.ACTING: "waiting",
    HoldState.VACANT: "vacant",
}


@dataclass(frozen=True)
class Place:
    """One place of a seat on the day."""

    state: str
    tone: str
    name: str = ""
    person_url: str = ""
    since: date | None = None
    ends_on: date | None = None
    membership: object = None


@dataclass(frozen=True)
class SeatLine:
    seat: Seat
    places: list[Place]
    vacant: int


@dataclass(frozen=True)
class RoleLine:
    membership: object
    role: str
    name: str
    person_url: str
    since: date
    may_end: bool


@dataclass(frozen=True)
class GroupLine:
    name: str
    url: str
    kind: str
    parent: str
    members: int
    seats: int
    vacant: int


def seats_by_region(committee, memberships, *, on) -> dict[str, list[SeatLine]]:
    """Region name to its seats with a line for each place; at large first. Three queries."""
    seats = committee.seats.open(on=on).vacancies(on=on).select_related("region")
    held = defaultdict(list)
    for row in (
        memberships.live(on=on)
        .filter(group=committee, seat__isnull=False)
        .select_related("person")
        .order_by("place", "pk")
    ):
        held[row.seat_id].append(_place(row, on))
    vacant = Place(HoldState.VACANT.label, TONES[HoldState.VACANT])
    regions = defaultdict(list)
    for seat in seats.order_by(F("region__name").asc(nulls_first=True), "pk"):
        line = SeatLine(seat, held[seat.pk] + [vacant] * seat.vacant, seat.vacant)
        regions[seat.region.name if seat.region_id else "At large"].append(line)
    return dict(regions)


def roles(group, memberships, *, on, may_end) -> list[RoleLine]:
    """Who has a role besides belonging, or belongs to a committee without a seat.

    `may_end(role)` says which of them the reader may end.
    """
    rows = memberships.live(on=on).filter(group=group, seat=None).select_related("person")
    if group.kind != GroupKind.COMMITTEE:
        rows = rows.exclude(role=Role.MEMBER)
    return [
        RoleLine(
            membership=row,
            role=row.get_role_display(),
            name=row.person.name,
            person_url=_url(row.person),
            since=row.since,
            may_end=not row.end_reason and may_end(row.role),
        )
        for row in rows.order_by("role", "person__sort_key")
    ]


def lines(groups, memberships, *, on) -> list[GroupLine]:
    """The groups with how many belong and how many places are vacant. Three queries."""
    members = dict(
        memberships.live(on=on)
        .filter(Q(role=Role.MEMBER) | ~Q(group__kind=GroupKind.CHAPTER), group__in=groups)
        .order_by()
        .values_list("group")
        .annotate(Count("person", distinct=True))
    )
    seats, vacant = defaultdict(int), defaultdict(int)
    for committee, count, free in (
        Seat.objects.filter(committee__in=groups)
        .open(on=on)
        .vacancies(on=on)
        .values_list("committee_id", "count", "vacant")
    ):
        seats[committee] += count
        vacant[committee] += free
    return [
        GroupLine(
            name=group.name,
            url=reverse("desk:group", args=[group.slug]),
            kind=group.kind,
            parent=group.parent.name if group.parent_id else "",
            members=members.get(group.pk, 0),
            seats=seats[group.pk],
            vacant=vacant[group.pk],
        )
        for group in groups.select_related("parent").order_by("parent__name", "name")
    ]


def _place(row, on) -> Place:
    state = hold_state(acting=row.acting, term_ends_on=row.term_ends_on, on=on)
    return Place(
        state=state.label,
        tone=TONES[state],
        name=row.person.name,
        person_url=_url(row.person),
        since=row.since,
        ends_on=row.term_ends_on,
        membership=row,
    )


def _url(person) -> str:
    return reverse("desk:person", args=[person.public_id])
