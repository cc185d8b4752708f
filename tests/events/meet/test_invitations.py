"""The invitations themselves: by a checker of the standard's rules, and by another program."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import vobject

from events import calendars
from events.calendars import invitations, zones
from events.models import Booking, PrivateShown
from events.operations.meet import bookings, changing, deciding
from events.operations.meet.bookings import Wish
from network.models import Letter
from tests.events.conftest import read
from tests.events.meet import itip
from tests.events.meet.test_letters import HALF, NINE, SUNDAY, TOPIC, with_mailbox
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_type, booked, held, weekly

NEW_YORK = ZoneInfo("America/New_York")


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


def files_to(address, letters):
    """What came for a calendar, oldest first; beside the text and as a file it is the same."""
    found = []
    for letter in letters:
        if letter.to == [address] and letter.alternatives:
            method, inline, file = itip.parts(letter)
            assert inline == file
            found.append((method, file))
    return found


def test_from_yes_over_three_moves_to_the_end_it_is_one_meeting(meeting, dana, send_letters):
    booking = meeting
    for number in range(1, 4):
        booking = changing.move(
            booking=booking,
            wish=Wish(NINE + number * HALF),
            by=dana.user,
            at=SUNDAY + dt.timedelta(minutes=number),
        )
    changing.cancel(booking=booking, by=dana.user, at=SUNDAY + dt.timedelta(minutes=4))
    letters = send_letters()

    for address in ("dana@example.org", "renata@example.org"):
        told = files_to(address, letters)
        files = [file for _, file in told]
        assert [itip.faults(file) for file in files] == [[]] * 5
        assert [method for method, _ in told] == ["REQUEST"] * 4 + ["CANCEL"]
        assert [itip.value(file, "SEQUENCE") for file in files] == ["0", "1", "2", "3", "4"]
        assert [itip.value(file, "STATUS") for file in files] == ["CONFIRMED"] * 4 + ["CANCELLED"]
        assert {itip.value(file, "UID") for file in files} == {f"{meeting.public_id}@localhost"}
        stamps = [itip.value(file, "DTSTAMP") for file in files]
        assert stamps == sorted(set(stamps))
        assert {itip.value(file, "ORGANIZER") for file in files} == {"mailto:hello@example.org"}
        assert {itip.value(file, "ATTENDEE") for file in files} == {f"mailto:{address}"}


def test_each_copy_names_nobody_but_whom_it_goes_to(meeting, send_letters):
    letters = send_letters()
    [(_, theirs)] = files_to("dana@example.org", letters)
    [(_, hosts)] = files_to("renata@example.org", letters)

    assert (b"renata@example.org" in theirs, b"dana@example.org" in hosts) == (False, False)
    [(parameters, _)] = itip.properties(theirs)["ATTENDEE"]
    assert sorted(parameters.split(";")) == [
        'CN="Dana Whitlock"',
        "PARTSTAT=ACCEPTED",
        "ROLE=REQ-PARTICIPANT",
        "RSVP=FALSE",
    ]
    assert [itip.value(one, "SUMMARY") for one in (theirs, hosts)] == [
        "Meeting with Renata Osei",
        "Meeting with Dana Whitlock",
    ]


def test_another_program_understands_it(meeting, send_letters):
    [(_, file)] = files_to("dana@example.org", send_letters())
    calendar = vobject.readOne(file.decode())
    (event,) = calendar.vevent_list

    assert calendar.method.value == "REQUEST"
    assert (event.dtstart.value, event.dtend.value) == (NINE, NINE + HALF)
    assert event.dtstart.value.utcoffset() == dt.timedelta(hours=-5)
    assert (event.location.value, event.status.value) == ("Online", "CONFIRMED")
    assert event.url.value == f"http://localhost:8000/meet/bookings/{meeting.public_id}/"
    assert event.dtstamp.value == SUNDAY == event.last_modified.value


@pytest.mark.parametrize(
    ("day", "hour", "offset"),
    [
        (dt.date(2026, 3, 6), 9, -5),
        (dt.date(2026, 3, 9), 9, -4),
        (dt.date(2026, 10, 30), 16, -4),
        (dt.date(2026, 11, 2), 9, -5),
    ],
)
def test_before_and_after_clocks_change_it_is_at_the_hour_it_was_booked(
    host, dana, day, hour, offset
):
    starts = dt.datetime.combine(day, dt.time(hour), tzinfo=NEW_YORK)
    kind = a_type(host, horizon_days=366)
    booking = booked(kind, dana, starts, at=SUNDAY)
    file = invitations.published(booking)
    (event,) = read(file)

    assert itip.faults(file) == []
    assert event.dtstart.value == starts
    assert event.dtstart.value.utcoffset() == dt.timedelta(hours=offset)
    assert itip.value(file, "DTSTART") == f"{day:%Y%m%d}T{hour:02}0000"


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        ("America/New_York", ["BYDAY=1SU;BYMONTH=11", "BYDAY=2SU;BYMONTH=3"]),
        ("Europe/Berlin", ["BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3"]),
        ("America/Phoenix", []),
        ("Africa/Casablanca", []),
    ],
)
def test_one_meeting_tells_its_zone_as_outlook_reads_it(zone, rules):
    """At most one set of clocks of either kind; a rule only where the zone keeps one."""
    for month in (1, 3, 7, 11, 12):
        told = zones.around(zone, dt.datetime(2026, month, 2, tzinfo=dt.UTC))
        text = told.to_ical().decode()
        kinds = [part.name for part in told.subcomponents]
        yearly = [line for line in text.split("\r\n") if line.startswith("RRULE")]

        assert len(kinds) == len(set(kinds))
        assert sorted(yearly) == [f"RRULE:FREQ=YEARLY;{rule}" for rule in rules]
        assert "RDATE" not in text


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Phoenix", "Australia/Sydney", "Africa/Casablanca"]
)
def test_all_year_round_the_file_alone_says_how_far_clocks_are_from_utc(zone):
    wrong = []
    for number in range(0, 365 * 4, 7):
        moment = SUNDAY + number * dt.timedelta(hours=6)
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
        if said(zones.around(zone, moment), moment) != offset:
            wrong.append(moment)

    assert wrong == []


def said(told, moment):
    """The offset at an instant by the onsets that a component tells."""
    onsets = []
    for part in told.subcomponents:
        before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        onsets.append(((part["dtstart"].dt - before).replace(tzinfo=dt.UTC), after))
    return [after for onset, after in sorted(onsets) if onset <= moment][-1]


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_the_right_one(host, dana, fold):
    """Written in local time it would be the first of the two."""
    booking = booked(a_type(host, horizon_days=366), dana, NINE, at=SUNDAY)
    night = dt.datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK, fold=fold).astimezone(dt.UTC)
    booking.starts_at, booking.ends_at = night, night + dt.timedelta(hours=2)

    (event,) = read(invitations.published(booking))
    assert event.dtstart.value.astimezone(dt.UTC) == night


def test_a_place_is_told_by_its_own_clocks(chapter, dana):
    host = a_host(chapter, hours=[])
    place = a_place(chapter, timezone="America/Chicago", name="Annex; room 2, east")
    weekly(host, 1, 8, 12, mode="in_person", place=place)
    hold = held(
        a_type(host, modes="in_person"), dana, NINE, at=SUNDAY, mode="in_person", place=place
    )
    file = invitations.published(bookings.book(booking=hold, by=dana.user, at=SUNDAY))

    assert itip.faults(file) == []
    assert itip.properties(file)["DTSTART"] == [("TZID=America/Chicago", "20260203T080000")]
    assert read(file)[0].location.value == "Annex; room 2, east, 1 Main St"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lee, Pat", "Lee, Pat"),
        ('Pat "PJ" Lee', "Pat 'PJ' Lee"),
        ("Pat\r\nATTENDEE:mailto:eve@example.org", "Pat ATTENDEE:mailto:eve@example.org"),
        ("Pat\nEND:VEVENT", "Pat END:VEVENT"),
        ("Pat \u202egnp.exe", "Pat gnp.exe"),
        ("Ünal \U0001f468\u200d\U0001f469", "Ünal \U0001f468\u200d\U0001f469"),
        ("é" * 60 + "ł" * 60, "é" * 60 + "ł" * 60),
        ("Pat:;\\^n", "Pat:;\\ n"),
    ],
)
def test_a_hostile_name_is_a_name_and_nothing_more(host, name, shown):
    hold = held(a_type(host, public=True), None, NINE, at=SUNDAY)
    booking = bookings.book(
        booking=hold, guest_name="Pat", guest_email="pat@example.org", by=None, at=SUNDAY
    )
    booking.guest_name = name
    file = invitations.request(booking, for_host=True, name=name, address="pat@example.org")

    assert itip.faults(file) == []
    [(parameters, mailbox)] = itip.properties(file)["ATTENDEE"]
    named = [part for part in parameters.split(";") if part.startswith("CN=")]
    assert mailbox == "mailto:pat@example.org"
    assert (event := read(file)[0]).attendee.value == mailbox
    assert event.attendee.params["CN"] == [shown]
    assert len(named) == 1
    assert event.summary.value.replace('"', "'").replace("^", " ") == f"Meeting with {shown}"


def test_what_it_is_about_is_nowhere(host, dana, send_letters):
    """In no subject, body, key or file, nor in anybody's calendar; the kind is in none either."""
    kind = a_type(host, approval=True, name="Quagswag hour", questions=["Which bill?"])
    answers = [["Which bill?", "Gnathonic act"]]
    booking = booked(kind, dana, NINE, at=SUNDAY, topic=TOPIC, answers=answers)
    booking = deciding.approve(booking=booking, by=None, at=SUNDAY)
    booking = changing.move(booking=booking, wish=Wish(NINE + HALF), by=dana.user, at=SUNDAY)
    changing.cancel_by_host(booking=booking, by=host.person.user, at=SUNDAY)
    own = [calendar_of(person, at=SUNDAY) for person in (dana, host.person)]
    raw = [letter.message().as_bytes() for letter in send_letters()]
    rows = Letter.objects.values_list("subject", "body", "calendar", "key")
    said = "".join(map("".join, rows)).encode() + b"".join(raw + own)
    said = said.replace(b"\r\n ", b"").lower()

    assert Letter.objects.count() == 8
    assert [word in said for word in (b"gnathonic", b"zeugma", b"quagswag", b"bill")] == [False] * 4
    assert Booking.objects.get().topic == TOPIC


def test_the_control_finds_what_is_there(meeting):
    Letter.objects.filter(to="dana@example.org").update(subject=TOPIC)

    assert Letter.objects.filter(subject__contains="zeugma").count() == 1


def calendar_of(person, *, at):
    told = calendars.sources.of(person, at=at, how=PrivateShown.NAMED)
    assert len(told) == 1
    return calendars.write(told, name="Mine")


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (lambda raw: raw.replace(b"\r\n", b"\n"), "a bare line break"),
        (lambda raw: raw.replace(b"METHOD:PUBLISH", b"METHOD:CANCEL"), "status CONFIRMED with"),
        (lambda raw: raw.replace(b"SEQUENCE:0\r\n", b""), "SEQUENCE not once"),
        (lambda raw: raw.replace(b"TZID:America", b"TZID:Europe"), "which is not told"),
        (lambda raw: raw.replace(b"\r\n ", b""), "octets"),
        (lambda raw: raw.replace(b"230000Z", b"230000"), "is not in UTC"),
        (lambda raw: raw.replace(b"END:VTIMEZONE", b"END:VZONE"), "ends VZONE"),
    ],
)
def test_the_checker_sees_what_is_wrong(meeting, file, fault):
    """The control: it does find faults."""
    raw = invitations.published(meeting)

    assert itip.faults(raw) == []
    assert fault in " ".join(itip.faults(file(raw)))
