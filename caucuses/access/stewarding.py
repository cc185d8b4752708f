"""What a steward looks after: their caucuses, open and closed, and whose standing has ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from caucuses.models import Caucus
from network.models import Person
from network.models.memberships import MembershipState
from network.roles import Role

from . import rows
from .permissions import Permissions, person_behind
from .rosters import FEWEST, leaders, stewards
from .standing import admitted, could_steward, graced, lapsed, last_admitted


@dataclass(frozen=True)
class Lapse:
    """Somebody inside whom the caucus is no longer for."""

    name: str
    ref: UUID
    leads: bool
    ended_on: date | None
    """The first day it was no longer for them; unknown where it never was."""
    grace: date | None
    kept_on: date | None


def stewarded_by(user, *, on):
    """The caucuses a user is steward of, closed ones too; `led` says whether there is a chair."""
    person = person_behind(user)
    if person is None:
        return Caucus.objects.none()
    mine = rows.counting(rows.own(person), on).filter(
        role=Role.STEWARD, state=MembershipState.ACTIVE, person__in=could_steward(on=on)
    )
    led = Exists(rows.chairs(on=on).filter(group=OuterRef("group")))
    found = Caucus.objects.filter(group__in=mine.values("group")).select_related("group")
    return found.annotate(led=led).order_by("group__closed_on", "group__name", "pk")


def next_stewards(caucus, *, on):
    """Who of the national staff could look after this caucus and does not."""
    able = could_steward(on=on).exclude(pk__in=stewards(caucus, on=on).values("pk"))
    return able.order_by("sort_key", "pk")


def may_name_steward(allowed: Permissions) -> bool:
    """In a caucus without a steward its chairs choose one; where nobody leads, anybody inside."""
    caucus, on = allowed.caucus, allowed.on
    if not allowed.links or stewards(caucus, on=on).exists():
        return False
    return allowed.chairs or not leaders(caucus, on=on).exists()


def could_join(caucus, *, on) -> int | None:
    """How many a caucus is for, those in it among them; None below five."""
    size = admitted(caucus, on=on).order_by().count()
    return size if size >= FEWEST else None


def lapses_of(allowed: Permissions) -> list[Lapse]:
    """Whom the caucus is no longer for, for its stewards."""
    if not allowed.stewards:
        return []
    caucus, on = allowed.caucus, allowed.on
    inside = list(rows.inside(caucus, on=on).filter(person__in=lapsed(caucus, on=on)))
    mine: dict[int, list] = {}
    for row in inside:
        mine.setdefault(row.person_id, []).append(row)
    if not mine:
        return []
    first = min(row.since for row in inside)
    lasts = last_admitted(caucus, list(mine), since=first, on=on)
    late = graced(caucus, on=on)
    who = Person.objects.filter(pk__in=mine).order_by("sort_key", "pk")
    return [_lapse(person, mine[person.pk], lasts, late) for person in who]


def _lapse(person, theirs, lasts, late):
    last = lasts.get(person.pk)
    ended = last + timedelta(days=1) if last else None
    kept = max((row.kept_on for row in theirs if row.kept_on), default=None)
    still = kept is not None and (ended is None or kept >= ended)
    return Lapse(
        person.name,
        theirs[0].public_id,
        any(row.role == Role.CHAIR for row in theirs),
        ended,
        late.get(person.pk),
        kept if still else None,
    )
