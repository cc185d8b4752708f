"""One change for many people: first a plan that says whom it touches, then the change itself.

Whoever looked at a plan sends its digest along. It is compared with a new plan, made while the
people are held: when another set of people would be touched now, nothing is.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from network.models import Membership, Person, Tagging
from network.roles import GroupKind, Role

from . import memberships, tags

#: More at once would keep everybody else waiting.
MOST = 2000
CHANGED = "The list has changed since you looked. Look again."
TOO_MANY = f"At most {MOST:,} people at once. Narrow the list."
GROUPS = (GroupKind.CHAPTER, GroupKind.COMMITTEE)


@dataclass(frozen=True)
class Plan:
    """Whom a change touches and whom it leaves, with the reason, both in order."""

    touched: list[Person]
    skipped: list[tuple[Person, str]]
    digest: str


def adding(*, people, group, on) -> Plan:
    """Who would become a member of a chapter or committee from that day."""
    people = _all(people)
    live = Membership.objects.live(on=on).filter(person__in=people)
    network = _people(live.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER))
    open_now = Membership.objects.filter(person__in=people, group=group, role=Role.MEMBER)
    here = _people(open_now.filter(Q(until=None) | Q(until__gte=on)))
    elsewhere = {}
    if group.kind == GroupKind.CHAPTER:
        others = live.filter(group__kind=GroupKind.CHAPTER, role=Role.MEMBER).exclude(group=group)
        elsewhere = dict(others.values_list("person_id", "group__name"))

    def why_not(person):
        if person.pk in here:
            return "Belongs to it already, or has asked to."
        if person.pk not in network:
            return "No member of the network yet."
        if person.pk in elsewhere:
            return f"Belongs to {elsewhere[person.pk]}. Move them instead."
        return ""

    return _plan(people, why_not, "add", group.pk)


@transaction.atomic
def add(*, people, group, since, digest, by, at) -> Plan:
    """Make them members. Raises ValidationError: "changed", "nobody", "many", "rights", ..."""
    plan = _agreed(people, digest, lambda held: adding(people=held, group=group, on=since))
    for person in plan.touched:
        memberships.begin(person=person, group=group, role=Role.MEMBER, since=since, by=by, at=at)
    return plan


def ending(*, people, group, until) -> Plan:
    """Whose membership of a group would end after that day."""
    people = _all(people)
    held = {row.person_id: row for row in _open(people, group)}

    def why_not(person):
        row = held.get(person.pk)
        if row is None:
            return "Does not belong to it."
        if row.seat_id:
            return "Holds a seat there. Vacate it instead."
        return "Joined after that day." if row.since > until else ""

    return _plan(people, why_not, "end", group.pk)


@transaction.atomic
def end(*, people, group, until, reason, digest, by, at) -> Plan:
    plan = _agreed(people, digest, lambda held: ending(people=held, group=group, until=until))
    for row in _open(plan.touched, group).select_related("person", "group"):
        memberships.end(membership=row, until=until, reason=reason, by=by, at=at)
    return plan


def tagging(*, people, tag, put=True) -> Plan:
    """Who would be tagged, or lose the tag."""
    people = _all(people)
    has = _people(Tagging.objects.filter(tag=tag, person__in=people))
    why = "Has it already." if put else "Does not have it."

    def why_not(person):
        return why if (person.pk in has) is put else ""

    return _plan(people, why_not, "tag" if put else "untag", tag.pk)


@transaction.atomic
def tag(*, people, tag, digest, by, at, put=True) -> Plan:
    plan = _agreed(people, digest, lambda held: tagging(people=held, tag=tag, put=put))
    change = tags.put_on if put else tags.take_off
    change(tag=tag, people=plan.touched, by=by, at=at)
    return plan


def _agreed(people, digest, look: Callable[[list[Person]], Plan]) -> Plan:
    """The plan as it is now, if it is the one that somebody agreed to; holds the people."""
    keys = list(people.order_by().values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise ValidationError(TOO_MANY, code="many")
    held = Person.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    plan = look(list(held.order_by("pk")))
    if plan.digest != digest:
        raise ValidationError(CHANGED, code="changed")
    if not plan.touched:
        raise ValidationError("Nobody is left whom this would change.", code="nobody")
    return plan


def _all(people) -> list[Person]:
    """Each person, when they are asked for by a question; refused where they are too many."""
    people = list(people[: MOST + 1])
    if len(people) > MOST:
        raise ValidationError(TOO_MANY, code="many")
    return people


def _open(people, group):
    return Membership.objects.filter(
        person__in=people, group=group, role=Role.MEMBER, state="active", end_reason=""
    )


def _people(rows) -> set[int]:
    return set(rows.values_list("person_id", flat=True))


def _plan(people, why_not, *what) -> Plan:
    touched, skipped = [], []
    for person in people:
        why = why_not(person)
        if why:
            skipped.append((person, why))
        else:
            touched.append(person)
    keys = sorted(person.pk for person in touched)
    words = ":".join(map(str, [*what, *keys]))
    return Plan(touched, skipped, hashlib.sha256(words.encode()).hexdigest())
