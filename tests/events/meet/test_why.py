"""Why a time is not offered: every reason in words, and none exactly where it is open."""

import datetime as dt
import random
from zoneinfo import ZoneInfo

import pytest

from events.models import (
    Booking,
    BookingState,
    BusyBlock,
    BusyFeed,
    DateOverride,
    HostTravel,
    Mode,
    OverrideWindow,
    TimeAway,
    WindowMode,
)
from events.operations.meet import bookings, slots
from events.reports.meet import day as report
from events.reports.meet.why import view, why
from network.models import Membership
from network.models.memberships import MembershipEnd
from network.roles import Role
from tests.factories import a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_place, a_type, booked, held, weekly

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
MONDAY = dt.date(2026, 2, 2)
DAY, HALF = dt.timedelta(days=1), dt.timedelta(minutes=30)


def clock(hour, minute=0, *, day=MONDAY):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=NEW_YORK)


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, hours=[(9, 12)])


def said(meeting_type, starts_at, *, mode=Mode.ONLINE, user=None, at=SUNDAY, host=None):
    host = host or meeting_type.host
    reasons = why(
        meeting_type, host, starts_at=starts_at, mode=mode, user=user or host.person.user, at=at
    )
    return [reason.words for reason in reasons]


def test_an_open_time_has_no_reason(host):
    assert said(a_type(host), clock(9)) == []


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (clock(8), "Outside the hours of Mondays: 9 a.m. to noon."),
        (clock(9, day=MONDAY - DAY), "No hours on Sundays."),
        (clock(11, 45), "It would end after the hours do, at noon."),
        (clock(9, 10), "Times are offered every 30 minutes from 9 a.m."),
        (clock(9, day=MONDAY + 91 * DAY), "Too far ahead: it can be booked up to April 2, 2026."),
    ],
)
def test_hours_and_the_horizon_are_said(host, time, words):
    assert words in said(a_type(host), time)


def test_the_clock_is_said(host):
    late = a_type(host, notice=24 * 60)

    assert said(late, clock(9)) == ["Too short notice: it takes 1 day."]
    assert said(late, clock(9), at=clock(9, 5)) == ["It is past."]


def test_a_day_of_its_own_is_said_with_its_note(host):
    DateOverride.objects.create(host=host, on=MONDAY, note="Presidents' breakfast")
    own = DateOverride.objects.create(host=host, on=MONDAY + DAY)
    OverrideWindow.objects.create(override=own, start_minute=780, end_minute=840)
    kind = a_type(host)

    assert said(kind, clock(9)) == ["This day is closed (Presidents' breakfast)."]
    assert said(kind, clock(9, day=MONDAY + DAY)) == [
        "Outside the hours of this day, which has its own: 1 p.m. to 2 p.m."
    ]


def test_time_away_and_a_busy_calendar_are_named_without_a_title(host):
    TimeAway.objects.create(host=host, starts_at=clock(9), ends_at=clock(10), note="Dentist")
    feed = BusyFeed.objects.create(host=host, name="Work", address="x", made_at=SUNDAY)
    BusyBlock.objects.create(feed=feed, starts_at=clock(9, 15), ends_at=clock(11))
    kind = a_type(host)

    assert said(kind, clock(9)) == [
        "Away (Dentist), 9 a.m. to 10 a.m.",
        "Busy in the calendar “Work”, 9:15 a.m. to 11 a.m.",
    ]
    assert said(kind, clock(10)) == ["Busy in the calendar “Work”, 9:15 a.m. to 11 a.m."]


def test_a_meeting_is_said_and_what_is_kept_free_around_it(host):
    kind = a_type(host, after=15)
    booked(kind, a_member(given="Dana", family="Lee"), clock(10), at=SUNDAY)

    assert said(kind, clock(10)) == ["A meeting with Dana Lee, 10 a.m. to 10:30 a.m."]
    assert said(kind, clock(9, 30)) == [
        "A meeting with Dana Lee, 10 a.m. to 10:30 a.m. Time is kept free around it."
    ]
    assert said(kind, clock(9)) == []


def test_who_holds_a_time_is_nobodys_business(host):
    kind, member = a_type(host), a_member(given="Dana", family="Lee")
    held(kind, member, clock(10), at=SUNDAY)

    assert said(kind, clock(10)) == ["Somebody is booking 10 a.m. to 10:30 a.m. this very moment."]
    assert said(kind, clock(10), at=SUNDAY + bookings.HELD_FOR) == []


def test_a_guest_is_named_only_to_whoever_may_see_the_meeting(chapter):
    ann = a_host(chapter, hours=[])
    ben = a_host(a_chapter("OH", "Ohio"), hours=[])
    room = a_place(chapter)
    for one in (ann, ben):
        weekly(one, 0, 9, 12, mode=WindowMode.ANY, place=room)
    kinds = [a_type(one, modes=WindowMode.ANY) for one in (ann, ben)]
    wish = {"mode": Mode.IN_PERSON, "place": room}
    hold = held(kinds[1], a_member(given="Dana", family="Lee"), clock(9), at=SUNDAY, **wish)
    bookings.book(booking=hold, by=None, at=SUNDAY)

    def asked(user):
        found = view(kinds[0], ann, day=MONDAY, user=user, at=SUNDAY).answers(clock(9))
        return found[1].reasons

    [hidden], [shown] = asked(ann.person.user), asked(national_staff().user)
    assert (hidden.words, hidden.booking) == (
        "Annex is taken by a meeting, 9 a.m. to 9:30 a.m.",
        None,
    )
    assert shown.words == "Annex is taken by a meeting with Dana Lee, 9 a.m. to 9:30 a.m."
    assert shown.booking == Booking.objects.get()


def test_a_full_day_is_said(host):
    kind = a_type(host, per_day_cap=1)
    booked(kind, a_member(), clock(10), at=SUNDAY)

    assert said(kind, clock(9)) == ["The day is full: 1 of this kind, and no more."]


def test_ways_and_rooms_are_said(chapter):
    host = a_host(chapter, hours=[(9, 12)])
    online, both = a_type(host, modes=WindowMode.ONLINE), a_type(host, modes=WindowMode.ANY)
    closed = a_place(chapter, closed_on=MONDAY)

    assert said(online, clock(9), mode=Mode.IN_PERSON)[0] == (
        "This kind of meeting is online only."
    )
    assert said(both, clock(9), mode=Mode.IN_PERSON) == [
        "These hours are not for meeting in person."
    ]
    weekly(host, 0, 13, 14, mode=WindowMode.IN_PERSON, place=closed)
    assert said(both, clock(13), mode=Mode.IN_PERSON) == ["The room is closed."]


def test_whoever_takes_no_meetings_is_said(host):
    kind, staff = a_type(host), national_staff().user
    host.active = False
    host.save()
    assert said(kind, clock(9), user=staff) == ["They take no meetings at present."]

    host.active = True
    host.save()
    left = {"until": MONDAY - 9 * DAY, "end_reason": MembershipEnd.LEFT}
    Membership.objects.filter(person=host.person, role=Role.DIRECTOR).update(**left)
    kind.active = False
    assert said(kind, clock(9), user=staff) == [
        "This kind of meeting is not offered any more.",
        "They are not on the staff any more.",
    ]


def test_an_hour_that_clocks_show_twice_is_offered_the_first_time(chapter):
    host = a_host(chapter, hours=[(0, 4)], days=range(7))
    kind = a_type(host, horizon_days=60)
    at = dt.datetime(2026, 10, 31, 12, tzinfo=NEW_YORK)
    again = dt.datetime(2026, 11, 1, 6, 30, tzinfo=dt.UTC)

    assert said(kind, again, at=at) == [
        "Clocks show this hour twice. It is offered the first time."
    ]
    assert said(kind, again - 2 * HALF, at=at) == []


def a_busy_week(seed):
    """Two hosts who share a room, in hours, days, journeys and meetings nobody thought of."""
    draw = random.Random(seed)
    chapter = a_chapter()
    room = a_place(chapter, travel_before=draw.choice([0, 20]), travel_after=draw.choice([0, 15]))
    hosts = [a_host(chapter, hours=[], zone=zone) for zone in ("America/New_York", "Pacific/Guam")]
    kinds = []
    for host in hosts:
        for weekday in range(7):
            for _ in range(draw.randint(0, 3)):
                start = draw.randrange(0, 22 * 60, 15)
                mode = draw.choice(WindowMode.values)
                weekly(
                    host,
                    weekday,
                    start / 60,
                    min(start + draw.choice([60, 180, 400]), 1440) / 60,
                    mode=mode,
                    place=None if mode == WindowMode.ONLINE else room,
                )
        for days in draw.sample(range(8), 2):
            own = DateOverride.objects.create(host=host, on=MONDAY + days * DAY)
            if draw.random() < 0.7:
                OverrideWindow.objects.create(override=own, start_minute=600, end_minute=900)
        start = clock(draw.randrange(24), day=MONDAY + draw.randrange(7) * DAY)
        TimeAway.objects.create(host=host, starts_at=start, ends_at=start + dt.timedelta(hours=7))
        feed = BusyFeed.objects.create(host=host, name="Work", address="x", made_at=SUNDAY)
        for _ in range(6):
            start = clock(draw.randrange(24), 7, day=MONDAY + draw.randrange(7) * DAY)
            BusyBlock.objects.create(feed=feed, starts_at=start, ends_at=start + HALF)
        HostTravel.objects.create(
            host=host,
            first_day=MONDAY + 3 * DAY,
            last_day=MONDAY + 4 * DAY,
            timezone=draw.choice(["America/Los_Angeles", "Pacific/Pago_Pago"]),
        )
        kinds.append(
            a_type(
                host,
                minutes=draw.choice([15, 30, 60]),
                step=draw.choice([15, 30, 45]),
                before=draw.choice([0, 10]),
                after=draw.choice([0, 25]),
                notice=draw.choice([0, 24 * 60]),
                horizon_days=draw.choice([5, 30]),
                per_day_cap=draw.choice([None, 2]),
                modes=draw.choice(WindowMode.values),
                public=True,
            )
        )
    for kind in kinds:
        found = slots.open_slots(kind, [kind.host], first=MONDAY, last=MONDAY + 7 * DAY, at=SUNDAY)
        for slot in draw.sample(found, min(len(found), 9)):
            if slots.find(
                kind,
                kind.host,
                starts_at=slot.starts_at,
                mode=slot.mode,
                place=room if slot.place_id else None,
                at=SUNDAY,
            ):
                wish = {"mode": slot.mode, "place": room if slot.place_id else None}
                held(kind, None, slot.starts_at, at=SUNDAY, **wish)
    return kinds


@pytest.mark.parametrize("seed", range(6))
def test_there_is_no_reason_exactly_where_a_time_is_open(seed):
    wrong, opened, shut = [], 0, 0
    staff = national_staff().user
    for kind in a_busy_week(seed):
        found = slots.open_slots(
            kind, [kind.host], first=MONDAY - DAY, last=MONDAY + 9 * DAY, at=SUNDAY
        )
        is_open = {(slot.starts_at, slot.mode) for slot in found}
        for days in range(8):
            seen = view(kind, kind.host, day=MONDAY + days * DAY, user=staff, at=SUNDAY)
            time, last = seen.instant(0), seen.instant(1440)
            while time < last:
                for answer in seen.answers(time):
                    key = (time, answer.mode)
                    opened, shut = opened + (key in is_open), shut + (key not in is_open)
                    if (not answer.reasons) != (key in is_open):
                        wrong.append((key, answer.reasons))
                time += dt.timedelta(minutes=15)

    assert wrong == []
    assert opened > 0
    assert shut > opened


def test_a_day_is_told_from_midnight_to_midnight(host):
    kind = a_type(host)
    booked(kind, a_member(given="Dana", family="Lee"), clock(10), at=SUNDAY)
    seen = view(kind, host, day=MONDAY, user=host.person.user, at=SUNDAY)

    told = [
        (row.clock, [one.mode for one in row.open] or [reason.words for reason in row.reasons])
        for row in report.rows(seen)
    ]

    outside = ["Outside the hours of Mondays: 9 a.m. to noon."]
    assert told == [
        ("00:00", outside),
        ("09:00", ["online"]),
        ("09:30", ["online"]),
        ("10:00", ["A meeting with Dana Lee, 10 a.m. to 10:30 a.m."]),
        ("10:30", ["online"]),
        ("11:00", ["online"]),
        ("11:30", ["online"]),
        ("12:00", outside),
    ]


@pytest.mark.parametrize("meetings", [1, 3])
def test_a_day_takes_so_many_questions_whatever_is_booked(
    host, meetings, django_assert_num_queries
):
    kind, user = a_type(host), host.person.user
    for number in range(meetings):
        hold = held(kind, a_member(), clock(9) + number * HALF, at=SUNDAY)
        bookings.book(booking=hold, by=None, at=SUNDAY)
        TimeAway.objects.create(host=host, starts_at=clock(13), ends_at=clock(14))
    assert Booking.objects.filter(state=BookingState.CONFIRMED).count() == meetings
    assert user.rights.desk is True

    with django_assert_num_queries(15):
        report.rows(view(kind, host, day=MONDAY, user=user, at=SUNDAY))


@pytest.fixture
def page(client, sign_in, host):
    def ask(user, **asked):
        if user is not None:
            sign_in(client, user)
        return client.get(f"/desk/meetings/hosts/{host.slug}/why/", asked)

    return ask


def test_the_page_answers_for_a_day_and_a_time(page, host):
    kind = a_type(host, notice=0)
    day = dt.date.today() + dt.timedelta(days=(7 - dt.date.today().weekday()))  # noqa: DTZ011
    user = host.person.user

    shut = page(user, kind=kind.slug, day=day, time="08:00").content.decode()
    assert "Outside the hours of Mondays: 9 a.m. to noon." in shut
    assert "It is open." in page(user, kind=kind.slug, day=day, time="09:00").content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"kind": "never-was"},
        {"day": "9999-12-31"},
        {"day": "0001-01-01"},
        {"day": "no day"},
        {"time": "25:00"},
        {"time": "\x00"},
    ],
)
def test_nonsense_in_the_address_is_answered_in_words(page, host, asked):
    a_type(host)

    assert page(host.person.user, **asked).status_code == 200


def test_a_host_without_a_kind_of_meeting_is_told_so(page, host):
    assert "no kind of meeting" in page(host.person.user).content.decode()


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_hours_they_are_not_finds_nothing(page, host, chapter, who):
    a_type(host)
    user = {
        "another director": lambda: a_director(a_chapter("OH", "Ohio")).user,
        "a member": lambda: a_member(chapter).user,
        "a visitor": lambda: None,
    }[who]()

    assert page(user).status_code == (302 if who == "a visitor" else 404)
