"""What anybody may know of a chapter: who leads it, which seats are open, where it serves."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.urls import reverse

from network.models import Consent, Group, Jurisdiction, Membership, Seat, Term
from network.models.consents import Purpose
from network.models.groups import Eligibility
from network.models.offices import TermState
from network.roles import GroupKind, Role
from network.words import STATE_NAMES

from .words import FEWEST_SHOWN, say_name

PEOPLE = Count("person", distinct=True)

WHO_MAY = {
    Eligibility.MEMBER: "Open to any member",
    Eligibility.IN_OFFICE: "Open to members in office",
    Eligibility.IN_REGION: "Open to members in office in the region",
}


@dataclass(frozen=True)
class Place:
    """One place of a seat: held by somebody named, by somebody unnamed, or by nobody."""

    vacant: bool
    name: str = ""
    office: str = ""
    status: str = ""

    @property
    def who(self) -> str:
        return "Open" if self.vacant else self.name or "Seat filled"


@dataclass(frozen=True)
class PublicSeat:
    title: str
    region: str
    places: tuple[Place, ...]
    vacant: int
    is_calling: bool
    """Whether it looks for volunteers now."""
    who_may: str
    term: str
    call: str
    """What the chapter says of an open place, and until when one may volunteer."""
    call_closes_on: date | None
    href: str

    @property
    def label(self) -> str:
        """Says which seat, out of its place on the page."""
        return f"{self.title}, {self.region}" if self.region else self.title


@dataclass(frozen=True)
class RegionSeats:
    """The seats of one region of a committee; the name is empty for the whole chapter."""

    name: str
    seats: tuple[PublicSeat, ...]


@dataclass(frozen=True)
class Committee:
    name: str
    regions: tuple[RegionSeats, ...]
    chairs: tuple[str, ...] = ()
    """Names of who chairs and agreed to be named."""


@dataclass(frozen=True)
class Locality:
    """A region or town, with how many members serve in it, where that is said."""

    name: str
    members: int | None

    @property
    def how_many(self) -> str:
        return "A few" if self.members is None else f"{self.members:,}"


@dataclass(frozen=True)
class Coverage:
    """Where members serve: by region, or where there are none by town and county."""

    members: int | None = None
    """How many in all; null when that is few, or would tell how many a few are."""
    regions: tuple[Locality, ...] = ()
    towns: tuple[Locality, ...] = ()
    """Only those where enough serve to be counted."""
    a_few_in: tuple[str, ...] = ()
    """Counties with towns where few serve; the towns themselves are not named."""


@dataclass(frozen=True)
class Chapter:
    name: str
    slug: str
    state: str
    founded_on: date | None
    directed: bool
    directors: tuple[str, ...]
    """Names of the directors who agreed to be named; empty while `directed` may be true."""
    committees: tuple[Committee, ...]
    open_seats: tuple[PublicSeat, ...]
    coverage: Coverage


@dataclass(frozen=True)
class ChapterInList:
    group_id: int
    name: str
    state: str
    open_seats: int


def chapters(*, on: date) -> tuple[ChapterInList, ...]:
    """Every open chapter by its state's name, with how many places it looks to fill."""
    wanted = defaultdict(int)
    seats = Seat.objects.filter(committee__parent__kind=GroupKind.CHAPTER)
    for chapter_id, vacant in seats.calling(on=on).values_list("committee__parent", "vacant"):
        wanted[chapter_id] += vacant
    listed = Group.objects.open().filter(kind=GroupKind.CHAPTER)
    found = (
        ChapterInList(pk, name, STATE_NAMES.get(state, state), wanted[pk])
        for pk, name, state in listed.values_list("pk", "name", "state")
    )
    return tuple(sorted(found, key=lambda chapter: (chapter.state, chapter.name)))


def chapter(group_id: int, *, on: date) -> Chapter | None:
    """What anybody may know of a chapter on a day; None when it is closed or not a chapter."""
    row = (
        Group.objects.open()
        .filter(pk=group_id, kind=GroupKind.CHAPTER)
        .values_list("name", "slug", "state", "founded_on")
        .first()
    )
    if row is None:
        return None
    name, slug, state, founded_on = row
    directors = _directors(group_id, on=on)
    committees = _committees(group_id, on=on)
    seats = [
        seat for committee in committees for region in committee.regions for seat in region.seats
    ]
    return Chapter(
        name=name,
        slug=slug,
        state=STATE_NAMES.get(state, state),
        founded_on=founded_on,
        directed=bool(directors),
        directors=tuple(filter(None, directors)),
        committees=committees,
        open_seats=tuple(seat for seat in seats if seat.is_calling),
        coverage=_coverage(group_id, on=on),
    )


def _named(memberships, *, on):
    """Live memberships of people on the roster, each with whether its holder may be named."""
    return (
        memberships.live(on=on)
        .filter(person__merged_into=None, person__erased_at=None)
        .annotate(named=Consent.objects.stands_for("person_id", Purpose.PUBLIC_NAME))
    )


def _directors(group_id, *, on) -> list[str]:
    """A name, or an empty one, for each director."""
    held = _named(Membership.objects.filter(group=group_id, role=Role.DIRECTOR), on=on)
    rows = held.order_by("person__sort_key").values_list(
        "named", "person__known_as", "person__given", "person__family"
    )
    return [say_name(*names) if named else "" for named, *names in rows]


def _committees(group_id, *, on) -> tuple[Committee, ...]:
    """Each with its seats by region, those for the whole chapter first, there the chairs' first."""
    rows = (
        Seat.objects.filter(
            committee__parent=group_id,
            committee__kind=GroupKind.COMMITTEE,
            committee__closed_on=None,
        )
        .open(on=on)
        .silence(on=on)
        .select_related("committee", "region")
        .order_by("committee__name", F("region__name").asc(nulls_first=True), "pk")
    )
    held, chairs = _holders(group_id, on=on)
    found = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows, key=lambda row: bool(row.region_id or not row.is_chair)):
        places = held[row.pk]
        if row.is_chair:
            chairs[row.committee_id] += [place.name for place in places if place.name]
        found[row.committee][row.region.name if row.region_id else ""].append(_seat(row, places))
    return tuple(
        Committee(
            name=committee.name,
            regions=tuple(RegionSeats(name, tuple(seats)) for name, seats in _in_order(regions)),
            chairs=tuple(dict.fromkeys(chairs[committee.pk])),
        )
        for committee, regions in sorted(found.items(), key=lambda item: item[0].name)
    )


def _in_order(regions):
    return sorted(regions.items(), key=lambda item: item[0])


def _seat(row, places) -> PublicSeat:
    return PublicSeat(
        title=row.title,
        region=row.region.name if row.region_id else "",
        places=(*places, *[Place(vacant=True)] * row.vacant),
        vacant=row.vacant,
        is_calling=not row.silence,
        who_may=WHO_MAY[Eligibility(row.eligibility)],
        term=_say_term(row.term_months),
        call=row.call if not row.silence else "",
        call_closes_on=row.call_closes_on,
        href=reverse("network:volunteer", args=[row.public_id]),
    )


def _holders(group_id, *, on) -> tuple[dict[int, list[Place]], dict[int, list[str]]]:
    """The filled places of the chapter's seats, by seat; and who chairs by role, by committee.

    Offices are looked up for the named.
    """
    in_committees = Membership.objects.filter(
        group__parent=group_id, group__kind=GroupKind.COMMITTEE
    )
    seated = _named(in_committees.filter(Q(seat__isnull=False) | Q(role=Role.CHAIR)), on=on)
    offices = _offices(seated.filter(named=True).values("person"), on=on)
    rows = seated.order_by("place", "person__sort_key").values_list(
        "seat",
        "group",
        "person",
        "acting",
        "term_ends_on",
        "named",
        "person__known_as",
        "person__given",
        "person__family",
    )
    held, chairs = defaultdict(list), defaultdict(list)
    for seat, group, person, acting, ends_on, named, *names in rows:
        name = say_name(*names) if named else ""
        if seat:
            status = _say_status(acting, ends_on, on)
            office = offices.get(person, "") if named else ""
            held[seat].append(Place(vacant=False, name=name, office=office, status=status))
        elif name:
            chairs[group].append(name)
    return held, chairs


def _say_status(acting, ends_on, on) -> str:
    if acting:
        return "Acting"
    return "Serving until a successor is found" if ends_on and ends_on < on else ""


def _say_term(months) -> str:
    if not months:
        return ""
    return f"{months // 12}-year term" if months % 12 == 0 else f"{months}-month term"


def _serving(*, on):
    in_office = [TermState.SITTING, TermState.UNCONFIRMED]
    return Term.objects.state(on=on).filter(state__in=in_office)


def _offices(people, *, on) -> dict[int, str]:
    """The office each serves in now, the latest begun, with its place."""
    rows = (
        _serving(on=on)
        .filter(person__in=people)
        .order_by(F("starts_on").asc(nulls_first=True), "pk")
        .values_list("person", "office__title", "office__jurisdiction__name")
    )
    return {person: f"{title}, {place}" for person, title, place in rows}


def _coverage(group_id, *, on) -> Coverage:
    members = Membership.objects.filter(group=group_id, role=Role.MEMBER).live(on=on)
    serving = (
        _serving(on=on)
        .filter(person__in=members.values("person"))
        .filter(person__merged_into=None, person__erased_at=None)
        .order_by()
    )
    total = serving.aggregate(people=PEOPLE)["people"]
    regions = serving.filter(office__jurisdiction__regions__parent=group_id).values_list(
        "office__jurisdiction__regions", "office__jurisdiction__regions__name"
    )
    by_region = [(name, people) for _, name, people in regions.annotate(people=PEOPLE)]
    places = serving.values_list(
        "office__jurisdiction",
        "office__jurisdiction__name",
        "office__jurisdiction__kind",
        "office__jurisdiction__county",
    )
    by_place = list(places.annotate(people=PEOPLE))
    if by_region:
        return Coverage(
            members=_say_total(total, [people for _, people in by_region]),
            regions=tuple(Locality(name, _said(people)) for name, people in sorted(by_region)),
        )
    towns = [(name, people) for _, name, _, _, people in by_place if _said(people)]
    few = {
        name if kind == Jurisdiction.Kind.COUNTY else county
        for _, name, kind, county, people in by_place
        if not _said(people)
    }
    return Coverage(
        members=_say_total(total, [people for _, people in towns]),
        towns=tuple(Locality(*town) for town in sorted(towns, key=lambda town: (-town[1], town))),
        a_few_in=tuple(sorted(filter(None, few))),
    )


def _said(people: int) -> int | None:
    return people if people >= FEWEST_SHOWN else None


def _say_total(total: int, counts: list[int]) -> int | None:
    """The total, unless taking away what is said beside it leaves a number too small to say."""
    rest = total - sum(filter(_said, counts))
    return total if total >= FEWEST_SHOWN and (rest >= FEWEST_SHOWN or rest <= 0) else None
