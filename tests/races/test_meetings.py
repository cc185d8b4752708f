"""Many want the same half hour, and a meeting is changed from two sides at the same moment."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from events.models import Booking, BookingChange, Claim, PoolMember, WindowMode
from tests import processes
from tests.events.meet import invariants
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_pool, a_type, booked, held, weekly
from tests.races import guards
from tests.races.test_caucuses import IN_TURN

SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=ZoneInfo("America/New_York"))
NINE = dt.datetime(2026, 2, 2, 9, tzinfo=ZoneInfo("America/New_York"))
MINUTE = dt.timedelta(minutes=1)

ACT = """
import time
from datetime import UTC, datetime, timedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from events.models import Booking, Host, MeetingPlace, MeetingType
from events.operations.meet import bookings, changing, claims, deciding, slots, steps
from events.operations.meet.bookings import Wish
from network.models import Person
from tests.races import guards

SUNDAY = datetime(2026, 2, 1, 23, tzinfo=UTC)
NINE = datetime(2026, 2, 2, 14, tzinfo=UTC)

def told(name, verb, *, at=SUNDAY, **what):
    try:
        verb(**what, by=None, at=at)
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return name

def the(booking):
    return Booking.objects.get(pk=booking)
"""

HOLD = (
    ACT
    + """
hold, book = bookings.hold, bookings.book

def act(kind, person, later, place=None):
    kind, person = MeetingType.objects.get(pk=kind), Person.objects.get(pk=person)
    wish = Wish(NINE + timedelta(minutes=later))
    if place:
        place = MeetingPlace.objects.get(pk=place)
        wish = Wish(wish.starts_at, "in_person", place)
    try:
        held = hold(
            meeting_type=kind, wish=wish, timezone="UTC", person=person, by=None, at=SUNDAY
        )
        book(booking=held, person=person, by=None, at=SUNDAY)
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "booked"
"""
)

#: Neither the host's row nor a transaction, which is a lock on SQLite: looking whether the time
#: is open and taking it are two steps.
UNLOCKED = """
claims.lock = lambda *hosts: list(hosts)
claims.lapse = lambda **which: 0
bookings.rows.lock = lambda row: type(row).objects.get(pk=row.pk)
hold = bookings.hold.__wrapped__
guards.slowly(slots, "find")
"""

#: One after the other, unseen: neither the rows are held, nor is it looked whether they changed.
UNHELD = """
def unheld(booking, *, seen=None, also=None):
    return Booking.objects.select_related("meeting_type", "host", "place").get(pk=booking.pk)

def unswapped(booking, **values):
    for name, value in values.items():
        setattr(booking, name, value)
    Booking.objects.filter(pk=booking.pk).update(**values)

steps.current, steps.write = unheld, unswapped
claims.lapse = lambda **which: 0
"""


def members(count):
    return [a_member(email=f"racer{number}@example.org", login=False) for number in range(count)]


@pytest.fixture
def crowd(committed):
    """Twenty who want to begin at another minute each; any two of their meetings overlap."""
    host = a_host(hours=[(7, 12)])
    half, longer = a_type(host, step=5), a_type(host, minutes=75, step=5)
    wishes = [(half, later) for later in range(0, 30, 5)]
    wishes += [(longer, later) for later in range(-45, 25, 5)]
    pairs = zip(wishes, members(len(wishes)), strict=True)
    return [[kind.pk, person.pk, later] for (kind, later), person in pairs]


def test_of_twenty_overlapping_times_of_one_host_one_is_booked(committed, crowd):
    answers = processes.race(committed, HOLD, crowd)

    assert sorted(answers) == ["booked"] + ["taken"] * 19
    assert Booking.objects.count() == 1
    assert invariants.broken() == []


def test_without_the_hosts_row_the_schema_still_lets_one_through(committed, crowd):
    answers = processes.race(committed, HOLD + UNLOCKED, crowd[::3])

    assert sorted(answers) == ["booked"] + ["taken"] * 6


def test_without_either_guard_they_are_double_booked(committed, crowd):
    """The control: the races above are ones that can be lost."""
    guards.without_constraints(Claim, "claim_of_a_host_once")

    answers = processes.race(committed, HOLD + UNLOCKED, crowd[::3])

    assert answers.count("booked") > 1
    assert any("overlap" in line for line in invariants.broken())


@pytest.fixture
def pool(committed):
    chapter = a_chapter()
    kind = a_type(pool=a_pool(a_host(chapter), a_host(chapter), group=chapter))
    return [[kind.pk, person.pk, 0] for person in members(12)]


def test_a_pool_of_two_is_booked_exactly_twice(committed, pool):
    answers = processes.race(committed, HOLD, pool)

    assert sorted(answers) == ["booked"] * 2 + ["taken"] * 10
    assert Booking.objects.values("host").distinct().count() == 2
    assert len({member.turn for member in PoolMember.objects.all()}) == 1
    assert invariants.broken() == []


def test_without_the_guards_a_pool_of_two_is_booked_more_often(committed, pool):
    """The control: the race above is one that can be lost."""
    guards.without_constraints(Claim, "claim_of_a_host_once")

    answers = processes.race(committed, HOLD + UNLOCKED, pool[:4])

    assert answers.count("booked") > 2


@pytest.fixture
def room(committed):
    """Two hosts of one chapter, who both may meet in its one room."""
    chapter = a_chapter()
    place = a_place(chapter)
    field = []
    for person in members(2):
        host = a_host(chapter, hours=())
        weekly(host, 0, 9, 10, mode=WindowMode.IN_PERSON, place=place)
        field.append([a_type(host).pk, person.pk, 0, place.pk])
    return field


def test_two_hosts_do_not_both_have_the_room(committed, room):
    answers = processes.race(committed, HOLD, room)

    assert sorted(answers) == ["booked", "taken"]
    assert invariants.broken() == []


def test_without_the_schemas_word_both_have_the_room(committed, room):
    """The control: no host's row guards a room."""
    guards.without_constraints(Claim, "claim_of_a_place_once")

    answers = processes.race(committed, HOLD + UNLOCKED, room)

    assert answers == ["booked", "booked"]
    assert any("overlap" in line for line in invariants.broken())


CHANGES = (
    ACT
    + """
approve, cancel, move = deciding.approve, changing.cancel, changing.move
hand_on = changing.hand_on

def act(verb, booking, other=None):
    what = {"booking": the(booking), "seen": 0}
    if verb == "approve":
        return told(verb, approve, **what)
    if verb == "cancel":
        return told(verb, cancel, **what)
    if verb == "move":
        return told(verb, move, **what, wish=Wish(NINE + timedelta(hours=2)))
    return told(verb, hand_on, **what, host=Host.objects.get(pk=other))
"""
)


@pytest.fixture
def meeting(committed):
    chapter = a_chapter()
    a_type(a_host(chapter), approval=True)
    return booked(a_type(a_host(chapter)), members(1)[0], NINE, at=SUNDAY)


@pytest.fixture
def asked(committed):
    return booked(a_type(a_host(), approval=True), members(1)[0], NINE, at=SUNDAY)


def test_a_meeting_called_off_while_the_host_says_yes_stays_off(committed, asked):
    field = [["approve", asked.pk], ["cancel", asked.pk]]

    first, second = processes.race(committed, CHANGES, field)

    assert first in {"approve", "changed"}
    assert (second, Booking.objects.get().state) == ("cancel", "cancelled")
    assert (Claim.objects.count(), invariants.broken()) == (0, [])


def test_without_the_guards_the_yes_brings_it_back(committed, asked):
    """The control: the race above is one that can be lost."""
    unguarded = """
approve, cancel = approve.__wrapped__, in_between(cancel.__wrapped__)
deciding._is_busy = after_the_other(deciding._is_busy)
"""
    field = [["approve", asked.pk], ["cancel", asked.pk]]

    answers = processes.race(committed, CHANGES + UNHELD + IN_TURN + unguarded, field)

    assert answers == ["approve", "cancel"]
    assert Booking.objects.get().state == "confirmed"


@pytest.mark.parametrize("other", ["cancel", "hand_on"])
def test_of_two_changes_to_what_both_have_read_one_is_made(committed, meeting, other):
    colleague = a_host(meeting.host.areas.get().group)
    field = [["move", meeting.pk], [other, meeting.pk, colleague.pk]]

    answers = processes.race(committed, CHANGES, field)

    assert sorted(answers) in (sorted(["changed", "move"]), sorted(["changed", other]))
    assert Booking.objects.get().sequence == 1
    assert invariants.broken() == []


@pytest.mark.parametrize("other", ["cancel", "hand_on"])
def test_without_the_guards_both_are_made(committed, meeting, other):
    """The control: the race above is one that can be lost."""
    unguarded = f"""
move, {other} = move.__wrapped__, in_between({other}.__wrapped__)
slots.find = after_the_other(slots.find)
"""
    guards.without_constraints(BookingChange, "booking_change_once_a_sequence")
    colleague = a_host(meeting.host.areas.get().group)
    field = [["move", meeting.pk], [other, meeting.pk, colleague.pk]]

    answers = processes.race(committed, CHANGES + UNHELD + IN_TURN + unguarded, field)

    assert answers == ["move", other]
    assert invariants.broken() != []


FILL_IN = (
    ACT
    + """
LATER = SUNDAY + bookings.HELD_FOR
book, lapse = bookings.book, transaction.atomic(deciding.lapse)

def act(verb, booking):
    if verb == "book":
        return told(verb, book, booking=the(booking), at=LATER)
    lapse(at=LATER)
    return verb
"""
)


def test_a_hold_that_runs_out_while_it_is_filled_in_is_whole(committed):
    hold = held(a_type(a_host()), members(1)[0], NINE, at=SUNDAY)

    answers = processes.race(committed, FILL_IN, [["book", hold.pk], ["lapse", hold.pk]])

    assert answers == ["book", "lapse"]
    assert (Booking.objects.get().state, Claim.objects.count()) == ("confirmed", 6)
    assert invariants.broken() == []


def test_without_its_row_a_filled_in_meeting_loses_its_time(committed):
    """The control: what ran out was looked up, and then somebody filled it in."""
    unguarded = """
waits = after_the_other(lambda keys: None)
book = in_between(book)

def lapse(at):
    keys = list(Booking.objects.lapsing(at=at).values_list("pk", flat=True))
    waits(keys)
    claims.Claim.objects.filter(booking__in=keys).delete()
"""
    hold = held(a_type(a_host()), members(1)[0], NINE, at=SUNDAY)
    field = [["book", hold.pk], ["lapse", hold.pk]]

    answers = processes.race(committed, FILL_IN + IN_TURN + unguarded, field)

    assert answers == ["book", "lapse"]
    assert invariants.broken() != []


def test_two_taps_of_one_person_hold_one_time(committed):
    """With two hosts, so that no host's row puts them in order."""
    [person] = members(1)
    field = [[a_type(a_host(a_chapter())).pk, person.pk, 0] for _ in range(2)]
    taps = HOLD.replace("        book(booking", "        0 and book(booking")

    answers = processes.race(committed, taps, field)

    assert answers.count("booked") >= 1
    assert [one for one in answers if "Traceback" in one] == []
    assert Booking.objects.filter(state="hold").count() == 1
    assert invariants.broken() == []
