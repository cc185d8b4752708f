"""A policy, and members who introduced and passed it."""

import datetime as dt
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from network.models import Policy, PolicyAction
from network.operations import erasure, policies
from tests.cms.conftest import answer
from tests.factories import NOON, JurisdictionFactory, OfficeFactory, TermFactory, a_member

NUMBER = UUID("11111111-1111-4111-8111-111111111111")
DAY = dt.date(2026, 2, 4)


def a_policy(number=NUMBER, name="Rental licensing") -> Policy:
    found = Policy.objects.filter(public_id=number).first()
    return found or Policy.objects.create(public_id=number, name=name)


def serving_in(place=None, *, chapter=None, title="Council member", consents=None, **names):
    """A member with one term; `consents` answers whether public pages may name them."""
    person = a_member(chapter, **names)
    office = OfficeFactory(jurisdiction=place or JurisdictionFactory(), title=title)
    TermFactory(person=person, office=office)
    if consents is not None:
        answer(person, given=consents)
    return person


def told(person, *, did="introduced", on=DAY, at=NOON, policy=None, **said) -> PolicyAction:
    return policies.report(
        policy=policy or a_policy(),
        person=person,
        term=said.pop("term", None) or person.terms.get(),
        did=did,
        on=on,
        by=person.user,
        at=at,
        **said,
    )


def confirmed(person, **said) -> PolicyAction:
    return policies.confirm(action=told(person, **said), by=None, at=NOON)


def king():
    return JurisdictionFactory(name="King County", state="WA", ocd_id="ocd-division/x:king")


def code_of(do) -> str:
    """Why it is refused."""
    with pytest.raises(ValidationError) as refusal:
        do()
    return refusal.value.error_list[0].code


def erase(person):
    asked = erasure.ask(person=person, by=person.user, at=NOON)
    erasure.carry_out(erasure=asked, at=asked.due_at)
