"""Series as calendars read them: another program expands the rule, and finds the same meetings."""

import datetime as dt
from uuid import UUID

import pytest

from caucuses.models import Pattern, RosterShown
from caucuses.operations import feeds, meetings, series
from events import calendars
from events.models import PrivateShown, clocks
from network.models import Membership
from network.roles import GroupKind
from tests.events.conftest import read

from .conftest import row

AT = dt.datetime(2027, 1, 4, 17, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ZONES = ["America/New_York", "America/Phoenix", "America/Los_Angeles", "Pacific/Honolulu"]
PATTERNS = [
    (Pattern.WEEKLY, 1, dt.date(2027, 1, 7)),
    (Pattern.WEEKS, 3, dt.date(2027, 1, 7)),
    (Pattern.NTH, 1, dt.date(2027, 1, 7)),
    (Pattern.LAST, 1, dt.date(2027, 1, 28)),
    (Pattern.MONTHS, 2, dt.date(2027, 1, 7)),
]


@pytest.fixture
def act(cast):
    return {"by": cast.alice.user, "at": AT}


@pytest.fixture
def call(caucus, act):
    def made(pattern=Pattern.NTH, every=1, starts_on=dt.date(2027, 1, 7), **fields):
        values = {
            "title": "Wick night",
            "place": "The lantern room",
            "description": "Bring a lantern",
            "timezone": ZONES[0],
            "starts": dt.time(19),
            "minutes": 60,
        }
        rule = {"pattern": pattern, "every": every, "starts_on": starts_on}
        return series.call(caucus=caucus, **values | rule | act | fields)

    return made


def expanded(entries, *, until=dt.datetime(2028, 2, 5, tzinfo=dt.UTC)):
    """The starts another program finds in the file, moved and left out ones as it is told."""
    starts, moved = set(), {}
    for event in read(calendars.write(entries, name="Meetings")):
        if hasattr(event, "recurrence_id"):
            moved[event.recurrence_id.value.astimezone(dt.UTC)] = event.dtstart.value
        else:
            for start in event.getrruleset(addRDate=True):
                if start.astimezone(dt.UTC) > until:
                    break
                starts.add(start.astimezone(dt.UTC))
    assert moved.keys() <= starts
    return sorted((starts - moved.keys()) | {one.astimezone(dt.UTC) for one in moved.values()})


def on_the_calendar(one):
    found = one.occurrences.filter(event__cancelled_at=None)
    return sorted(found.values_list("event__starts_at", flat=True))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("pattern", "every", "starts_on"), PATTERNS)
def test_the_rule_is_read_as_the_meetings_are_through_both_clock_changes(
    call, zone, pattern, every, starts_on
):
    made = call(pattern, every, starts_on, timezone=zone)

    found = expanded([feeds.of_series(made)], until=on_the_calendar(made)[-1])

    assert found == on_the_calendar(made)
    assert {f"{clocks.wall(start, zone=zone):%a %H:%M}" for start in found} == {"Thu 19:00"}
    assert len(found) >= 7


@pytest.mark.parametrize(("pattern", "every", "starts_on"), PATTERNS)
def test_the_end_moved_and_called_off_meetings_are_read_too(
    call, caucus, act, pattern, every, starts_on
):
    made = call(pattern, every, starts_on, until=dt.date(2027, 11, 25))
    first, second = (one.event for one in made.occurrences.order_by("original_start")[1:3])
    starts = first.starts_at + dt.timedelta(days=1)
    meetings.move(caucus=caucus, event=first, starts_at=starts, ends_at=starts + HOUR, **act)
    meetings.cancel(caucus=caucus, event=second, **act)
    made = series.change(series=made, starts=dt.time(20), **act)
    made.refresh_from_db()

    assert expanded([feeds.of_series(made)]) == on_the_calendar(made)


def test_an_ended_series_and_the_one_that_follows_are_read_as_two(call, act):
    made = call(Pattern.WEEKLY)
    fifth = made.occurrences.order_by("original_start")[4]
    heir = series.follow(
        occurrence=fifth, pattern=Pattern.LAST, starts_on=dt.date(2027, 2, 25), **act
    )
    made.refresh_from_db()

    last = on_the_calendar(heir)[-1]
    found = expanded([feeds.of_series(made), feeds.of_series(heir)], until=last)

    assert found == sorted(on_the_calendar(made) + on_the_calendar(heir))


def test_each_change_counts_up_and_the_uid_stays(call, caucus, act):
    made = call()
    before = feeds.of_series(made)
    meetings.cancel(caucus=caucus, event=made.occurrences.first().event, **act)
    made.refresh_from_db()
    after = feeds.of_series(made)

    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)


def told(person, how, at=AT):
    entries = calendars.sources.of(person, at=at, how=how)
    return calendars.write(entries, name="Calendar").decode().replace("\r\n ", "")


def test_one_chooses_whether_ones_calendar_names_the_caucus(call, cast, caucus, act):
    made = call()
    event = made.occurrences.order_by("original_start")[1].event
    meetings.move(
        caucus=caucus,
        event=event,
        starts_at=event.starts_at + HOUR,
        ends_at=event.ends_at + HOUR,
        **act,
    )
    secrets = ("Wick night", "lantern room", "Bring", str(made.public_id), str(event.public_id))

    said = {how: told(cast.bob, how) for how in PrivateShown.values}

    assert [word for word in secrets[:4] if word not in said["named"]] == []
    assert [word for word in secrets if word in said["discreet"]] == []
    assert "SUMMARY:Meeting" in said["discreet"]
    assert "BEGIN:VEVENT" not in said["hidden"]


def test_nobody_else_is_told_and_not_who_left_or_rests(call, cast, caucus, on):
    call()
    row(cast.dana, caucus.group, "steward")
    row(cast.charlie, caucus.group, state="asked")
    caucus.roster_shown_to = RosterShown.MEMBERS
    caucus.save()
    Membership.objects.filter(person=cast.alice, group__kind=GroupKind.NETWORK).update(
        until=AT.date(), end_reason="left"
    )

    hearing = {
        who: "VEVENT" in told(getattr(cast, who), PrivateShown.NAMED)
        for who in ("alice", "bob", "charlie", "dana")
    }

    assert hearing == {"alice": False, "bob": True, "charlie": False, "dana": False}


def test_a_uid_is_the_series_own(call):
    made = call()

    assert UUID(feeds.of_series(made).uid.partition("@")[0]) == made.public_id
