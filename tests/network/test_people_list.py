"""The roster at the desk: who finds whom, by what, and whom nobody else finds."""

import datetime as dt

import pytest
from django.test import Client

from network import audit
from network.models import Person
from network.models.people import Standing
from network.reports import people
from tests.factories import (
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PartnerFactory,
    PersonFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    the_network,
)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz-O’Neil")


@pytest.fixture
def desk(client, sign_in, alice):
    """Alice, at her desk."""
    return sign_in(client, alice.user)


def names(page):
    shown = page.context["shown"]
    return [row.name for row in shown.rows] if shown else []


def find(client, **filters):
    return names(client.get("/desk/people/", filters))


# The list


@pytest.mark.parametrize("typed", ["dana", "diaz", "oneil", "o'neil", "dan dia", "DÍAZ"])
def test_somebody_is_found_by_any_part_of_their_name(desk, dana, typed):
    assert find(desk, q=typed) == ["Dana Díaz-O’Neil"]


def test_a_director_lists_the_chapter_and_nobody_else(desk, dana, ohio):
    a_member(ohio, given="Quenby", family="Quill")
    TermFactory(person=PersonFactory(given="New", family="Neighbor"))
    TermFactory(person=a_member(ohio, given="Moved", family="Away"))

    assert find(desk) == ["Alice Ames", "Dana Díaz-O’Neil", "New Neighbor"]


def test_the_list_says_standing_office_term_chapter_and_seat(desk, texas, dana):
    town = JurisdictionFactory(name="Cedar Falls")
    office = OfficeFactory(jurisdiction=town, role="mayor", title="Mayor", seat_label="")
    TermFactory(person=dana, office=office, ends_on=dt.date(2026, 1, 1))
    TermFactory(person=dana, ended_on=dt.date(2022, 1, 1), end_reason="lost", starts_on=None)
    seat = SeatFactory(committee=CommitteeFactory(parent=texas), title="Representative")
    MembershipFactory(person=dana, group=seat.committee, seat=seat, place=1)
    row = desk.get("/desk/people/", {"q": "dana"}).context["shown"].rows[0]

    assert (row.name, *row.cells) == (
        "Dana Díaz-O’Neil",
        ("Member", ""),
        ("Mayor, Cedar Falls, TX", ""),
        ("Unconfirmed", "badge waiting"),
        ("Texas", ""),
        ("Representative", ""),
    )


def test_filters_narrow(client, sign_in, texas, ohio):
    sitting, alum = a_member(texas, given="Sits"), a_member(ohio, given="Sat")
    TermFactory(person=sitting, office=OfficeFactory(role="mayor"))
    TermFactory(person=alum, ended_on=dt.date(2024, 1, 1), end_reason="lost")
    north = RegionFactory(parent=texas, slug="north")
    north.jurisdictions.add(sitting.terms.get().office.jurisdiction)
    sign_in(client, national_staff(given="Nat").user)

    assert [
        find(client, **{k: v})[0].split()[0]
        for k, v in (
            ("standing", "member"),
            ("standing", "alum"),
            ("standing", "staff"),
            ("term", "sitting"),
            ("term", "former"),
            ("role", "mayor"),
            ("chapter", "ohio"),
            ("region", "north"),
        )
    ] == ["Sits", "Sat", "Nat", "Sits", "Sat", "Sits", "Sat", "Sits"]
    assert len(find(client, chapter="texas", standing="member", region="north")) == 1


def test_of_each_standing_the_filter_finds_whom_the_row_says(texas):
    a_member(texas)
    a_director(texas)
    TermFactory(person=a_member(), ended_on=dt.date(2024, 1, 1), end_reason="lost")
    MembershipFactory(group=PartnerFactory())
    MembershipFactory(group=the_network(), state="asked")
    PersonFactory()
    said = dict(Person.objects.standing(on=TODAY).values_list("pk", "standing"))

    assert set(said.values()) == set(Standing.values)
    assert {
        pk: name
        for name in Standing.values
        for pk in Person.objects.of_standing(name, on=TODAY).values_list("pk", flat=True)
    } == said


def test_sorting(client, sign_in, texas):
    first = a_member(texas, given="Ann", family="Zuber")
    second = a_member(texas, given="Bea", family="Young")
    TermFactory(person=first, office=OfficeFactory(jurisdiction=JurisdictionFactory(state="AK")))
    TermFactory(person=second)
    sign_in(client, national_staff(given="Nat", family="Able").user)

    assert find(client, standing="member") == ["Bea Young", "Ann Zuber"]
    assert find(client, standing="member", sort="newest") == ["Bea Young", "Ann Zuber"]
    assert find(client, standing="member", sort="state") == ["Ann Zuber", "Bea Young"]


@pytest.mark.parametrize(
    "filters",
    [
        {"standing": "emperor"},
        {"chapter": "ohio"},
        {"chapter": "texas"},
        {"region": "x"},
        {"group": "hidden"},
        {"term": "x"},
        {"role": "x"},
        {"sort": "password"},
        {"page": "0"},
        {"page": "x"},
        {"page": "9" * 30},
        {"q": "a\0b"},
        {"q": "a" * 201},
    ],
)
def test_an_unknown_filter_lists_nobody(desk, dana, ohio, filters):
    page = desk.get("/desk/people/", filters)

    assert (page.status_code, names(page)) == (200, [])
    assert "Unknown filter." in page.content.decode()


def test_a_director_is_offered_only_regions_of_the_chapter(desk, texas, ohio):
    RegionFactory(parent=texas, name="North")
    RegionFactory(parent=ohio, name="Lakeshore")
    page = desk.get("/desk/people/").content.decode()

    assert ("North" in page, "Lakeshore" in page, "Ohio" in page) == (True, False, False)


def test_fifty_to_a_page_and_the_next(desk, texas):
    for _ in range(52):
        MembershipFactory(group=texas)
    first, second = desk.get("/desk/people/"), desk.get("/desk/people/?page=2")

    assert (len(names(first)), len(names(second))) == (50, 3)
    assert (first.context["shown"].said, first.context["shown"].next) == ("53 people", 2)
    assert (second.context["shown"].first, second.context["shown"].next) == (51, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries(django_assert_num_queries, client, sign_in, texas, rows):
    for _ in range(rows):
        seat = SeatFactory(committee=CommitteeFactory(parent=texas))
        MembershipFactory(person=a_member(texas), group=seat.committee, seat=seat, place=1)
        TermFactory(person=Person.objects.latest("pk"))
    sign_in(client, a_director(texas).user)
    client.get("/desk/people/")

    with django_assert_num_queries(LIST_QUERIES):
        assert len(find(client, standing="member")) == rows


#: Session, account and rights come first, then one for the filters and five for the list.
LIST_QUERIES = 10


def test_asking_of_each_in_turn_finds_the_same_people(texas, ohio):
    """Two ways to look for the same: who belongs, and who serves here but belongs nowhere."""
    alice, member = a_director(texas), a_member(texas, login=False)
    neighbor, elsewhere = TermFactory().person, TermFactory(person=a_member(ohio)).person
    seen = Person.objects.visible_to(alice.user).order_by("pk")
    in_turn = Person.objects.visible_to(alice.user, in_turn=True).order_by("pk")

    assert list(seen) == list(in_turn) == [alice, member, neighbor]
    assert elsewhere not in seen


def test_a_list_too_long_to_count_is_read_in_order(monkeypatch, desk, texas):
    monkeypatch.setattr(people, "MOST", 2)
    for family in ("Cruz", "Abara", "Beck"):
        a_member(texas, given="Ida", family=family)
    page = desk.get("/desk/people/")

    assert names(page) == ["Ida Abara", "Alice Ames", "Ida Beck", "Ida Cruz"]
    assert page.context["shown"].said == "More than 2 people"


# Who sees whom


def test_a_visitor_is_asked_to_sign_in(client, dana):
    assert client.get(dana.get_absolute_url()).url.startswith("/accounts/login/")


def test_a_member_finds_no_desk(client, sign_in, dana):
    sign_in(client, dana.user)

    assert {client.get(path).status_code for path in ("/desk/", "/desk/people/")} == {404}


PLACES = ["", "names/", "consent/", "contacts/add/", "terms/add/", "seat/", "chapter/"]


@pytest.mark.parametrize("place", PLACES)
def test_another_chapters_person_is_not_found(desk, ohio, place):
    stranger = a_member(ohio, given="Quenby")
    hidden, missing = stranger.get_absolute_url(), f"/desk/people/{the_network().public_id}/"

    assert desk.get(hidden + place).status_code == 404
    assert desk.post(hidden + place).status_code == (404 if place else 405)
    assert desk.get(missing + place).status_code == 404


def test_colleagues_see_the_chapters_people_and_charlie_does_not(
    client, sign_in, texas, ohio, dana
):
    seen = {}
    for who in (a_director(texas), a_director(ohio), national_staff(), an_administrator()):
        answer = sign_in(Client(), who.user).get(dana.get_absolute_url())
        seen[who.name] = answer.status_code

    assert list(seen.values()) == [200, 404, 200, 200]


def test_a_merged_record_leads_to_its_survivor(desk, ohio, dana):
    merged = PersonFactory(merged_into=dana)
    hidden = PersonFactory(merged_into=a_member(ohio))

    assert desk.get(f"/desk/people/{merged.public_id}/").url == dana.get_absolute_url()
    assert desk.get(f"/desk/people/{hidden.public_id}/").status_code == 404


def test_why_one_sees_somebody_is_said(desk, dana, client, sign_in):
    neighbor = TermFactory().person
    director = [desk.get(p.get_absolute_url()).context["why"] for p in (dana, neighbor)]
    national = sign_in(client, national_staff().user).get(dana.get_absolute_url())

    assert director == [
        "You staff Texas, where they belong.",
        "They hold or held office in your state, and belong to no chapter yet.",
    ]
    assert national.context["why"] == "You are national staff, and national staff see everybody."


def test_caucuses_are_never_on_the_record(desk, dana):
    caucus = CaucusGroupFactory(name="Zephyrine")
    membership = MembershipFactory(person=dana, group=caucus)
    audit.record(membership, "caucuses.joined", by=None, person=dana, group=caucus)
    page = desk.get(dana.get_absolute_url()).content.decode()

    assert (
        "Zephyrine" in page,
        "caucus" in page.lower().replace("/caucuses/", "").replace(">caucuses<", ""),
    ) == (False, False)
    assert desk.get(f"/desk/memberships/{membership.public_id}/end/").status_code == 404
