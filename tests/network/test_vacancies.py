"""The board of vacant places: every place that wants somebody, what hurts most first."""

import datetime as dt

import pytest
from django.utils import timezone

from network.models import Seat
from network.operations import volunteers
from tests.factories import (
    CommitteeFactory,
    MembershipFactory,
    RegionFactory,
    SeatFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)

BOARD = "/desk/vacancies/"
DAY = dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def committee(texas):
    return CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")


@pytest.fixture
def desk(client, sign_in, texas):
    return sign_in(client, a_director(texas).user)


@pytest.fixture
def today():
    return timezone.localdate()


def hold(seat, place=1, **more):
    return MembershipFactory(
        person=a_member(), group=seat.committee, seat=seat, place=place, **more
    )


def board(client, **wanted):
    return client.get(BOARD, wanted).context["board"]


def states(client, **wanted):
    return [(line.seat.title, line.state) for line in board(client, **wanted).openings]


def test_what_hurts_most_comes_first(desk, committee, today):
    hold(SeatFactory(committee=committee, title="Calm"), term_ends_on=today + 400 * DAY)
    hold(SeatFactory(committee=committee, title="Soon"), term_ends_on=today + 30 * DAY)
    hold(SeatFactory(committee=committee, title="Over"), term_ends_on=today - DAY)
    hold(SeatFactory(committee=committee, title="Acting"), acting=True)
    left = SeatFactory(committee=committee, title="Left")
    hold(left, until=today - 20 * DAY, end_reason="resigned")
    SeatFactory(committee=committee, title="Never")

    assert states(desk) == [
        ("Never", "Vacant"),
        ("Left", "Vacant"),
        ("Acting", "Acting"),
        ("Over", "Carry-over"),
        ("Soon", "Term ends soon"),
    ]


def test_a_place_is_vacant_since_the_day_after_its_last_holder(desk, committee, today):
    seat = SeatFactory(committee=committee, count=2)
    hold(seat, 1)
    hold(seat, 2, until=today - 90 * DAY, end_reason="resigned")
    hold(seat, 2, until=today - 20 * DAY, end_reason="resigned")

    assert [line.since for line in board(desk).openings] == [today - 19 * DAY]


def test_who_leaves_later_holds_the_place_until_then(desk, committee, today):
    hold(SeatFactory(committee=committee), until=today, end_reason="resigned")

    assert states(desk) == []


def test_the_board_the_list_and_the_badge_count_alike(desk, committee):
    SeatFactory(committee=committee, count=3)
    hold(SeatFactory(committee=committee))
    [line] = desk.get("/desk/groups/").context["others"]
    front = desk.get("/desk/").content.decode()

    assert (board(desk).vacant, line.vacant, "3 vacant places" in front) == (3, 3, True)


def test_volunteers_and_the_call_are_beside_the_place(desk, committee, texas, today):
    seat = SeatFactory(committee=committee, call_closes_on=today + DAY)
    person = a_member(texas, given="Dana", family="Diaz")
    volunteers.offer(seat=seat, person=person, words="", by=person.user, at=timezone.now())
    [line] = board(desk).openings
    Seat.objects.update(recruiting=False)
    [quiet] = board(desk).openings

    assert (line.volunteers, line.call[:10]) == (["Dana Diaz"], "Open until")
    assert quiet.call == "This seat is not looking for volunteers now."


def test_the_filters_narrow_and_combine(client, sign_in, texas, committee, today):
    coast = RegionFactory(parent=texas, name="Coast", slug="coast")
    SeatFactory(committee=committee, title="Coastal", region=coast)
    SeatFactory(committee=committee, title="Large")
    hold(SeatFactory(committee=committee, title="Late"), term_ends_on=today - DAY)
    SeatFactory(committee=CommitteeFactory(parent=the_network(), slug="nation"), title="Nation")
    SeatFactory(committee__parent=a_chapter("OH", "Ohio"), title="Ohio")
    sign_in(client, national_staff().user)

    def titles(**wanted):
        return [title for title, _ in states(client, **wanted)]

    assert titles(chapter="texas") == ["Large", "Coastal", "Late"]
    assert titles(chapter="national") == ["Nation"]
    assert titles(chapter="texas", state="carry_over") == ["Late"]
    assert titles(region="coast") == ["Coastal"]
    assert titles(committee="nation") == ["Nation"]
    assert titles(region="coast", state="acting") == []


@pytest.mark.parametrize(
    "query", ["chapter=ohio", "committee=nowhere", "region=x", "state=filled", "group=texas"]
)
def test_an_unknown_filter_lists_nothing(desk, committee, query):
    a_chapter("OH", "Ohio")
    SeatFactory(committee=committee, title="Hidden by the filter")
    said = desk.get(f"{BOARD}?{query}").content.decode()

    assert ("Unknown filter." in said, "Hidden by the filter" in said) == (True, False)


def test_a_director_sees_the_chapters_places_only(desk, committee):
    SeatFactory(committee=committee, title="Ours")
    SeatFactory(committee__parent=a_chapter("OH", "Ohio"), title="Theirs")
    SeatFactory(committee__parent=the_network(), title="Nations")

    assert states(desk) == [("Ours", "Vacant")]


def test_closed_seats_and_committees_want_nobody(desk, texas, committee, today):
    SeatFactory(committee=committee, closed_on=today - DAY)
    SeatFactory(committee=CommitteeFactory(parent=texas, closed_on=today))

    assert states(desk) == []


def test_the_picture_tells_places_held_by_region_and_by_chapter(
    client, sign_in, texas, committee, desk
):
    coast = RegionFactory(parent=texas, name="Coast")
    hold(SeatFactory(committee=committee, region=coast, count=2))
    hold(SeatFactory(committee=committee))
    by_region = [(bar.label, bar.said) for bar in board(desk).picture.bars]
    SeatFactory(committee__parent=a_chapter("OH", "Ohio"))
    sign_in(client, national_staff().user)
    by_chapter = [(bar.label, bar.said) for bar in board(client).picture.bars]

    assert by_region == [("Coast", "1 of 2 held"), ("At large", "1 of 1 held")]
    assert by_chapter == [("Ohio", "0 of 1 held"), ("Texas", "2 of 3 held")]


def test_members_and_visitors_have_no_board(client, texas):
    visitor = client.get(BOARD).status_code
    client.force_login(a_member(texas).user)

    assert (visitor, client.get(BOARD).status_code) == (302, 404)


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_takes_the_same_queries(
    desk, committee, texas, number, today, django_assert_num_queries
):
    for _ in range(number):
        hold(SeatFactory(committee=committee, region=RegionFactory(parent=texas)), acting=True)
        left = SeatFactory(committee=committee)
        hold(left, until=today - DAY, end_reason="left")
        person = a_member(texas)
        volunteers.offer(seat=left, person=person, words="", by=person.user, at=timezone.now())
    desk.get(BOARD)

    with django_assert_num_queries(BOARD_QUERIES):
        desk.get(BOARD)


BOARD_QUERIES = 9
