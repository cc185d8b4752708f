"""What one user may do in one caucus."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from caucuses.models import Caucus, ListedTo, RosterShown
from network.models import Membership, Person
from network.models.groups import JoinPolicy
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import Role

from . import rows as doors
from .rows import INSIDE
from .standing import admitted, could_steward, graced, in_network


@dataclass(frozen=True)
class Permissions:
    """What one user may do in one caucus today. The questions below take it as their key."""

    caucus: Caucus
    person: Person | None
    on: date
    existence: bool = False
    roster: bool = False
    content: bool = False
    links: bool = False
    lead: bool = False
    """Decide on requests, invite and remove: its chairs and stewards."""
    place: Membership | None = None
    """The person's own row that says most, whether asked, invited or active."""
    chairs: bool = False
    eligible: bool = False
    grace: date | None = None
    """The last day they may come in though the caucus is no longer for them."""
    stewards: bool = False
    barred: bool = False
    """Removed, and not back since: only an invitation opens the door again."""
    locked: bool = False
    """Leads it, but has not shown a second factor: treated as any other member until then."""

    @property
    def inside(self) -> bool:
        """In it by the roster, even where one's standing shuts the content today."""
        place = self.place
        return place is not None and place.state == MembershipState.ACTIVE and place.role in INSIDE

    @property
    def way_in(self) -> str:
        """`open` or `ask` for somebody who may come in of their own accord, else nothing."""
        waits = self.place is not None and self.place.role in INSIDE
        if waits or self.barred or not self.eligible:
            return ""
        policy = self.caucus.group.join_policy
        return policy if policy in (JoinPolicy.OPEN, JoinPolicy.ASK) else ""


def visible_to(user, *, on):
    """The open caucuses a user may know of, by name."""
    person = person_behind(user)
    known = Q(listed_to=ListedTo.PUBLIC)
    if person is not None:
        own = doors.counting(doors.own(person), on)
        known |= Exists(own.filter(group=OuterRef("group")))
        member = Person.objects.filter(in_network(on), pk=person.pk)
        known |= Q(listed_to=ListedTo.MEMBERS) & Exists(member)
    return (
        Caucus.objects.filter(known, group__closed_on=None)
        .select_related("group")
        .order_by("group__name", "pk")
    )


def can(user, caucus, *, on) -> Permissions:
    """What a user may do in a caucus on a day; by default nothing."""
    person = person_behind(user)
    existence = visible_to(user, on=on).filter(pk=caucus.pk).exists()
    return _may(person, caucus, on) if existence else Permissions(caucus, person, on)


def found_by(user, slug, *, on) -> Permissions | None:
    """What a user may do in the caucus of this address; None where they may not know of one."""
    caucus = visible_to(user, on=on).filter(group__slug=slug).first()
    return None if caucus is None else _may(person_behind(user), caucus, on)


def _may(person, caucus, on) -> Permissions:
    """The same of a caucus that they may know of."""
    if person is None:
        return Permissions(caucus, person, on, existence=True)
    rows = list(doors.memberships(caucus).filter(person=person).order_by("pk"))
    now = [row for row in rows if _counts(row, on)]
    roles = {row.role for row in now if row.state == MembershipState.ACTIVE}
    been = [row for row in rows if row.state == MembershipState.ACTIVE and row.role in INSIDE]
    within = not roles.isdisjoint(INSIDE)
    eligible = admitted(caucus, on=on).filter(pk=person.pk).exists()
    grace = graced(caucus, on=on).get(person.pk) if within and not eligible else None
    member = within and (eligible or grace is not None)
    chairs = member and Role.CHAIR in roles
    stewards = Role.STEWARD in roles and could_steward(on=on).filter(pk=person.pk).exists()
    lead = chairs or stewards
    return Permissions(
        caucus,
        person,
        on,
        existence=True,
        roster=lead or (member and caucus.roster_shown_to == RosterShown.MEMBERS),
        content=member or lead,
        links=member,
        lead=lead,
        place=doors.most_telling(now),
        chairs=chairs,
        eligible=eligible,
        grace=grace,
        stewards=stewards,
        barred=bool(been) and been[-1].end_reason == MembershipEnd.REMOVED,
    )


def _counts(row, on):
    late = row.state == MembershipState.INVITED and row.since < on - doors.INVITED_FOR
    return not late and row.since <= on and (row.until is None or row.until > on)


def locked(allowed: Permissions) -> Permissions:
    """The same person without what only those who lead may see and do."""
    shown = allowed.caucus.roster_shown_to == RosterShown.MEMBERS
    return replace(
        allowed,
        lead=False,
        chairs=False,
        stewards=False,
        content=allowed.links,
        roster=allowed.links and shown,
        locked=True,
    )


def listed_for(user, *, on) -> list[tuple[Caucus, Membership | None]]:
    """What a user may know of, each with where they stand; their own come first."""
    person = person_behind(user)
    places = doors.places_of(person, on=on) if person is not None else {}
    listed = [(caucus, places.get(caucus.group_id)) for caucus in visible_to(user, on=on)]
    return sorted(listed, key=lambda pair: pair[1] is None)


def person_behind(user) -> Person | None:
    return user.known_person if user.is_authenticated else None
