"""Several of the staff put one field back, or finish one next step, at the same moment."""

import pytest

from network.models import AuditEntry, Person
from network.operations import next_actions, people
from tests import processes
from tests.factories import NOON, TODAY, a_chapter, a_member, national_staff

PUT_BACK = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import AuditEntry, User
from network.operations import putting_back

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
put_back = putting_back.put_back

def act(entry, user):
    try:
        put_back(
            entry=AuditEntry.objects.get(pk=entry),
            part="given",
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "put back"
"""

#: The same without a transaction and without a look at what happened meanwhile.
UNGUARDED = (
    PUT_BACK
    + """
import time

put_back = putting_back.put_back.__wrapped__
change = putting_back.rows.change

def slowly(row, **values):
    time.sleep(0.5)
    return change(row, **values)

putting_back.rows.change = slowly
putting_back.rows.lock = lambda row: row
"""
)

FINISH = """
from datetime import UTC, datetime
from network.models import NextAction, User
from network.operations import next_actions

def act(action, user):
    next_actions.finish(
        action=NextAction.objects.get(pk=action),
        by=User.objects.get(pk=user),
        at=datetime(2026, 11, 24, 17, tzinfo=UTC),
    )
    return "done"
"""


@pytest.fixture
def staff(committed):
    return [national_staff().user.pk for _ in range(6)]


@pytest.fixture
def renamed(staff):
    """The key of an entry that says that Dana was renamed."""
    dana, june = a_member(a_chapter(), given="Dana"), national_staff()
    people.edit(person=dana, version=1, given="Dee", by=june.user, at=NOON)
    return AuditEntry.objects.latest("pk").pk


def undone():
    return AuditEntry.objects.filter(action="network.put_back").count()


def test_one_puts_it_back_and_the_others_are_told(committed, staff, renamed):
    answers = processes.race(committed, PUT_BACK, [[renamed, user] for user in staff])

    assert sorted(answers) == ["This has been put back already."] * 5 + ["put back"]
    assert (undone(), Person.objects.get(given="Dana").version) == (1, 3)


def test_without_the_lock_it_is_put_back_again_and_again(committed, staff, renamed):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, UNGUARDED, [[renamed, user] for user in staff])

    assert answers == ["put back"] * 6
    assert undone() == 6


def test_a_step_is_finished_once(committed, staff):
    june = national_staff()
    action = next_actions.plan(
        person=a_member(a_chapter()),
        text="Call back",
        owner=june.user,
        due_on=TODAY,
        scope=a_chapter(),
        by=june.user,
        at=NOON,
    )
    answers = processes.race(committed, FINISH, [[action.pk, user] for user in staff])

    assert answers == ["done"] * 6
    assert AuditEntry.objects.filter(action="network.action_done").count() == 1
