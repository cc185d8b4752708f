"""Whoever comes without a place gets one at the door, and is in or pays."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Attendance, Order, Registration, Scan, Seat, State
from events.operations import waiting, walk_ins
from network.models import AuditEntry, ContactPoint, Letter, Person
from tests.conftest import sign_in
from tests.event_factories import NOON, EventFactory, a_ticket
from tests.factories import a_chapter, a_director, a_member, national_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def event(chapter):
    """It has begun, and registration is closed."""
    starts = timezone.now() - dt.timedelta(hours=1)
    closed = starts - dt.timedelta(days=1)
    return EventFactory(host=chapter, slug="supper", starts_at=starts, closes_at=closed)


@pytest.fixture
def as_director(client, chapter):
    return sign_in(client, a_director(chapter).user)


def give(ticket, **how):
    return walk_ins.register(
        event=ticket.event,
        ticket_type=ticket,
        **{"nonce": uuid4(), "by": None, "at": timezone.now()} | how,
    )


def test_somebody_known_gets_a_free_place_and_is_in(event):
    person = a_member()
    ticket = a_ticket(event, seats=1)

    place = give(ticket, person=person)

    assert (place.person, place.state) == (person, State.CONFIRMED)
    assert Attendance.objects.get().registration == place
    assert Seat.objects.get().registration == place
    assert AuditEntry.objects.filter(action="events.walked_in").count() == 1


def test_a_new_guest_becomes_a_record_that_owns_its_mailbox_once_proven(event):
    place = give(a_ticket(event), given="Tuck", family="Oye", email="tuck@example.org")

    assert place.person.name == "Tuck Oye"
    contact = ContactPoint.objects.get(person=place.person)
    assert (contact.value, contact.verified_at) == ("tuck@example.org", None)
    assert place.person.user is None


def test_one_that_costs_is_held_while_they_pay(event):
    at = timezone.now()

    place = give(a_ticket(event, cents=2_500), person=a_member(), at=at)

    assert (place.state, place.order.total_cents) == (State.HELD, 2_500)
    assert place.hold_expires_at == at + dt.timedelta(hours=1)
    assert Attendance.objects.count() == 0


def refused(ticket, **how):
    before = [model.objects.count() for model in (Person, Order, Registration, Letter, AuditEntry)]
    with pytest.raises(ValidationError) as refusal:
        give(ticket, **how)
    after = [model.objects.count() for model in (Person, Order, Registration, Letter, AuditEntry)]
    assert after == before
    assert Scan.objects.count() == 0
    codes = refusal.value
    return codes.error_list[0].code if hasattr(codes, "error_list") else codes.error_dict.keys()


def test_who_may_not_come_may_not_at_the_door(event):
    ticket = a_ticket(event, audience={"standing": ["member"]})

    assert refused(ticket, given="Tuck", email="tuck@example.org") == "audience"


def test_a_full_event_is_full_and_nobody_new_is_on_record(event):
    assert refused(a_ticket(event, seats=0), given="Tuck", email="tuck@example.org") == "full"


def test_nobody_jumps_the_line(chapter):
    event = EventFactory(host=chapter)
    ticket = a_ticket(event, seats=0)
    at = NOON
    waiting.join(event=event, ticket_type=ticket, person=a_member(), by=None, at=at)
    ticket.event.pools.get().seats.create(number=1)

    assert refused(ticket, person=a_member(), at=at) == "wait"


def test_whoever_has_a_place_is_not_given_another(event):
    ticket, person = a_ticket(event), a_member()
    give(ticket, person=person)
    Scan.objects.all().delete()

    assert refused(ticket, person=person) == "have_place"


def test_an_address_on_record_is_not_given_to_a_second_one(event):
    a_member(given="Ada", email="ada@example.org")

    code = refused(a_ticket(event), given="Tuck", email="ada@example.org")

    assert code == "contact_one_person_per_personal_address"


def test_a_ticket_without_a_price_is_not_given(event):
    ticket = a_ticket(event)
    ticket.prices.update(withdrawn_at=NOON)

    assert refused(ticket, person=a_member()) == "no_price"


def test_a_called_off_event_takes_nobody(event):
    ticket = a_ticket(event)
    type(event).objects.filter(pk=event.pk).update(cancelled_at=NOON, sequence=1)
    event.refresh_from_db()

    assert refused(ticket, person=a_member()) == "cancelled"


def test_staff_find_somebody_and_let_them_in_within_two_pages(as_director, chapter, event):
    ticket = a_ticket(event, name="Neighbor")
    person = a_member(chapter, given="Quenby", family="Marsh")
    found = as_director.get("/desk/door/supper/walk-in/?who=quenby").content.decode()
    sent = {"person": person.public_id, "ticket": ticket.public_id, "nonce": uuid4(), "who": "q"}

    answer = as_director.post("/desk/door/supper/walk-in/", sent, follow=True)

    assert str(person.public_id) in found
    assert answer.redirect_chain == [("/desk/door/supper/", 302)]
    assert b"1 of 1 here" in answer.content


def test_who_pays_is_shown_where(as_director, event):
    ticket = a_ticket(event, cents=2_500)
    sent = {"given": "Tuck", "email": "tuck@example.org", "ticket": ticket.public_id}

    answer = as_director.post("/desk/door/supper/walk-in/", sent | {"nonce": uuid4()}, follow=True)

    place = Registration.objects.get()
    assert answer.redirect_chain == [(f"/desk/door/supper/pay/{place.public_id}/", 302)]
    assert b"$25" in answer.content
    assert place.order.get_absolute_url().encode() in answer.content


def test_chapter_staff_find_only_their_people(client, as_director, event):
    a_ticket(event)
    theirs = a_member(a_chapter("OH", "Ohio"), given="Quenby", family="Marsh")
    path = "/desk/door/supper/walk-in/?who=quenby"
    sent = {"person": theirs.public_id, "nonce": uuid4(), "who": "quenby"}
    sent["ticket"] = event.ticket_types.get().public_id

    seen = as_director.get(path).content.decode()
    answer = as_director.post(path, sent)

    assert "Marsh" not in seen
    assert (answer.status_code, Registration.objects.count()) == (200, 0)
    assert "Marsh" in sign_in(client, national_staff().user).get(path).content.decode()


def test_nothing_typed_is_refused_in_words(as_director, event):
    a_ticket(event)

    page = as_director.post("/desk/door/supper/walk-in/", {}).content.decode()

    assert "Enter a first name." in page
    assert "Enter an address." in page
    assert Registration.objects.count() == 0
