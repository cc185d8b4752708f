"""Whom somebody who is new to us may be: an applicant, a line of a file, a name being typed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from network.models import ContactPoint, Office, Person, Term
from network.models.people import ContactKind, ContactUse
from network.words import fold

from .names import likeness

#: How many people of one family name are looked at while a name is typed, and how many said.
MOST_LOOKED_AT, MOST_SAID = 200, 5
BATCH = 500
ITS_ADDRESS = "Has this personal address"


@dataclass(frozen=True)
class Match:
    person: Person
    offices: list[Office]
    reasons: list[str]

    @property
    def said(self) -> str:
        """The person and what they hold or held, in one line."""
        return ", ".join(filter(None, [str(self.person), "; ".join(map(str, self.offices))]))


class Line(NamedTuple):
    """What a line of a file says of somebody: the key of their jurisdiction, or None."""

    given: str
    family: str
    jurisdiction: int | None


def matches(*, given, family, jurisdiction, people) -> list[Match]:
    """Those of `people` (a queryset: whom the asker may see) who may be this applicant."""
    terms = (
        Term.objects.filter(office__jurisdiction=jurisdiction, person__in=people)
        .select_related("person", "office__jurisdiction")
        .order_by("person__sort_key", "person_id", "-starts_on")
    )
    offices: dict[Person, list[Office]] = {}
    for term in terms:
        offices.setdefault(term.person, []).append(term.office)
    found = []
    for person, held in offices.items():
        reasons = likeness(given, family, person)
        if reasons:
            found.append(Match(person, held, [f"Served in {jurisdiction}", *reasons]))
    return found


def like(*, given, family, people, jurisdiction=None, email="") -> list[Match]:
    """Those of `people` whom a record about to be added may repeat, the likeliest first.

    While a name is typed this is asked again and again: it looks at those whose family name
    begins as typed, at those of the jurisdiction, and at whose address this is.
    """
    found: dict[int, Match] = {}
    for person in _at(email, people):
        found[person.pk] = Match(person, [], [ITS_ADDRESS, *likeness(given, family, person)])
    if fold(given) and fold(family):
        if jurisdiction:
            for match in matches(
                given=given, family=family, jurisdiction=jurisdiction, people=people
            ):
                found.setdefault(match.person.pk, match)
        for person in people.named_like(family)[:MOST_LOOKED_AT]:
            if reasons := likeness(given, family, person):
                found.setdefault(person.pk, Match(person, [], reasons))
    return _with_offices(list(found.values())[:MOST_SAID])


def like_many(rows, people) -> dict:
    """Those of `people` whom the lines of a file may repeat: lists of matches by the rows' keys.

    `rows` are `Line`s by any key, such as their number. One question for each five hundred
    jurisdictions, however many rows: cheap enough for a check of thousands. Matches name no
    offices.
    """
    wanted = defaultdict(list)
    for key, row in rows.items():
        if row.jurisdiction:
            wanted[row.jurisdiction].append(key)
    found = defaultdict(list)
    for place, served in _by_place(wanted, people).items():
        for key in wanted[place]:
            for person in served:
                if reasons := likeness(rows[key].given, rows[key].family, person):
                    found[key].append(Match(person, [], reasons))
    return dict(found)


def _by_place(places, people):
    """Who of `people` serves or served in each of these jurisdictions."""
    keys = sorted(places)
    served = defaultdict(list)
    for start in range(0, len(keys), BATCH):
        terms = Term.objects.filter(
            office__jurisdiction__in=keys[start : start + BATCH], person__in=people.order_by()
        ).select_related("person", "office")
        pairs = {(term.office.jurisdiction_id, term.person_id): term.person for term in terms}
        for (place, _), person in sorted(pairs.items(), key=lambda pair: pair[0]):
            served[place].append(person)
    return served


def _at(email, people):
    if not email:
        return []
    owners = ContactPoint.objects.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, value__iexact=email.strip()
    )
    return people.filter(pk__in=owners.values("person"))


def _with_offices(found):
    """The same with what they hold or held, in one question for them all."""
    held = defaultdict(list)
    terms = Term.objects.filter(person__in=[match.person.pk for match in found])
    for term in terms.select_related("office__jurisdiction").order_by("-starts_on", "pk"):
        held[term.person_id].append(term.office)
    return [Match(match.person, held[match.person.pk], match.reasons) for match in found]
