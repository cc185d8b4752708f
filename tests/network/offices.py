"""Beginnings shared by the tests of offices: a chapter, its director, and people in office."""

import datetime as dt

from network.models import Term
from network.operations import verifications
from tests.factories import NOON, TODAY, TermFactory, a_director, a_member

PAST = dt.date(2026, 6, 30)


def code_of(refusal):
    return refusal.value.error_list[0].code


def unconfirmed(chapter, *, email="", **names) -> Term:
    """A member whose scheduled end has passed and of whom nobody said anything."""
    person = a_member(chapter, login=False, **names)
    if email:
        person.contacts.create(kind="email", use="personal", value=email)
    return TermFactory(person=person, ends_on=PAST)


def asked(chapter, terms, *, by=None, closes_on=dt.date(2026, 12, 24), at=NOON):
    about = Term.objects.filter(pk__in=[term.pk for term in terms])
    return verifications.ask(
        group=chapter,
        name="Fall round",
        closes_on=closes_on,
        about=about,
        seen=verifications.recipients(about, on=TODAY).seen,
        by=by or a_director(chapter).user,
        at=at,
    )
