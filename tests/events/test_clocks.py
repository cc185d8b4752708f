import datetime as dt

import pytest

from events.models import clocks


@pytest.mark.parametrize(
    ("day", "hour", "zone", "instant"),
    [
        ((2026, 12, 3), (18, 30), "America/New_York", "2026-12-03T23:30"),
        ((2026, 7, 3), (18, 30), "America/New_York", "2026-07-03T22:30"),
        ((2026, 7, 3), (18, 30), "America/Phoenix", "2026-07-04T01:30"),
        ((2026, 7, 3), (18, 30), "America/Anchorage", "2026-07-04T02:30"),
        ((2026, 7, 3), (18, 30), "UTC", "2026-07-03T18:30"),
    ],
)
def test_a_time_on_the_wall_is_an_instant(day, hour, zone, instant):
    made = clocks.instant(on=dt.date(*day), at=dt.time(*hour), zone=zone)

    assert made == dt.datetime.fromisoformat(f"{instant}+00:00")


def test_the_hour_that_spring_skips_is_the_later_one():
    made = clocks.instant(on=dt.date(2027, 3, 14), at=dt.time(2, 30), zone="America/New_York")

    assert made.isoformat() == "2027-03-14T07:30:00+00:00"
    assert clocks.wall(made, zone="America/New_York").time() == dt.time(3, 30)


def test_the_hour_that_fall_repeats_is_the_first():
    made = clocks.instant(
        on=dt.date(2026, 11, 1), at=dt.time(1, 30, fold=1), zone="America/New_York"
    )

    assert made.isoformat() == "2026-11-01T05:30:00+00:00"
