"""Whom somebody can meet, about what, and why it is them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from events.models import Host, MeetingType, Mode, PoolMember, WeeklyHours
from events.operations.meet import bookings, routing
from network.models import Person
from network.roles import GroupKind


@dataclass(frozen=True)
class Kind:
    """A kind of meeting, and how one meets."""

    kind: MeetingType
    how: str


@dataclass(frozen=True)
class Offer:
    """Somebody to meet, why it is them, and what one may book with them."""

    host: Host
    kinds: list[Kind]
    why: str = ""


@dataclass(frozen=True)
class Offers:
    people: list[Offer] = field(default_factory=list)
    together: list[Kind] = field(default_factory=list)
    """Of pools: with whoever is free first."""

    def __bool__(self):
        return bool(self.people or self.together)


def of_person(person: Person, *, on) -> Offers:
    """Who is there for somebody of the network, the nearest first; nobody meets themselves."""
    routes = [one for one in routing.routes(person, on=on) if one.host.person_id != person.pk]
    near = {key for route in routes for key in (route.group.pk, route.group.parent_id)}
    theirs = Q(host__in=[route.host.pk for route in routes])
    theirs |= Q(pool__group__in=near - {None}) | Q(pool__group__kind=GroupKind.NETWORK)
    kinds = _kinds(theirs, person, on)
    found = _by_host(kinds)
    people = [Offer(route.host, found.get(route.host.pk, []), why_of(route)) for route in routes]
    return Offers([one for one in people if one.kinds] or people[:1], found.get(None, []))


def of_anybody(person: Person | None, *, on) -> Offers:
    """What is open to people we do not know, by host."""
    kinds = _kinds(Q(public=True), person, on)
    found = _by_host(kinds)
    hosts = {one.host_id: one.host for one in kinds if one.host_id}
    people = [Offer(host, found[key]) for key, host in hosts.items()]
    return Offers(people, found.get(None, []))


def of_host(slug: str, person: Person | None, *, on) -> Offer | None:
    """One host and what may be booked with them; None for whoever may not see them."""
    host = Host.objects.filter(slug=slug, person__erased_at=None).select_related("person").first()
    if host is None:
        return None
    kinds = list(MeetingType.objects.active().filter(host=host))
    if not (any(kind.public for kind in kinds) or routing.is_of_network(person, on=on)):
        return None
    mine = bookings.bookable(kinds, person, on=on)
    return Offer(host, [Kind(one, _how(one, _places(Q(host=host)))) for one in mine])


def kind_for(slug: str, person: Person | None, *, on) -> MeetingType | None:
    """A kind of meeting that somebody may book."""
    found = MeetingType.objects.active().filter(slug=slug).select_related("host__person", "pool")
    return next(iter(bookings.bookable(list(found), person, on=on)), None)


def why_of(route: routing.Route) -> str:
    """ "You are a councilmember in Hagerstown, MD, in the Western Region." """
    kind, group = GroupKind(route.group.kind), route.group.name
    if kind == GroupKind.NETWORK:
        return f"{route.host} is there for the whole network."
    if route.term is None:
        return f"You belong to {group}."
    office = route.term.office
    serves = f"You are {_a(office.title.lower())} in {office.jurisdiction}"
    if kind == GroupKind.REGION:
        return f"{serves}, in {'the ' if 'Region' in group else ''}{group}."
    return f"{serves}. {route.host} is there for {group}."


def _a(noun):
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _kinds(which, person, on):
    """Those of these that somebody may book, with a host who takes meetings."""
    meeting = Host.objects.meeting(on=on)
    members = PoolMember.objects.filter(pool=OuterRef("pool"), host__in=meeting)
    kinds = (
        MeetingType.objects.active()
        .filter(which, Q(host__in=meeting) | Exists(members))
        .select_related("host__person", "pool")
    )
    return bookings.bookable(list(kinds), person, on=on)


def _by_host(kinds) -> dict:
    """Kinds of meeting by their host's key; those of pools by None."""
    hosts = [one.host_id for one in kinds if one.host_id]
    pools = [one.pool_id for one in kinds if one.pool_id]
    places = _places(Q(host__in=hosts) | Q(host__pools__pool__in=pools))
    found = defaultdict(list)
    for one in kinds:
        found[one.host_id].append(Kind(one, _how(one, places)))
    return dict(found)


def _places(which) -> dict:
    """Names of the places in somebody's weekly hours: by host, and by pool."""
    rows = WeeklyHours.objects.filter(which, place__closed_on=None, place__isnull=False)
    found = defaultdict(set)
    for host, pool, name in rows.values_list("host", "host__pools__pool", "place__name"):
        found["host", host].add(name)
        found["pool", pool].add(name)
    return found


def _how(kind, places) -> str:
    """ "Online, or in person at the Annex" """
    own = places.get(("host", kind.host_id) if kind.host_id else ("pool", kind.pool_id), ())
    ways = ["online"] if Mode.ONLINE in kind.ways else []
    if Mode.IN_PERSON in kind.ways and own:
        ways.append(f"in person at {' or '.join(sorted(own))}")
    said = ", or ".join(ways) or "in person"
    return said[0].upper() + said[1:]
