"""Who may know of a caucus, see who is in it, read what it holds. Decided here and nowhere else.

Being staff or an administrator opens nothing: what counts is one's own live membership of
the caucus, and, at each look, that one is still somebody it is for. An end counts at once
here, not at midnight: a row whose `until` is today is over.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from caucuses.models import Caucus, JoinAnswer, ListedTo, RosterShown
from events.models import Event
from network import audiences
from network.models import Membership, Person, Term
from network.models.groups import JoinPolicy
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import GroupKind, Role

INSIDE = (Role.MEMBER, Role.CHAIR)
FEWEST = 5
"""A smaller number of people is never said."""
PAGE = 50

#: Of several rows of one person, which says most about where they stand.
TELLING = [
    (MembershipState.ACTIVE, Role.CHAIR),
    (MembershipState.ACTIVE, Role.MEMBER),
    (MembershipState.INVITED, Role.MEMBER),
    (MembershipState.ASKED, Role.MEMBER),
    (MembershipState.ACTIVE, Role.STEWARD),
]


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


@dataclass(frozen=True)
class Face:
    """A person as a caucus shows them."""

    name: str
    offices: tuple[str, ...]
    leads: bool
    ref: UUID
    """Their membership's public id."""


@dataclass(frozen=True)
class Roster:
    leaders: tuple[Face, ...]
    members: tuple[Face, ...]
    more: bool
    size: int | None
    """How many are in it; None below five and for those outside."""


@dataclass(frozen=True)
class Request:
    name: str
    offices: tuple[str, ...]
    answer: str
    ref: UUID
    since: date


def visible_to(user, *, on):
    """The open caucuses a user may know of, by name."""
    person = _person_of(user)
    known = Q(listed_to=ListedTo.PUBLIC)
    if person is not None:
        own = _current(Membership.including_private.filter(person=person), on)
        known |= Exists(own.filter(group=OuterRef("group")))
        in_network = Person.objects.filter(_in_network(on), pk=person.pk)
        known |= Q(listed_to=ListedTo.MEMBERS) & Exists(in_network)
    return (
        Caucus.objects.filter(known, group__closed_on=None)
        .select_related("group")
        .order_by("group__name", "pk")
    )


def can(user, caucus, *, on) -> Permissions:
    """What a user may do in a caucus on a day; by default nothing."""
    person = _person_of(user)
    existence = visible_to(user, on=on).filter(pk=caucus.pk).exists()
    if person is None or not existence:
        return Permissions(caucus, person, on, existence)
    rows = list(memberships(caucus).filter(person=person).order_by("pk"))
    now = [row for row in rows if row.since <= on and (row.until is None or row.until > on)]
    roles = {row.role for row in now if row.state == MembershipState.ACTIVE}
    been = [row for row in rows if row.state == MembershipState.ACTIVE and row.role in INSIDE]
    eligible = admitted(caucus, on=on).filter(pk=person.pk).exists()
    member = eligible and not roles.isdisjoint(INSIDE)
    chairs = eligible and Role.CHAIR in roles
    lead = chairs or Role.STEWARD in roles
    return Permissions(
        caucus,
        person,
        on,
        existence,
        roster=lead or (member and caucus.roster_shown_to == RosterShown.MEMBERS),
        content=member or lead,
        links=member,
        lead=lead,
        place=_most_telling(now),
        chairs=chairs,
        eligible=eligible,
        barred=bool(been) and been[-1].end_reason == MembershipEnd.REMOVED,
    )


def locked(allowed: Permissions) -> Permissions:
    """The same person without what only those who lead may see and do."""
    shown = allowed.caucus.roster_shown_to == RosterShown.MEMBERS
    return replace(
        allowed,
        lead=False,
        chairs=False,
        content=allowed.links,
        roster=allowed.links and shown,
        locked=True,
    )


def memberships(caucus):
    """Every row of a caucus, current and past. Only for those who then look at nobody else's."""
    return Membership.including_private.filter(group=caucus.group_id)


def current(caucus, *, on):
    """The rows that count on a day, in any state."""
    return _current(memberships(caucus), on)


def membership_of(person, caucus, *, on) -> Membership | None:
    """Where a person stands in a caucus: the one current row that says most."""
    return _most_telling(current(caucus, on=on).filter(person=person))


def places_of(person, *, on) -> dict[int, Membership]:
    """Where a person stands in every caucus, by the caucus's group. Only for the person."""
    rows: dict[int, list[Membership]] = {}
    for row in _current(
        Membership.including_private.filter(person=person, group__kind=GroupKind.CAUCUS), on
    ):
        rows.setdefault(row.group_id, []).append(row)
    telling = ((group, _most_telling(theirs)) for group, theirs in rows.items())
    return {group: row for group, row in telling if row is not None}


def listed_for(user, *, on) -> list[tuple[Caucus, Membership | None]]:
    """What a user may know of, each with where they stand; their own come first."""
    person = _person_of(user)
    places = places_of(person, on=on) if person is not None else {}
    listed = [(caucus, places.get(caucus.group_id)) for caucus in visible_to(user, on=on)]
    return sorted(listed, key=lambda pair: pair[1] is None)


def admitted(caucus, *, on):
    """The people a caucus is for on a day: members of the network, narrowed by its own rule."""
    return audiences.people_in(caucus.may_join, on=on).filter(_in_network(on))


def people(caucus, *, on):
    """Who is in a caucus on a day, annotated `leads` and `ref`. Past standing counts nobody in."""
    inside = current(caucus, on=on).filter(state=MembershipState.ACTIVE, role__in=INSIDE)
    theirs = inside.filter(person=OuterRef("pk"))
    held = Term.objects.held(on=on).select_related("office__jurisdiction").order_by("starts_on")
    return (
        admitted(caucus, on=on)
        .filter(pk__in=inside.values("person"))
        .annotate(
            leads=Exists(theirs.filter(role=Role.CHAIR)),
            ref=Subquery(theirs.order_by("-role").values("public_id")[:1]),
        )
        .prefetch_related(Prefetch("terms", queryset=held, to_attr="held_terms"))
        .order_by("-leads", "sort_key", "pk")
    )


def leaders(caucus, *, on):
    return people(caucus, on=on).filter(leads=True)


def stewards(caucus, *, on):
    rows = current(caucus, on=on).filter(state=MembershipState.ACTIVE, role=Role.STEWARD)
    return Person.objects.filter(pk__in=rows.values("person"))


def roster_for(allowed: Permissions, *, page=1) -> Roster:
    """The faces a user may see: inside, who leads; and everybody where the roster is shown."""
    if not allowed.content:
        return Roster((), (), False, None)
    everybody = people(allowed.caucus, on=allowed.on)
    shown = everybody if allowed.roster else everybody.filter(leads=True)
    start = (page - 1) * PAGE
    faces = [_face(person) for person in shown[start : start + PAGE + 1]]
    whole = allowed.roster and page == 1 and len(faces) <= PAGE
    size = len(faces) if whole else everybody.count()
    return Roster(
        tuple(face for face in faces[:PAGE] if face.leads),
        tuple(face for face in faces[:PAGE] if not face.leads),
        more=len(faces) > PAGE,
        size=size if size >= FEWEST else None,
    )


def decidable(allowed: Permissions):
    """The rows a user may decide on, and those decided since they looked."""
    if not allowed.lead:
        return Membership.including_private.none()
    return memberships(allowed.caucus).filter(role=Role.MEMBER)


def requests_for(allowed: Permissions) -> tuple[Request, ...]:
    """What those who lead read of each request, oldest first."""
    if not allowed.lead:
        return ()
    waiting = current(allowed.caucus, on=allowed.on).filter(state=MembershipState.ASKED)
    rows = {row.person_id: row for row in waiting}
    held = Term.objects.held(on=allowed.on).select_related("office__jurisdiction")
    askers = Person.objects.filter(pk__in=rows).prefetch_related(
        Prefetch("terms", queryset=held.order_by("starts_on"), to_attr="held_terms")
    )
    answers = dict(
        JoinAnswer.objects.filter(membership__in=rows.values()).values_list("membership", "text")
    )
    made = (
        Request(person.name, _offices(person), answers.get(row.pk, ""), row.public_id, row.since)
        for person in askers
        for row in [rows[person.pk]]
    )
    return tuple(sorted(made, key=lambda request: (request.since, request.name)))


def removable(allowed: Permissions):
    """The members a user may remove: neither themselves nor those who lead."""
    if not allowed.lead:
        return Membership.including_private.none()
    inside = current(allowed.caucus, on=allowed.on).filter(state=MembershipState.ACTIVE)
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
    return [_face(person) for person in others]


def person_of(allowed: Permissions, ref) -> Person | None:
    """The member a face's ref stands for, for those who lead."""
    if not allowed.lead:
        return None
    rows = current(allowed.caucus, on=allowed.on).filter(public_id=ref)
    return people(allowed.caucus, on=allowed.on).filter(pk__in=rows.values("person")).first()


def next_meeting_for(allowed: Permissions, *, at) -> Event | None:
    """The caucus's next meeting, for those inside."""
    if not allowed.content:
        return None
    return Event.objects.hosted_by(allowed.caucus.group).upcoming(at=at).first()


def _person_of(user) -> Person | None:
    return user.known_person if user.is_authenticated else None


def _current(rows, on):
    return rows.filter(Q(until=None) | Q(until__gt=on), since__lte=on)


def _in_network(on):
    """Condition: a person is a member of the network, in office or an alum."""
    rows = Membership.objects.filter(
        person=OuterRef("pk"),
        group__kind=GroupKind.NETWORK,
        role=Role.MEMBER,
        state=MembershipState.ACTIVE,
    )
    return Exists(_current(rows, on))


def _most_telling(rows) -> Membership | None:
    known = [row for row in rows if (row.state, row.role) in TELLING]
    return min(known, key=lambda row: TELLING.index((row.state, row.role)), default=None)


def _offices(person) -> tuple[str, ...]:
    return tuple(str(term.office) for term in person.held_terms)


def _face(person) -> Face:
    return Face(person.name, _offices(person), person.leads, person.ref)
