"""What a steward looks after: their caucuses, open and closed, and whose standing has ended."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from caucuses.models import Caucus
from network.models import Membership, Person
from network.models.memberships import MembershipState
from network.roles import NATIONAL_DESK, GroupKind, Role

from . import rows
from .permissions import Permissions, person_behind
from .standing import graced, lapsed, last_admitted


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
    """The caucuses a user is steward of, closed ones too."""
    person = person_behind(user)
    if person is None:
        return Caucus.objects.none()
    mine = rows.counting(rows.own(person), on).filter(
        role=Role.STEWARD, state=MembershipState.ACTIVE
    )
    found = Caucus.objects.filter(group__in=mine.values("group")).select_related("group")
    return found.order_by("group__closed_on", "group__name", "pk")


def could_steward(*, on):
    """National staff, of whom administrators choose a first steward and stewards another."""
    staff = Membership.objects.live(on=on).filter(
        group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK
    )
    return Person.objects.filter(pk__in=staff.values("person")).order_by("sort_key", "pk")


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
