"""Where members are in office and where not, by state, by region or county, by body."""

import datetime as dt

import pytest
from django.test import Client

from network.reports import coverage
from network.words import STATE_NAMES
from tests.factories import (
    TODAY,
    JurisdictionFactory,
    OfficeFactory,
    RegionFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

PAGE = "/desk/offices/coverage/"


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas)


@pytest.fixture
def national():
    return national_staff()


def place(name, county="", **fields):
    return JurisdictionFactory(name=name, county=county, **fields)


def on_council(chapter, where, **term):
    office = OfficeFactory(jurisdiction=where)
    return TermFactory(person=a_member(chapter, login=False), office=office, **term)


def areas(found):
    return {area.name: (area.places, area.covered, area.members) for area in found}


def test_each_state_is_on_one_tile():
    codes = [row[at : at + 2] for row in coverage.GRID for at in range(0, len(row), 3)]
    codes = [code for code in codes if code.strip()]

    assert (len(codes), set(STATE_NAMES) - set(codes)) == (51, {"PR"})


def test_a_state_counts_its_places_and_members(texas, national):
    cedar, _bare = place("Cedar"), place("Bare")
    on_council(texas, cedar)
    on_council(texas, cedar)
    clerk = OfficeFactory(jurisdiction=place("Clerkville"), role="clerk")
    TermFactory(person=a_member(texas), office=clerk)
    found = {area.code: area for area in coverage.states(national.user, on=TODAY)}

    assert (found["TX"].places, found["TX"].covered, found["TX"].uncovered) == (3, 2, 1)
    assert (found["TX"].members, found["OH"].places) == (2, 0)


@pytest.mark.parametrize(
    "term",
    [
        {"ended_on": dt.date(2026, 1, 1), "end_reason": "lost"},
        {"starts_on": dt.date(2027, 1, 1)},
    ],
)
def test_who_is_not_in_office_covers_nothing(texas, national, term):
    on_council(texas, place("Cedar"), **term)

    assert coverage.total("All", coverage.states(national.user, on=TODAY)).covered == 0


def test_who_is_no_member_covers_nothing(national):
    TermFactory(office=OfficeFactory(jurisdiction=place("Cedar")))

    assert coverage.total("All", coverage.states(national.user, on=TODAY)).covered == 0


def test_a_state_without_regions_is_told_by_county(texas, alice):
    on_council(texas, place("Cedar", county="travis"))
    place("Bare", county="travis")
    place("Travis County", kind="county")
    place("Lost")
    shown = coverage.state("TX", alice.user, on=TODAY, page=1)

    assert shown.kind == "County"
    assert areas(shown.areas) == {"Travis": (3, 1, 1), "County not known": (1, 0, 0)}


def test_a_state_with_regions_is_told_by_region(texas, alice):
    hill = RegionFactory(parent=texas, name="Hill Country")
    county = place("Travis", kind="county")
    hill.jurisdictions.add(county, place("Odd"))
    on_council(texas, place("Cedar", county="Travis"))
    place("Elsewhere", county="Harris")
    shown = coverage.state("TX", alice.user, on=TODAY, page=1)

    assert shown.kind == "Region"
    assert areas(shown.areas) == {"Hill Country": (3, 1, 1), "In no region": (1, 0, 0)}


def test_bodies_say_how_many_of_their_seats_are_members(texas, alice):
    cedar = place("Cedar", body_size=7)
    on_council(texas, cedar)
    on_council(texas, cedar)
    on_council(texas, place("Oak", body_size=1))
    on_council(texas, place("Elm"))
    shown = coverage.state("TX", alice.user, on=TODAY, page=1)

    assert [(line.name, line.said, line.is_majority) for line in shown.bodies] == [
        ("Oak city council", "1 of 1", True),
        ("Cedar city council", "2 of 7", False),
        ("Elm city council", "1, size not known", False),
    ]


def test_national_staff_see_the_country_and_a_director_the_state(
    client, sign_in, alice, national, texas
):
    on_council(texas, place("Cedar"))
    country = sign_in(client, national.user).get(PAGE).content.decode()
    chosen = client.get(PAGE, {"state": "TX"}).content.decode()
    own = sign_in(Client(), alice.user).get(PAGE).content.decode()

    assert ("State by state" in country, "Texas: 1 of 1 places" in country) == (True, True)
    assert "Coverage of Texas" in chosen
    assert ("Coverage of Texas" in own, "State by state" in own) == (True, False)


@pytest.mark.parametrize("query", ["state=OH", "state=zephyrine", "page=0"])
def test_another_state_is_no_filter_of_a_directors(client, sign_in, alice, query):
    page = sign_in(client, alice.user).get(f"{PAGE}?{query}").content.decode()

    assert "Unknown filter." in page


def test_another_chapters_people_do_not_count(texas, alice):
    ohio = a_chapter("OH", "Ohio")
    on_council(ohio, place("Cedar"))

    assert coverage.state("TX", alice.user, on=TODAY, page=1).total.covered == 0


def test_coverage_costs_the_same_with_one_and_with_three(
    texas, alice, national, django_assert_num_queries
):
    def count():
        with django_assert_num_queries(2):
            coverage.states(national.user, on=TODAY)
        with django_assert_num_queries(4):
            coverage.state("TX", alice.user, on=TODAY, page=1)

    on_council(texas, place("Cedar"))
    RegionFactory(parent=texas)
    alice.user.rights  # noqa: B018
    national.user.rights  # noqa: B018
    count()
    for name in ("Oak", "Elm"):
        on_council(texas, place(name))
        RegionFactory(parent=texas)
    count()
