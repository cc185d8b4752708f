"""Many at once hold, book, move, cancel, hand on and let run out, in any order.

The seed is fixed, what the processes make of it is not. STORM=1 lets it rage longer.
"""

import os

import pytest

from events.models import Booking, Claim, WindowMode
from tests import processes
from tests.events.meet import invariants
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_pool, a_type, weekly

PROCESSES = 8
STEPS = 250 if os.environ.get("STORM") else 9
PEOPLE = 12

STORM = """
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from events.models import Booking, Host, MeetingPlace, MeetingType
from events.operations.meet import bookings, changing, deciding
from events.operations.meet.bookings import Wish
from network.models import Person

SUNDAY = datetime(2026, 2, 1, 23, tzinfo=UTC)
NINE = datetime(2026, 2, 2, 14, tzinfo=UTC)

def act(seed, steps):
    dice, did = random.Random(seed), Counter()
    hosts, kinds = list(Host.objects.all()), list(MeetingType.objects.all())
    people = list(Person.objects.filter(given="Storm"))
    rooms = list(MeetingPlace.objects.all())
    # Each process has a clock of its own, which goes on by up to two minutes a step.
    clock = [SUNDAY]

    def now():
        clock[0] += timedelta(seconds=dice.randint(0, 120))
        return {"by": None, "at": clock[0]}

    def wish():
        starts = NINE + timedelta(days=dice.randint(0, 1), minutes=15 * dice.randint(0, 12))
        if dice.random() < 0.5:
            return Wish(starts)
        return Wish(starts, "in_person", dice.choice(rooms))

    def one(*states):
        keys = list(Booking.objects.filter(state__in=states).values_list("pk", flat=True))
        return Booking.objects.get(pk=dice.choice(keys)) if keys else None

    def some(*states):
        booking = one(*states)
        if booking is None:
            raise ValidationError("Nobody has one.", code="none")
        return {"booking": booking}

    def seen(booking):
        return {"seen": dice.choice([None, booking["booking"].sequence])}

    def hold():
        person = dice.choice([*people, None])
        bookings.hold(
            meeting_type=dice.choice(kinds), wish=wish(), timezone="UTC", person=person, **now()
        )

    def book():
        what = some("hold", "hold", "lapsed")
        guest = {} if what["booking"].person_id else {
            "guest_name": "Gale", "guest_email": f"gale{dice.randint(0, 9)}@example.com",
        }
        bookings.book(**what, **guest, topic="Budget", **now())

    def move():
        what = some("pending", "confirmed")
        changing.move(**what, **seen(what), wish=wish(), **now())

    def move_by_host():
        what = some("pending", "confirmed")
        changing.move_by_host(**what, **seen(what), wish=wish(), **now())

    def cancel():
        what = some("pending", "confirmed", "cancelled")
        dice.choice([changing.cancel, changing.cancel_by_host])(**what, **seen(what), **now())

    def hand_on():
        changing.hand_on(**some("pending", "confirmed"), host=dice.choice(hosts), **now())

    def approve():
        deciding.approve(**some("pending"), **now())

    def decline():
        deciding.decline(**some("pending"), **now())

    def lapse():
        # As the worker does, in one transaction; now and then a day late.
        late = timedelta(days=1 if dice.random() < 0.2 else 0)
        with transaction.atomic():
            deciding.lapse(clock[0] + bookings.HELD_FOR + late)

    def did_not_come():
        what = some("confirmed", "no_show")
        at = what["booking"].starts_at
        dice.choice([deciding.did_not_come, deciding.came_after_all])(**what, by=None, at=at)

    verbs = [hold] * 7 + [book] * 7 + [move] * 3 + [move_by_host] * 3 + [hand_on] * 3 + [
        cancel, cancel, approve, approve, decline, lapse, lapse, did_not_come,
    ]
    for _ in range(steps):
        verb = dice.choice(verbs)
        try:
            verb()
            did[verb.__name__] += 1
        except ValidationError as refusal:
            did["refused " + refusal.error_list[0].code] += 1
    return dict(did)
"""


@pytest.fixture
def storm(committed):
    """Three hosts, two of whom take turns, in two rooms; two kinds each, one of them asked for."""
    chapter = a_chapter()
    rooms = [
        a_place(chapter, name=name, travel_before=before, travel_after=5)
        for name, before in (("Annex", 10), ("Library", 0))
    ]
    hosts = [a_host(chapter, hours=[(8, 11)]) for _ in range(3)]
    for number, host in enumerate(hosts):
        for weekday in (0, 1):
            for room in rooms:
                weekly(host, weekday, 9, 13, mode=WindowMode.ANY, place=room)
        a_type(host, step=15, approval=bool(number % 2), before=5 * number)
        a_type(host, minutes=45, step=15, after=10, approval=not number % 2)
    a_type(pool=a_pool(*hosts[:2], group=chapter), step=15, public=True)
    for number in range(PEOPLE):
        a_member(given="Storm", email=f"storm{number}@example.org", login=False)
    return [[seed, STEPS] for seed in range(PROCESSES)]


def test_after_a_storm_every_rule_holds(committed, storm):
    did = processes.race(committed, STORM, storm)

    assert [each for each in did if isinstance(each, str)] == []  # tracebacks
    assert sum(sum(each.values()) for each in did) == PROCESSES * STEPS
    assert invariants.broken() == []
    assert Booking.objects.spoken().exists()


def test_the_rules_see_what_is_broken(committed, storm):
    """The control: a cell that was forgotten, and a change that nobody wrote down."""
    processes.race(committed, STORM, storm[:2])
    claimed = Claim.objects.first().booking
    Claim.objects.filter(pk=claimed.claims.first().pk).delete()
    Booking.objects.filter(pk=Booking.objects.spoken().first().pk).update(sequence=9)

    found = invariants.broken()

    assert any(f"booking {claimed.pk} claims" in line for line in found)
    assert any("has sequence 9" in line for line in found)
