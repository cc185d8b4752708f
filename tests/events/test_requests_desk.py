"""Requests and the line at the desk: who waits, what approving would do, and offering a seat."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Seat, State, WaitlistEntry, WaitState
from events.operations import by_hand
from events.reports.line import say_left
from tests.event_factories import (
    NOON,
    EventFactory,
    RegistrationFactory,
    WaitlistEntryFactory,
    a_pool,
    a_ticket,
)
from tests.factories import TermFactory, a_chapter, a_director, a_member

SOON = dt.timedelta(days=20)


@pytest.fixture
def maryland():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def event(maryland):
    begins = timezone.now() + SOON
    return EventFactory(host=maryland, slug="supper", starts_at=begins)


@pytest.fixture
def desk(client, sign_in, maryland):
    return sign_in(client, a_director(maryland, given="Renata", family="Ruiz").user)


@pytest.fixture
def outsider(client, sign_in):
    return sign_in(client, a_director(a_chapter("OH", "Ohio")).user)


def ask(ticket, maryland, **names):
    return RegistrationFactory(
        ticket_type=ticket, person=a_member(maryland, login=False, **names), state=State.APPLIED
    )


# Requests


def test_requests_say_who_asks_and_where_they_serve(desk, event, maryland):
    place = ask(a_ticket(event), maryland, given="Dana", family="Diaz")
    TermFactory(person=place.person, office__title="Mayor")
    RegistrationFactory(event=event, person__given="Decided")
    page = desk.get("/desk/events/supper/places/requests/")

    assert [row.name for row in page.context["rows"]] == ["Dana Diaz"]
    assert "Mayor" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_requests_ask_as_often_for_three_as_for_one(
    desk, event, maryland, number, django_assert_num_queries
):
    ticket = a_ticket(event)
    for _ in range(number):
        ask(ticket, maryland)
    desk.get("/desk/events/supper/places/requests/")
    with django_assert_num_queries(10):
        desk.get("/desk/events/supper/places/requests/")


def test_a_look_says_what_approving_would_do_and_changes_nothing(desk, event, maryland):
    ticket = a_ticket(event, seats=1, requires_approval=True)
    first, second = ask(ticket, maryland), ask(ticket, maryland)
    keys = [str(first.public_id), str(second.public_id), "nonsense"]
    page = desk.get("/desk/events/supper/places/requests/approve/", {"place": keys})
    first.refresh_from_db()

    assert [verdict.can_be for verdict in page.context["verdicts"]] == [True, False]
    assert "No seat is left for them." in page.content.decode()
    assert first.state == State.APPLIED


def test_several_are_approved_and_one_refusal_stops_no_other(desk, event, maryland, send_letters):
    ticket = a_ticket(event, seats=1, requires_approval=True)
    places = [ask(ticket, maryland, email=f"m{n}@example.org") for n in range(2)]
    page = desk.post(
        "/desk/events/supper/places/requests/approve/",
        {"place": [str(place.public_id) for place in places]},
        follow=True,
    )
    text = page.content.decode()

    assert sorted(event.registrations.values_list("state", flat=True)) == ["applied", "confirmed"]
    assert "Approved: 1." in text
    assert "Every place is taken." in text
    assert [letter.to for letter in send_letters()] == [["m0@example.org"]]


def test_approving_again_changes_nothing(desk, event, maryland):
    place = ask(a_ticket(event), maryland)
    keys = {"place": [str(place.public_id)]}
    desk.post("/desk/events/supper/places/requests/approve/", keys)
    page = desk.post("/desk/events/supper/places/requests/approve/", keys, follow=True)

    assert event.registrations.get().state == State.CONFIRMED
    assert "Choose who is to be approved." in page.content.decode()


def test_requests_of_another_chapter_are_not_approved(outsider, event, maryland):
    place = ask(a_ticket(event), maryland)
    keys = {"place": [str(place.public_id)]}
    answer = outsider.post("/desk/events/supper/places/requests/approve/", keys)
    place.refresh_from_db()

    assert (answer.status_code, place.state) == (404, State.APPLIED)


def test_a_request_of_another_event_is_not_approved_here(desk, event, maryland):
    other = ask(a_ticket(EventFactory(host=a_chapter("OH", "Ohio"))), maryland)
    desk.post("/desk/events/supper/places/requests/approve/", {"place": [str(other.public_id)]})
    other.refresh_from_db()

    assert other.state == State.APPLIED


# The line


def wait(event, maryland, **fields):
    return WaitlistEntryFactory(
        event=event, person=a_member(maryland, login=False), asked_at=NOON, **fields
    )


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (dt.timedelta(hours=31, minutes=59), "31 hours"),
        (dt.timedelta(hours=1), "1 hour"),
        (dt.timedelta(minutes=40), "40 minutes"),
        (dt.timedelta(seconds=30), "1 minute"),
        (dt.timedelta(0), "no time"),
    ],
)
def test_how_long_an_offer_stands_is_said_in_words(left, said):
    assert say_left(NOON + left, NOON) == said


def test_free_seats_are_offered_in_the_order_of_the_line(desk, event, maryland):
    ticket = a_ticket(event, seats=1)
    later = wait(event, maryland, ticket_type=ticket)
    ahead = wait(event, maryland, ticket_type=ticket, ahead=True)
    desk.post("/desk/events/supper/line/offer/")
    page = desk.get("/desk/events/supper/line/")
    line = page.context["line"]

    assert [turn.entry for turn in line.offered] == [ahead]
    assert [turn.entry for turn in line.waiting] == [later]
    assert line.free == [("Places", 0)]
    assert "47 hours left to take it" in page.content.decode()


def test_nothing_to_offer_is_said(desk, event, maryland):
    wait(event, maryland, ticket_type=a_ticket(event, seats=0))
    page = desk.post("/desk/events/supper/line/offer/", follow=True)

    assert "No seat is free for anybody who waits." in page.content.decode()


def test_nobody_to_offer_to_is_refused(event):
    with pytest.raises(ValidationError) as refusal:
        by_hand.offer_seats(event=event, by=None, at=timezone.now())

    assert refusal.value.code == "none"


def test_an_offer_taken_out_of_the_line_goes_to_the_next(desk, event, maryland):
    ticket = a_ticket(event, seats=1)
    first, second = (wait(event, maryland, ticket_type=ticket) for _ in range(2))
    desk.post("/desk/events/supper/line/offer/")
    desk.post(f"/desk/events/supper/line/{first.public_id}/leave/")

    assert WaitlistEntry.objects.get(pk=first.pk).state == WaitState.LEFT
    assert WaitlistEntry.objects.get(pk=second.pk).state == WaitState.OFFERED
    assert Seat.objects.get().registration.person == second.person


@pytest.mark.parametrize("number", [1, 3])
def test_the_line_asks_as_often_for_three_as_for_one(
    desk, event, maryland, number, django_assert_num_queries
):
    ticket = a_ticket(event)
    a_pool(event, 3)
    for _ in range(number):
        wait(event, maryland, ticket_type=ticket)
    desk.get("/desk/events/supper/line/")
    with django_assert_num_queries(10):
        desk.get("/desk/events/supper/line/")


def test_the_line_of_another_chapter_is_not_there(outsider, event, maryland):
    entry = wait(event, maryland, ticket_type=a_ticket(event))
    codes = [
        outsider.get("/desk/events/supper/line/").status_code,
        outsider.post("/desk/events/supper/line/offer/").status_code,
        outsider.post(f"/desk/events/supper/line/{entry.public_id}/leave/").status_code,
    ]
    entry.refresh_from_db()

    assert (codes, entry.state) == ([404, 404, 404], WaitState.WAITING)
