"""A caucus is handed on to another steward and closed at the same moment."""

import pytest

from caucuses.models import Caucus
from network.models import AuditEntry, Membership
from network.roles import Role
from tests import processes
from tests.factories import CaucusGroupFactory, MembershipFactory, national_staff
from tests.races.test_caucuses import ACT, IN_TURN

HAND_ON_OR_CLOSE = (
    ACT
    + """
from caucuses.operations import stewarding

hand_on, close = stewarding.hand_on, stewarding.close

def act(verb, caucus, steward, other):
    caucus = Caucus.objects.select_related("group").get(pk=caucus)
    steward, other = Person.objects.get(pk=steward), Person.objects.get(pk=other)
    if verb == "close":
        return told(close, caucus=caucus, by=steward.user)
    return told(hand_on, caucus=caucus, steward=steward, person=other, by=steward.user)
"""
)

#: Looking whether it is open and handing it on are two steps, and nothing is held, there alone.
HAND_ON_OR_CLOSE_UNGUARDED = (
    HAND_ON_OR_CLOSE
    + IN_TURN
    + """
memberships.hold = unheld
stewarding._name = after_the_other(stewarding._name)
hand_on, close = hand_on.__wrapped__, in_between(close.__wrapped__)
"""
)


@pytest.fixture
def field(committed):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(), purpose="We of lanterns.")
    steward, other = (national_staff(email=f"staff{number}@example.org") for number in range(2))
    MembershipFactory(person=steward, group=caucus.group, role=Role.STEWARD)
    return [[verb, caucus.pk, steward.pk, other.pk] for verb in ("hand_on", "close")]


def stewards():
    kept = Membership.including_private.filter(role=Role.STEWARD, until=None)
    return list(kept.values_list("person", flat=True))


def order():
    """Which of both the trail says was done first."""
    lines = AuditEntry.including_private.order_by("pk").values_list("action", flat=True)
    done = {"caucuses.steward_named": "hand_on", "caucuses.closed": "close"}
    return [done[line] for line in lines if line in done]


def test_what_is_closed_is_handed_on_to_nobody(committed, field):
    answers = processes.race(committed, HAND_ON_OR_CLOSE, field)

    _, _, steward, other = field[0]
    assert (answers, order(), stewards()) in [
        (["closed", "close"], ["close"], [steward]),
        (["hand_on", "not_steward"], ["hand_on"], [other]),
    ]


def test_without_the_guard_somebody_is_handed_what_is_closed(committed, field):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, HAND_ON_OR_CLOSE_UNGUARDED, field)

    assert answers == ["hand_on", "close"]
    assert order() == ["close", "hand_on"]
