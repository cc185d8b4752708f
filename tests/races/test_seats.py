"""Twelve people are appointed to the last place of a seat, by twelve processes at once; two of
the staff appoint two volunteers, or one and the same, at the same moment.
"""

import pytest
from django.db import connection

from network.models import AuditEntry, Letter, Membership, Seat, Volunteer
from network.operations import volunteers
from tests import processes
from tests.factories import NOON, TODAY, SeatFactory, a_chapter, a_member, national_staff

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


TAKE_UP = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import User, Volunteer
from network.operations import rows, seats, volunteers

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
appoint = volunteers.appoint

def act(volunteer, user):
    try:
        appoint(
            volunteer=Volunteer.objects.get(pk=volunteer),
            since=NOON.date(),
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "appointed"
"""

#: The same, but looking and deciding are two steps without a lock, in that process alone.
UNGUARDED_OFFERS = (
    TAKE_UP
    + """
import time

def save(row, codes=None):
    time.sleep(0.5)
    row.save()
    return row

appoint = volunteers.appoint.__wrapped__
volunteers._locked = lambda volunteer, by: volunteer
seats.appoint = seats.appoint.__wrapped__
seats._locked = lambda seat, by: seat
rows.lock = lambda row: row
rows.keep = save
"""
)


def offers(number):
    chapter = a_chapter()
    seat = SeatFactory(committee__parent=chapter)
    people = [a_member(chapter) for _ in range(number)]
    return [
        volunteers.offer(seat=seat, person=person, words="", by=person.user, at=NOON)
        for person in people
    ]


def test_of_two_volunteers_one_gets_the_seat_and_one_staffer_is_told(committed):
    staff = [national_staff(), national_staff()]
    field = [[offer.pk, one.user.pk] for offer, one in zip(offers(2), staff, strict=True)]

    answers = processes.race(committed, TAKE_UP, field)

    assert sorted(answers) == ["This seat was filled a moment ago.", "appointed"]
    assert sorted(Volunteer.objects.values_list("state", flat=True)) == ["appointed", "new"]
    assert Letter.objects.filter(kind="volunteer_appointed").count() == 1
    assert AuditEntry.objects.filter(action="network.seat_filled").count() == 1


def test_of_two_who_take_up_one_offer_the_second_is_told_who_was_first(committed):
    [offer] = offers(1)
    staff = [national_staff(given="Ada", family="Ash"), national_staff(given="Bo", family="Birch")]

    answers = processes.race(committed, TAKE_UP, [[offer.pk, one.user.pk] for one in staff])

    winner = staff[answers.index("appointed")]
    told = f"{winner} appointed {offer.person} a moment ago."
    assert sorted(answers) == sorted(["appointed", told])
    assert Membership.objects.filter(seat=offer.seat).count() == 1


def test_without_locks_two_volunteers_get_one_seat(committed):
    """The control: the races above are ones that can be lost."""
    by_name = {constraint.name: constraint for constraint in Membership._meta.constraints}
    with connection.schema_editor() as editor:
        editor.remove_constraint(Membership, by_name["membership_one_holder_per_place"])
    field = [[offer.pk, national_staff().user.pk] for offer in offers(2)]

    answers = processes.race(committed, UNGUARDED_OFFERS, field)

    assert answers == ["appointed"] * 2
    assert list(Volunteer.objects.values_list("state", flat=True)) == ["appointed"] * 2
