"""Two phones at the door read one ticket in the same instant."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from events.models import Attendance, Registration, Scan
from events.operations import credentials, registrations
from tests import processes
from tests.event_factories import EventFactory, a_ticket
from tests.factories import a_member
from tests.races.guards import without_constraints

SCAN = """
from uuid import UUID
from django.utils import timezone
from events.models import Event
from events.operations import door
from tests.races import guards

def act(event, nonce, code):
    return door.scan(
        event=Event.objects.get(pk=event), nonce=UUID(nonce), code=code, by=None,
        at=timezone.now(),
    ).result
"""


@pytest.fixture
def place(committed):
    event = EventFactory(starts_at=timezone.now() + dt.timedelta(hours=1))
    return registrations.register(
        event=event, ticket_type=a_ticket(event), person=a_member(), by=None, at=timezone.now()
    )


def phones(place, number):
    code = credentials.code_of(place)
    return [[place.event_id, str(uuid.uuid4()), code] for _ in range(number)]


def test_of_six_phones_one_says_welcome(committed, place):
    answers = processes.race(committed, SCAN, phones(place, 6))

    assert sorted(answers) == ["already"] * 5 + ["welcome"]
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 6)


def test_a_scan_that_is_sent_again_is_one_scan(committed, place):
    answers = processes.race(committed, SCAN, phones(place, 1) * 6)

    assert answers == ["welcome"] * 6
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)


def test_without_the_lock_and_the_constraint_two_are_let_in(committed, place):
    """The control."""
    names = [one.name for one in Attendance._meta.constraints]
    without_constraints(Attendance, *names)

    answers = processes.race(committed, SLOW, phones(place, 3))

    assert answers == ["welcome"] * 3
    assert Attendance.objects.filter(registration=place).count() == 3
    assert Registration.objects.get().state == "confirmed"


#: All of them have looked who came before any of them writes.
SLOW = (
    SCAN
    + """
guards.without_lock()
import time
from events.models import Attendance
create = Attendance.objects.bulk_create

def bulk_create(rows):
    time.sleep(guards.PAUSE)
    return create(rows)

Attendance.objects.bulk_create = bulk_create
"""
)
