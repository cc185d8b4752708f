"""Who is in a caucus, as far as somebody may see it.

Those who lead see everybody. Members see one another as each of them chose to appear, in an
order that says nothing about what a choice leaves out.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Prefetch,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from caucuses.models import RosterChoice
from caucuses.models.roster import OPENNESS, Appears
from network.models import Person, Term
from network.models.memberships import MembershipState
from network.roles import Role

from . import pages, rows
from .permissions import Permissions
from .standing import could_steward, staying

FEWEST = 5
"""A smaller number of people is never said."""


@dataclass(frozen=True)
class Face:
    """A person as a caucus shows them."""

    name: str
    offices: tuple[str, ...]
    leads: bool
    ref: UUID
    """Their membership's public id."""
    since: date | None = None
    """For those who lead, as is `appears`."""
    appears: str = ""


@dataclass(frozen=True)
class Roster:
    leaders: tuple[Face, ...]
    members: tuple[Face, ...]
    more: bool
    size: int | None
    """How many are in it, or on the list; None below five and for those outside."""
    is_more: bool = False
    """Whether there are more than `size`, which is then as far as anybody counted."""


def people(caucus, *, on):
    """Who is in a caucus on a day, annotated `leads`, `ref`, `began` and `appears`.

    Past standing counts nobody in, but for the days of grace.
    """
    inside = rows.inside(caucus, on=on).order_by()
    theirs = inside.filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(staying(caucus, on=on), pk__in=inside.values("person"))
        .annotate(
            leads=Exists(theirs.filter(role=Role.CHAIR)),
            ref=Subquery(theirs.order_by("-role").values("public_id")[:1]),
            began=Subquery(theirs.order_by("since").values("since")[:1]),
            appears=_choice(caucus, on),
        )
        .prefetch_related(_offices(on))
        .order_by("-leads", "sort_key", "pk")
    )


def _offices(on) -> Prefetch:
    held = Term.objects.held(on=on).select_related("office__jurisdiction").order_by("starts_on")
    return Prefetch("terms", queryset=held, to_attr="held_terms")


def _choice(caucus, on):
    """The most private choice of somebody's rows; shown where they were never asked."""
    chosen = RosterChoice.objects.filter(
        membership__in=rows.inside(caucus, on=on), membership__person=OuterRef("pk")
    )
    closed = Case(*(When(appears=one, then=Value(rank)) for rank, one in enumerate(OPENNESS)))
    first = chosen.order_by(closed.desc()).values("appears")[:1]
    return Coalesce(Subquery(first), Value(Appears.SHOWN.value))


def leaders(caucus, *, on):
    return people(caucus, on=on).filter(leads=True)


def stewards(caucus, *, on):
    found = rows.current(caucus, on=on).filter(state=MembershipState.ACTIVE, role=Role.STEWARD)
    return could_steward(on=on).filter(pk__in=found.values("person"))


def roster_for(allowed: Permissions, *, page=1) -> Roster:
    """The faces a user may see: inside, who leads; and everybody where the roster is shown."""
    if not allowed.content:
        return Roster((), (), False, None)
    found = pages.page_of(allowed, start=(page - 1) * pages.PAGE)
    places = found.places[: pages.PAGE]
    prefetch_related_objects([one.person for one in places], _offices(allowed.on))
    faces = [_whole_face(one) if allowed.lead else _face(one) for one in places]
    return Roster(
        tuple(face for face in faces if face.leads),
        tuple(face for face in faces if not face.leads),
        more=len(found.places) > pages.PAGE,
        size=min(found.size, pages.MOST) if found.size >= FEWEST else None,
        is_more=found.size > pages.MOST,
    )


def appears_as(allowed: Permissions) -> str:
    """How the user appears to other members; empty where they never said, or are outside."""
    if not allowed.inside or allowed.person is None:
        return ""
    mine = rows.inside(allowed.caucus, on=allowed.on).filter(person=allowed.person)
    chosen = set(RosterChoice.objects.filter(membership__in=mine).values_list("appears", flat=True))
    return max(chosen, key=lambda one: OPENNESS.index(Appears(one)), default="")


def removable(allowed: Permissions):
    """The members a user may remove: neither themselves nor those who lead."""
    if not allowed.lead:
        return rows.none()
    inside = rows.current(allowed.caucus, on=allowed.on).filter(state=MembershipState.ACTIVE)
    leads = inside.filter(role=Role.CHAIR).values("person")
    return (
        inside.filter(role=Role.MEMBER)
        .exclude(person__in=leads)
        .exclude(person=allowed.person)
        .select_related("person")
    )


def successors_for(allowed: Permissions) -> list[Face] | None:
    """Whom the only leader may name before they leave; None where nobody need be named."""
    if not allowed.chairs or allowed.person is None:
        return None
    others = people(allowed.caucus, on=allowed.on).exclude(pk=allowed.person.pk)
    if others.filter(leads=True).exists():
        return None
    return [_face_in_full(person) for person in others]


def candidates_for(allowed: Permissions) -> list[Face]:
    """Who could be made a chair: those inside who are none, for those who lead."""
    if not allowed.lead:
        return []
    return [_face_in_full(one) for one in people(allowed.caucus, on=allowed.on).filter(leads=False)]


def person_of(allowed: Permissions, ref) -> Person | None:
    """The member a face's ref stands for, for those who lead."""
    if not allowed.lead:
        return None
    found = rows.current(allowed.caucus, on=allowed.on).filter(public_id=ref)
    return people(allowed.caucus, on=allowed.on).filter(pk__in=found.values("person")).first()


def offices_of(person) -> tuple[str, ...]:
    return tuple(str(term.office) for term in person.held_terms)


def _face(place) -> Face:
    """As they chose to appear."""
    if place.appears == Appears.SHOWN:
        return Face(place.person.name, offices_of(place.person), place.leads, place.ref)
    person = place.person
    initial = f" {person.family[0]}." if person.family else ""
    return Face(f"{person.known_as or person.given}{initial}", (), place.leads, place.ref)


def _face_in_full(person) -> Face:
    return Face(person.name, offices_of(person), person.leads, person.ref)


def _whole_face(place) -> Face:
    return Face(
        place.person.name,
        offices_of(place.person),
        place.leads,
        place.ref,
        since=place.since,
        appears=place.appears,
    )
