"""Eight scanners read one ticket in the same millisecond: one lets them in."""

from uuid import uuid4

import pytest
from django.db import connection

from events.models import Attendance, Scan
from events.operations import credentials, door
from tests import processes
from tests.event_factories import NOON, RegistrationFactory

SCANNERS = 8

SCAN = """
from datetime import UTC, datetime
from uuid import UUID
from events.models import Event
from events.operations import door

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def act(event, code, nonce):
    return door.scan(
        event=Event.objects.get(pk=event), code=code, nonce=UUID(nonce), by=None, at=NOON
    ).result.value
"""

#: The same without the event's lock, in these processes alone.
UNGUARDED = (
    SCAN
    + """
import time
from contextlib import contextmanager

passed = door._passed

@contextmanager
def unlocked(event_id):
    yield None

def slow(*of):
    found = passed(*of)
    time.sleep(0.5)
    return found

door.event_txn = unlocked
door._passed = slow
"""
)


@pytest.fixture
def place(committed):
    place = RegistrationFactory()
    credentials.code_of(place)
    return place


def scanned(place, committed, script=SCAN, *, nonces=None):
    nonces = nonces or [str(uuid4()) for _ in range(SCANNERS)]
    code = credentials.code_of(place)
    connection.close()
    field = [(place.event_id, code, nonce) for nonce in nonces]
    return sorted(processes.race(committed, script, field))


def went_out(place):
    for kind in ("in", "out"):
        door.scan(event=place.event, registration=place, kind=kind, nonce=uuid4(), by=None, at=NOON)


def test_one_ticket_at_many_doors_lets_one_in(place, committed):
    answers = scanned(place, committed)

    assert answers == ["already"] * (SCANNERS - 1) + ["welcome"]
    assert Attendance.objects.count() == 1
    assert Scan.objects.count() == SCANNERS


def test_so_does_one_that_was_out(place, committed):
    went_out(place)

    assert scanned(place, committed) == ["already"] * (SCANNERS - 1) + ["welcome"]


def test_without_the_lock_many_are_let_in(place, committed):
    """The control."""
    went_out(place)

    assert scanned(place, committed, UNGUARDED).count("welcome") > 1


def test_one_scan_sent_many_times_is_one(place, committed):
    answers = scanned(place, committed, nonces=[str(uuid4())] * SCANNERS)

    assert answers == ["welcome"] * SCANNERS
    assert (Scan.objects.count(), Attendance.objects.count()) == (1, 1)
