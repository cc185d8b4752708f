import dataclasses
from datetime import timedelta

import pytest
from django.db.models import Model

from network import public
from network.models import Jurisdiction, Membership, Term
from network.roles import GroupKind, Role
from tests.cms.conftest import answer, hold, serving
from tests.factories import (
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    RegionFactory,
    SeatFactory,
    a_chapter,
    a_director,
)


@pytest.fixture
def chapter():
    return a_chapter()


def look(chapter, on=TODAY):
    return public.chapter(chapter.pk, on=on)


def a_seat(chapter, **fields):
    return SeatFactory(committee=CommitteeFactory(parent=chapter, name="Steering"), **fields)


def places(chapter):
    [committee] = look(chapter).committees
    return [place for region in committee.regions for seat in region.seats for place in seat.places]


def test_a_seat_without_anybody_is_vacant_and_open(chapter):
    region = RegionFactory(parent=chapter, name="Hill Country")
    a_seat(chapter, title="Regional seat", region=region, count=2, term_months=24)

    [seat] = look(chapter).open_seats

    assert (seat.label, seat.vacant, seat.term) == ("Regional seat, Hill Country", 2, "2-year term")
    assert [place.vacant for place in seat.places] == [True, True]


def test_a_holder_is_named_only_with_consent(chapter):
    city = JurisdictionFactory(name="Cedar Falls")
    office = OfficeFactory(jurisdiction=city, title="Council member")
    person = serving(chapter, office, given="Alma", family="Ruiz")
    hold(a_seat(chapter), person)
    assert [(place.who, place.office) for place in places(chapter)] == [("Seat filled", "")]

    answer(person, given=True)

    assert [(place.who, place.office) for place in places(chapter)] == [
        ("Alma Ruiz", "Council member, Cedar Falls")
    ]


def test_consent_withdrawn_takes_the_name_away(chapter):
    person = serving(chapter, given="Alma", family="Ruiz")
    hold(a_seat(chapter), person)
    answer(person, given=True)

    answer(person, given=False)

    assert [(place.name, place.office) for place in places(chapter)] == [("", "")]


def test_an_erased_or_merged_holder_is_neither_named_nor_shown(chapter):
    person = serving(chapter, given="Alma")
    hold(a_seat(chapter), person)
    answer(person, given=True)
    person.merged_into = serving(chapter)
    person.save()

    assert [place.name for place in places(chapter)] == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"acting": True}, "Acting"),
        (
            {"term_ends_on": TODAY - timedelta(days=1)},
            "Serving until a successor is found",
        ),
        ({"term_ends_on": TODAY}, ""),
        ({}, ""),
    ],
)
def test_how_somebody_holds_a_seat_is_said(chapter, fields, status):
    hold(a_seat(chapter), serving(chapter), **fields)

    assert [place.status for place in places(chapter)] == [status]


def test_a_vacant_seat_that_is_not_recruiting_is_shown_and_not_called_open(chapter):
    a_seat(chapter, recruiting=False)

    assert [place.vacant for place in places(chapter)] == [True]
    assert look(chapter).open_seats == ()


def test_a_call_says_its_words_its_last_day_and_where_to_volunteer(chapter):
    seat = a_seat(chapter, call="Come!", call_closes_on=TODAY)

    [said] = look(chapter).open_seats

    assert (said.call, said.call_closes_on) == ("Come!", TODAY)
    assert said.href == f"/volunteer/{seat.public_id}/"


def test_after_its_last_day_a_call_is_over_and_the_place_stays_vacant(chapter):
    a_seat(chapter, call="Come!", call_closes_on=TODAY - timedelta(days=1))
    [committee] = look(chapter).committees

    assert look(chapter).open_seats == ()
    assert [place.vacant for place in places(chapter)] == [True]
    assert "Come!" not in repr(committee)
    assert [row.open_seats for row in public.chapters(on=TODAY)] == [0]


def test_who_chairs_comes_first_and_is_named_only_with_consent(chapter):
    a_seat(chapter, title="Delegate")
    seat = a_seat(chapter, title="Co-chair", count=2)
    steering = seat.committee
    named, quiet = serving(chapter, given="Alma", family="Ruiz"), serving(chapter)
    hold(seat, named)
    hold(seat, quiet, place=2)
    by_role = serving(chapter, given="Bo", family="Chen")
    MembershipFactory(person=by_role, group=steering, role=Role.CHAIR)
    for person in (named, by_role):
        answer(person, given=True)

    [committee] = look(chapter).committees

    assert committee.chairs == ("Bo Chen", "Alma Ruiz")
    assert [seat.title for seat in committee.regions[0].seats] == ["Co-chair", "Delegate"]


def test_closed_seats_and_committees_are_gone(chapter):
    a_seat(chapter, closed_on=TODAY - timedelta(days=1))
    closed = CommitteeFactory(parent=chapter, closed_on=TODAY - timedelta(days=1))
    SeatFactory(committee=closed)

    assert look(chapter).committees == ()


def test_a_director_is_named_only_with_consent(chapter):
    director = a_director(chapter, given="Renata", family="Osei")
    assert (look(chapter).directed, look(chapter).directors) == (True, ())

    answer(director, given=True)

    assert look(chapter).directors == ("Renata Osei",)


def test_a_director_leaves_the_page_on_the_day_after_the_last(chapter):
    assert not look(chapter).directed
    director = a_director(chapter)
    membership = Membership.objects.get(person=director, role=Role.DIRECTOR)
    membership.until, membership.end_reason = TODAY - timedelta(days=1), "left"
    membership.save()

    assert not look(chapter).directed


def test_towns_where_few_serve_are_named_only_by_their_county(chapter):
    town = JurisdictionFactory(name="Littleton", county="Travis County")
    city = JurisdictionFactory(name="Bigville", county="Travis County")
    for _ in range(4):
        serving(chapter, OfficeFactory(jurisdiction=town))
    for _ in range(5):
        serving(chapter, OfficeFactory(jurisdiction=city))

    coverage = look(chapter).coverage

    assert [(town.name, town.members) for town in coverage.towns] == [("Bigville", 5)]
    assert coverage.a_few_in == ("Travis County",)
    assert coverage.members is None  # 9 would say that Travis County has 4.
    assert "Littleton" not in repr(coverage)


def test_a_county_board_is_its_county(chapter):
    county = JurisdictionFactory(name="Hays County", kind=Jurisdiction.Kind.COUNTY)
    serving(chapter, OfficeFactory(jurisdiction=county))

    assert look(chapter).coverage.a_few_in == ("Hays County",)


def test_where_there_are_regions_members_are_counted_by_region(chapter):
    hills = RegionFactory(parent=chapter, name="Hill Country")
    coast = RegionFactory(parent=chapter, name="Coast")
    for region, number in ((hills, 6), (coast, 2)):
        place = JurisdictionFactory()
        region.jurisdictions.add(place)
        for _ in range(number):
            serving(chapter, OfficeFactory(jurisdiction=place))

    coverage = look(chapter).coverage

    assert [(region.name, region.how_many) for region in coverage.regions] == [
        ("Coast", "A few"),
        ("Hill Country", "6"),
    ]
    assert (coverage.members, coverage.towns, coverage.a_few_in) == (None, (), ())


def test_somebody_with_two_offices_is_counted_once(chapter):
    city = JurisdictionFactory(name="Bigville")
    people = [serving(chapter, OfficeFactory(jurisdiction=city)) for _ in range(4)]
    Term.objects.create(person=people[0], office=OfficeFactory(jurisdiction=city))

    assert look(chapter).coverage.towns == ()


def test_a_closed_chapter_a_committee_and_a_caucus_have_no_page(chapter):
    caucus = CaucusGroupFactory()
    committee = CommitteeFactory(parent=chapter)
    chapter.closed_on = TODAY
    chapter.save()

    assert [look(group) for group in (chapter, caucus, committee)] == [None, None, None]


def test_chapters_are_listed_by_state_with_their_open_seats(chapter):
    a_seat(chapter, count=2)
    a_seat(chapter, recruiting=False)
    chapter.name = "Zebra"
    chapter.save()
    a_chapter("KS", "Yonder")

    listed = public.chapters(on=TODAY)

    assert [(row.state, row.name, row.open_seats) for row in listed] == [
        ("Kansas", "Yonder", 0),
        ("Texas", "Zebra", 2),
    ]


def test_what_leaves_is_plain_all_the_way_down(chapter):
    person = serving(chapter, given="Alma")
    answer(person, given=True)
    hold(a_seat(chapter), person)
    a_director(chapter)

    assert [kind for kind in walk(look(chapter)) if issubclass(kind, Model)] == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_chapter_costs_the_same_queries_however_many_seats(
    chapter, number, django_assert_num_queries
):
    a_director(chapter)
    for _ in range(number):
        region = RegionFactory(parent=chapter)
        person = serving(chapter)
        answer(person, given=True)
        hold(a_seat(chapter, region=region, count=2), person)

    with django_assert_num_queries(8):
        look(chapter)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_however_many_chapters(number, django_assert_num_queries):
    for state in ("TX", "KS", "OH")[:number]:
        a_seat(a_chapter(state, state))

    with django_assert_num_queries(2):
        public.chapters(on=TODAY)


def test_memberships_of_caucuses_are_no_part_of_it(chapter):
    caucus = CaucusGroupFactory(name="Lantern")
    assert caucus.kind == GroupKind.CAUCUS
    person = serving(chapter)
    answer(person, given=True)
    MembershipFactory(person=person, group=caucus, role=Role.CHAIR)
    hold(a_seat(chapter), person)

    assert "Lantern" not in repr(look(chapter))


def walk(value):
    """The type of everything inside."""
    yield type(value)
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from walk(item)
