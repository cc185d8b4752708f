"""Chapters and committees at the desk: rosters as of a day, seats by region, who may look."""

import datetime as dt

import pytest

from network.models import Group
from tests.factories import (
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    RegionFactory,
    SeatFactory,
    StaffTeamFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    the_network,
)

SOON = TODAY + dt.timedelta(days=30)
PAST = TODAY - dt.timedelta(days=30)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def committee(texas):
    return CommitteeFactory(parent=texas, name="Steering", slug="texas-steering")


@pytest.fixture
def desk(client, sign_in, texas):
    return sign_in(client, a_director(texas).user)


def hold(seat, place, **more):
    return MembershipFactory(
        person=a_member(), group=seat.committee, seat=seat, place=place, **more
    )


def states(page):
    return {
        region: [place.state for line in lines for place in line.places]
        for region, lines in page.context["regions"].items()
    }


def test_seats_stand_by_region_with_a_word_for_each_place(desk, texas, committee):
    north = RegionFactory(parent=texas, name="North")
    seat = SeatFactory(committee=committee, region=north, count=5)
    SeatFactory(committee=committee)
    hold(seat, 1)
    hold(seat, 2, term_ends_on=SOON)
    hold(seat, 3, term_ends_on=PAST)
    hold(seat, 4, acting=True)

    assert states(desk.get("/desk/groups/texas-steering/")) == {
        "At large": ["Vacant"],
        "North": ["Filled", "Term ends soon", "Carry-over", "Acting", "Vacant"],
    }


def test_a_roster_is_read_as_of_any_day(desk, committee):
    seat = SeatFactory(committee=committee)
    hold(seat, 1, since=PAST, until=TODAY, end_reason="resigned")
    days = [PAST - dt.timedelta(days=1), PAST, TODAY, TODAY + dt.timedelta(days=1)]

    assert [
        states(desk.get("/desk/groups/texas-steering/", {"on": day}))["At large"] for day in days
    ] == [["Vacant"], ["Filled"], ["Filled"], ["Vacant"]]


def test_a_day_that_does_not_exist_is_refused_in_words(desk, committee):
    page = desk.get("/desk/groups/texas-steering/", {"on": "2026-02-30"})

    assert (page.status_code, "Enter a date that exists." in page.content.decode()) == (200, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_roster_takes_the_same_queries(django_assert_num_queries, desk, committee, rows):
    for _ in range(rows):
        hold(SeatFactory(committee=committee), 1)
        MembershipFactory(person=a_member(), group=committee, role="chair")
    desk.get("/desk/groups/texas-steering/")

    with django_assert_num_queries(ROSTER_QUERIES):
        desk.get("/desk/groups/texas-steering/")


ROSTER_QUERIES = 9


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_groups_takes_the_same_queries(
    django_assert_num_queries, client, sign_in, rows
):
    for _ in range(rows):
        hold(SeatFactory(committee=CommitteeFactory(parent=a_chapter())), 1)
    sign_in(client, national_staff().user)
    client.get("/desk/groups/")

    with django_assert_num_queries(GROUPS_QUERIES):
        client.get("/desk/groups/")


GROUPS_QUERIES = 8


def test_a_director_sees_the_chapters_groups_only(desk, committee):
    CommitteeFactory(parent=a_chapter("OH", "Ohio"), name="Buckeye", slug="buckeye")
    CommitteeFactory(parent=the_network(), name="Nation", slug="nation")
    StaffTeamFactory(slug="staff")
    page = desk.get("/desk/groups/").content.decode()
    hidden = ["ohio", "buckeye", "nation", "staff", "network", "missing"]

    assert [word in page for word in ("Steering", "Buckeye", "Nation")] == [True, False, False]
    assert {desk.get(f"/desk/groups/{slug}/").status_code for slug in hidden} == {404}


def test_caucuses_never_appear(client, sign_in):
    CaucusGroupFactory(name="Zephyrine", slug="zephyrine")
    sign_in(client, an_administrator().user)

    assert "Zephyrine" not in client.get("/desk/groups/").content.decode()
    assert client.get("/desk/groups/zephyrine/").status_code == 404


def test_a_committee_and_a_region_are_added_to_a_chapter(desk, texas):
    desk.post("/desk/groups/texas/add/", {"kind": "committee", "name": "Housing"})
    answer = desk.post("/desk/groups/texas/add/", {"kind": "region", "name": "Gulf Coast"})

    assert answer.url == "/desk/groups/texas-gulf-coast/"
    assert set(Group.objects.filter(parent=texas).values_list("kind", "slug")) == {
        ("committee", "texas-housing"),
        ("region", "texas-gulf-coast"),
    }


def test_two_committees_of_one_name_have_two_addresses(desk, texas):
    for _ in range(2):
        desk.post("/desk/groups/texas/add/", {"kind": "committee", "name": "Housing"})

    assert sorted(Group.objects.filter(parent=texas).values_list("slug", flat=True)) == [
        "texas-housing",
        "texas-housing-2",
    ]


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"kind": "caucus", "name": "x"}, "kind", "Choose one of the list."),
        ({"kind": "region", "name": ""}, "name", "Enter a name."),
        ({"kind": "region", "name": "a" * 121}, "name", "Use 120 letters or fewer."),
    ],
)
def test_a_bad_group_is_refused_in_words(desk, texas, sent, field, words):
    page = desk.post("/desk/groups/texas/add/", sent)

    assert page.context["form"].errors[field] == [words]


def test_only_national_staff_add_a_national_committee(client, sign_in, texas):
    network = the_network()
    address, sent = f"/desk/groups/{network.slug}/add/", {"kind": "committee", "name": "Climate"}
    refused = sign_in(client, a_director(texas).user).post(address, sent).status_code
    made = sign_in(client, national_staff().user).post(address, sent)

    assert (refused, made.url) == (404, "/desk/groups/national-climate/")


def test_places_join_a_region_and_leave_it(desk, texas):
    region = RegionFactory(parent=texas, slug="north")
    JurisdictionFactory(name="Cedar Falls", ocd_id="ocd/cedar")
    JurisdictionFactory(name="Cedar Rapids", ocd_id="ocd/ohio", state="OH")
    sent = {"place": "cedar", "jurisdiction": "ocd/cedar"}
    desk.post("/desk/groups/north/places/add/", sent)
    kept = list(region.jurisdictions.values_list("ocd_id", flat=True))
    refused = desk.post("/desk/groups/north/places/add/", {**sent, "jurisdiction": "ocd/ohio"})
    desk.post("/desk/groups/north/places/remove/", {"place": "ocd/cedar"})

    assert kept == ["ocd/cedar"]
    assert refused.context["form"].non_field_errors() == ["This place is in another state."]
    assert region.jurisdictions.count() == 0


def test_a_count_below_the_holders_is_refused_at_the_desk(desk, committee):
    seat = SeatFactory(committee=committee, count=2)
    hold(seat, 1)
    hold(seat, 2)
    page = desk.post(
        f"/desk/groups/texas-steering/seats/{seat.public_id}/",
        {"title": "Delegate", "count": 1, "eligibility": "member"},
    )

    assert list(page.context["form"].errors) == ["count"]
