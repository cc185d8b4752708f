"""Hosts' hours, days that differ, time away, travel, and rooms."""

import datetime as dt

from events.models import DateOverride, HostTravel, OverrideWindow, TimeAway, WindowMode
from tests.factories import NOON, TODAY, a_chapter
from tests.meeting_factories import a_host, a_place, weekly

YESTERDAY = TODAY - dt.timedelta(days=1)


def a_window(**fields):
    day = DateOverride.objects.create(host=a_host(hours=[]), on=TODAY)
    values = {"start_minute": 540, "end_minute": 600}
    OverrideWindow.objects.create(override=day, **(values | fields))


def one_day_twice():
    host = a_host(hours=[])
    for _ in range(2):
        DateOverride.objects.create(host=host, on=TODAY)


def two_rooms_of_one_name():
    chapter = a_chapter()
    for _ in range(2):
        a_place(chapter)


BREAKS = {
    "weekly_hours_within_a_day": lambda: weekly(a_host(hours=[]), 0, 9, 24.25),
    "weekly_hours_in_person_has_a_place": lambda: weekly(
        a_host(hours=[]), 0, 9, 10, mode=WindowMode.IN_PERSON
    ),
    "weekly_hours_weekday_is_known": lambda: weekly(a_host(hours=[]), 7, 9, 10),
    "weekly_hours_end_after_they_begin": lambda: weekly(
        a_host(hours=[]), 0, 9, 10, valid_from=TODAY, valid_until=YESTERDAY
    ),
    "date_override_once_a_day": one_day_twice,
    "override_window_within_a_day": lambda: a_window(end_minute=540),
    "override_window_in_person_has_a_place": lambda: a_window(mode=WindowMode.ANY),
    "time_away_ends_after_it_begins": lambda: TimeAway.objects.create(
        host=a_host(hours=[]), starts_at=NOON, ends_at=NOON
    ),
    "host_travel_ends_after_it_begins": lambda: HostTravel.objects.create(
        host=a_host(hours=[]),
        first_day=TODAY,
        last_day=YESTERDAY,
        timezone="America/Chicago",
    ),
    "meeting_place_name_once_in_group": two_rooms_of_one_name,
    "meeting_place_travel_in_fives": lambda: a_place(a_chapter(), travel_before=7),
}
