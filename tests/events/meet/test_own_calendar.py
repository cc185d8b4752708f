"""One's own calendar has one's meetings with the staff, as guest and as host."""

import datetime as dt

import pytest
from django.db.models import F
from django.utils import timezone

from events import calendars
from events.models import Booking, PrivateShown
from events.operations import tokens
from events.operations.meet import changing, deciding, feeds
from events.views import feeds as pages
from tests.events.conftest import read
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_type, booked, held

#: The pages read the clock, so that these are days from now.
WEEK = dt.timedelta(days=7)


@pytest.fixture
def at():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def nine(at):
    """A Monday in a week or two, at 9 in New York or Chicago: within hours all the same."""
    monday = at.date() + dt.timedelta(days=14 - at.weekday())
    return dt.datetime.combine(monday, dt.time(15), tzinfo=dt.UTC)


@pytest.fixture
def host():
    return a_host(a_chapter(), given="Renata", family="Osei")


@pytest.fixture
def dana():
    return a_member(given="Dana", family="Whitlock")


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch):
    """Once the pages are loaded, for they add theirs to whatever is there then."""
    assert pages.own
    sources = calendars.Sources()
    sources.add("staff_meetings", feeds.entries_for, private=False)
    monkeypatch.setattr(calendars, "sources", sources)


def calendar_of(person, at, shown=PrivateShown.HIDDEN):
    token, secret = tokens.make(person=person, by=person.user, at=at)
    tokens.show_private(token=token, shown=shown, by=person.user, at=at)
    return f"/calendar/{secret}.ics"


def told(client, person, at):
    return [
        (event.summary.value, event.status.value)
        for event in read(client.get(calendar_of(person, at)).content)
    ]


def test_guest_and_host_have_it_each_with_the_others_name(client, kind, host, dana, nine, at):
    booked(kind, dana, nine, at=at)

    assert told(client, dana, at) == [("Meeting with Renata Osei", "CONFIRMED")]
    assert told(client, host.person, at) == [("Meeting with Dana Whitlock", "CONFIRMED")]
    assert told(client, a_member(), at) == []


def test_it_is_the_meeting_that_the_invitation_was_for(client, kind, host, dana, nine, at):
    booking = booked(kind, dana, nine, at=at)
    (event,) = read(client.get(calendar_of(host.person, at)).content)

    assert event.uid.value == f"{booking.public_id}@localhost"
    assert event.url.value.endswith(f"/desk/meetings/{booking.public_id}/")
    assert (event.dtstart.value, event.location.value) == (nine, "Online")
    assert "attendee" not in event.contents


def test_what_waits_is_not_settled_and_what_is_held_is_not_there(client, host, dana, nine, at):
    asking = a_type(host, approval=True)
    held(a_type(host), a_member(), nine + dt.timedelta(hours=1), at=at)
    booking = booked(asking, dana, nine, at=at)
    assert told(client, host.person, at) == [("Meeting with Dana Whitlock", "TENTATIVE")]

    deciding.approve(booking=booking, by=None, at=at)
    assert told(client, host.person, at) == [("Meeting with Dana Whitlock", "CONFIRMED")]


def test_what_was_called_off_is_told_for_a_month(client, kind, dana, nine, at):
    booking = booked(kind, dana, nine, at=at)
    changing.cancel(booking=booking, by=dana.user, at=at)
    assert told(client, dana, at) == [("Meeting with Renata Osei", "CANCELLED")]

    Booking.objects.update(changed_at=F("changed_at") - dt.timedelta(days=31))
    assert told(client, dana, at) == []


def test_what_was_never_agreed_is_not_told_as_called_off(client, host, dana, nine, at):
    booking = booked(a_type(host, approval=True), dana, nine, at=at)
    deciding.decline(booking=booking, by=None, at=at)

    assert told(client, dana, at) == []


def test_whoever_handed_it_on_has_it_no_more(client, kind, host, dana, nine, at):
    booking = booked(kind, dana, nine, at=at)
    june = a_host(a_chapter(), given="June", family="Park")
    changing.hand_on(booking=booking, host=june, by=None, at=at)

    assert told(client, host.person, at) == []
    assert told(client, june.person, at) == [("Meeting with Dana Whitlock", "CONFIRMED")]
    assert told(client, dana, at) == [("Meeting with June Park", "CONFIRMED")]


@pytest.mark.parametrize("number", [1, 3])
def test_three_cost_what_one_does(client, kind, host, nine, at, number, django_assert_num_queries):
    for row in range(number):
        booked(kind, a_member(), nine + row * dt.timedelta(minutes=30), at=at)
    path = calendar_of(host.person, at)
    client.get(path)

    with django_assert_num_queries(2):
        body = client.get(path).content
    assert len(read(body)) == number
