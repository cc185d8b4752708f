"""Which times are open: hours on a wall, clocks that change, and what stands in the way."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from events.models import (
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
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_place, a_pool, a_type, booked, held, weekly

NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
#: A Sunday evening; the Monday after is the first working day.
SUNDAY = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
MONDAY = dt.date(2026, 2, 2)
DAY = dt.timedelta(days=1)


def open_on(meeting_type, day, *hosts, at=SUNDAY, zone=NEW_YORK, **more):
    """Times by the clock in a zone at which something begins on a day of the host's."""
    hosts = hosts or [meeting_type.host]
    found = slots.open_slots(meeting_type, hosts, first=day, last=day, at=at, **more)
    return [f"{slot.starts_at.astimezone(zone):%H:%M}" for slot in found]


def test_hours_are_walked_by_steps_and_end_with_a_whole_meeting():
    meeting_type = a_type(a_host(hours=[(9, 10.75)]), minutes=30, step=15)

    assert open_on(meeting_type, MONDAY) == ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15"]


def test_a_day_without_hours_is_closed():
    assert open_on(a_type(a_host()), MONDAY - DAY) == []


def test_hours_may_end_at_midnight():
    assert open_on(a_type(a_host(hours=[(23, 24)])), MONDAY) == ["23:00", "23:30"]


def test_an_evening_in_los_angeles_is_the_next_day_in_greenwich():
    host = a_host(zone="America/Los_Angeles", hours=[(18, 20)])
    meeting_type, member = a_type(host, minutes=60, step=60), a_member()

    assert open_on(meeting_type, MONDAY, zone=LOS_ANGELES) == ["18:00", "19:00"]
    seven = dt.datetime(2026, 2, 3, 3, tzinfo=dt.UTC)
    assert booked(meeting_type, member, seven, at=SUNDAY).state == BookingState.CONFIRMED


def test_an_hour_that_clocks_skip_in_spring_is_not_offered():
    host = a_host(hours=[(1, 4)], days=range(7))
    at = dt.datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
    found = slots.open_slots(
        a_type(host), [host], first=dt.date(2026, 3, 8), last=dt.date(2026, 3, 8), at=at
    )

    assert [slot.starts_at.isoformat() for slot in found] == [
        "2026-03-08T06:00:00+00:00",
        "2026-03-08T06:30:00+00:00",
        "2026-03-08T07:00:00+00:00",  # three o'clock, right after half past one and a half
        "2026-03-08T07:30:00+00:00",
    ]


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ((2, 3), []),
        ((2.5, 4), ["03:00", "03:30"]),
        ((1, 2.5), ["01:00", "01:30"]),
    ],
)
def test_hours_that_begin_or_end_in_the_skipped_hour_give_only_what_there_is(hours, shown):
    host = a_host(hours=[hours], days=range(7))
    at = dt.datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)

    assert open_on(a_type(host), dt.date(2026, 3, 8), at=at) == shown


def test_an_hour_that_comes_twice_in_fall_is_offered_once():
    host = a_host(hours=[(0, 3)], days=range(7))
    at = dt.datetime(2026, 10, 31, 12, tzinfo=NEW_YORK)
    sunday = dt.date(2026, 11, 1)
    found = slots.open_slots(a_type(host, step=60), [host], first=sunday, last=sunday, at=at)

    assert [slot.starts_at.isoformat() for slot in found] == [
        "2026-11-01T04:00:00+00:00",
        "2026-11-01T05:00:00+00:00",
        "2026-11-01T07:00:00+00:00",
    ]


def test_nine_stays_nine_when_clocks_change():
    meeting_type = a_type(a_host(hours=[(9, 10)]), horizon_days=366)
    summer = dt.date(2026, 7, 6)

    assert open_on(meeting_type, MONDAY) == open_on(meeting_type, summer) == ["09:00", "09:30"]


def test_notice_and_horizon_are_counted_from_now():
    at = dt.datetime(2026, 2, 2, 9, 10, tzinfo=NEW_YORK)
    meeting_type = a_type(a_host(hours=[(9, 11)]), notice=60, horizon_days=1)

    assert open_on(meeting_type, MONDAY, at=at) == ["10:30"]
    assert open_on(meeting_type, MONDAY + DAY, at=at) != []
    assert open_on(meeting_type, MONDAY + 2 * DAY, at=at) == []


def test_a_day_of_its_own_replaces_the_weekday_and_may_be_closed():
    host = a_host(hours=[(9, 10)])
    different = DateOverride.objects.create(host=host, on=MONDAY)
    OverrideWindow.objects.create(override=different, start_minute=780, end_minute=840)
    DateOverride.objects.create(host=host, on=MONDAY + DAY)
    meeting_type = a_type(host)

    assert open_on(meeting_type, MONDAY) == ["13:00", "13:30"]
    assert open_on(meeting_type, MONDAY + DAY) == []
    assert open_on(meeting_type, MONDAY + 2 * DAY) == ["09:00", "09:30"]


def test_hours_hold_from_one_date_to_another():
    host = a_host(hours=[])
    weekly(host, 0, 9, 9.5, valid_from=MONDAY + 7 * DAY)
    weekly(host, 0, 11, 11.5, valid_until=MONDAY)
    meeting_type = a_type(host)

    assert open_on(meeting_type, MONDAY) == ["11:00"]
    assert open_on(meeting_type, MONDAY + 7 * DAY) == ["09:00"]


def test_who_travels_keeps_their_hours_where_they_are():
    host = a_host(hours=[(9, 10)])
    HostTravel.objects.create(
        host=host, first_day=MONDAY, last_day=MONDAY, timezone="America/Los_Angeles"
    )
    meeting_type = a_type(host)

    assert open_on(meeting_type, MONDAY) == ["12:00", "12:30"]
    assert open_on(meeting_type, MONDAY + DAY) == ["09:00", "09:30"]


def test_time_away_and_another_calendar_stand_in_the_way():
    host = a_host(hours=[(9, 11)])
    nine = dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK)
    TimeAway.objects.create(host=host, starts_at=nine, ends_at=nine + dt.timedelta(minutes=10))
    feed = BusyFeed.objects.create(host=host, name="Work", address="x", made_at=SUNDAY)
    BusyBlock.objects.create(
        feed=feed,
        starts_at=nine + dt.timedelta(minutes=89),
        ends_at=nine + dt.timedelta(minutes=91),
    )

    assert open_on(a_type(host), MONDAY) == ["09:30"]


def test_buffers_of_two_kinds_of_meeting_stand_side_by_side():
    host, member = a_host(hours=[(9, 12)]), a_member()
    first = a_type(host, after=10)
    second = a_type(host, before=15, step=5)
    nine = dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK)
    booked(first, member, nine, at=SUNDAY)

    # Until half past nine, ten minutes after it, fifteen before the next.
    assert open_on(second, MONDAY)[0] == "09:55"


def test_a_hold_takes_its_time_until_it_runs_out():
    host, member = a_host(hours=[(9, 10)]), a_member()
    meeting_type = a_type(host)
    held(meeting_type, member, dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK), at=SUNDAY)

    assert open_on(meeting_type, MONDAY) == ["09:30"]
    assert open_on(meeting_type, MONDAY, at=SUNDAY + bookings.HELD_FOR) == ["09:00", "09:30"]


def test_a_day_has_room_for_so_many_of_a_kind():
    host, member = a_host(hours=[(9, 11)]), a_member()
    capped, free = a_type(host, per_day_cap=1), a_type(host)
    nine = dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK)
    booking = booked(capped, member, nine, at=SUNDAY)

    assert open_on(capped, MONDAY) == []
    assert open_on(capped, MONDAY, but=booking) == ["09:00", "09:30", "10:00", "10:30"]
    assert open_on(free, MONDAY) == ["09:30", "10:00", "10:30"]


def test_in_person_there_is_the_way_there_and_a_room_for_one():
    chapter = a_chapter()
    place = a_place(chapter, travel_before=30, travel_after=30)
    ann, ben = a_host(chapter, hours=[]), a_host(chapter, hours=[])
    for host in (ann, ben):
        weekly(host, 0, 9, 12, mode=WindowMode.ANY, place=place)
    kind = {host: a_type(host, modes=WindowMode.ANY) for host in (ann, ben)}
    ten = dt.datetime(2026, 2, 2, 10, tzinfo=NEW_YORK)
    wish = {"mode": Mode.IN_PERSON, "place": place}
    held(kind[ann], a_member(), ten, at=SUNDAY, **wish)

    def ways(host):
        found = slots.open_slots(kind[host], [host], first=MONDAY, last=MONDAY, at=SUNDAY)
        return [(f"{slot.starts_at.astimezone(NEW_YORK):%H:%M}", slot.mode) for slot in found]

    online, there = Mode.ONLINE, Mode.IN_PERSON
    assert ways(ann) == [("09:00", online), ("11:00", online), ("11:30", there), ("11:30", online)]
    assert [start for start, mode in ways(ben) if mode == there] == [
        "09:00",
        "09:30",
        "10:30",
        "11:00",
        "11:30",
    ]


def test_a_closed_place_is_no_place():
    chapter = a_chapter()
    host = a_host(chapter, hours=[])
    place = a_place(chapter, closed_on=MONDAY)
    weekly(host, 0, 9, 10, mode=WindowMode.ANY, place=place)

    assert open_on(a_type(host, modes=WindowMode.IN_PERSON), MONDAY) == []
    assert open_on(a_type(host, modes=WindowMode.ANY), MONDAY) == ["09:00", "09:30"]


@pytest.mark.parametrize("hosts", [1, 3])
def test_so_many_questions_whatever_there_is(hosts, django_assert_num_queries):
    chapter, member = a_chapter(), a_member()
    all_of_them = [a_host(chapter) for _ in range(hosts)]
    meeting_type = a_type(pool=a_pool(*all_of_them, group=chapter))
    nine = dt.datetime(2026, 2, 2, 9, tzinfo=NEW_YORK)
    for number in range(hosts):
        booked(meeting_type, member, nine + dt.timedelta(hours=number), at=SUNDAY)

    with django_assert_num_queries(7):
        slots.open_slots(meeting_type, all_of_them, first=MONDAY, last=MONDAY + DAY, at=SUNDAY)
