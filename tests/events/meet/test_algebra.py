"""Whatever hours somebody keeps, wherever they are and whenever clocks change, these hold.

Each property is tried with weeks that nobody thought of; the same ones each time.
"""

import datetime as dt
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from events.calendars.zones import changes
from events.models import Host, MeetingPlace, MeetingType, Mode, WeeklyHours, WindowMode
from events.models.clocks import wall
from events.models.meet.bookings import cells
from events.models.zones import ZONES
from events.operations.meet import slots
from events.operations.meet.days import Hours, Travel, Week, between, edge
from events.operations.meet.diaries import Diaries, Diary
from tests.factories import a_member
from tests.meeting_factories import a_host, a_type, held

#: With one whose clocks change by half an hour, and one that is a quarter off.
EVERYWHERE = [*ZONES, "Australia/Lord_Howe", "Europe/London", "Asia/Kathmandu", "UTC"]
ROOM = 7
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)

tried = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
with_few = settings(tried, max_examples=80)

zones = st.sampled_from(EVERYWHERE)
fives = st.integers(0, 288).map(lambda count: count * 5)
lengths = st.sampled_from([10, 15, 25, 30, 45, 60, 90, 240])
steps = st.sampled_from([5, 10, 15, 20, 30, 45, 60, 75])


@st.composite
def days(draw, zone):
    """Any day, and often one near a change of clocks there."""
    near = changes(zone, 2025, 2028)
    if near and draw(st.booleans()):
        return draw(st.sampled_from(near)).date() + DAY * draw(st.integers(-2, 2))
    return draw(st.dates(dt.date(2025, 1, 3), dt.date(2028, 12, 20)))


@st.composite
def windows(draw, **fields):
    start, end = sorted(draw(st.lists(fives, min_size=2, max_size=2, unique=True)))
    mode = draw(st.sampled_from(WindowMode.values))
    return Hours(start, end, mode, None if mode == WindowMode.ONLINE else ROOM, **fields)


@st.composite
def weeks(draw, *, around=None, traveled=True):
    """A host's week, and the first of the days to look at."""
    zone = draw(zones)
    first = around or draw(days(zone))
    weekly = [
        draw(windows(weekday=draw(st.integers(0, 6)))) for _ in range(draw(st.integers(1, 6)))
    ]
    own = {
        first + DAY * offset: tuple(draw(st.lists(windows(), max_size=2)))
        for offset in draw(st.sets(st.integers(0, 9), max_size=2))
    }
    travels = ()
    if traveled and draw(st.booleans()):
        leaves = first + DAY * draw(st.integers(0, 6))
        travels = (Travel(leaves, leaves + DAY * draw(st.integers(0, 4)), draw(zones)),)
    return Week(zone, tuple(weekly), own, travels), first


@lru_cache(maxsize=512)
def minutes_of(zone, day):
    """Each minute that may be of this day, what clocks show then, and whether they did before."""
    info, shown, found = ZoneInfo(zone), set(), []
    moment = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) - 15 * 60 * MINUTE
    for _ in range(54 * 60):
        now = moment.astimezone(info).replace(tzinfo=None)
        found.append((moment, now, now in shown))
        shown.add(now)
        moment += MINUTE
    return found


def walked(zone, day, hours, *, minutes, step):
    """The oracle: minute by minute, as somebody would who sits below the clock."""
    midnight = dt.datetime.combine(day, dt.time())
    walk = minutes_of(zone, day)
    begins, ends = (
        next(number for number, (_, now, _) in enumerate(walk) if now >= midnight + minute * MINUTE)
        for minute in (hours.start_minute, hours.end_minute)
    )
    found = []
    for number in range(begins, ends - minutes + 1):
        moment, _, again = walk[number]
        if (number - begins) % step == 0 and not again:
            found.append(moment)
    return found


def opened(week, asked, *, taken=(), occupied=(), at=None, **fields):
    """Slots of such a week, as `slots.open_slots` works them out from what it has read."""
    values = {"minutes": 30, "step": 30, "notice": 0, "horizon_days": 366} | fields
    diary = Diary(Host(pk=1, timezone=week.timezone), week, set(taken))
    room = MeetingPlace(pk=ROOM, timezone="America/New_York", travel_before=20, travel_after=10)
    known = Diaries({1: diary}, {ROOM: room}, {ROOM: set(occupied)})
    at = at or dt.datetime.combine(asked[0], dt.time(), tzinfo=dt.UTC) - 3 * DAY
    kind = MeetingType(pk=1, **values)
    return list(slots._of_host(kind, diary, known, asked, at)), kind, room


def keys(found):
    """Without the zone a slot is told in: two days meet where somebody travels."""
    return {(slot.starts_at, slot.mode, slot.place_id) for slot in found}


@tried
@given(st.data(), lengths, steps)
def test_the_algebra_agrees_with_whoever_sits_below_the_clock(data, minutes, step):
    zone = data.draw(zones)
    day = data.draw(days(zone))
    hours = data.draw(windows(weekday=day.weekday()))

    stretches = list(Week(zone, (hours,)).stretches([day]))

    found = [start for one in stretches for start in one.starts_of(minutes=minutes, step=step)]
    assert found == walked(zone, day, hours, minutes=minutes, step=step)


@with_few
@given(weeks(), lengths, steps)
def test_a_week_of_slots_agrees_with_them_as_well(known, minutes, step):
    week, first = known
    asked = between(first, first + 6 * DAY)
    expected = set()
    for day in asked:
        for hours in week.hours_on(day):
            for start in walked(week.zone_on(day), day, hours, minutes=minutes, step=step):
                if hours.mode != WindowMode.IN_PERSON:
                    expected.add((start, Mode.ONLINE, None))
                if hours.mode != WindowMode.ONLINE:
                    expected.add((start, Mode.IN_PERSON, ROOM))

    found, _, _ = opened(week, asked, minutes=minutes, step=step)

    assert keys(found) == expected


@tried
@given(weeks(), lengths, steps)
def test_each_start_is_within_hours_by_the_clock_and_ends_within_them(known, minutes, step):
    week, first = known
    for stretch in week.stretches(between(first, first + 9 * DAY)):
        starts = list(stretch.starts_of(minutes=minutes, step=step))
        shown = [wall(start, zone=stretch.zone) for start in starts]
        seconds = [start.timestamp() for start in starts]

        assert {now.date() for now in shown} <= {stretch.day}
        assert {each % 300 for each in seconds} <= {0}
        assert [now for now in shown if now.fold] == []
        assert all(stretch.starts <= start for start in starts)
        assert all(start + minutes * MINUTE <= stretch.ends for start in starts)
        inside = [
            hours
            for hours in week.hours_on(stretch.day)
            if all(
                hours.start_minute <= now.hour * 60 + now.minute < hours.end_minute for now in shown
            )
        ]
        assert inside != []


@tried
@given(weeks(), steps)
def test_no_time_by_the_clock_comes_twice_and_none_is_in_an_hour_that_clocks_skip(known, step):
    week, first = known
    for day in between(first, first + 9 * DAY):
        zone = week.zone_on(day)
        found, _, _ = opened(week, [day], step=step)
        shown = Counter(
            (wall(slot.starts_at, zone=zone).replace(tzinfo=None), slot.mode) for slot in found
        )

        assert [time for time, count in shown.items() if count > 1] == []
        for time, _ in shown:
            back = time.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
            assert wall(back, zone=zone).replace(tzinfo=None) == time


@tried
@given(weeks(), st.integers(0, 9), lengths)
def test_a_range_of_days_is_what_its_parts_are(known, cut, minutes):
    week, first = known
    asked = between(first, first + 9 * DAY)

    whole, _, _ = opened(week, asked, minutes=minutes)

    parts = [
        opened(week, part, minutes=minutes, at=_early(first))[0]
        for part in (
            asked[:cut],
            asked[cut:],
        )
        if part
    ]
    single = [opened(week, [day], minutes=minutes, at=_early(first))[0] for day in asked]
    assert keys(whole) == set().union(*map(keys, parts)) == set().union(*map(keys, single))
    assert len(keys(whole)) == len(whole)


def _early(day):
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) - 3 * DAY


@tried
@given(weeks(), st.data(), st.sampled_from([0, 5, 30]), st.sampled_from([0, 10, 60]))
def test_a_claim_takes_away_what_it_touches_and_nothing_else(known, data, before, after):
    week, first = known
    asked = between(first, first + 6 * DAY)
    buffers = {"before": before, "after": after}
    free, kind, room = opened(week, asked, **buffers)
    assume(free)
    near = data.draw(st.sampled_from(free)).starts_at
    claim = cells(near, near + 5 * MINUTE * data.draw(st.integers(1, 24)))
    of_room = data.draw(st.booleans())

    def touched(slot):
        place = room if slot.place_id else None
        own, rooms = slots.around(kind, slot.starts_at, slot.ends_at, slot.mode, place)
        return bool(set(claim) & set(rooms if of_room else own))

    left, _, _ = opened(week, asked, **buffers, **{"occupied" if of_room else "taken": claim})

    assert left == [slot for slot in free if not touched(slot)]


@tried
@given(st.data())
def test_a_later_minute_is_never_an_earlier_instant(data):
    zone = data.draw(zones)
    day = data.draw(days(zone))

    instants = [edge(on=day, minute=minute, zone=zone) for minute in range(0, 1441, 5)]

    assert all(one <= other for one, other in pairwise(instants))
    assert instants[-1] == edge(on=day + DAY, minute=0, zone=zone)


@tried
@given(weeks(), st.data())
def test_days_abroad_are_read_off_the_clocks_there(known, data):
    week, first = known
    there = data.draw(zones)
    week = Week(
        week.timezone, week.weekly, week.overrides, (Travel(first, first + 2 * DAY, there),)
    )
    at_home = Week(there, week.weekly, week.overrides)

    away = between(first, first + 2 * DAY)

    assert list(week.stretches(away)) == list(at_home.stretches(away))
    after = between(first + 3 * DAY, first + 6 * DAY)
    settled = Week(week.timezone, week.weekly, week.overrides)
    assert list(week.stretches(after)) == list(settled.stretches(after))


@tried
@given(zones, st.data(), st.integers(1, 51), lengths, steps)
def test_hours_made_in_winter_are_the_same_hours_in_summer(zone, data, later, minutes, step):
    day = data.draw(days(zone))
    other = day + 7 * later * DAY
    assume(not {day, other} & _days_of_change(zone))
    week = Week(zone, (data.draw(windows(weekday=day.weekday())),))

    def shown(on):
        return [
            f"{wall(start, zone=zone):%H:%M}"
            for stretch in week.stretches([on])
            for start in stretch.starts_of(minutes=minutes, step=step)
        ]

    assert shown(day) == shown(other)


@lru_cache
def _days_of_change(zone):
    return {
        wall(moment, zone=zone).date() - DAY * back
        for moment in changes(zone, 2025, 2030)
        for back in (0, 1)
    }


@with_few
@given(zones, st.data())
def test_a_day_of_five_minute_steps_ends(zone, data):
    day = data.draw(days(zone))
    [stretch] = Week(zone, (Hours(0, 1440, weekday=day.weekday()),)).stretches([day])

    count = len(list(stretch.starts_of(minutes=10, step=5)))

    assert 22 * 12 <= count <= 24 * 12 - 1


@settings(tried, max_examples=6, phases=[Phase.generate])
@given(st.data(), st.sampled_from([0, 30]), steps)
@pytest.mark.django_db
def test_what_is_offered_can_be_held(data, before, step):
    zone = data.draw(zones)
    first = data.draw(days(zone))
    with transaction.atomic():
        host, at = a_host(zone=zone, hours=(), given="Wren"), _early(first)
        for weekday in range(7):
            one = data.draw(windows())
            keep = {"start_minute": one.start_minute, "end_minute": one.end_minute}
            WeeklyHours.objects.create(host=host, weekday=weekday, **keep)
        kind = a_type(host, before=before, step=step, horizon_days=30)
        offered = slots.open_slots(kind, [host], first=first, last=first + 3 * DAY, at=at)
        assume(offered)
        slot = data.draw(st.sampled_from(offered))

        hold = held(kind, a_member(), slot.starts_at, at=at)

        assert (hold.starts_at, hold.ends_at) == (slot.starts_at, slot.ends_at)
        transaction.set_rollback(True)
