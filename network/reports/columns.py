"""What a row of the roster says: each column, read for the people of a page at once.

A source reads for some keys what its columns say, in one query: `read(keys, user, on)` answers
with the cells of each person by column. What nobody chose is not asked for.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from network.models import (
    ContactPoint,
    Group,
    Jurisdiction,
    Membership,
    Person,
    Speaks,
    Tag,
    Tagging,
    Term,
)
from network.models.offices import Precision, TermState
from network.models.people import ContactKind, ContactUse, Standing
from network.models.profiles import Language
from network.models.segments import Column
from network.roles import GroupKind, Role

from .narrowing import contacts

STANDINGS = dict(Standing.choices)
TERM_STATES = dict(TermState.choices)
LANGUAGES = dict(Language.choices)
#: Which of somebody's terms a row shows first.
FIRST = [TermState.SITTING, TermState.UNCONFIRMED, TermState.ELECT, TermState.FORMER]


class Day(NamedTuple):
    """A date, and how much of it is known."""

    day: date
    precision: str = Precision.DAY

    def __str__(self):
        """As people say it."""
        wanted = {"year": "Y", "month": "F Y"}.get(self.precision, "F j, Y")
        return date_format(self.day, wanted)

    def iso(self) -> str:
        """As files have it: 2027-11-30, or 2027-11, or 2027."""
        return self.day.isoformat()[: {"year": 4, "month": 7}.get(self.precision)]


def _day(value):
    return Day(value) if value else ""


def _terms(keys, user, on):
    """For each person their foremost term: office, state, scheduled end and next election."""
    rows = (
        Term.objects.filter(person__in=keys)
        .state(on=on)
        .order_by("starts_on", "pk")
        .values_list(
            "person_id",
            "state",
            "ends_on",
            "ends_precision",
            "office__next_election_on",
            "office__title",
            "office__seat_label",
            "office__jurisdiction__name",
            "office__jurisdiction__state",
        )
    )
    best, held = {}, Counter()
    for person, *term in rows:
        rank = FIRST.index(term[0])
        held[person] += term[0] != TermState.FORMER
        if person not in best or rank <= best[person][0]:
            best[person] = (rank, term)
    return {person: _say_term(*term, more=held[person] - 1) for person, (_, term) in best.items()}


def _say_term(state, ends_on, precision, election, title, label, place, home, *, more):
    said = f"{title}, {label}, {place}, {home}" if label else f"{title}, {place}, {home}"
    return {
        "office": f"{said} and {more} more" if more > 0 else said,
        "term": TERM_STATES[state],
        "ends": Day(ends_on, precision) if ends_on and state != TermState.FORMER else "",
        "election": _day(election),
    }


def _belonging(keys, user, on):
    """For each person the names of their chapters, and of their seats."""
    rows = (
        Membership.objects.visible_to(user, seen=keys)
        .live(on=on)
        .filter(Q(group__kind=GroupKind.CHAPTER, role=Role.MEMBER) | Q(seat__isnull=False))
        .order_by("pk")
        .values_list("person_id", "group__name", "seat__title", "seat__region__name")
    )
    said = {}
    for person, group, seat, region in rows:
        name, text = (
            ("seat", f"{seat}, {region}" if region else seat) if seat else ("chapter", group)
        )
        cells = said.setdefault(person, {})
        mark = "; " if seat else ", "
        cells[name] = f"{cells[name]}{mark}{text}" if name in cells else text
    return said


def _regions(keys, user, on):
    """The region in which they hold office, by the rule that says what lies in one."""
    here = Jurisdiction.objects.of_region(OuterRef("pk"), OuterRef("parent__state"))
    regions = Group.objects.open().filter(
        Exists(here.filter(pk=OuterRef(OuterRef("office__jurisdiction")))),
        kind=GroupKind.REGION,
        parent__state=OuterRef("office__jurisdiction__state"),
    )
    held = Term.objects.held(on=on).filter(person__in=keys).order_by()
    named = held.annotate(region=Subquery(regions.order_by("name").values("name")[:1]))
    rows = named.exclude(region=None).values_list("person_id", "region").distinct()
    return _joined_up("region", rows)


def _languages(keys, user, on):
    rows = Speaks.objects.filter(person__in=keys).values_list("person_id", "language")
    return _joined_up("languages", [(person, LANGUAGES[code]) for person, code in rows])


def _since(keys, user, on):
    rows = Membership.objects.visible_to(user, seen=keys).live(on=on)
    network = rows.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER).order_by()
    found = network.values_list("person_id", "since")
    return {person: {"joined": Day(since)} for person, since in found}


def _contact(keys, user, on):
    rows = contacts(user).filter(person__in=keys).order_by().values("person_id")
    rows = rows.annotate(last=Max("interaction__at")).values_list("person_id", "last")
    return {person: {"contact": Day(timezone.localdate(last))} for person, last in rows}


def _tags(keys, user, on):
    mine = Tag.objects.editable_by(user).order_by().values("pk")
    rows = Tagging.objects.filter(person__in=keys, tag__in=mine)
    return _joined_up("tags", rows.values_list("person_id", "tag__name"))


def _addresses(keys, user, on):
    """Only for a file, where a reason was given (see `network.operations.exports`)."""
    rows = ContactPoint.objects.filter(person__in=keys, kind=ContactKind.EMAIL)
    uses = {ContactUse.PERSONAL: "email", ContactUse.OFFICIAL: "official_email"}
    said = {}
    for person, use, value in rows.filter(use__in=uses).values_list("person_id", "use", "value"):
        said.setdefault(person, {}).setdefault(uses[use], []).append(value)
    return {
        person: {name: "; ".join(sorted(values)) for name, values in cells.items()}
        for person, cells in said.items()
    }


def _joined_up(name, rows) -> dict:
    said = {}
    for person, text in sorted(rows):
        said.setdefault(person, []).append(text)
    return {person: {name: ", ".join(texts)} for person, texts in said.items()}


#: Who reads what a column says; None for what is read together with the name.
SOURCES = {
    Column.STANDING: None,
    Column.OFFICE: _terms,
    Column.TERM: _terms,
    Column.CHAPTER: _belonging,
    Column.SEAT: _belonging,
    Column.REGION: _regions,
    Column.LANGUAGES: _languages,
    Column.JOINED: _since,
    Column.CONTACT: _contact,
    Column.ENDS: _terms,
    Column.ELECTION: _terms,
    Column.TAGS: _tags,
    "email": _addresses,
    "official_email": _addresses,
}
#: What only a file may hold.
ADDRESSES = {"email": "Personal e-mail", "official_email": "Official e-mail"}
LABELS = dict(Column.choices) | ADDRESSES


def labels(columns) -> list[str]:
    return [LABELS[name] for name in columns]


def read(keys, columns, *, user, on) -> dict[int, dict]:
    """For each of these people their `public_id`, `name` and what the columns say.

    One query for the names and standing, and one for each source. Who was merged or moved away
    since the keys were found is missing.
    """
    said = _names(keys, "standing" in columns, user, on)
    for source in dict.fromkeys(SOURCES[name] for name in columns):
        for person, found in source(keys, user, on).items() if source else ():
            if person in said:
                said[person].update(found)
    return said


def _names(keys, with_standing, user, on):
    people = Person.objects.visible_to(user, seen=keys).order_by()
    fields = ["pk", "public_id", "given", "known_as", "family"]
    if with_standing:
        people, fields = people.standing(on=on), [*fields, "standing"]
    return {
        pk: {
            "public_id": str(public_id),
            "name": f"{known_as or given} {family}".strip(),
            **({"standing": STANDINGS[standing[0]]} if standing else {}),
        }
        for pk, public_id, given, known_as, family, *standing in people.values_list(*fields)
    }
