"""Keeping a host's hours: every week, days that differ, time away, travel."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.models import (
    DateOverride,
    HostTravel,
    OverrideWindow,
    TimeAway,
    WeeklyHours,
    WindowMode,
)
from events.operations.meet import absences, hours, slots
from events.operations.meet.hours import Span
from network.models import AuditEntry, Group
from network.roles import GroupKind
from tests.factories import a_chapter, the_network
from tests.meeting_factories import a_host, a_place, a_type

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
AT = dt.datetime(2026, 2, 1, 18, tzinfo=NEW_YORK)
SUNDAY, MONDAY = dt.date(2026, 2, 1), dt.date(2026, 2, 2)
DAY = dt.timedelta(days=1)
NINE, NOON, FIVE = 540, 720, 1020


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, hours=[])


@pytest.fixture
def by(host):
    return {"by": host.person.user, "at": AT}


def refusal(act, **asked):
    with pytest.raises(ValidationError) as refused:
        act(**asked)
    found = refused.value
    return next(iter(found.error_dict)) if hasattr(found, "error_dict") else found.code


def lines():
    found = AuditEntry.objects.filter(action__startswith="events.meeting").order_by("pk")
    return [(entry.action, entry.before, entry.after) for entry in found]


def windows(host):
    return [(row.weekday, row.span, row.how) for row in host.weekly_hours.all()]


def kept():
    tables = (WeeklyHours, DateOverride, OverrideWindow, TimeAway, HostTravel, AuditEntry)
    return [sorted(table.objects.values_list()) for table in tables]


def add(host, by, start=NINE, end=NOON, weekday=0, **more):
    return hours.add(host=host, weekday=weekday, start_minute=start, end_minute=end, **more, **by)


def test_a_window_is_added_and_on_record(host, by):
    add(host, by, end=1440)

    assert windows(host) == [(0, "9 a.m. to midnight", "online")]
    said = {"hours": "Monday, 9 a.m. to midnight, online"}
    assert lines() == [("events.meeting_hours_changed", {}, said)]
    assert AuditEntry.objects.get().by == by["by"]


def test_a_window_is_changed_and_removed_once(host, by, chapter):
    window, room = add(host, by), a_place(chapter)
    change = {"mode": WindowMode.ANY, "place": room, "valid_from": MONDAY}
    for _ in range(2):
        hours.change(window=window, **change, **by)
    for _ in range(2):
        hours.remove(window=window, **by)

    one = "Monday, 9 a.m. to noon, online"
    two = "Monday, 9 a.m. to noon, online or in person, Annex, from 2026-02-02"
    assert windows(host) == []
    assert [line[1:] for line in lines()] == [
        ({}, {"hours": one}),
        ({"hours": one}, {"hours": two}),
        ({"hours": two}, {}),
    ]


def test_what_is_gone_is_not_changed(host, by):
    window = add(host, by)
    hours.remove(window=window, **by)

    assert refusal(hours.change, window=window, end_minute=FIVE, **by) == "gone"


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({"start": NINE, "end": NOON}, "duplicate"),
        ({"start": 600, "end": FIVE}, "overlap"),
        ({"start": 0, "end": 1440}, "overlap"),
        ({"start": FIVE, "end": NINE}, "weekly_hours_within_a_day"),
        ({"start": FIVE, "end": 1445}, "weekly_hours_within_a_day"),
        ({"start": FIVE, "end": 1081}, "end_minute"),
        ({"start": FIVE, "end": 1080, "mode": "in_person"}, "weekly_hours_in_person_has_a_place"),
        ({"start": FIVE, "end": 1080, "mode": "by letter"}, "mode"),
        ({"start": FIVE, "end": 1080, "weekday": 7}, "weekday"),
        (
            {"start": FIVE, "end": 1080, "valid_from": MONDAY, "valid_until": SUNDAY},
            "weekly_hours_end_after_they_begin",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused_and_leave_nothing(host, by, window, code):
    add(host, by)
    before = kept()

    assert refusal(add, host=host, by=by, **window) == code
    assert kept() == before


def test_windows_overlap_only_where_they_say_something_different(host, by, chapter):
    room = a_place(chapter)
    add(host, by)
    add(host, by, mode=WindowMode.IN_PERSON, place=room)
    add(host, by, start=NOON, end=FIVE)
    add(host, by, weekday=1)

    assert len(windows(host)) == 4
    widened = {"window": host.weekly_hours.first(), "end_minute": FIVE}
    assert refusal(hours.change, **widened, **by) == "overlap"


def test_summer_hours_stand_beside_those_of_the_next_summer(host, by):
    for year in (2026, 2027):
        first, last = dt.date(year, 6, 1), dt.date(year, 8, 31)
        add(host, by, valid_from=first, valid_until=last)

    assert refusal(add, host=host, by=by, valid_from=dt.date(2027, 8, 31)) == "duplicate"
    assert len(windows(host)) == 2


def test_hours_saved_in_winter_and_looked_at_in_summer_are_the_same(host, by):
    window = add(host, by)
    before = WeeklyHours.objects.values().get()
    summer = AT + dt.timedelta(days=160)
    hours.change(window=window, start_minute=NINE, end_minute=NOON, by=by["by"], at=summer)

    assert WeeklyHours.objects.values().get() == before
    kind, shown = a_type(host, horizon_days=366), []
    for day in (MONDAY, dt.date(2026, 7, 6)):
        [first, *_] = slots.open_slots(kind, [host], first=day, last=day, at=AT)
        shown.append(f"{first.starts_at.astimezone(NEW_YORK):%H:%M}")
    assert shown == ["09:00", "09:00"]


def test_only_open_rooms_of_their_groups_or_the_network_are_taken(host, by, chapter):
    elsewhere = a_chapter("OH", "Ohio")
    region = Group.objects.create(
        kind=GroupKind.REGION, name="North", slug="north", parent=elsewhere
    )
    both = a_place(the_network(), name="Hall"), a_place(chapter)
    for minute, room in zip((NINE, NOON), both, strict=True):
        add(host, by, start=minute, end=minute + 60, mode=WindowMode.IN_PERSON, place=room)
    closed, theirs = a_place(chapter, name="Old", closed_on=MONDAY), a_place(elsewhere)
    for room in (closed, theirs):
        more = {"mode": WindowMode.IN_PERSON, "place": room}
        assert refusal(add, host=host, by=by, weekday=3, **more) == "place"

    host.areas.create(group=region)
    add(host, by, weekday=3, mode=WindowMode.IN_PERSON, place=theirs)
    assert len(windows(host)) == 3


def test_a_day_holds_so_many_windows(host, by):
    for number in range(hours.MOST):
        add(host, by, start=number * 60, end=number * 60 + 30)

    assert refusal(add, host=host, by=by, start=1380, end=1410) == "many"


def test_the_windows_of_a_day_are_copied_in_the_place_of_others(host, by):
    add(host, by)
    add(host, by, start=780, end=FIVE, valid_from=MONDAY)
    add(host, by, weekday=1, start=0, end=60)
    for _ in range(2):
        hours.copy(host=host, weekday=0, to=[0, 1, 2], **by)

    day = ["9 a.m. to noon", "1 p.m. to 5 p.m."]
    assert [(row[0], row[1]) for row in windows(host)] == [
        (weekday, span) for weekday in (0, 1, 2) for span in day
    ]
    assert len(lines()) == 5
    assert host.weekly_hours.filter(valid_from=MONDAY).count() == 3
    assert refusal(hours.copy, host=host, weekday=6, to=[0], **by) == "empty"


def test_a_day_differs_is_changed_and_is_as_every_week_again(host, by):
    day = hours.set_day(host=host, on=MONDAY, note="Snow", **by)
    spans = [Span(NOON, FIVE), Span(NINE, 600)]
    for _ in range(2):
        day = hours.set_day(host=host, on=MONDAY + DAY, spans=spans, instead_of=day, **by)
    assert [window.span for window in day.windows.all()] == ["9 a.m. to 10 a.m.", "noon to 5 p.m."]
    for _ in range(2):
        hours.forget_day(day=day, **by)

    said = "2026-02-03: 9 a.m. to 10 a.m., online and noon to 5 p.m., online"
    assert lines() == [
        ("events.meeting_day_changed", {}, {"day": "2026-02-02: closed"}),
        ("events.meeting_day_changed", {"day": "2026-02-02: closed"}, {"day": said}),
        ("events.meeting_day_changed", {"day": said}, {}),
    ]
    assert OverrideWindow.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"on": SUNDAY - DAY}, "past"),
        ({"on": dt.date(2040, 1, 1)}, "far"),
        ({"on": MONDAY}, "date_override_once_a_day"),
        ({"on": MONDAY + DAY, "spans": [Span(NINE, NOON), Span(NINE, NOON)]}, "duplicate"),
        ({"on": MONDAY + DAY, "spans": [Span(NINE, NOON), Span(600, FIVE)]}, "overlap"),
        (
            {"on": MONDAY + DAY, "spans": [Span(NINE, NOON), Span(FIVE, 600)]},
            "override_window_within_a_day",
        ),
        ({"on": MONDAY + DAY, "note": "a\x00b"}, "note"),
    ],
)
def test_days_that_cannot_be_are_refused_and_leave_nothing(host, by, asked, code):
    hours.set_day(host=host, on=MONDAY, spans=[Span(NINE, NOON)], **by)
    before = kept()

    assert refusal(hours.set_day, host=host, **asked, **by) == code
    assert kept() == before


def test_today_is_the_hosts_own_day(chapter):
    pago = a_host(chapter, hours=[], zone="Pacific/Pago_Pago")
    at = dt.datetime(2026, 2, 3, 5, tzinfo=dt.UTC)
    day = hours.set_day(host=pago, on=MONDAY, by=None, at=at)

    assert day.on == MONDAY


def stretch(host, **asked):
    starts_at, ends_at = absences.stretch(host, **asked)
    return {"starts_at": starts_at, "ends_at": ends_at}


def test_time_away_is_whole_days_where_the_host_is(host, by):
    away = absences.go_away(
        host=host, note="Family", **stretch(host, first=MONDAY, last=MONDAY), **by
    )

    assert away.starts_at == dt.datetime(2026, 2, 2, tzinfo=NEW_YORK)
    assert away.ends_at == dt.datetime(2026, 2, 3, tzinfo=NEW_YORK)


def test_time_away_is_kept_once_changed_and_ended(host, by):
    whole = stretch(host, first=MONDAY, last=MONDAY)
    away, again = (absences.go_away(host=host, note="Family", **whole, **by) for _ in range(2))
    assert again == away
    morning = stretch(host, first=MONDAY, last=MONDAY, begins=NINE, ends=NOON)
    for _ in range(2):
        absences.change_away(away=away, note="Family", **morning, **by)
    for _ in range(2):
        absences.come_back(away=away, **by)

    one = "Feb. 2, 2026, midnight to Feb. 3, 2026, midnight"
    two = "Feb. 2, 2026, 9 a.m. to Feb. 2, 2026, noon"
    assert [line[1:] for line in lines()] == [
        ({}, {"away": one}),
        ({"away": one}, {"away": two}),
        ({"away": two}, {}),
    ]
    assert refusal(absences.change_away, away=away, **whole, **by) == "gone"


def test_times_away_may_overlap(host, by):
    absences.go_away(host=host, **stretch(host, first=MONDAY, last=MONDAY + DAY), **by)
    absences.go_away(host=host, **stretch(host, first=MONDAY, last=MONDAY), **by)

    assert host.times_away.count() == 2


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"first": SUNDAY - DAY, "last": SUNDAY - DAY}, "past"),
        ({"first": MONDAY + DAY, "last": MONDAY}, "time_away_ends_after_it_begins"),
        ({"first": MONDAY, "last": dt.date(2050, 1, 1)}, "far"),
    ],
)
def test_time_away_that_cannot_be_is_refused_and_leaves_nothing(host, by, days, code):
    before = kept()

    assert refusal(absences.go_away, host=host, **stretch(host, **days), **by) == code
    assert kept() == before


def go(host, by, first, last, zone="America/Chicago"):
    return absences.travel(host=host, first_day=first, last_day=last, timezone=zone, **by)


def test_travel_is_kept_once_changed_and_ended(host, by):
    journey, again = (go(host, by, MONDAY, MONDAY + DAY) for _ in range(2))
    assert again == journey
    values = {"first_day": MONDAY, "last_day": MONDAY, "timezone": "Pacific/Guam"}
    for _ in range(2):
        absences.change_travel(travel=journey, **values, **by)
    for _ in range(2):
        absences.stay(travel=journey, **by)

    one = "Feb. 2, 2026 to Feb. 3, 2026, Central"
    two = "Feb. 2, 2026 to Feb. 2, 2026, Guam and the Northern Marianas"
    assert [line[1:] for line in lines()] == [
        ({}, {"travel": one}),
        ({"travel": one}, {"travel": two}),
        ({"travel": two}, {}),
    ]
    assert refusal(absences.change_travel, travel=journey, **values, **by) == "gone"


@pytest.mark.parametrize(
    ("first", "last", "zone", "code"),
    [
        (MONDAY + DAY, MONDAY + 3 * DAY, "America/Denver", "overlap"),
        (SUNDAY - 2 * DAY, SUNDAY - DAY, "America/Denver", "past"),
        (MONDAY + 9 * DAY, MONDAY + 8 * DAY, "America/Denver", "host_travel_ends_after_it_begins"),
        (MONDAY + 9 * DAY, MONDAY + 9 * DAY, "Mars/Olympus", "timezone"),
        (MONDAY + 9 * DAY, dt.date(2050, 1, 1), "America/Denver", "far"),
    ],
)
def test_travel_that_cannot_be_is_refused_and_leaves_nothing(host, by, first, last, zone, code):
    go(host, by, MONDAY, MONDAY + DAY)
    before = kept()

    assert refusal(go, host=host, by=by, first=first, last=last, zone=zone) == code
    assert kept() == before


def test_journeys_one_after_the_other_are_two(host, by):
    go(host, by, MONDAY, MONDAY + DAY)
    go(host, by, MONDAY + 2 * DAY, MONDAY + 2 * DAY)

    assert host.travels.count() == 2


def test_time_away_on_a_journey_is_read_by_the_clocks_there(host, by):
    go(host, by, MONDAY, MONDAY, zone="America/Los_Angeles")

    begins = stretch(host, first=MONDAY, last=MONDAY, begins=NINE)["starts_at"]
    assert begins == dt.datetime(2026, 2, 2, 9, tzinfo=ZoneInfo("America/Los_Angeles"))


def test_a_failure_midway_leaves_nothing(host, by, chapter):
    """The last thing each verb does is to write the record; if that fails nothing is left."""
    room = a_place(chapter)
    window = add(host, by)
    day = hours.set_day(host=host, on=MONDAY, spans=[Span(NINE, NOON)], **by)
    away = absences.go_away(host=host, **stretch(host, first=MONDAY, last=MONDAY), **by)
    journey = go(host, by, MONDAY, MONDAY)
    before, later = kept(), MONDAY + 3 * DAY
    other = stretch(host, first=later, last=later)
    days = {"first_day": later, "last_day": later, "timezone": "America/Denver"}
    verbs = [
        (hours.add, {"host": host, "weekday": 4, "start_minute": 0, "end_minute": 5}),
        (hours.change, {"window": window, "mode": WindowMode.ANY, "place": room}),
        (hours.remove, {"window": window}),
        (hours.copy, {"host": host, "weekday": 0, "to": [1, 2]}),
        (hours.set_day, {"host": host, "on": later, "spans": [Span(NINE, NOON)]}),
        (hours.set_day, {"host": host, "on": MONDAY, "instead_of": day}),
        (hours.forget_day, {"day": day}),
        (absences.go_away, {"host": host, **other}),
        (absences.change_away, {"away": away, **other}),
        (absences.come_back, {"away": away}),
        (absences.travel, {"host": host, **days}),
        (absences.change_travel, {"travel": journey, **days}),
        (absences.stay, {"travel": journey}),
    ]
    unprintable = {"by": object(), "at": AT}
    for verb, asked in verbs:
        with pytest.raises(AttributeError):
            verb(**asked, **unprintable)

        assert kept() == before
