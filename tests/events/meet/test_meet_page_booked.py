"""A meeting on its own page: as it stands now, moved, called off, and nobody else's."""

import pytest
from django.utils import timezone

from events.models import Booking
from events.operations.meet import changing
from events.operations.meet.bookings import Wish
from network import sealing
from tests.conftest import sign_in
from tests.events.meet.pages import EVERY_HOUR, button, page, tomorrow
from tests.factories import (
    a_chapter,
    a_member,
)
from tests.meeting_factories import a_host, a_type, booked


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def chapter():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei", **EVERY_HOUR)


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana")


@pytest.fixture
def as_dana(client, dana):
    sign_in(client, dana.user)
    return client


def test_looking_changes_nothing(as_dana, kind, dana, at):
    booking = booked(kind, dana, tomorrow(at), at=at)
    before = Booking.objects.values().get()
    for end in ("", "move/", "cancel/", "invitation.ics"):
        assert as_dana.get(booking.get_absolute_url() + end).status_code == 200
    assert as_dana.get(booking.get_absolute_url() + "join/").status_code == 405

    assert Booking.objects.values().get() == before


def test_a_meeting_is_moved_and_then_called_off(as_dana, kind, dana, at):
    booking = booked(kind, dana, tomorrow(at), at=at)
    address, later = booking.get_absolute_url(), tomorrow(at, 15)
    moved = as_dana.post(address + "move/", {"time": button(later), "seen": 0})
    stale = as_dana.post(address + "cancel/", {"seen": 0}, follow=True).content.decode()
    booking.refresh_from_db()
    assert (moved.url, booking.starts_at, booking.state) == (address, later, "confirmed")
    assert "Look at it once more" in stale

    as_dana.post(address + "cancel/", {"seen": 1, "reason": "A vote"})
    booking.refresh_from_db()
    assert (booking.state, booking.sequence, booking.reason) == ("cancelled", 2, "A vote")
    assert "It was called off: A vote" in page(as_dana, address + "move/")


def test_moving_onto_a_time_that_is_taken_offers_others(as_dana, kind, dana, chapter, at):
    booking = booked(kind, dana, tomorrow(at), at=at)
    booked(kind, a_member(chapter), tomorrow(at, 15), at=at)
    sent = {"time": button(tomorrow(at, 15)), "seen": 0}
    answer = as_dana.post(booking.get_absolute_url() + "move/", sent).content.decode()

    assert "just taken" in answer
    assert 'id="near"' in answer


def test_too_late_says_what_to_do(as_dana, host, dana, at):
    kind = a_type(host, cancel_cutoff=10_000, move_cutoff=10_000)
    booking = booked(kind, dana, tomorrow(at), at=at)
    address = booking.get_absolute_url()
    assert "too late to call this off here" in page(as_dana, address + "cancel/")
    assert "Please tell Renata Osei yourself" in page(as_dana, address + "move/")
    as_dana.post(address + "cancel/", {"seen": 0})

    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_the_link_is_in_one_answer_alone(as_dana, host, kind, dana, at):
    host.video_link = sealing.seal("https://meet.example.org/renata")
    host.save()
    booking = booked(kind, dana, tomorrow(at), at=at)
    address = booking.get_absolute_url()
    assert "meet.example.org" not in page(as_dana, address)
    answer = as_dana.post(address + "join/")
    assert 'href="https://meet.example.org/renata"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]

    Booking.objects.update(state="pending", decided_at=None)
    assert as_dana.post(address + "join/").status_code == 404


def test_what_it_is_about_is_on_the_page_and_not_in_the_calendar(as_dana, kind, dana, at):
    booking = booked(kind, dana, tomorrow(at), topic="Marmots", at=at)
    file = as_dana.get(booking.get_absolute_url() + "invitation.ics")

    assert "Marmots" in page(as_dana, booking.get_absolute_url())
    assert file["Content-Type"] == "text/calendar"
    assert b"METHOD:PUBLISH" in file.content
    assert b"Marmots" not in file.content


def test_a_meeting_is_nobody_elses(client, kind, dana, host, chapter, at):
    booking = booked(kind, dana, tomorrow(at), at=at)
    address = booking.get_absolute_url()
    guests = f"/meet/guest/{booking.public_id}/{booking.guest_token}/"
    assert client.get(address).status_code == 302
    for other in (a_member(chapter), host.person):
        sign_in(client, other.user)
        for end in ("", "move/", "cancel/", "invitation.ics"):
            assert client.get(address + end).status_code == 404
        assert client.post(address + "cancel/", {"seen": 0}).status_code == 404
        assert client.get(guests).status_code == 404
    sign_in(client, dana.user)
    assert client.get(address).status_code == 200


def test_pages_of_meetings_are_kept_by_nobody(as_dana, kind, dana, at):
    answer = as_dana.get(booked(kind, dana, tomorrow(at), at=at).get_absolute_url())

    assert "no-cache" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "It waits for Renata Osei to say yes"),
        ("declined", "Renata Osei could not take it"),
        ("no_show", "You did not meet."),
    ],
)
def test_the_page_says_how_it_stands(as_dana, kind, dana, at, state, words):
    booking = booked(kind, dana, tomorrow(at), at=at)
    Booking.objects.update(state=state)

    assert words in page(as_dana, booking.get_absolute_url())


def test_one_sees_who_meets_them_after_it_was_handed_on(as_dana, kind, dana, chapter, at):
    booking = booked(kind, dana, tomorrow(at), at=at)
    other = a_host(chapter, given="June", family="Abernathy", **EVERY_HOUR)
    changing.hand_on(booking=booking, host=other, by=None, at=at)

    assert "Your meeting with June Abernathy" in page(as_dana, booking.get_absolute_url())
    stale = {"time": button(tomorrow(at, 11)), "seen": 0}
    answer = as_dana.post(booking.get_absolute_url() + "move/", stale, follow=True)
    assert "Look at it once more" in answer.content.decode()
    assert Wish(tomorrow(at)).starts_at == Booking.objects.get().starts_at
