"""People who are on the roster twice: from a list, a phone call, a card left at a table."""

from datetime import date, datetime, timedelta

from network.models import DuplicatePair, Group, Membership, Person, Term, User
from network.models.people import ContactKind, ContactUse
from network.operations import contacts, duplicates, merging, people
from network.roles import GroupKind, Role

from . import cast

#: State, how the second record came about: by an initial, a slip of the pen, whole, by phone.
SLIPS = [
    ("MD", "whole"),
    ("MD", "slip"),
    ("MD", "initial"),
    ("MD", "phone"),
    ("MD", "slip"),
    ("MD", "whole"),
    ("MD", "initial"),
    ("MD", "whole"),
    ("TX", "slip"),
    ("TX", "whole"),
    ("OH", "initial"),
    ("CO", "whole"),
]
DOUBLES = len(SLIPS) - 1
"""Records that all this leaves: one was joined to its older one already."""


def write_down_twice(director: User, national: User, *, at: datetime) -> None:
    """A dozen doubles; one was joined already, and one pair turned out to be two people."""
    doubles, originals = [], _originals(on=at.date())
    for number, (state, slip) in enumerate(SLIPS):
        by = director if state == cast.HOME else national
        term = next(originals[state])
        doubles.append(_double(term, slip, number, by=by, at=at - timedelta(days=20 - number)))
    duplicates.find(keys=[person.pk for person in doubles], at=at - timedelta(days=3))
    _decide(doubles, director, at=at)


def _originals(*, on: date) -> dict:
    """Sitting council members without a sign-in, by state; the first apply again elsewhere."""
    held = Term.objects.held(on=on).filter(office__role="council", person__user=None)
    found = {}
    for state in dict.fromkeys(state for state, _ in SLIPS):
        members = Membership.objects.live(on=on).filter(group__state=state, role=Role.MEMBER)
        terms = held.filter(person__in=members.values("person"), person__known_as="")
        terms = terms.select_related("person", "office__jurisdiction")
        found[state] = iter(terms.order_by("person__sort_key", "pk")[3:40:3])
    return found


def _double(term, slip, number, *, by, at) -> Person:
    given, family = term.person.given, term.person.family
    if slip == "initial":
        given = f"{given[0]}."
    elif slip == "slip":
        family = f"{family[:-1]}{family[-1] * 2}"
    office = term.office
    double = people.create(
        given=given,
        family=family,
        chapter=Group.objects.get(kind=GroupKind.CHAPTER, state=office.jurisdiction.state),
        term={
            "jurisdiction": office.jurisdiction,
            "role": office.role,
            "seat_label": office.seat_label,
            "starts_on": term.starts_on,
        },
        by=by,
        at=at,
    )
    if slip == "phone":
        for person, typed in ((term.person, "(410) 555-01{:02}"), (double, "410.555.01{:02}")):
            contacts.add(
                person=person,
                kind=ContactKind.PHONE,
                use=ContactUse.PERSONAL,
                value=typed.format(70 + number),
                by=by,
                at=at,
            )
    return double


def _decide(doubles, director, *, at):
    joined, two = doubles[0], doubles[1]
    pair = DuplicatePair.objects.of(joined).first()
    merging.merge(survivor=pair.low, merged=pair.high, by=director, at=at - timedelta(days=2))
    duplicates.tell_apart(
        pair=DuplicatePair.objects.of(two).first(), by=director, at=at - timedelta(days=1)
    )
