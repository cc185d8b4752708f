"""A meeting changed twice at once, and an address asked for twice at once."""

import datetime as dt

import pytest

from events.models import CalendarToken, Event
from tests import processes
from tests.factories import NOON, PersonFactory, a_chapter

CHANGE = """
from datetime import UTC, datetime
from events.models import Event
from events.operations import meetings

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
change = meetings.change

def act(event, name, value):
    change(event=Event.objects.get(pk=event), by=None, at=NOON, **{name: value})
    return "changed"
"""

MAKE = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from events.operations import tokens
from network.models import Person

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
make = tokens.make

def act(person):
    try:
        make(person=Person.objects.get(pk=person), by=None, at=NOON)
    except ValidationError as refusal:
        return refusal.messages[0]
    return "made"
"""

#: The same, but nobody waits for the other, in those processes alone.
UNGUARDED = """
import time

def lock(row):
    row = type(row)._base_manager.get(pk=row.pk)
    time.sleep(0.5)
    return row
"""
CHANGE_UNGUARDED = (
    CHANGE + UNGUARDED + "\nmeetings.rows.lock = lock\nchange = meetings.change.__wrapped__\n"
)
MAKE_UNGUARDED = (
    MAKE
    + """
import time

def slow(length):
    time.sleep(0.5)
    return f"{length}-{time.monotonic_ns()}"

tokens.rows.lock = lambda row: row
tokens.secrets.token_urlsafe = slow
make = tokens.make.__wrapped__
"""
)


@pytest.fixture
def event(committed):
    return Event.objects.create(
        host=a_chapter(),
        title="Supper",
        timezone="UTC",
        starts_at=NOON + dt.timedelta(days=3),
        ends_at=NOON + dt.timedelta(days=3, hours=1),
    )


@pytest.fixture
def person(committed):
    return PersonFactory()


def two_changes(committed, script, event):
    field = [[event.pk, "title", "Dinner"], [event.pk, "place", "Library"]]
    answers = processes.race(committed, script, field)
    event.refresh_from_db()
    return answers, event


def test_both_changes_count(committed, event):
    answers, event = two_changes(committed, CHANGE, event)

    assert answers == ["changed", "changed"]
    assert (event.title, event.place, event.sequence) == ("Dinner", "Library", 2)


def test_without_the_lock_one_would_be_lost(committed, event):
    """The control."""
    _, event = two_changes(committed, CHANGE_UNGUARDED, event)

    assert event.sequence == 1
    assert (event.title, event.place) != ("Dinner", "Library")


def test_of_two_addresses_made_at_once_the_later_stays(committed, person):
    answers = processes.race(committed, MAKE, [[person.pk], [person.pk]])

    assert answers == ["made", "made"]
    assert (CalendarToken.objects.count(), CalendarToken.objects.live().count()) == (2, 1)


def test_without_the_lock_one_would_be_refused(committed, person):
    """The control: even then no two live."""
    answers = processes.race(committed, MAKE_UNGUARDED, [[person.pk], [person.pk]])

    assert sorted(answer == "made" for answer in answers) == [False, True]
    assert CalendarToken.objects.live().count() == 1
