"""Two who lead call, change, call off or write down a meeting at the same moment."""

import datetime as dt

import pytest

from caucuses.models import Attendance, Caucus, MeetingSeries, Occurrence, Pattern
from caucuses.operations import meetings, series
from events.models import Event
from network.roles import Role
from tests import processes
from tests.factories import NOON, CaucusGroupFactory, MembershipFactory, a_member
from tests.races.test_caucuses import ACT, IN_TURN

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

#: With a series in place of one meeting, whose first is then.
SERIES = (
    ACT
    + """
from datetime import date, time as hour
from caucuses.operations import meetings, series

call = series.call
WHAT = {"title": "Evenings", "pattern": "weekly", "starts_on": date(2026, 11, 27)}
WHAT |= {"timezone": "UTC", "starts": hour(19), "minutes": 60}

def act(caucus, leader):
    caucus = Caucus.objects.select_related("group").get(pk=caucus)
    return told(call, caucus=caucus, by=Person.objects.get(pk=leader).user, **WHAT)
"""
)
SERIES_UNGUARDED = (
    SERIES
    + """
looked = meetings.refuse_twice

def slowly(*asked):
    looked(*asked)
    time.sleep(0.5)

call = call.__wrapped__
meetings.refuse_twice, series.rows.lock = slowly, lambda row: row
"""
)

CHANGE_OR_MOVE = (
    ACT
    + """
from datetime import time as hour
from caucuses.models import MeetingSeries
from caucuses.operations import meetings, series
from events.models import Event

change, move = series.change, meetings.move

def act(verb, pk, leader):
    by = Person.objects.get(pk=leader).user
    if verb == "change":
        found = MeetingSeries.objects.select_related("caucus__group").get(pk=pk)
        return told(change, series=found, starts=hour(20), by=by)
    event = Event.objects.get(pk=pk)
    caucus = Caucus.objects.select_related("group").get(group=event.host)
    return told(move, caucus=caucus, event=event, place="The attic", by=by)
"""
)

#: Reading the meetings and writing them are two steps, and nothing is held, there alone.
CHANGE_OR_MOVE_UNGUARDED = (
    CHANGE_OR_MOVE
    + IN_TURN
    + """
meetings.hold = lambda caucus, row: type(row).objects.get(pk=row.pk)
series._go_on = after_the_other(series._go_on)
change, move = change.__wrapped__, in_between(move.__wrapped__)
"""
)

#: One who asked before it began has to wait for one who asks as it does.
CANCEL_OR_ATTEND = """
from datetime import UTC, datetime, timedelta
import time
from django.core.exceptions import ValidationError
from caucuses.models import Caucus
from caucuses.operations import meetings
from events.models import Event
from network.models import Person

cancel, attend = meetings.cancel, meetings.attend

def act(verb, pk, leader):
    event = Event.objects.select_related("host").get(pk=pk)
    person = Person.objects.get(pk=leader)
    what = {"caucus": Caucus.objects.select_related("group").get(group=event.host)}
    what |= {"event": event, "by": person.user}
    try:
        if verb == "cancel":
            cancel(**what, at=event.starts_at - timedelta(milliseconds=1))
        else:
            attend(**what, people=[person], at=event.starts_at)
    except ValidationError as refusal:
        return refusal.code
    return verb
"""

#: Looking whether it has begun and calling it off are two steps, and nothing is held, there alone.
CANCEL_OR_ATTEND_UNGUARDED = (
    CANCEL_OR_ATTEND
    + IN_TURN
    + """
meetings.hold = lambda caucus, row: type(row).objects.get(pk=row.pk)
meetings.meetings.cancel = after_the_other(meetings.meetings.cancel)
cancel, attend = cancel.__wrapped__, in_between(attend.__wrapped__)
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


def test_a_series_called_by_two_at_once_is_there_once(committed, field):
    answers = processes.race(committed, SERIES, field)

    assert sorted(answers) == ["call", "twice"]
    assert MeetingSeries.objects.count() == 1
    assert Event.objects.count() == Occurrence.objects.count()


def test_without_the_guard_the_series_is_there_twice(committed, field):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, SERIES_UNGUARDED, field)

    assert answers == ["call", "call"]
    assert MeetingSeries.objects.count() == 2


@pytest.fixture
def running(field):
    """A series of two meetings; what changes it, and what moves the second of them."""
    runs = series.call(
        caucus=Caucus.objects.select_related("group").get(),
        title="Evenings",
        pattern=Pattern.WEEKLY,
        starts_on=dt.date(2026, 11, 27),
        until=dt.date(2026, 12, 4),
        timezone="UTC",
        starts=dt.time(19),
        minutes=60,
        place="The cellar",
        by=None,
        at=NOON,
    )
    (_, changes), (_, moves) = field
    second = runs.occurrences.order_by("original_start").last()
    return [["change", runs.pk, changes], ["move", second.event_id, moves]]


def said():
    found = Occurrence.objects.order_by("original_start").select_related("event")
    return [(one.moved, one.event.place) for one in found]


def test_a_meeting_moved_as_its_series_changes_stays_where_it_was_put(committed, running):
    answers = processes.race(committed, CHANGE_OR_MOVE, running)

    assert answers == ["change", "move"]
    assert said() == [(False, "The cellar"), (True, "The attic")]


def test_without_the_guard_it_is_put_back(committed, running):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, CHANGE_OR_MOVE_UNGUARDED, running)

    assert answers == ["change", "move"]
    assert said() == [(False, "The cellar"), (True, "The cellar")]


@pytest.fixture
def beginning(field):
    caucus = Caucus.objects.select_related("group").get()
    starts = NOON + dt.timedelta(days=1)
    called = {"title": "Wick night", "timezone": "UTC", "starts_at": starts}
    ends = starts + dt.timedelta(hours=1)
    event = meetings.call(caucus=caucus, **called, ends_at=ends, by=None, at=NOON)
    (_, one), (_, other) = field
    return [["cancel", event.pk, one], ["attend", event.pk, other]]


def test_nobody_was_at_a_meeting_that_was_called_off(committed, beginning):
    answers = processes.race(committed, CANCEL_OR_ATTEND, beginning)

    off = Event.objects.get().cancelled_at is not None
    assert answers == (["cancel", "cancelled"] if off else ["begun", "attend"])
    assert Attendance.objects.count() == (0 if off else 1)


def test_without_the_guard_somebody_was(committed, beginning):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, CANCEL_OR_ATTEND_UNGUARDED, beginning)

    assert answers == ["cancel", "attend"]
    assert (Event.objects.get().cancelled_at is None, Attendance.objects.count()) == (False, 1)
