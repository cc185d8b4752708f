"""A majority of one governing body in one room is warned of."""

import datetime as dt

import pytest

from network.models import Person
from network.reports import quorum
from tests.factories import TODAY, JurisdictionFactory, OfficeFactory, PersonFactory, TermFactory


@pytest.fixture
def frederick():
    return JurisdictionFactory(name="Frederick", state="MD", ocd_id="ocd/frederick", body_size=7)


def council(place, count, **term):
    """So many council members of a place; answers with their keys."""
    return [
        TermFactory(
            office__jurisdiction=place,
            office__role="council",
            office__seat_label=f"Seat {n}",
            **term,
        ).person_id
        for n in range(count)
    ]


def said(people):
    return [warning.said for warning in quorum.warnings(people, on=TODAY)]


def test_a_majority_of_a_council_is_warned_of_in_words(frederick):
    assert said(council(frederick, 4)) == [
        "4 of the 7 members of Frederick city council would be together. "
        "In many states that is a meeting of the council, which has to be public."
    ]


def test_half_of_a_body_is_no_majority(frederick):
    frederick.body_size = 6
    frederick.save()

    assert quorum.warnings(council(frederick, 3), on=TODAY) == []


def test_the_mayor_counts_as_one_of_the_council(frederick):
    mayor = TermFactory(office__jurisdiction=frederick, office__role="mayor")
    found = quorum.warnings([*council(frederick, 3), mayor.person_id], on=TODAY)

    assert [(one.jurisdiction, one.how_many, one.body_size) for one in found] == [(frederick, 4, 7)]


def test_a_clerk_is_not_of_the_body(frederick):
    clerk = TermFactory(office__jurisdiction=frederick, office__role="clerk")

    assert quorum.warnings([*council(frederick, 3), clerk.person_id], on=TODAY) == []


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("town", "council"),
        ("county", "county_board"),
        ("county", "commissioner"),
        ("school_district", "school_board"),
        ("special_district", "special_board"),
    ],
)
def test_each_kind_of_place_has_its_body(kind, role):
    place = JurisdictionFactory(kind=kind, body_size=3)
    people = [
        TermFactory(
            office__jurisdiction=place, office__role=role, office__seat_label=str(n)
        ).person_id
        for n in range(2)
    ]

    assert [one.how_many for one in quorum.warnings(people, on=TODAY)] == [2]


def test_a_board_is_called_a_board():
    schools = JurisdictionFactory(
        name="Cedar Schools", kind="school_district", body_name="School Board", body_size=3
    )
    people = [
        TermFactory(
            office__jurisdiction=schools, office__role="school_board", office__seat_label=str(n)
        ).person_id
        for n in range(2)
    ]

    assert said(people) == [
        "2 of the 3 members of Cedar Schools School Board would be together. "
        "In many states that is a meeting of the board, which has to be public."
    ]


def test_a_person_with_two_terms_counts_once(frederick):
    frederick.body_size = 3
    frederick.save()
    mayor = TermFactory(office__jurisdiction=frederick, office__role="mayor")
    TermFactory(person=mayor.person, office__jurisdiction=frederick, office__role="council")

    assert quorum.warnings([mayor.person_id], on=TODAY) == []


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        ({"ends_on": dt.date(2026, 6, 30)}, True),
        ({"starts_on": dt.date(2026, 12, 7)}, False),
        ({"ended_on": dt.date(2026, 11, 23), "end_reason": "lost"}, False),
    ],
)
def test_only_those_who_sit_or_are_unconfirmed_count(frederick, term, counted):
    assert bool(quorum.warnings(council(frederick, 7, **term), on=TODAY)) is counted


def test_an_unknown_size_is_the_sum_of_the_known_seats():
    town = JurisdictionFactory()
    OfficeFactory(jurisdiction=town, role="mayor", seat_label="")
    people = council(town, 2)
    three = quorum.warnings(people, on=TODAY)
    OfficeFactory(jurisdiction=town, seat_label="At large", seats=2)

    assert [(one.how_many, one.body_size) for one in three] == [(2, 3)]
    assert quorum.warnings(people, on=TODAY) == []


def test_of_two_known_seats_nobody_can_say_how_large_the_body_is():
    assert quorum.warnings(council(JurisdictionFactory(), 2), on=TODAY) == []


def test_people_may_be_a_queryset(frederick):
    council(frederick, 4)

    assert len(quorum.warnings(Person.objects.values("pk"), on=TODAY)) == 1


def test_nobody_is_no_meeting():
    assert quorum.warnings([], on=TODAY) == []
    assert quorum.warnings([PersonFactory().pk], on=TODAY) == []


def test_three_bodies_are_asked_about_like_one(django_assert_num_queries, frederick):
    one = council(frederick, 4)
    with django_assert_num_queries(1):
        quorum.warnings(one, on=TODAY)
    three = [
        *one,
        *council(JurisdictionFactory(body_size=3), 2),
        *council(JurisdictionFactory(), 3),
    ]
    with django_assert_num_queries(1):
        found = quorum.warnings(three, on=TODAY)

    assert len(found) == 3
