"""A page of a caucus's list, found by its keys first: it costs by what it shows.

Up to `MOST` rows everybody is sorted. A larger caucus is gone through by name until the page
is full. The rows of the caucus are read plainly and put together here, which costs less than
asking the database to do it for each of them.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from caucuses.models import RosterChoice
from caucuses.models.roster import OPENNESS, Appears
from network.models import Person
from network.roles import Role

from . import rows
from .permissions import Permissions
from .standing import staying

PAGE = 50
MOST = 400
"""Nobody is told a larger number than this, only that there are more."""


@dataclass(frozen=True)
class Place:
    """Somebody inside, their rows taken together: the same as `rosters.people` annotates."""

    person: Person
    leads: bool
    ref: UUID
    since: date
    appears: Appears


@dataclass(frozen=True)
class Found:
    places: list[Place]
    """Of a page, and one more where there are more."""
    size: int
    """How many are in it, or on the list, counted to one more than `MOST`."""


def page_of(allowed: Permissions, *, start) -> Found:
    inside = rows.inside(allowed.caucus, on=allowed.on).order_by()
    plain = list(_plain(inside)[: MOST + 1])
    if len(plain) > MOST:
        return _in_turn(allowed, inside, start)
    return _at_once(allowed, _sorted(allowed, inside, plain), start)


def _at_once(allowed, everybody, start) -> Found:
    listed = [one for one in everybody if _is_listed(allowed, one)]
    shown = [one for one in listed if one.leads or allowed.roster]
    # Beside a list the number is of those on it: a difference would count those who hide.
    size = len(listed if allowed.roster else everybody)
    return Found(shown[start : start + PAGE + 1], size)


def _in_turn(allowed, inside, start) -> Found:
    """First who leads, then by name, then those who show an initial."""
    chairs = inside.filter(role=Role.CHAIR).values("person")
    leaders = _sorted(allowed, inside.filter(person__in=chairs))
    leaders = [one for one in leaders if _is_listed(allowed, one)]
    places = leaders[start : start + PAGE + 1]
    if not allowed.roster:
        return Found(places, _counted(allowed, inside))
    partly = Q() if allowed.lead else ~_chose(inside, Appears.INITIAL, Appears.HIDDEN)
    theirs = inside.filter(person=OuterRef("pk"))
    # Whether they are in it is asked first: of most it is the only question.
    named = _persons(allowed, Exists(theirs), ~Exists(theirs.filter(role=Role.CHAIR)), partly)
    start, lacks = max(0, start - len(leaders)), PAGE + 1 - len(places)
    keys = list(named[start : start + lacks].values_list("pk", flat=True))
    places += _sorted(allowed, inside.filter(person__in=keys))
    if len(places) <= PAGE and not allowed.lead:
        start = max(0, start - named.order_by().count())
        lacks = PAGE + 1 - len(places)
        places += _showing_initials(allowed, inside)[start : start + lacks]
    return Found(places, _counted(allowed, inside))


def _showing_initials(allowed, inside) -> list[Place]:
    chosen = RosterChoice.objects.filter(membership__in=inside, appears=Appears.INITIAL)
    found = _sorted(allowed, inside.filter(person__in=chosen.values("membership__person")))
    return [one for one in found if one.appears == Appears.INITIAL and not one.leads]


def _counted(allowed, inside) -> int:
    found = _persons(allowed).order_by().filter(pk__in=inside.values("person"))
    if allowed.roster and not allowed.lead:
        found = found.filter(~_chose(inside, Appears.HIDDEN))
    return found.values("pk")[: MOST + 1].count()


def _chose(inside, *ways) -> Exists:
    theirs = inside.filter(person=OuterRef(OuterRef("pk")))
    return Exists(RosterChoice.objects.filter(membership__in=theirs, appears__in=ways))


def _is_listed(allowed, place) -> bool:
    return allowed.lead or place.appears != Appears.HIDDEN


def _persons(allowed, *first):
    """Those the caucus is for, by name."""
    found = Person.objects.filter(*first, staying(allowed.caucus, on=allowed.on))
    return found.only("given", "known_as", "family").order_by("sort_key", "pk")


def _plain(inside):
    chosen = RosterChoice.objects.filter(membership=OuterRef("pk")).values("appears")[:1]
    return inside.values_list("person", "role", "public_id", "since", Subquery(chosen))


def _sorted(allowed, inside, plain=None) -> list[Place]:
    """These rows in the order of the list a user reads: who leads, by name; then everybody else.

    For other members whoever shows an initial only stands after those with their name, by
    what is shown, and two alike in no order of anything on record. What is asked of the
    database says nothing of how many there are.
    """
    theirs: dict[int, list[tuple]] = {}
    for row in _plain(inside) if plain is None else plain:
        theirs.setdefault(row[0], []).append(row)
    found = _persons(allowed).filter(pk__in=inside.values("person"))
    places = (_place(one, theirs[one.pk]) for one in found if one.pk in theirs)
    return sorted(places, key=_for_leaders if allowed.lead else _order)


def _place(person, theirs) -> Place:
    _, roles, refs, days, chosen = zip(*theirs, strict=True)
    _, ref = max(zip(roles, refs, strict=True))
    ways = [Appears(one) for one in chosen if one]
    appears = max(ways, key=OPENNESS.index, default=Appears.SHOWN)
    return Place(person, Role.CHAIR in roles, ref, min(days), appears)


def _for_leaders(place):
    return not place.leads


def _order(place):
    """Those with their name stay as they come, which is by name."""
    if place.appears == Appears.SHOWN:
        return not place.leads, False
    called = place.person.known_as or place.person.given
    initial = place.person.family[:1].lower()
    return not place.leads, True, called.lower(), initial, place.ref
