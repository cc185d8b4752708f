"""What guest and host are written at each turn of a meeting: each once, each their own."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from events.operations.meet import bookings, changing, deciding, reminders
from events.operations.meet.bookings import Wish
from network import mail
from network.models import Letter
from tests.events.meet import itip
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_type, booked, held, weekly

NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
NINE = dt.datetime(2026, 2, 3, 9, tzinfo=NEW_YORK)
HALF = dt.timedelta(minutes=30)
TOPIC = "Gnathonic zeugma"


def with_mailbox(person, address):
    person.contacts.create(kind="email", use="personal", value=address)
    return person


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    host = a_host(chapter, given="Renata", family="Osei")
    with_mailbox(host.person, "renata@example.org")
    return host


@pytest.fixture
def dana(chapter):
    return with_mailbox(a_member(chapter, given="Dana", family="Whitlock"), "dana@example.org")


@pytest.fixture
def meeting(host, dana):
    return booked(a_type(host), dana, NINE, at=SUNDAY, topic=TOPIC)


@pytest.fixture
def asked(host, dana):
    return booked(a_type(host, approval=True), dana, NINE, at=SUNDAY, topic=TOPIC)


def told(letters):
    """Of each letter to whom it went, and what calendars do with it, in the order of writing."""
    return [(one.to[0], itip.parts(one)[0] if one.alternatives else "") for one in letters]


def queued():
    return list(Letter.objects.order_by("pk"))


def test_guest_and_host_are_told_that_it_stands(meeting, send_letters):
    theirs, hosts = send_letters()

    assert told([theirs, hosts]) == [
        ("dana@example.org", "REQUEST"),
        ("renata@example.org", "REQUEST"),
    ]
    assert theirs.subject == "Your meeting with Renata Osei, Tuesday, February 3"
    assert hosts.subject == "Your meeting with Dana Whitlock, Tuesday, February 3"
    assert "When: Tuesday, February 3, 2026, 9 a.m. to 9:30 a.m. ET\nWhere: Online\n" in theirs.body
    assert "By your own clocks" not in theirs.body
    assert f"/meet/bookings/{meeting.public_id}/\nOpening the link changes nothing" in theirs.body
    assert f"/desk/meetings/{meeting.public_id}/" in hosts.body


def test_a_guest_elsewhere_reads_their_own_clocks_second(host, dana, send_letters):
    hold = bookings.hold(
        meeting_type=a_type(host),
        wish=Wish(NINE),
        timezone="America/Los_Angeles",
        person=dana,
        by=dana.user,
        at=SUNDAY,
    )
    bookings.book(booking=hold, by=dana.user, at=SUNDAY)
    theirs, hosts = send_letters()

    when = "When: Tuesday, February 3, 2026, 9 a.m. to 9:30 a.m. ET\n"
    own = "By your own clocks: Tuesday, February 3, 2026, 6 a.m. to 6:30 a.m. PT\n"
    assert when + own in theirs.body
    assert "By your own clocks" not in hosts.body


def test_in_person_the_places_clocks_come_first(chapter, dana, send_letters):
    host = a_host(chapter, hours=[])
    place = a_place(
        chapter, timezone="America/Chicago", access="Ring at the side door.", name="Annex"
    )
    weekly(host, 1, 8, 12, mode="in_person", place=place)
    kind = a_type(host, modes="in_person")
    hold = held(kind, dana, NINE, at=SUNDAY, mode="in_person", place=place)
    bookings.book(booking=hold, by=dana.user, at=SUNDAY)

    theirs = send_letters()[0].body
    assert "8 a.m. to 8:30 a.m. CT\nBy your own clocks: " in theirs
    assert "Where: Annex, 1 Main St\nGetting in: Ring at the side door.\n" in theirs


def test_a_host_is_asked_without_an_invitation_and_with_one_once_they_say_yes(asked, send_letters):
    assert told(send_letters()) == [("dana@example.org", ""), ("renata@example.org", "")]
    assert [letter.subject for letter in queued()] == [
        "You asked to meet Renata Osei, Tuesday, February 3",
        "Dana Whitlock asks to meet you, Tuesday, February 3",
    ]
    assert "waits for the yes of Renata Osei" in queued()[0].body

    deciding.approve(booking=asked, by=None, at=SUNDAY)
    deciding.approve(booking=asked, by=None, at=SUNDAY)
    assert [method for _, method in told(send_letters())] == ["", "", "REQUEST", "REQUEST"]


@pytest.mark.parametrize("said_yes", [False, True])
def test_what_is_declined_leaves_a_calendar_that_has_it(asked, said_yes, send_letters):
    booking = asked
    if said_yes:
        deciding.approve(booking=booking, by=None, at=SUNDAY)
        changing.move(booking=booking, wish=Wish(NINE + HALF), by=None, at=SUNDAY)
    before = len(send_letters())
    deciding.decline(booking=booking, reason="I am in court.", by=None, at=SUNDAY)
    letters = send_letters()[before:]

    method = "CANCEL" if said_yes else ""
    assert told(letters) == [("dana@example.org", method), ("renata@example.org", method)]
    assert "Why: I am in court." in letters[0].body


@pytest.mark.parametrize("who", ["guest", "host", "colleague"])
def test_who_moved_it_is_told_with_both_times(meeting, host, dana, who, send_letters):
    before = len(send_letters())
    june = a_member(given="June", family="Park")
    by = {"guest": dana, "host": host.person, "colleague": june}[who].user
    move = changing.move if who == "guest" else changing.move_by_host
    move(booking=meeting, wish=Wish(NINE + HALF), by=by, at=SUNDAY)
    theirs, hosts = send_letters()[before:]

    by_whom = {
        "guest": (
            "You moved your meeting with Renata Osei.",
            "Dana Whitlock moved your meeting.",
        ),
        "host": ("Renata Osei moved your meeting.", "You moved your meeting with Dana Whitlock."),
        "colleague": (
            "June Park moved your meeting with Renata Osei.",
            "June Park moved your meeting with Dana Whitlock.",
        ),
    }[who]
    assert [by_whom[0] in theirs.body, by_whom[1] in hosts.body] == [True, True]
    assert "9:30 a.m. to 10 a.m. ET" in theirs.body
    assert "It was: Tuesday, February 3, 2026, 9 a.m. to 9:30 a.m. ET\n" in theirs.body
    assert told([theirs, hosts]) == [
        ("dana@example.org", "REQUEST"),
        ("renata@example.org", "REQUEST"),
    ]


def test_a_yes_after_a_move_is_told_though_the_sequence_is_the_same(asked, send_letters):
    booking = deciding.approve(booking=asked, by=None, at=SUNDAY)
    later = SUNDAY + dt.timedelta(minutes=5)
    booking = changing.move(booking=booking, wish=Wish(NINE + HALF), by=None, at=SUNDAY)
    deciding.approve(booking=booking, by=None, at=later)
    theirs = [one for one in send_letters() if one.to == ["dana@example.org"]]
    files = [itip.parts(one)[1] for one in theirs[1:]]

    assert [(itip.value(one, "SEQUENCE"), itip.value(one, "STATUS")) for one in files] == [
        ("0", "CONFIRMED"),
        ("1", "TENTATIVE"),
        ("1", "CONFIRMED"),
    ]
    assert itip.value(files[1], "DTSTAMP") < itip.value(files[2], "DTSTAMP")
    assert "waits for the yes of Renata Osei again" in theirs[2].body


@pytest.mark.parametrize("by_host", [False, True])
def test_who_called_it_off_and_why_is_told(meeting, by_host, send_letters):
    before = len(send_letters())
    cancel = changing.cancel_by_host if by_host else changing.cancel
    cancel(booking=meeting, reason="The budget is late.", by=None, at=SUNDAY)
    cancel(booking=meeting, reason="The budget is late.", by=None, at=SUNDAY)
    theirs, hosts = send_letters()[before:]

    words = "Renata Osei called off your meeting." if by_host else "You called off your meeting"
    assert words in theirs.body
    assert ("on your side" in hosts.body) is by_host
    assert "Why: The budget is late." in theirs.body
    assert theirs.subject == "Called off: your meeting with Renata Osei, Tuesday, February 3"
    assert told([theirs, hosts]) == [
        ("dana@example.org", "CANCEL"),
        ("renata@example.org", "CANCEL"),
    ]


def test_what_was_only_asked_for_is_called_off_without_a_file(asked, send_letters):
    changing.cancel(booking=asked, by=None, at=SUNDAY)

    assert [method for _, method in told(send_letters())] == [""] * 4


def test_three_are_told_that_a_colleague_takes_over(meeting, chapter, send_letters):
    before = len(send_letters())
    june = a_host(chapter, given="June", family="Park")
    with_mailbox(june.person, "june@example.org")
    changing.hand_on(booking=meeting, host=june, by=None, at=SUNDAY)
    theirs, hers, earlier = send_letters()[before:]

    assert told([theirs, hers, earlier]) == [
        ("dana@example.org", "REQUEST"),
        ("june@example.org", "REQUEST"),
        ("renata@example.org", "CANCEL"),
    ]
    files = [itip.parts(one)[1] for one in (theirs, hers, earlier)]
    assert {itip.value(one, "UID") for one in files} == {itip.value(files[0], "UID")}
    assert [itip.value(one, "SUMMARY") for one in files] == [
        "Meeting with June Park",
        "Meeting with Dana Whitlock",
        "Meeting with Dana Whitlock",
    ]
    assert "June Park meets you in place of Renata Osei." in theirs.body


def test_a_guest_without_a_record_has_a_link_that_is_wiped_once_sent(host, send_letters):
    hold = held(a_type(host, public=True), None, NINE, at=SUNDAY)
    booking = bookings.book(
        booking=hold, guest_name="Pat Lee", guest_email="pat@example.org", by=None, at=SUNDAY
    )
    path = f"/meet/guest/{booking.public_id}/{booking.guest_token}/"
    theirs, hosts = send_letters()

    assert (theirs.to, path in theirs.body) == (["pat@example.org"], True)
    assert path in itip.value(itip.parts(theirs)[1], "URL")
    assert booking.guest_token not in hosts.body + itip.parts(hosts)[1].decode()
    kept = Letter.objects.get(to="pat@example.org")
    assert (kept.body, kept.calendar, kept.calendar_method) == ("", "", "")


def test_nobody_is_written_to_about_what_is_only_held(host, dana):
    kind = a_type(host)
    held(kind, dana, NINE, at=SUNDAY)
    held(kind, dana, NINE + HALF, at=SUNDAY)
    deciding.lapse(SUNDAY + dt.timedelta(hours=1))

    assert queued() == []


def test_a_host_without_an_address_of_their_own_is_written_to_where_they_sign_in(
    chapter, dana, send_letters
):
    host = a_host(chapter)
    booked(a_type(host), dana, NINE, at=SUNDAY)

    assert send_letters()[1].to == [host.person.user.email]


def test_a_guest_is_reminded_once_the_day_before(meeting, dana, send_letters):
    before = len(send_letters())
    for hours in (25, 24, 23, 2, -1):
        reminders.remind(NINE - dt.timedelta(hours=hours))
    (letter,) = send_letters()[before:]

    assert (letter.to, letter.subject, letter.alternatives) == (
        ["dana@example.org"],
        "Soon: your meeting with Renata Osei, Tuesday, February 3",
        [],
    )


@pytest.mark.parametrize(
    ("asks", "made", "reminded"),
    [
        (False, dt.timedelta(hours=11), 0),
        (False, dt.timedelta(hours=13), 1),
        (True, dt.timedelta(hours=13), 0),
    ],
)
def test_only_what_stands_and_was_agreed_a_while_ago_is_reminded_of(
    host, dana, asks, made, reminded
):
    now = NINE - dt.timedelta(hours=1)
    booked(a_type(host, approval=asks), dana, NINE, at=now - made)
    reminders.remind(now)

    assert Letter.objects.filter(kind="meeting_soon").count() == reminded


def test_after_another_time_was_agreed_the_guest_is_reminded_of_that(meeting, host):
    reminders.remind(NINE - dt.timedelta(hours=24))
    wish = Wish(NINE + dt.timedelta(days=7))
    changing.move_by_host(
        booking=meeting, wish=wish, by=host.person.user, at=NINE - dt.timedelta(hours=20)
    )
    reminders.remind(wish.starts_at - dt.timedelta(hours=24))

    assert Letter.objects.filter(kind="meeting_soon").count() == 2


def test_a_change_that_fails_midway_leaves_no_letter(meeting, dana):
    before = len(queued())

    @transaction.atomic
    def fail():
        changing.cancel(booking=meeting, by=dana.user, at=SUNDAY)
        assert len(queued()) == before + 2
        raise ValidationError("Full.")

    with pytest.raises(ValidationError):
        fail()

    meeting.refresh_from_db()
    assert (len(queued()), meeting.state) == (before, "confirmed")


def test_a_letter_without_a_calendar_is_plain_text(send_letters):
    mail.queue(to="ann@example.org", subject="Hello", body="Hi.", kind="test", key="hello")

    (letter,) = send_letters()
    assert letter.message().get_content_type() == "text/plain"


def test_the_text_of_a_letter_stands_beside_what_calendars_read(meeting, send_letters):
    message = send_letters()[0].message()

    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/calendar",
        "application/ics",
    ]
    inline = message.get_payload()[0].get_payload()[1]
    assert (inline.get_param("method"), inline.get_param("charset")) == ("REQUEST", "utf-8")
    assert inline.get_content_disposition() is None
