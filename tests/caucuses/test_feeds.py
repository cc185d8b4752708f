"""A member's own calendar: as cheap for many caucuses as for one, and it forgets in time."""

import datetime as dt

import pytest

from caucuses import access
from caucuses.models import Pattern
from caucuses.operations import meetings, series
from events import calendars
from events.models import PrivateShown
from network.models import Membership
from network.roles import GroupKind

from .conftest import row

AT = dt.datetime(2027, 1, 4, 17, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
QUERIES = 8


@pytest.fixture
def act(cast):
    return {"by": cast.alice.user, "at": AT}


def call_one(caucus, act, *, title="Wick night", starts_at=AT + 30 * DAY):
    return meetings.call(
        caucus=caucus,
        title=title,
        timezone="America/New_York",
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        **act,
    )


def call_many(caucus, act, title="Lamp hour"):
    """A series with one meeting moved and one called off."""
    made = series.call(
        caucus=caucus,
        title=title,
        timezone="America/New_York",
        pattern=Pattern.WEEKLY,
        every=1,
        starts_on=dt.date(2027, 1, 7),
        starts=dt.time(19),
        minutes=60,
        **act,
    )
    first, second = made.occurrences.order_by("original_start")[2:4]
    meetings.move(caucus=caucus, event=first.event, place="The garden", **act)
    meetings.cancel(caucus=caucus, event=second.event, **act)
    return made


def told(person, at=AT):
    return calendars.sources.of(person, at=at, how=PrivateShown.NAMED)


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_asks_as_often_for_three_caucuses_as_for_one(
    cast, make_caucus, act, count, django_assert_num_queries
):
    for number in range(count):
        made = make_caucus(f"lamp{number}")
        row(cast.bob, made.group)
        call_one(made, act)
        call_many(made, act)

    with django_assert_num_queries(QUERIES):
        entries = told(cast.bob)

    assert len(entries) == 2 * count


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_asks_as_often_for_three_series_as_for_one(
    cast, caucus, act, count, django_assert_num_queries
):
    for number in range(count):
        call_many(caucus, act, title=f"Lamp hour {number}")

    with django_assert_num_queries(QUERIES):
        entries = told(cast.bob)

    assert [(len(one.exdates), len(one.overrides)) for one in entries] == [(1, 1)] * count


@pytest.mark.parametrize(("days", "heard"), [(0, ["Wick night"]), (29, ["Wick night"]), (31, [])])
def test_calendars_hear_for_a_month_that_a_meeting_was_called_off(cast, caucus, act, days, heard):
    event = call_one(caucus, act, starts_at=AT + 60 * DAY)
    meetings.cancel(caucus=caucus, event=event, **act)

    entries = told(cast.bob, AT + days * DAY)

    assert [one.title for one in entries] == heard
    assert [one.cancelled for one in entries] == [True] * len(heard)


@pytest.mark.parametrize(("days", "heard"), [(364, ["Wick night"]), (366, [])])
def test_a_meeting_that_was_is_told_for_a_year(cast, caucus, act, days, heard):
    event = call_one(caucus, act)

    assert [one.title for one in told(cast.bob, event.ends_at + days * DAY)] == heard


def test_all_at_once_is_what_each_caucus_decides(cast, make_caucus, act):
    """Open, closed to one's standing, in grace, invited, left, closed, led, looked after."""
    on = AT.date()
    caucuses = {name: make_caucus(name) for name in ("lamp", "narrow", "mild", "bid", "gone")}
    caucuses |= {name: make_caucus(name) for name in ("shut", "led", "kept")}
    for name in ("lamp", "narrow", "mild", "shut"):
        row(cast.bob, caucuses[name].group)
    row(cast.bob, caucuses["bid"].group, state="invited", since=on)
    row(cast.bob, caucuses["gone"].group, until=on, end_reason="left")
    row(cast.bob, caucuses["led"].group, "chair")
    row(cast.bob, caucuses["kept"].group, "steward")
    for name in ("narrow", "mild"):
        caucuses[name].may_join = {"standing": ["serving"]}
        caucuses[name].grace_days = 0 if name == "narrow" else 30
        caucuses[name].save()
    caucuses["shut"].group.closed_on = on
    caucuses["shut"].group.save()

    read = {one.group.slug for one in access.read_by(cast.bob, on=on)}

    each = {name for name, one in caucuses.items() if access.can(cast.bob.user, one, on=on).links}
    assert read == each == {"lamp", "led"}


def test_in_the_days_of_grace_the_calendar_goes_on(cast, caucus, act):
    call_one(caucus, act)
    caucus.grace_days = 30
    caucus.save()
    Membership.objects.filter(person=cast.bob, group__kind=GroupKind.NETWORK).update(
        until=AT.date() - 10 * DAY, end_reason="left"
    )

    heard = [len(told(cast.bob, AT + days * DAY)) for days in (0, 19, 20, 25)]

    allowed = [
        access.can(cast.bob.user, caucus, on=AT.date() + days * DAY).links
        for days in (0, 19, 20, 25)
    ]
    assert heard == [int(one) for one in allowed]
    assert heard[0] == 1
    assert heard[-1] == 0


def test_the_next_meeting_is_the_soonest_not_called_off(cast, caucus, make_caucus, act):
    other = make_caucus("candles")
    row(cast.bob, other.group)
    sooner = call_one(caucus, act, title="Sooner", starts_at=AT + 10 * DAY)
    call_one(caucus, act, title="Later", starts_at=AT + 20 * DAY)
    off = call_one(other, act, title="Off", starts_at=AT + 10 * DAY)
    meetings.cancel(caucus=other, event=off, **act)

    mine = access.next_meetings(cast.bob, at=AT, on=AT.date())

    assert mine == {caucus.group_id: sooner}
    assert access.next_meetings(cast.charlie, at=AT, on=AT.date()) == {}
