"""Two who lead decide on one request, or both leave their caucus, at the same moment."""

import pytest

from caucuses.models import Caucus
from network.models import AuditEntry, Letter, Membership
from network.models.memberships import MembershipState
from network.roles import Role
from tests import processes
from tests.factories import CaucusGroupFactory, MembershipFactory, a_member

ACT = """
from datetime import UTC, datetime
import time
from django.core.exceptions import ValidationError
from caucuses.models import Caucus
from caucuses.operations import memberships
from network.models import Membership, Person

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def told(operation, **what):
    try:
        operation(**what, at=NOON)
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return operation.__name__

def unheld(group_id, closed=False):
    return Caucus.objects.select_related("group").get(group=group_id)
"""

#: For controls in which one acts between two steps of the other, without waiting for the clock.
IN_TURN = """
import multiprocessing

begun, done = (multiprocessing.get_context("fork").Event() for _ in range(2))

def after_the_other(step):
    def waits(*what, **fields):
        begun.set()
        done.wait(60)
        return step(*what, **fields)
    return waits

def in_between(verb):
    def waits(**what):
        begun.wait(60)
        try:
            return verb(**what)
        finally:
            done.set()
    waits.__name__ = verb.__name__
    return waits
"""

DECIDE = (
    ACT
    + """
verbs = {"approve": memberships.approve, "decline": memberships.decline}

def act(verb, pk, leader):
    row = Membership.including_private.get(pk=pk)
    return told(verbs[verb], membership=row, by=Person.objects.get(pk=leader).user)
"""
)

#: Looking at the request and deciding it are two steps, and nothing is held, in that process alone.
DECIDE_UNGUARDED = (
    DECIDE
    + """
def move(caucus, membership, was, by, at, **fields):
    found = Membership.including_private.filter(pk=membership.pk, state=was, until=None).exists()
    time.sleep(0.5)
    if not found:
        raise ValidationError("decided", code="decided")
    Membership.including_private.filter(pk=membership.pk).update(**fields)
    membership.refresh_from_db()

verbs = {name: verb.__wrapped__ for name, verb in verbs.items()}
memberships.hold, memberships._move = unheld, move
"""
)

LEAVE = (
    ACT
    + """
leave = memberships.leave

def act(caucus, pk):
    person = Person.objects.get(pk=pk)
    return told(leave, caucus=Caucus.objects.get(pk=caucus), person=person, by=person.user)
"""
)

#: Looking who else leads and leaving are two steps, and nothing is held, in that process alone.
LEAVE_UNGUARDED = (
    LEAVE
    + """
heir = memberships._heir

def slowly(*asked):
    found = heir(*asked)
    time.sleep(0.5)
    return found

leave = leave.__wrapped__
memberships.hold, memberships._heir = unheld, slowly
"""
)


@pytest.fixture
def caucus(committed):
    return Caucus.objects.create(group=CaucusGroupFactory(), purpose="We of lanterns.")


@pytest.fixture
def leaders(caucus):
    people = [a_member(email=f"leader{number}@example.org") for number in range(2)]
    for person in people:
        MembershipFactory(person=person, group=caucus.group, role=Role.CHAIR)
    return people


@pytest.fixture
def asked(caucus):
    asker = a_member(email="asker@example.org")
    return MembershipFactory(person=asker, group=caucus.group, state=MembershipState.ASKED)


def field(asked, leaders):
    verbs = ("approve", "decline")
    return [[verb, asked.pk, one.pk] for verb, one in zip(verbs, leaders, strict=True)]


def decisions():
    actions = ("caucuses.approve", "caucuses.decline")
    return AuditEntry.including_private.filter(action__in=actions).count()


def leading(caucus):
    rows = Membership.including_private.filter(group=caucus.group, role=Role.CHAIR, until=None)
    return rows.count()


def test_of_yes_and_no_at_once_one_counts_and_the_other_is_told(committed, asked, leaders):
    answers = processes.race(committed, DECIDE, field(asked, leaders))

    asked.refresh_from_db()
    won = next(answer for answer in answers if answer != "decided")
    assert sorted(answers) == sorted([won, "decided"])
    assert (asked.until is None) == (won == "approve")
    assert (asked.state == MembershipState.ACTIVE) == (won == "approve")
    assert (decisions(), Letter.objects.count()) == (1, 1)


def test_without_the_guards_both_believe_that_they_decided(committed, asked, leaders):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, DECIDE_UNGUARDED, field(asked, leaders))

    assert answers == ["approve", "decline"]
    assert decisions() == 2


def test_of_two_who_lead_and_leave_at_once_one_stays_and_is_told(committed, caucus, leaders):
    answers = processes.race(committed, LEAVE, [[caucus.pk, one.pk] for one in leaders])

    assert sorted(answers) == ["last_leader", "leave"]
    assert leading(caucus) == 1


def test_without_the_guards_nobody_leads(committed, caucus, leaders):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, LEAVE_UNGUARDED, [[caucus.pk, one.pk] for one in leaders])

    assert answers == ["leave", "leave"]
    assert leading(caucus) == 0
