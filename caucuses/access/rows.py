"""The one door to the memberships of caucuses. Who may come through is decided beside it."""

from datetime import date, timedelta

from django.db.models import Q

from network.models import Membership
from network.models.memberships import MembershipState
from network.roles import GroupKind, Role

INSIDE = (Role.MEMBER, Role.CHAIR)
#: The last day to say yes to an invitation is so long after it.
INVITED_FOR = timedelta(days=14)

#: Of several rows of one person, which says most about where they stand.
TELLING = [
    (MembershipState.ACTIVE, Role.CHAIR),
    (MembershipState.ACTIVE, Role.MEMBER),
    (MembershipState.INVITED, Role.MEMBER),
    (MembershipState.ASKED, Role.MEMBER),
    (MembershipState.ACTIVE, Role.STEWARD),
]


def memberships(caucus):
    """Every row of a caucus, current and past. Only for those who then look at nobody else's."""
    return Membership.including_private.filter(group=caucus.group_id)


def current(caucus, *, on):
    """The rows that count on a day, in any state."""
    return counting(memberships(caucus), on)


def inside(caucus, *, on):
    """The active rows of members and chairs, whatever their standing."""
    return current(caucus, on=on).filter(state=MembershipState.ACTIVE, role__in=INSIDE)


def chairs(*, on):
    """The active rows of chairs, in any caucus. Only to ask whether there is one."""
    everywhere = Membership.including_private.filter(
        group__kind=GroupKind.CAUCUS, role=Role.CHAIR, state=MembershipState.ACTIVE
    )
    return counting(everywhere, on)


def own(person):
    """Every row of one person in any caucus. Only for the person."""
    return Membership.including_private.filter(person=person, group__kind=GroupKind.CAUCUS)


def none():
    return Membership.including_private.none()


def run_out(*, on):
    """Invitations that nobody answered in time."""
    return Membership.including_private.filter(
        group__kind=GroupKind.CAUCUS,
        state=MembershipState.INVITED,
        until=None,
        since__lt=on - INVITED_FOR,
    )


def membership_of(person, caucus, *, on) -> Membership | None:
    """Where a person stands in a caucus: the one current row that says most."""
    return most_telling(current(caucus, on=on).filter(person=person))


def places_of(person, *, on) -> dict[int, Membership]:
    """Where a person stands in every caucus, by the caucus's group. Only for the person."""
    rows: dict[int, list[Membership]] = {}
    for row in counting(own(person), on):
        rows.setdefault(row.group_id, []).append(row)
    telling = ((group, most_telling(theirs)) for group, theirs in rows.items())
    return {group: row for group, row in telling if row is not None}


def counting(rows, on: date):
    late = Q(state=MembershipState.INVITED, since__lt=on - INVITED_FOR)
    return rows.filter(~late, Q(until=None) | Q(until__gt=on), since__lte=on)


def most_telling(rows) -> Membership | None:
    known = [row for row in rows if (row.state, row.role) in TELLING]
    return min(known, key=lambda row: TELLING.index((row.state, row.role)), default=None)
