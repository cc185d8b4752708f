"""One link to a place opened by two at once, and one mailbox that registers in two windows."""

import pytest

from events.models import Registration, State
from events.operations import claiming, parties
from network.models import AuditEntry, ContactPoint, Letter, Person
from tests import processes
from tests.event_factories import EventFactory, a_ticket
from tests.factories import NOON, a_member

CLAIM = """
from contextlib import contextmanager
from datetime import UTC, datetime
import time
from django.core.exceptions import ValidationError
from events.models import Event
from events.operations import claiming
from network.models import Person

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def act(secret, person):
    person = Person.objects.get(pk=person)
    try:
        claiming.claim(secret=secret, person=person, by=None, at=NOON)
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "claimed"
"""

#: The place is looked at and written without holding anything, there alone.
UNGUARDED = (
    CLAIM
    + """
@contextmanager
def unheld(event_id):
    yield Event.objects.get(pk=event_id)

find = claiming.find

def slow(secret, at):
    found = find(secret, at=at)
    time.sleep(0.5)
    return found

claiming.event_txn, claiming.find = unheld, slow
"""
)

VISIT = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from events.models import TicketType
from events.operations import visitors

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def act(ticket, email):
    ticket = TicketType.objects.select_related("event").get(pk=ticket)
    try:
        visitors.register(
            email=email, given="Vera", family="Lee", event=ticket.event, ticket_type=ticket, at=NOON
        )
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "registered"
"""


@pytest.fixture
def secret(committed):
    """The link a guest was sent, while nobody has taken their place."""
    event = EventFactory(guests_each=1)
    host = a_member()
    guest = parties.Guest("Robin", a_ticket(event, for_guests=True), "robin@example.org")
    parties.register(
        event=event, ticket_type=a_ticket(event), person=host, guests=[guest], by=None, at=NOON
    )
    body = Letter.objects.get(kind="place_for_guest").body
    secret = body.partition("/events/claim/")[2].partition("/")[0]
    assert claiming.find(secret, at=NOON) is not None
    return secret


def runners(secret):
    return [[secret, a_member(login=False).pk] for _ in range(4)]


def test_of_four_who_open_a_link_one_has_the_place(committed, secret):
    answers = processes.race(committed, CLAIM, runners(secret))

    assert sorted(answers) == ["claimed", "gone", "gone", "gone"]
    assert AuditEntry.objects.filter(action="events.place_claimed").count() == 1
    assert Registration.objects.filter(guest_of__isnull=False, person__isnull=False).count() == 1


def test_without_the_lock_more_than_one_is_told_so(committed, secret):
    answers = processes.race(committed, UNGUARDED, runners(secret))

    assert answers.count("claimed") > 1


def test_one_mailbox_in_two_windows_is_one_person_with_one_place(committed):
    ticket = a_ticket(seats=5)

    answers = processes.race(committed, VISIT, [[ticket.pk, "vera@example.org"]] * 4)

    assert sorted(answers) == ["have_place", "have_place", "have_place", "registered"]
    assert (Person.objects.count(), ContactPoint.objects.count()) == (1, 1)
    assert list(Registration.objects.values_list("state", flat=True)) == [State.CONFIRMED]


def test_the_last_place_goes_to_one_of_four_visitors(committed):
    ticket = a_ticket(seats=1)
    field = [[ticket.pk, f"vera{number}@example.org"] for number in range(4)]

    answers = processes.race(committed, VISIT, field)

    assert sorted(answers) == ["full", "full", "full", "registered"]
    assert (Person.objects.count(), Registration.objects.count()) == (1, 1)
