"""Hosts who take turns: made, joined, left."""

import pytest
from django.core.exceptions import ValidationError

from events.models import MeetingPool, PoolMember
from events.models.meet.types import TURN
from events.operations.meet import hosts, pools
from events.reports.meet import hosts as report
from tests.events.meet.test_bookings import HALF, NINE, SUNDAY, lines, refusal
from tests.events.meet.test_hosts import lost
from tests.factories import NOON, RegionFactory, a_chapter, a_member
from tests.meeting_factories import a_host, a_pool, a_type, booked

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}


@pytest.fixture
def chapter():
    return a_chapter()


def test_a_pool_is_a_chapters_or_the_networks(chapter):
    pool = pools.make(group=chapter, name=" Whoever  is free ", **BY)
    region, closed = RegionFactory(parent=chapter), a_chapter("OH", "Ohio")
    closed.closed_on = NOON.date()

    assert (pool.name, pool.group) == ("Whoever is free", chapter)
    assert refusal(pools.make, group=region, name="R", **BY) == "group"
    assert refusal(pools.make, group=closed, name="C", **BY) == "closed"
    taken = "meeting_pool_name_once_in_group"
    assert refusal(pools.make, group=chapter, name="Whoever is free", **BY) == taken
    assert lines() == ["events.meeting_pool_made"]


def test_a_pool_has_another_name(chapter):
    pool = pools.make(group=chapter, name="Old", **BY)
    named = [pools.rename(pool=pool, name="New", **BY).name for _ in range(2)]

    assert (named, lines()[1:]) == (["New", "New"], ["events.meeting_pool_renamed"])


def test_whoever_joins_is_not_given_all_that_comes_next(chapter):
    old, new = a_host(chapter), a_host(chapter, email="new@example.org")
    pool = a_pool(old)
    kind = a_type(pool=pool)
    for number in range(4):
        booked(kind, a_member(), NINE + number * HALF, at=SUNDAY)
    member = pools.join(pool=pool, host=new, by=None, at=SUNDAY)
    pool.refresh_from_db()
    given = [booked(kind, a_member(), NINE + number * HALF, at=SUNDAY).host for number in (4, 5, 6)]

    assert (member.turn, pool.turn) == (3 * TURN, 3 * TURN)
    assert (given.count(new), given.count(old)) == (2, 1)


def test_who_joins_again_only_has_another_weight(chapter):
    host = a_host(chapter)
    pool = a_pool()
    for weight in (1, 1, 3):
        member = pools.join(pool=pool, host=host, weight=weight, **BY)

    assert (PoolMember.objects.get(), member.weight) == (member, 3)
    assert lines() == ["events.meeting_pool_joined", "events.meeting_pool_weighed"]


def test_a_weight_is_from_one_to_ten_and_who_stopped_takes_no_turn(chapter):
    host, pool = a_host(chapter), a_pool()
    join = {"pool": pool, "host": host, **BY}

    assert refusal(pools.join, weight=11, **join) == "pool_member_weight_is_one_to_ten"
    hosts.stop(host=host, **BY)
    join["host"].refresh_from_db()
    assert refusal(pools.join, **join) == "stopped"


def test_who_leaves_a_pool_keeps_what_is_booked(chapter):
    host = a_host(chapter)
    pool = a_pool(host)
    booking = booked(a_type(pool=pool), a_member(), NINE, at=SUNDAY)
    for _ in range(2):
        pools.leave(pool=pool, host=host, **BY)

    booking.refresh_from_db()
    assert (booking.host, booking.state, pool.members.count()) == (host, "confirmed", 0)
    assert lines() == ["events.meeting_booked", "events.meeting_pool_left"]


def test_a_pool_says_whose_turn_is_next_and_how_many_each_was_given(chapter):
    first, second = a_host(chapter), a_host(chapter, email="second@example.org")
    pool = a_pool(first, second)
    kind = a_type(pool=pool)
    for number in range(3):
        booked(kind, a_member(), NINE + number * HALF, at=SUNDAY)
    pool.refresh_from_db()
    line = report.line(pool, at=SUNDAY)
    long_after = report.line(pool, at=SUNDAY + report.GIVEN_IN + HALF)

    assert [(turn.member.host, turn.given) for turn in line] == [(second, 1), (first, 2)]
    assert [turn.given for turn in long_after] == [0, 0]


def test_a_failure_midway_leaves_nothing(chapter, monkeypatch):
    host, other = a_host(chapter), a_host(chapter, email="other@example.org")
    pool = a_pool(host)
    lost(monkeypatch)
    verbs = [
        lambda: pools.make(group=chapter, name="New", **BY),
        lambda: pools.rename(pool=pool, name="New", **BY),
        lambda: pools.join(pool=pool, host=other, **BY),
        lambda: pools.join(pool=pool, host=host, weight=5, **BY),
        lambda: pools.leave(pool=pool, host=host, **BY),
    ]
    for verb in verbs:
        with pytest.raises(RuntimeError):
            verb()

    assert [one.name for one in MeetingPool.objects.all()] == ["Whoever is free"]
    assert [(member.host, member.weight) for member in pool.members.all()] == [(host, 1)]


def test_a_pool_without_a_name_is_refused_at_its_field(chapter):
    with pytest.raises(ValidationError) as refused:
        pools.make(group=chapter, name=" ", **BY)

    assert refused.value.error_dict.keys() == {"name"}
