"""Who may be the same person, and why we say so."""

import pytest

from network.models import ContactPoint, Person
from network.models.people import ContactKind, ContactUse
from network.operations import duplicates
from tests.factories import JurisdictionFactory, OfficeFactory, PersonFactory, TermFactory


@pytest.mark.parametrize(
    ("said", "kept", "reasons"),
    [
        (("Dana", "Lee"), ("Dana", "Lee"), ["Same last name", "Same first name"]),
        (
            ("Bill", "O'Brien"),
            ("William", "OBrien"),
            ["Same last name", "First name is a short form of the same name"],
        ),
        (
            ("Rosa", "Gutierez"),
            ("Rosa", "Gutiérrez"),
            ["Last name spelled almost alike (1 apart)", "Same first name"],
        ),
        (("J.", "Marsh"), ("Jane", "Marsh"), ["Same last name", "Same first initial"]),
        (("Jane", "Marsh"), ("John", "Marsh"), []),
        (("Dana", "Lee"), ("Dana", "Leesburg"), []),
        (("Kate", "Moore-Hill"), ("Katherine", "Moore Hill"), None),
    ],
)
def test_names_alike(said, kept, reasons):
    person = PersonFactory(given=kept[0], family=kept[1])
    expected = (
        reasons
        if reasons is not None
        else ["Same last name", "First name is a short form of the same name"]
    )

    assert duplicates.likeness(*said, person) == expected


def test_what_they_are_called_counts_as_their_first_name():
    person = PersonFactory(given="Theodora", known_as="Teddy", family="Vance")

    assert duplicates.likeness("Teddy", "Vance", person) == ["Same last name", "Same first name"]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [("lee", "lee", 0), ("lee", "leigh", None), ("garcia", "gracia", 2), ("", "ab", 2)],
)
def test_edits_up_to_two(first, second, count):
    assert duplicates.edits(first, second, most=2) == count


def test_only_people_of_the_same_place_whom_the_asker_sees():
    here, elsewhere = JurisdictionFactory(), JurisdictionFactory()
    twin = TermFactory(
        person=PersonFactory(given="Dana", family="Lee"), office=OfficeFactory(jurisdiction=here)
    )
    TermFactory(
        person=PersonFactory(given="Dana", family="Lee"),
        office=OfficeFactory(jurisdiction=elsewhere),
    )
    asked = {"given": "Dana", "family": "Lee", "jurisdiction": here}

    found = duplicates.matches(**asked, people=Person.objects.all())
    assert [match.person for match in found] == [twin.person]
    assert found[0].offices == [twin.office]
    assert found[0].reasons == [f"Served in {here}", "Same last name", "Same first name"]
    assert duplicates.matches(**asked, people=Person.objects.none()) == []


def test_a_shared_official_address_makes_nobody_alike():
    here = JurisdictionFactory()
    before = TermFactory(
        person=PersonFactory(given="Ivo", family="Hall"), office=OfficeFactory(jurisdiction=here)
    ).person
    ContactPoint.objects.create(
        person=before, kind=ContactKind.EMAIL, use=ContactUse.OFFICIAL, value="mayor@example.org"
    )

    assert (
        duplicates.matches(
            given="Dana", family="Lee", jurisdiction=here, people=Person.objects.all()
        )
        == []
    )
