"""A group's roster on a day: its seats region by region, its roles, and its chapters' counts."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from network.models import Seat, Term
from network.models.memberships import HoldState, hold_state
from network.roles import GroupKind, Role

from . import quorum, serving

AT_LARGE = "At large"

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
    office: str = ""
    since: date | None = None
    ends_on: date | None = None
    membership: object = None
    is_provisional: bool = False
    """Acting, or staying on: somebody is wanted in their place."""


@dataclass(frozen=True)
class SeatLine:
    seat: Seat
    places: list[Place]
    vacant: int
    waiting: int
    """How many volunteered and have no answer yet."""


@dataclass(frozen=True)
class RoleLine:
    membership: object
    role: str
    name: str
    person_url: str
    office: str
    since: date
    may_end: bool


@dataclass(frozen=True)
class Leader:
    name: str
    person_url: str
    note: str


@dataclass(frozen=True)
class Roster:
    """A group on a day: its seats by region, its roles, who chairs, how many places are held."""

    regions: dict[str, list[SeatLine]]
    """At large first, there the chairs' seats first."""
    roles: list[RoleLine]
    chairs: list[Leader]
    people: frozenset[int]
    places: int
    vacant: int

    @property
    def held(self) -> int:
        return sum(
            bool(place.name)
            for seats in self.regions.values()
            for line in seats
            for place in line.places
        )


@dataclass(frozen=True)
class Counts:
    """How many belong to a chapter on a day, and how many of them hold office."""

    members: int
    in_office: int


@dataclass(frozen=True)
class GroupLine:
    name: str
    url: str
    kind: str
    parent: str
    members: int
    seats: int
    vacant: int
    closed_on: date | None


def rosters(groups, memberships, volunteers, *, on, may_end) -> dict[int, Roster]:
    """By the key of each group its roster. Four queries.

    `memberships` and `volunteers` are the reader's; `may_end(group, role)` says which roles they
    may end.
    """
    known = {group.pk: group for group in groups}
    held, loose = _belonging(known, memberships, on)
    rows = [row for several in (*held.values(), *loose.values()) for row in several]
    offices = serving.offices({row.person_id for row in rows}, on=on)
    seats = _seats(known, volunteers, on)
    return {
        pk: _roster(
            seats[pk],
            held,
            [_role(row, offices, may_end(group, row.role)) for row in loose[pk]],
            offices,
            on,
        )
        for pk, group in known.items()
    }


def existing(groups, *, on) -> list:
    """Those that existed on a day, by name; one that never said since when did."""
    known = groups.filter(Q(founded_on=None) | Q(founded_on__lte=on))
    return list(known.filter(Q(closed_on=None) | Q(closed_on__gt=on)).order_by("name"))


def counts(chapter, memberships, *, on) -> Counts:
    """One query."""
    serves = Exists(Term.objects.held(on=on).filter(person=OuterRef("person")))
    members = memberships.live(on=on).filter(group=chapter, role=Role.MEMBER).order_by()
    found = dict(
        members.annotate(serves=serves)
        .values_list("serves")
        .annotate(people=Count("person", distinct=True))
    )
    return Counts(sum(found.values()), found.get(True, 0))


def majorities_with(person, people, *, on) -> list[str]:
    """What the quorum guard says of these people with one more, and not without. Two queries."""
    people = list(people)
    already = {majority.said for majority in quorum.warnings(people, on=on)}
    together = quorum.warnings([*people, person.pk], on=on)
    return [majority.said for majority in together if majority.said not in already]


def _belonging(known, memberships, on):
    """Live memberships by seat, and those without a seat by group: a chapter's own members out."""
    held, loose = defaultdict(list), defaultdict(list)
    for row in (
        memberships.live(on=on)
        .filter(group__in=known)
        .filter(Q(group__kind=GroupKind.COMMITTEE) | ~Q(role=Role.MEMBER))
        .select_related("person")
        .order_by("role", "place", "person__sort_key", "pk")
    ):
        if row.seat_id:
            held[row.seat_id].append(row)
        else:
            loose[row.group_id].append(row)
    return held, loose


def _seats(known, volunteers, on):
    """The seats of each group; each seat with its vacancies and how many volunteered."""
    waiting = volunteers.waiting().filter(seat=OuterRef("pk")).order_by().values("seat")
    rows = (
        Seat.objects.filter(committee__in=known)
        .open(on=on)
        .vacancies(on=on)
        .annotate(waiting=Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n")), 0))
        .select_related("region")
        .order_by(F("region__name").asc(nulls_first=True), "pk")
    )
    seats = defaultdict(list)
    for seat in rows:
        seats[seat.committee_id].append(seat)
    return seats


def _roster(seats, held, roles, offices, on) -> Roster:
    vacant = Place(HoldState.VACANT.label, TONES[HoldState.VACANT])
    regions = defaultdict(list)
    for seat in sorted(seats, key=lambda seat: bool(seat.region_id or not seat.is_chair)):
        places = [_place(row, offices, on) for row in held[seat.pk]] + [vacant] * seat.vacant
        line = SeatLine(seat, places, seat.vacant, seat.waiting)
        regions[seat.region.name if seat.region_id else AT_LARGE].append(line)
    in_seats = {row.person_id for seat in seats for row in held[seat.pk]}
    return Roster(
        regions=dict(sorted(regions.items(), key=lambda item: (item[0] != AT_LARGE, item[0]))),
        roles=roles,
        chairs=_chairs(regions, roles),
        people=frozenset(in_seats | {line.membership.person_id for line in roles}),
        places=sum(seat.count for seat in seats),
        vacant=sum(seat.vacant for seat in seats),
    )


def _chairs(regions, roles) -> list[Leader]:
    """Who chairs: by a seat of that name, or by the role."""
    seated = [
        Leader(place.name, place.person_url, "acting" if place.membership.acting else "")
        for seats in regions.values()
        for line in seats
        if line.seat.is_chair
        for place in line.places
        if place.membership
    ]
    named = [
        Leader(line.name, line.person_url, "")
        for line in roles
        if line.membership.role == Role.CHAIR
    ]
    return list({leader.person_url: leader for leader in [*named, *seated]}.values())


def _role(row, offices, may_end) -> RoleLine:
    return RoleLine(
        membership=row,
        role=row.get_role_display(),
        name=row.person.name,
        person_url=_url(row.person),
        office=offices.get(row.person_id, ""),
        since=row.since,
        may_end=not row.end_reason and may_end,
    )


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
            closed_on=group.closed_on,
        )
        for group in groups.select_related("parent").order_by("parent__name", "name")
    ]


def _place(row, offices, on) -> Place:
    state = hold_state(acting=row.acting, term_ends_on=row.term_ends_on, on=on)
    return Place(
        state=state.label,
        tone=TONES[state],
        name=row.person.name,
        person_url=_url(row.person),
        office=offices.get(row.person_id, ""),
        since=row.since,
        ends_on=row.term_ends_on,
        membership=row,
        is_provisional=state in (HoldState.ACTING, HoldState.CARRY_OVER),
    )


def _url(person) -> str:
    return reverse("desk:person", args=[person.public_id])
