"""Two records side by side: pairs that may be one person, and what a merge would make of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Max

from network.models import AuditEntry, DuplicatePair, Membership, Merge, Person, Term
from network.models.duplicates import Decision
from network.models.people import Standing
from network.operations import merging
from network.roles import GroupKind, Role
from network.words import fold

from . import person as record

PAGE = 50
#: How many suggestions a person's page shows.
MOST = 5

LABELS = {
    "given": "First name",
    "family": "Last name",
    "known_as": "Known as",
    "other_names": "Other names",
    "pronouns": "Pronouns",
    "bio": "About them",
}
LEFT, RIGHT, BOTH = "left", "right", "both"
STANDINGS = dict(Standing.choices)


@dataclass(frozen=True)
class Side:
    """What a list says of one of the two."""

    person: Person
    offices: list[str]
    chapters: list[str]


@dataclass(frozen=True)
class Row:
    pair: DuplicatePair
    sides: tuple[Side, Side]


@dataclass(frozen=True)
class Choice:
    """A field in which the two differ, and which of them wins unless somebody says otherwise."""

    name: str
    label: str
    left: str
    right: str
    default: str
    why: str


@dataclass(frozen=True)
class Record:
    """One of the two in full, as far as this reader may know."""

    person: Person
    standing: str
    offices: list[str]
    belongings: list[str]
    contacts: list[str]
    added: datetime
    owns: list[str]
    """What would move with it, in words."""


@dataclass(frozen=True)
class Comparison:
    records: tuple[Record, ...]
    """Both, in the order they were asked for."""
    choices: list[Choice]
    same: list[tuple[str, str]]
    """Fields that say the same in both."""
    keep: Person
    why: str
    both_sign_in: bool


def listing(user, *, decision=Decision.OPEN, chapter=None, on, page) -> Page:
    """A page of pairs of which the user sees both sides, the likeliest first, as rows."""
    pairs = DuplicatePair.objects.visible_to(user).filter(decision=decision)
    if chapter:
        theirs = Membership.objects.visible_to(user).live(on=on).filter(group=chapter)
        here = theirs.order_by().values("person")
        pairs = pairs.filter(low__in=here) | pairs.filter(high__in=here)
    pairs = pairs.select_related("low__user", "high__user", "decided_by__person")
    order = ("-score", "pk") if decision == Decision.OPEN else ("-decided_at", "-pk")
    shown = Paginator(pairs.order_by(*order), PAGE).get_page(page)
    shown.object_list = _rows(list(shown.object_list), user, on)
    return shown


def suggestions(person, user) -> list[tuple[DuplicatePair, Person]]:
    """Who this may be as well, the likeliest first."""
    pairs = DuplicatePair.objects.visible_to(user).of(person).open()
    pairs = pairs.select_related("low", "high").order_by("-score", "pk")[:MOST]
    return [(pair, pair.low if pair.high_id == person.pk else pair.high) for pair in pairs]


def joined(person) -> list[Merge]:
    """The records that were joined to this one, the latest first."""
    return list(merging.last_of(person).filter(survivor=person))


def compare(one, other, user, *, on) -> Comparison:
    """`one` and `other` in full, in a number of queries that does not depend on them."""
    both = (one, other)
    keys = [person.pk for person in both]
    standings = dict(
        Person.objects.visible_to(user, seen=keys).standing(on=on).values_list("pk", "standing")
    )
    offices, groups = _offices(keys), _groups(keys, user, on)
    owned = merging.counts(both, viewer=user)
    records = tuple(
        Record(
            person=person,
            standing=STANDINGS[standings[person.pk]],
            offices=offices[person.pk],
            belongings=groups[person.pk],
            contacts=[
                f"{way.use} {way.kind.lower()}: {way.shown}" for way in record.contacts(person)
            ],
            added=person.created_at,
            owns=owned[person.pk],
        )
        for person in both
    )
    choices, same = _fields(one, other)
    keep, why = _survivor(one, other)
    return Comparison(records, choices, same, keep, why, bool(one.user_id and other.user_id))


def _rows(pairs, user, on):
    keys = {key for pair in pairs for key in (pair.low_id, pair.high_id)}
    offices, chapters = _offices(keys), _chapters(keys, user, on)

    def side(person):
        return Side(person, offices[person.pk], chapters[person.pk])

    return [Row(pair, (side(pair.low), side(pair.high))) for pair in pairs]


def _offices(keys) -> dict[int, list[str]]:
    said = defaultdict(list)
    terms = Term.objects.filter(person__in=keys).select_related("office__jurisdiction")
    for term in terms.order_by("end_reason", "-starts_on", "pk"):
        said[term.person_id].append(f"{term.office}{' (ended)' if term.end_reason else ''}")
    return said


def _chapters(keys, user, on):
    said = defaultdict(list)
    rows = _live(keys, user, on).filter(group__kind=GroupKind.CHAPTER, role=Role.MEMBER)
    for person, name in rows.order_by("group__name").values_list("person_id", "group__name"):
        said[person].append(name)
    return said


def _groups(keys, user, on):
    said = defaultdict(list)
    rows = _live(keys, user, on).select_related("group", "seat__region").order_by("since", "pk")
    for row in rows:
        where = f"{row.group}: {row.seat}" if row.seat_id else str(row.group)
        role = "" if row.role == Role.MEMBER else f", {row.get_role_display().lower()}"
        said[row.person_id].append(f"{where}{role}")
    return said


def _live(keys, user, on):
    return Membership.objects.visible_to(user, seen=list(keys)).live(on=on)


def _fields(one, other):
    later = _later(one, other)
    choices, same = [], []
    for name, label in LABELS.items():
        left, right = getattr(one, name), getattr(other, name)
        if left == right:
            same += [(label, left)] if left else []
        else:
            choices.append(Choice(name, label, left, right, *_wins(left, right, later)))
    for name, label in (("languages", "Languages"), ("interests", "What they work on")):
        left, right = _listed(one, name), _listed(other, name)
        if left == right:
            same += [(label, left)] if left else []
        else:
            choices.append(Choice(name, label, left, right, BOTH, "Nothing is lost."))
    return choices, same


def _wins(left, right, later) -> tuple[str, str]:
    if not left or not right:
        return (LEFT if left else RIGHT), "The other says nothing."
    if fold(left) in fold(right) or fold(right) in fold(left):
        return (LEFT if len(left) >= len(right) else RIGHT), "The fuller of the two."
    return later, "The newer of the two."


def _later(one, other) -> str:
    """Whose names were written later: when they were last changed, or else added."""
    edited = AuditEntry.objects.filter(person__in=[one, other], action="network.person_edited")
    last = dict(edited.order_by().values_list("person").annotate(last=Max("at")))
    left, right = (last.get(person.pk, person.created_at) for person in (one, other))
    return LEFT if left > right else RIGHT


def _listed(person, name) -> str:
    rows = {"languages": person.speaks, "interests": person.interests}[name]
    return ", ".join(sorted(str(row) for row in rows.all()))


def _survivor(one, other) -> tuple[Person, str]:
    signs_in = [person for person in (one, other) if person.user_id]
    if len(signs_in) == 1:
        return signs_in[0], "They sign in with it."
    older = min(one, other, key=lambda person: (person.created_at, person.pk))
    return older, "It has been on the roster for longer."
