"""Where we have members in office and where not: by state, by region or county, by body."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper
from django.urls import reverse

from network.models import Group, Jurisdiction
from network.models.offices import on_body
from network.roles import GroupKind
from network.words import STATE_NAMES

from . import pictures, quorum
from .bodies import members_serving

PAGE = 50
ELSEWHERE = "In no region"

#: Where each state stands in a grid of tiles, roughly as on a map: rows from the north.
GRID = [
    "AK" + 28 * " " + "ME",
    27 * " " + "VT NH",
    "WA ID MT ND MN IL WI MI NY RI MA",
    "OR NV WY SD IA IN OH PA NJ CT",
    "CA UT CO NE MO KY WV VA MD DE",
    "   AZ NM KS AR TN NC SC DC",
    "         OK LA MS AL GA",
    "HI       TX             FL",
]
TILE, GAP = 56, 4
#: A tile's class by the share of its places with a member; the last has none.
STEPS = [(0.3, "four"), (0.15, "three"), (0.05, "two"), (0, "one")]


@dataclass(frozen=True)
class Area:
    """A state, a region or a county."""

    name: str
    places: int
    covered: int
    """Places where a member holds any office."""
    members: int
    """Members on governing bodies."""
    url: str = ""
    code: str = ""

    @property
    def uncovered(self) -> int:
        return self.places - self.covered

    @property
    def share(self) -> float:
        return self.covered / self.places if self.places else 0

    @property
    def said(self) -> str:
        return f"{self.covered:,} of {self.places:,}"


@dataclass(frozen=True)
class BodyLine:
    name: str
    url: str
    members: int
    size: int | None

    @property
    def said(self) -> str:
        return f"{self.members} of {self.size}" if self.size else f"{self.members}, size not known"

    @property
    def is_majority(self) -> bool:
        return self.size is not None and 2 * self.members > self.size


@dataclass(frozen=True)
class Tile:
    code: str
    said: str
    css: str
    x: int
    y: int
    middle: int
    name_y: int
    number_y: int
    number: str


@dataclass(frozen=True)
class StateCoverage:
    areas: list[Area]
    kind: str
    """What the areas are: regions or counties."""
    total: Area
    bodies: list[BodyLine]
    count: int
    page: int
    picture: pictures.Bars

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * PAGE < self.count else None


def states(user, *, on) -> list[Area]:
    """Every state by name; Puerto Rico where we know places there. Two queries."""
    places = dict(Jurisdiction.objects.order_by().values_list("state").annotate(Count("pk")))
    serving = (
        members_serving(user, on=on)
        .order_by()
        .values_list("office__jurisdiction__state")
        .annotate(
            covered=Count("office__jurisdiction", distinct=True),
            members=Count("person", distinct=True, filter=on_body("office__")),
        )
    )
    found = {state: (covered, members) for state, covered, members in serving}
    root = reverse("desk:coverage")
    return [
        Area(
            name,
            places.get(code, 0),
            *found.get(code, (0, 0)),
            f"{root}?state={code}",
            code,
        )
        for code, name in STATE_NAMES.items()
        if code in places or code != "PR"
    ]


def total(name, areas) -> Area:
    return Area(
        name,
        sum(area.places for area in areas),
        sum(area.covered for area in areas),
        sum(area.members for area in areas),
    )


def tiles(areas) -> list[Tile]:
    """The states as a grid, each with how many of its places have a member."""
    by_code = {area.code: area for area in areas}
    found = []
    for down, row in enumerate(GRID):
        for across in range(0, len(row), 3):
            area = by_code.get(row[across : across + 2])
            if area:
                found.append(_tile(area, across // 3, down))
    return found


def state(code, user, *, on, page) -> StateCoverage:
    """One state by region, or by county where it has none; and its bodies. Four queries."""
    places = list(
        Jurisdiction.objects.filter(state=code)
        .annotate(size=quorum.body_size())
        .order_by("name", "pk")
    )
    anybody, on_it = defaultdict(set), defaultdict(set)
    serving = members_serving(user, on=on).filter(office__jurisdiction__state=code)
    is_on_body = ExpressionWrapper(on_body("office__"), output_field=BooleanField())
    for place, person, is_on in serving.annotate(is_on_body=is_on_body).values_list(
        "office__jurisdiction", "person", "is_on_body"
    ):
        anybody[place].add(person)
        if is_on:
            on_it[place].add(person)
    area_of, kind = _areas(code, places)
    areas = _by_area(places, area_of, anybody, on_it)
    bodies = _bodies(places, on_it)
    return StateCoverage(
        areas=areas,
        kind=kind,
        total=total(STATE_NAMES.get(code, code), areas),
        bodies=bodies[(page - 1) * PAGE : page * PAGE],
        count=len(bodies),
        page=page,
        picture=pictures.bars(
            "Places with a member in office",
            [(area.name, area.share, area.said) for area in areas if area.covered],
            head=(kind, "Places with a member"),
            most=1,
        ),
    )


def _areas(code, places):
    """What area each place lies in, and what the areas are called. Two queries.

    A region holds the places it lists and all that lies in its counties.
    """
    listed = Jurisdiction.regions.through.objects.filter(
        group__kind=GroupKind.REGION, group__parent__state=code, group__closed_on=None
    ).values_list("group__name", "jurisdiction")
    by_place, by_county = {}, {}
    known = {place.pk: place for place in places}
    for region, key in listed.order_by("group__name", "jurisdiction"):
        by_place[key] = region
        if key in known and known[key].kind == Jurisdiction.Kind.COUNTY:
            by_county[known[key].name] = region
    if not Group.objects.open().filter(kind=GroupKind.REGION, parent__state=code).exists():
        return {place.pk: _county(place) for place in places}, "County"
    return {
        place.pk: by_place.get(place.pk) or by_county.get(place.county) or ELSEWHERE
        for place in places
    }, "Region"


def _county(place) -> str:
    if place.kind == Jurisdiction.Kind.COUNTY:
        return place.name.removesuffix(" County")
    return place.county_name.removesuffix(" County") or "County not known"


def _by_area(places, area_of, anybody, on_it) -> list[Area]:
    there = defaultdict(list)
    for place in places:
        there[area_of[place.pk]].append(place.pk)
    areas = [
        Area(
            name,
            len(keys),
            sum(key in anybody for key in keys),
            len(set().union(*(on_it[key] for key in keys if key in on_it))),
        )
        for name, keys in there.items()
    ]
    return sorted(areas, key=lambda area: (area.name == ELSEWHERE, area.name))


def _bodies(places, on_it) -> list[BodyLine]:
    """Those with a member on them, the fullest first."""
    lines = [
        BodyLine(
            place.body,
            reverse("desk:place", args=[place.ocd_id]),
            len(on_it[place.pk]),
            place.size,
        )
        for place in places
        if place.pk in on_it
    ]
    return sorted(lines, key=lambda line: (-line.members / (line.size or 99), line.name))


def _tile(area, across, down) -> Tile:
    css = next((name for least, name in STEPS if area.covered and area.share >= least), "none")
    x, y = across * (TILE + GAP), down * (TILE + GAP)
    return Tile(
        area.code,
        f"{area.name}: {area.said} places have a member in office",
        css,
        x,
        y,
        x + TILE // 2,
        y + 24,
        y + 43,
        f"{area.covered:,}",
    )
