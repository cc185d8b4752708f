"""One meeting at the desk: who reads what of it, and each thing its host does about it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.models import Booking, BookingState, Claim, MeetingPlace, TimeAway
from events.operations.meet import changing
from events.operations.meet.bookings import Wish
from network import sealing
from network.models import AuditEntry, Interaction
from tests.factories import a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_place, a_type, booked

NEW_YORK = ZoneInfo("America/New_York")
HALF = dt.timedelta(minutes=30)
TOPIC = "Heron wetlands"
SEEN = {"seen": 0}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def monday():
    today = timezone.localdate()
    day = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7)
    return dt.datetime.combine(day, dt.time(9), tzinfo=NEW_YORK)


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei")


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana", family="Lee")


@pytest.fixture
def desk(client, sign_in, host):
    return sign_in(client, host.person.user)


@pytest.fixture
def meeting(host, dana, monday, now):
    return booked(
        a_type(host), dana, monday, at=now, topic=TOPIC, answers=[("How many?", "Egrets")]
    )


@pytest.fixture
def asked(host, dana, monday, now):
    return booked(a_type(host, approval=True), dana, monday, at=now)


def at(meeting, page=""):
    return f"/desk/meetings/{meeting.public_id}/{page}"


def state(meeting):
    meeting.refresh_from_db()
    return meeting.state


def begun(meeting, now):
    """As if it was an hour ago."""
    starts = now - 2 * HALF
    Booking.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=starts + HALF)


def test_its_host_reads_all_of_it(desk, meeting, dana):
    page = desk.get(at(meeting)).content.decode()

    words = ["Dana Lee", TOPIC, "Egrets", "9 a.m. to 9:30 a.m. ET", dana.get_absolute_url()]
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize("who", ["director", "national"])
def test_what_it_is_about_is_not_for_others_who_keep_it(client, sign_in, meeting, chapter, who):
    reader = a_director(chapter) if who == "director" else national_staff()
    client = sign_in(client, reader.user)

    for page in ("", "decline/", "move/", "call-off/", "hand-on/"):
        said = client.get(at(meeting, page)).content.decode()
        assert "Dana Lee" in said
        assert (TOPIC in said, "Egrets" in said, "How many?" in said) == (False, False, False)


PAGES = ["", "decline/", "move/", "call-off/", "hand-on/", "note/"]
DEEDS = ["yes/", "decline/", "move/", "call-off/", "hand-on/", "note/", "missed/", "came/", "join/"]


@pytest.mark.parametrize("who", ["elsewhere", "member", "visitor"])
def test_for_everybody_else_there_is_nothing(client, sign_in, meeting, dana, who):
    expected = 404
    if who == "visitor":
        expected = 302
    else:
        reader = dana if who == "member" else a_director(a_chapter("OH", "Ohio"))
        sign_in(client, reader.user)

    assert [client.get(at(meeting, page)).status_code for page in PAGES] == [expected] * 6
    assert [client.post(at(meeting, page)).status_code for page in DEEDS] == [expected] * 9
    assert state(meeting) == "confirmed"


@pytest.mark.parametrize("page", ["yes/", "missed/", "came/", "join/"])
def test_nothing_happens_by_looking(desk, meeting, page):
    assert desk.get(at(meeting, page)).status_code == 405


def test_a_hold_is_nobodys_meeting_yet(desk, meeting):
    Booking.objects.update(state=BookingState.LAPSED)

    assert desk.get(at(meeting)).status_code == 404


def test_the_host_says_yes(desk, asked):
    page = desk.post(at(asked, "yes/"), SEEN, follow=True)

    assert state(asked) == "confirmed"
    assert b"Yes it is." in page.content


def test_where_the_calendar_is_busy_the_page_asks_once_more(desk, asked, host):
    TimeAway.objects.create(host=host, starts_at=asked.starts_at, ends_at=asked.ends_at)

    page = desk.post(at(asked, "yes/"), SEEN)
    assert (state(asked), b"Say yes all the same" in page.content) == ("pending", True)
    desk.post(at(asked, "yes/"), SEEN | {"anyway": "yes"})
    assert state(asked) == "confirmed"


def test_a_yes_to_what_was_moved_meanwhile_is_not_taken(desk, asked, dana, now):
    changing.move(booking=asked, wish=Wish(asked.starts_at + HALF), by=dana.user, at=now - 8 * HALF)

    page = desk.post(at(asked, "yes/"), SEEN, follow=True)

    assert state(asked) == "pending"
    assert b"Somebody changed this meeting" in page.content


def test_the_host_declines_with_a_reason(desk, asked):
    desk.post(at(asked, "decline/"), SEEN | {"reason": "At the capitol"})

    assert (state(asked), asked.reason, Claim.objects.count()) == ("declined", "At the capitol", 0)


def moved_to(moment):
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M")


def test_the_host_moves_it_to_any_time_that_nobody_has(desk, meeting, monday):
    evening = monday + dt.timedelta(hours=11, minutes=5)

    desk.post(at(meeting, "move/"), SEEN | {"starts": moved_to(evening), "where": "online"})

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (evening, 1)
    page = desk.get(at(meeting)).content.decode()
    assert ("Moves" in page, "Moved. Until then: Monday" in page) == (True, True)


def test_the_host_moves_it_into_a_room(desk, meeting, chapter, monday):
    room = a_place(chapter)
    elsewhere = MeetingPlace.objects.create(
        group=a_chapter("OH", "Ohio"), name="Far", address="2 Elm", timezone="America/New_York"
    )
    wanted = SEEN | {"starts": moved_to(monday)}

    desk.post(at(meeting, "move/"), wanted | {"where": str(elsewhere.public_id)})
    assert state(meeting) == "confirmed"
    assert meeting.place is None
    desk.post(at(meeting, "move/"), wanted | {"where": str(room.public_id)})
    meeting.refresh_from_db()
    assert (meeting.place, meeting.place_name, meeting.mode) == (room, "Annex", "in_person")


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("", "Enter a day and a time."),
        ("nonsense", "Enter a day and a time that exist."),
        ("2040-01-02T09:02", "Use a multiple of five minutes."),
        ("2020-01-02T09:00", "Choose a time that is still to come."),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(desk, meeting, starts, said):
    page = desk.post(at(meeting, "move/"), SEEN | {"starts": starts, "where": "online"})

    assert said in page.content.decode()
    assert (state(meeting), meeting.sequence) == ("confirmed", 0)


def test_a_time_somebody_has_is_refused_in_words(desk, meeting, host, chapter, monday, now):
    booked(a_type(host), a_member(chapter), monday + HALF, at=now)

    page = desk.post(
        at(meeting, "move/"), SEEN | {"starts": moved_to(monday + HALF), "where": "online"}
    )

    assert "just taken" in page.content.decode()


def test_after_anothers_change_the_page_tells_how_it_is_and_takes_the_same_again(
    desk, meeting, monday, host, now
):
    changing.move_by_host(
        booking=meeting, wish=Wish(monday + 4 * HALF), by=host.person.user, at=now
    )
    wanted = SEEN | {"reason": "At the capitol"}

    page = desk.post(at(meeting, "call-off/"), wanted)
    said = page.content.decode()
    assert ("11 a.m." in said, 'name="seen" value="1"' in said) == (True, True)
    assert state(meeting) == "confirmed"
    desk.post(at(meeting, "call-off/"), wanted | {"seen": 1})
    assert state(meeting) == "cancelled"


def test_looking_at_calling_it_off_shows_what_they_read(desk, meeting):
    page = desk.get(at(meeting, "call-off/")).content.decode()

    assert "Renata Osei called off your meeting." in page
    assert state(meeting) == "confirmed"


def test_it_is_called_off_with_a_reason(desk, meeting):
    desk.post(at(meeting, "call-off/"), SEEN | {"reason": "Snow"})

    assert (state(meeting), meeting.reason, Claim.objects.count()) == ("cancelled", "Snow", 0)


def test_who_did_not_come_is_noted_and_taken_back(desk, meeting, now):
    desk.post(at(meeting, "missed/"))
    assert state(meeting) == "confirmed"
    begun(meeting, now)

    desk.post(at(meeting, "missed/"))
    assert state(meeting) == "no_show"
    assert b"They came after all" in desk.get(at(meeting)).content
    desk.post(at(meeting, "came/"))
    assert state(meeting) == "confirmed"


def notes(chapter, **more):
    return {"body": "We spoke of roads.", "scope": chapter.slug, "visibility": "scope"} | more


def test_the_host_writes_notes_on_the_guests_record(desk, meeting, chapter, dana, now):
    begun(meeting, now)

    desk.post(at(meeting, "note/"), notes(chapter))

    [note] = Interaction.objects.all()
    assert (note.body, list(note.people.all())) == ("We spoke of roads.", [dana])
    page = desk.get(at(meeting)).content.decode()
    assert f"/notes/{note.public_id}/" in page


def test_notes_are_refused_before_it_began_and_for_a_group_one_does_not_keep(
    desk, meeting, chapter, now
):
    assert (
        "It has not begun yet." in desk.post(at(meeting, "note/"), notes(chapter)).content.decode()
    )
    begun(meeting, now)
    ohio = a_chapter("OH", "Ohio")
    assert (
        "Choose a group you keep." in desk.post(at(meeting, "note/"), notes(ohio)).content.decode()
    )
    assert Interaction.objects.count() == 0


def test_notes_of_the_host_alone_are_read_by_the_host_alone(
    client, sign_in, meeting, chapter, host, now
):
    begun(meeting, now)
    sign_in(client, host.person.user)
    client.post(at(meeting, "note/"), notes(chapter, visibility="own"))
    assert "We spoke of roads." in client.get(at(meeting)).content.decode()

    sign_in(client, a_director(chapter).user)
    assert "We spoke of roads." not in client.get(at(meeting)).content.decode()


def test_only_the_host_writes_notes_and_joins(client, sign_in, meeting, chapter, host, now):
    host.video_link = sealing.seal("https://meet.example.org/heron")
    host.save()
    begun(meeting, now)
    sign_in(client, a_director(chapter).user)

    assert client.get(at(meeting)).status_code == 200
    assert client.post(at(meeting, "note/"), notes(chapter)).status_code == 404
    assert client.post(at(meeting, "join/")).status_code == 404


def test_the_way_in_opens_for_the_host_on_a_button(desk, meeting, host, now):
    assert desk.post(at(meeting, "join/")).status_code == 404
    host.video_link = sealing.seal("https://meet.example.org/heron")
    host.save()

    page = desk.get(at(meeting)).content
    assert (b"Join online" in page, b"meet.example.org/heron" in page) == (True, False)
    answer = desk.post(at(meeting, "join/"))
    assert b"https://meet.example.org/heron" in answer.content
    assert "no-store" in answer["Cache-Control"]
    begun(meeting, now - 8 * HALF)
    assert desk.post(at(meeting, "join/")).status_code == 404


def test_it_is_handed_on_to_a_colleague_who_is_free_then(desk, meeting, chapter, monday, now):
    busy, free = a_host(chapter, given="Busy"), a_host(chapter, given="Free")
    booked(a_type(busy), a_member(chapter), monday, at=now)
    a_host(a_chapter("OH", "Ohio"), given="Far")

    page = desk.get(at(meeting, "hand-on/"))
    assert list(page.context["form"].fields["host"].queryset) == [free]
    refused = desk.post(at(meeting, "hand-on/"), SEEN | {"host": busy.slug})
    assert "They have something at that time" in refused.content.decode()
    desk.post(at(meeting, "hand-on/"), SEEN | {"host": free.slug})
    meeting.refresh_from_db()
    assert (meeting.host, meeting.because, meeting.sequence) == (free, "handed_on", 1)


def test_a_meeting_read_before_it_was_moved_is_not_handed_on(
    desk, meeting, chapter, monday, host, now
):
    free = a_host(chapter, given="Free")
    changing.move_by_host(
        booking=meeting, wish=Wish(monday + 4 * HALF), by=host.person.user, at=now
    )

    desk.post(at(meeting, "hand-on/"), SEEN | {"host": free.slug})

    meeting.refresh_from_db()
    assert meeting.host == host


def test_no_line_of_the_trail_holds_what_it_is_about(desk, meeting, monday):
    desk.post(at(meeting, "move/"), SEEN | {"starts": moved_to(monday + HALF), "where": "online"})
    desk.post(at(meeting, "call-off/"), {"seen": 1})

    said = [str(vars(line)) for line in AuditEntry.objects.all()]
    assert [line for line in said if TOPIC in line or "Egrets" in line] == []
    page = desk.get(at(meeting)).content.decode()
    assert ("moved a meeting" in page, "called off a meeting" in page) == (True, True)
