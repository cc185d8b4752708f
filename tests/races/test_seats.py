"""Twelve people are appointed to the last place of a seat, by twelve processes at once."""

import pytest
from django.db import connection

from network.models import AuditEntry, Membership, Seat
from tests import processes
from tests.factories import TODAY, SeatFactory, a_chapter, a_member, national_staff

APPOINT = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import Person, Seat, User
from network.operations import rows, seats

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
appoint = seats.appoint

def act(seat, person, user):
    try:
        appoint(
            seat=Seat.objects.get(pk=seat),
            person=Person.objects.get(pk=person),
            since=NOON.date(),
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "appointed"
"""

#: The same without a transaction, a lock and a check, in that process alone.
UNGUARDED = (
    APPOINT
    + """
import time

def save(row, codes=None):
    time.sleep(0.5)
    row.save()
    return row

appoint = seats.appoint.__wrapped__
seats._locked = lambda seat, by: seat
rows.keep = save
"""
)


@pytest.fixture
def seat(committed):
    return SeatFactory(count=2)


def field(seat, *, size=12):
    chapter, staffer = a_chapter(), national_staff()
    people = [a_member(chapter, login=False) for _ in range(size)]
    return [[seat.pk, person.pk, staffer.user.pk] for person in people]


def holders(seat):
    return Membership.objects.filter(seat=seat, until=None).count()


def test_of_twelve_one_is_appointed_and_the_rest_are_told(committed, seat):
    runners = field(seat)
    processes.race(committed, APPOINT, runners[:1])

    answers = processes.race(committed, APPOINT, runners[1:] + field(seat, size=1))

    assert sorted(answers) == ["This seat was filled a moment ago."] * 11 + ["appointed"]
    assert holders(seat) == 2
    assert Seat.objects.vacancies(on=TODAY).get().vacant == 0
    assert AuditEntry.objects.filter(action="network.seat_filled").count() == 2


def test_without_the_guards_the_seat_is_filled_too_often(committed, seat):
    """The control: the race above is one that can be lost."""
    by_name = {constraint.name: constraint for constraint in Membership._meta.constraints}
    with connection.schema_editor() as editor:
        editor.remove_constraint(Membership, by_name["membership_one_holder_per_place"])

    answers = processes.race(committed, UNGUARDED, field(seat, size=6))

    assert answers == ["appointed"] * 6
    assert holders(seat) == 6
