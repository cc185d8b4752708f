"""People who are on the roster twice: from a list, a phone call, a card left at a table."""

from datetime import date, datetime, timedelta

from network.models import Application, DuplicatePair, Group, Membership, Person, Term, User
from network.models.offices import EndReason
from network.models.people import ContactKind, ContactUse
from network.operations import contacts, duplicates, merging, people, terms
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
    pool, doubles = _originals(on=at.date()), []
    for number, (state, slip) in enumerate(SLIPS):
        term = next((term for term in pool if term.office.jurisdiction.state == state), pool[0])
        pool.remove(term)
        by = director if term.office.jurisdiction.state == cast.HOME else national
        doubles.append(_double(term, slip, number, by=by, at=at - timedelta(days=20 - number)))
    duplicates.find(keys=[person.pk for person in doubles], at=at - timedelta(days=3))
    _decide(doubles, director, at=at)


def _originals(*, on: date) -> list[Term]:
    """One term each of members without a sign-in, in the order of their names.

    Left out is whoever applied again from elsewhere: they are on the roster twice already.
    """
    members = Membership.objects.live(on=on).filter(group__kind=GroupKind.CHAPTER, role=Role.MEMBER)
    chapters = Group.objects.filter(kind=GroupKind.CHAPTER).values("state")
    applied = Application.objects.values("family")
    held = (
        Term.objects.held(on=on)
        .filter(person__in=members.values("person"), office__jurisdiction__state__in=chapters)
        .filter(person__user=None, person__known_as="")
        .exclude(person__family__in=applied)
        .select_related("person", "office__jurisdiction")
        .order_by("person__sort_key", "pk")
    )
    return list({term.person_id: term for term in held}.values())


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
            "starts_on": date(at.year - 10, 1, 4),
            "ends_on": date(at.year - 6, 1, 3),
        },
        by=by,
        at=at,
    )
    served = double.terms.get()
    terms.end(term=served, ended_on=served.ends_on, reason=EndReason.COMPLETED, by=by, at=at)
    if slip == "phone":
        for person in (term.person, double):
            contacts.add(
                person=person,
                kind=ContactKind.PHONE,
                use=ContactUse.PERSONAL,
                value=f"(410) 555-01{70 + number}",
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
