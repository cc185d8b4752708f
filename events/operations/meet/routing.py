"""Whom a member meets: the host of their region, else of their chapter, else of the network."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, When

from events.models import Because, Host, HostArea
from network.models import Group, Jurisdiction, Membership, Person, Term
from network.models.people import Standing
from network.roles import GroupKind

#: Nobody else is met, but by kinds of meeting that are public.
OF_THE_NETWORK = (Standing.STAFF, Standing.MEMBER, Standing.ALUM, Standing.PARTNER)
BECAUSE = {
    GroupKind.REGION: Because.REGION,
    GroupKind.CHAPTER: Because.CHAPTER,
    GroupKind.NETWORK: Because.NETWORK,
}


@dataclass(frozen=True)
class Route:
    """A host who is there for somebody, the group that says so, and the office it follows from."""

    host: Host
    because: Because
    group: Group
    term: Term | None = None


def routes(person: Person, *, on: date) -> list[Route]:
    """Every host who is there for somebody, the nearest first, each once.

    A region and a chapter are theirs by an office they hold there; a chapter by belonging to it
    as well.
    """
    terms = list(
        Term.objects.held(on=on)
        .filter(person=person)
        .select_related("office__jurisdiction")
        .order_by("starts_on", "pk")
    )
    found, met = [], set()
    for area, term in [*_regions(terms, on), *_chapters(person, terms, on), *_network(on)]:
        if area.host_id not in met:
            met.add(area.host_id)
            because = BECAUSE[GroupKind(area.group.kind)]
            found.append(Route(area.host, because, area.group, term))
    return found


def is_of_network(person: Person | None, *, on: date) -> bool:
    """Staff, members, alumni and partners, who see everybody that can be met."""
    return person is not None and _of_network(person, on).exists()


def nearest(person: Person, *, on: date) -> Host | None:
    """The first of them but themselves, in one question; only for those of the network."""
    held = Term.objects.held(on=on).filter(person=person)
    region = Jurisdiction.objects.of_region(OuterRef("group"), OuterRef("group__parent__state"))
    belongs = Membership.objects.live(on=on).filter(person=person, group=OuterRef("group"))
    serves = Exists(region.filter(pk__in=held.values("office__jurisdiction")))
    in_state = Q(group__state__in=held.values("office__jurisdiction__state"))
    far = Case(
        When(Q(serves, group__kind=GroupKind.REGION), then=0),
        When(Q(in_state, group__kind=GroupKind.CHAPTER), then=1),
        When(Q(Exists(belongs), group__kind=GroupKind.CHAPTER), then=2),
        When(group__kind=GroupKind.NETWORK, then=3),
    )
    areas = (
        _areas(on)
        .filter(Exists(_of_network(person, on)))
        .annotate(far=far)
        .filter(far__isnull=False)
    )
    area = areas.exclude(host__person=person).order_by("far", "rank", "pk").first()
    return area.host if area else None


def because(host: Host, person: Person | None, *, on: date) -> Because:
    """Why somebody meets this host."""
    if person is not None:
        for route in routes(person, on=on):
            if route.host.pk == host.pk:
                return route.because
    return Because.CHOSEN


def _of_network(person, on):
    found = Person.objects.filter(pk=person.pk).standing(on=on)
    return found.filter(standing__in=OF_THE_NETWORK)


def _areas(on):
    return (
        HostArea.objects.filter(host__in=Host.objects.meeting(on=on), group__closed_on=None)
        .select_related("host__person", "group__parent")
        .order_by("rank", "pk")
    )


def _regions(terms, on):
    for term in terms:
        place = Jurisdiction.objects.of_region(OuterRef("group"), term.office.jurisdiction.state)
        inside = place.filter(pk=term.office.jurisdiction_id)
        regions = _areas(on).filter(
            Exists(inside),
            group__kind=GroupKind.REGION,
            group__parent__state=term.office.jurisdiction.state,
        )
        for area in regions:
            yield area, term


def _chapters(person, terms, on):
    by_state = {term.office.jurisdiction.state: term for term in reversed(terms)}
    chapters = _areas(on).filter(group__kind=GroupKind.CHAPTER)
    for area in chapters.filter(group__state__in=by_state):
        yield area, by_state[area.group.state]
    belongs = Membership.objects.live(on=on).filter(person=person, group=OuterRef("group"))
    for area in chapters.filter(Exists(belongs)):
        yield area, None


def _network(on):
    for area in _areas(on).filter(group__kind=GroupKind.NETWORK):
        yield area, None
