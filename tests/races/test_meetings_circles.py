"""Two transactions about meetings that could wait for each other: they wait in one order."""

import pytest
from django.db import connection

from events.models import Booking, WindowMode
from events.operations.meet import bookings
from tests import processes
from tests.events.meet import invariants
from tests.factories import a_chapter
from tests.meeting_factories import a_host, a_place, a_type, booked, held, weekly
from tests.races.test_caucuses import IN_TURN
from tests.races.test_meetings import ACT, FILL_IN, MINUTE, NINE, SUNDAY, members

#: One is in the midst of it, with what it wrote before, when the other begins.
SWEEP = (
    FILL_IN
    + IN_TURN
    + """
def sweep(at):
    claims.lapse(at=at)
    for booking in Booking.objects.filter(state="pending", starts_at__lte=at):
        deciding.decline(booking=booking, by=None, at=at)

def then_waits(act):
    def waits(**which):
        act(**which)
        begun.set()
        time.sleep(guards.PAUSE)
    return waits

def after_that(act):
    def waits(**what):
        begun.wait(60)
        claims.lapse = lapsed
        act(**what)
    return waits

lapsed, book = claims.lapse, after_that(book)
claims.lapse = then_waits(claims.lapse)
LATER = NINE + timedelta(hours=1)
"""
)


@pytest.fixture
def late(committed):
    """A meeting that nobody answered, and a time with the same host that somebody fills in."""
    host = a_host()
    one, other = members(2)
    booked(a_type(host, approval=True), one, NINE, at=SUNDAY)
    hold = held(a_type(host), other, NINE + 120 * MINUTE, at=NINE)
    return [["lapse", hold.pk], ["book", hold.pk]]


def test_what_is_filled_in_as_the_clock_sweeps_waits_for_nobody_in_a_circle(committed, late):
    answers = processes.race(committed, SWEEP, late)

    assert answers == ["lapse", "book"]
    assert sorted(row.state for row in Booking.objects.all()) == ["confirmed", "declined"]
    assert invariants.broken() == []


def test_with_meetings_held_before_their_host_one_of_the_two_is_thrown_out(committed, late):
    """The control. On SQLite a transaction is a lock on everything: there is no circle."""
    other_order = "lapse = transaction.atomic(sweep)\n"

    answers = processes.race(committed, SWEEP + other_order, late)

    circles = [one for one in answers if "deadlock" in one]
    assert len(circles) == (connection.vendor == "postgresql")


SWAP = (
    ACT
    + """
def act(booking, hours):
    it = the(booking)
    wish = Wish(it.starts_at + timedelta(hours=hours), "in_person", it.place)
    return told("move", changing.move_by_host, booking=it, wish=wish)
"""
)


@pytest.fixture
def neighbors(committed):
    """Two hosts in one room, at nine and at ten; each is moved to the other's time."""
    chapter = a_chapter()
    place, field = a_place(chapter), []
    for number, person in enumerate(members(2)):
        host = a_host(chapter, hours=())
        weekly(host, 0, 9, 11, mode=WindowMode.IN_PERSON, place=place)
        wish = {"mode": "in_person", "place": place}
        hold = held(a_type(host), person, NINE + 60 * number * MINUTE, at=SUNDAY, **wish)
        bookings.book(booking=hold, by=None, at=SUNDAY)
        field.append([hold.pk, -1 if number else 1])
    return field


def test_two_who_swap_their_times_in_a_room_are_both_told_so(committed, neighbors):
    answers = processes.race(committed, SWAP, neighbors)

    assert answers == ["taken", "taken"]
    assert invariants.broken() == []


def test_without_the_rooms_row_one_of_them_is_thrown_out(committed, neighbors):
    """The control, where a transaction is no lock on everything."""
    unheld = """
claims.lock_rooms = lambda *places: None
guards.slowly(claims, "release")
"""
    answers = processes.race(committed, SWAP + unheld, neighbors)

    circles = [one for one in answers if "deadlock" in one]
    assert len(circles) == (connection.vendor == "postgresql")
