"""Two who lead call the same meeting at the same moment."""

import pytest

from caucuses.models import Caucus
from events.models import Event
from network.roles import Role
from tests import processes
from tests.factories import CaucusGroupFactory, MembershipFactory, a_member

CALL = """
from datetime import UTC, datetime, timedelta
import time
from django.core.exceptions import ValidationError
from caucuses.models import Caucus
from caucuses.operations import meetings
from network.models import Person

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
call = meetings.call

def act(caucus, leader):
    starts = NOON + timedelta(days=3)
    try:
        call(
            caucus=Caucus.objects.select_related("group").get(pk=caucus),
            title="Wick night",
            timezone="America/New_York",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            by=Person.objects.get(pk=leader).user,
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.code
    return "called"
"""

#: Looking whether it is there and calling it are two steps, and nothing is held, here alone.
CALL_UNGUARDED = (
    CALL
    + """
looked = meetings.refuse_twice

def slowly(*asked):
    looked(*asked)
    time.sleep(0.5)

call = meetings.call.__wrapped__
meetings.refuse_twice = slowly
meetings.rows = type("Unheld", (), {"lock": staticmethod(lambda row: row)})
"""
)


@pytest.fixture
def field(committed):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(), purpose="We of lanterns.")
    people = [a_member(email=f"leader{number}@example.org") for number in range(2)]
    for person in people:
        MembershipFactory(person=person, group=caucus.group, role=Role.CHAIR)
    return [[caucus.pk, person.pk] for person in people]


def test_a_meeting_called_by_two_at_once_is_there_once(committed, field):
    answers = processes.race(committed, CALL, field)

    assert sorted(answers) == ["called", "twice"]
    assert Event.objects.count() == 1


def test_without_the_guard_it_is_there_twice(committed, field):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, CALL_UNGUARDED, field)

    assert answers == ["called", "called"]
    assert Event.objects.count() == 2
