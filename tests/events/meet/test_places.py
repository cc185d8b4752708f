"""Rooms in which people meet: added, put right, closed, opened again."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Booking, MeetingPlace, Mode, WindowMode
from events.operations.meet import bookings, places
from network.models import AuditEntry
from tests.factories import a_chapter, a_director, a_member, national_staff, the_network
from tests.meeting_factories import a_host, a_place, a_type, held, weekly

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 2, 1, 23, tzinfo=dt.UTC)
NINE = dt.datetime(2026, 2, 2, 14, tzinfo=dt.UTC)
LIST = "/desk/meetings/places/"
FACTS = {"name": "Annex", "address": "1 Main St", "timezone": "America/New_York"}


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def by(chapter):
    return {"by": a_director(chapter).user, "at": AT}


def lines():
    found = AuditEntry.objects.filter(action__startswith="events.meeting_place").order_by("pk")
    return [(entry.action.rpartition("_")[2], entry.before, entry.after) for entry in found]


def booked_there(host, room, at=AT, starts_at=NINE):
    kind = a_type(host, modes=WindowMode.ANY)
    hold = held(kind, a_member(given="Dana"), starts_at, at=at, mode=Mode.IN_PERSON, place=room)
    return bookings.book(booking=hold, by=None, at=at)


def test_a_room_is_added_put_right_closed_and_opened_again(chapter, by):
    room = places.add(group=chapter, **FACTS | {"name": " The  annex "}, **by)
    for _ in range(2):
        places.edit(place=room, name="Annex", travel_before=15, **by)
    for _ in range(2):
        places.close(place=room, **by)
    closed_on = MeetingPlace.objects.get().closed_on
    for _ in range(2):
        places.open_again(place=room, **by)

    made, *later = lines()
    assert made[0] == "made"
    assert made[2]["name"] == "The annex"
    assert later == [
        (
            "edited",
            {"name": "The annex", "travel_before": 0},
            {"name": "Annex", "travel_before": 15},
        ),
        ("closed", {}, {"closed_on": "2026-02-01"}),
        ("opened", {"closed_on": "2026-02-01"}, {}),
    ]
    assert closed_on == dt.date(2026, 2, 1)
    assert AuditEntry.objects.filter(group=chapter).count() == 4


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "Other", "travel_before": 7}, "travel_before"),
        ({"name": "Other", "travel_after": 485}, "meeting_place_travel_in_fives"),
        ({"name": "Other", "timezone": "Mars/Olympus"}, "timezone"),
        ({"name": ""}, "name"),
        ({"name": "Other", "address": "a\x00b"}, "address"),
        ({}, "meeting_place_name_once_in_group"),
    ],
)
def test_a_room_that_cannot_be_is_refused_and_leaves_nothing(chapter, by, fields, code):
    a_place(chapter)

    with pytest.raises(ValidationError) as refused:
        places.add(group=chapter, **FACTS | fields, **by)

    found = refused.value
    said = next(iter(found.error_dict)) if hasattr(found, "error_dict") else found.code
    assert said == code
    assert MeetingPlace.objects.count() == 1
    assert lines() == []


def test_the_name_of_a_closed_room_is_free_and_then_it_stays_closed(chapter, by):
    room = places.close(place=a_place(chapter), **by)
    a_place(chapter)

    with pytest.raises(ValidationError) as refused:
        places.open_again(place=room, **by)

    assert refused.value.code == "meeting_place_name_once_in_group"
    assert MeetingPlace.objects.open().count() == 1


def test_a_failure_midway_leaves_nothing(chapter):
    open_, closed = a_place(chapter), a_place(chapter, name="Old", closed_on=AT.date())
    rows = sorted(MeetingPlace.objects.values_list())
    for verb, asked in [
        (places.add, {"group": chapter, **FACTS, "name": "New"}),
        (places.edit, {"place": open_, "name": "New"}),
        (places.close, {"place": open_}),
        (places.open_again, {"place": closed}),
    ]:
        with pytest.raises(AttributeError):
            verb(**asked, by=object(), at=AT)

        assert sorted(MeetingPlace.objects.values_list()) == rows
    assert lines() == []


def test_what_is_booked_in_a_room_stays_when_it_closes(chapter, by):
    host, room = a_host(chapter, hours=[]), a_place(chapter)
    weekly(host, 0, 9, 12, mode=WindowMode.IN_PERSON, place=room)
    before = booked_there(host, room)
    places.edit(place=room, address="2 Side St", **by)
    places.close(place=room, **by)

    booking = Booking.objects.get(pk=before.pk)
    assert (booking.state, booking.place_address) == ("confirmed", "1 Main St")
    assert host.weekly_hours.count() == 1


@pytest.fixture
def desk(client, sign_in, chapter):
    return sign_in(client, a_director(chapter).user)


def test_a_director_adds_edits_closes_and_opens_a_room(desk, chapter):
    facts = FACTS | {"travel_before": "10", "travel_after": "10"}
    assert desk.post(f"{LIST}add/", facts | {"group": chapter.slug}).status_code == 302
    room = MeetingPlace.objects.get()
    desk.post(f"{LIST}{room.public_id}/", facts | {"access": "Ramp"})
    room.refresh_from_db()
    assert (room.group, room.access) == (chapter, "Ramp")

    assert "Nothing is booked there." in desk.get(f"{LIST}{room.public_id}/close/").content.decode()
    desk.post(f"{LIST}{room.public_id}/close/")
    assert MeetingPlace.objects.open().count() == 0
    desk.post(f"{LIST}{room.public_id}/open/")
    assert MeetingPlace.objects.open().count() == 1


def test_a_refusal_stands_at_its_field(desk, chapter):
    a_place(chapter)
    facts = FACTS | {"travel_before": "0", "travel_after": "7", "group": chapter.slug}
    page = desk.post(f"{LIST}add/", facts)
    assert "Use a multiple of five minutes." in str(page.context["form"]["travel_after"].errors)

    page = desk.post(f"{LIST}add/", facts | {"travel_after": "5"})
    assert "There is a place of this name" in str(page.context["form"]["name"].errors)
    assert MeetingPlace.objects.count() == 1


def test_rooms_of_the_network_are_for_its_own_staff(client, sign_in, desk, chapter):
    facts = FACTS | {"travel_before": "0", "travel_after": "0", "group": the_network().slug}
    assert desk.post(f"{LIST}add/", facts).status_code == 200
    assert MeetingPlace.objects.count() == 0

    sign_in(client, national_staff().user)
    assert client.post(f"{LIST}add/", facts).status_code == 302
    assert MeetingPlace.objects.get().group == the_network()


def test_closing_warns_of_hours_and_of_meetings(desk, chapter):
    at = timezone.now()
    monday = timezone.localdate(at) + dt.timedelta(days=7 - timezone.localdate(at).weekday())
    host, room = a_host(chapter, hours=[], given="Renata"), a_place(chapter)
    weekly(host, 0, 0, 24, mode=WindowMode.IN_PERSON, place=room)
    noon = dt.datetime.combine(monday, dt.time(18), tzinfo=dt.UTC)
    booked_there(host, room, at=at, starts_at=noon)

    page = desk.get(f"{LIST}{room.public_id}/close/").content.decode()

    assert "It is in the hours of Renata" in page
    assert "1 booked meeting stays there" in page
    assert "Dana" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_so_many_questions(desk, chapter, number, django_assert_num_queries):
    for each in range(number):
        host, room = a_host(chapter, hours=[]), a_place(chapter, name=f"Room {each}")
        weekly(host, 0, 9, 12, mode=WindowMode.IN_PERSON, place=room)
    desk.get(LIST)

    with django_assert_num_queries(8):
        desk.get(LIST)


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_room_it_is_not_finds_nothing(client, sign_in, chapter, who):
    room = a_place(chapter, name="Secret parlor")
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(chapter, email="dana@example.org").user)

    answers = {client.get(f"{LIST}{room.public_id}/{path}").status_code for path in ("", "close/")}
    answers |= {
        client.post(f"{LIST}{room.public_id}/{path}", FACTS).status_code
        for path in ("", "close/", "open/")
    }

    assert answers == ({302} if who == "a visitor" else {404})
    assert "Secret parlor" not in client.get(LIST).content.decode()
    assert MeetingPlace.objects.open().get().name == "Secret parlor"
