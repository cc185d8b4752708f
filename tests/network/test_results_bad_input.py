"""Election results with a mess in them: every refusal names line and field, and nothing is kept."""

import pytest

from network.models import ContactPoint, Person
from tests.factories import (
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_member,
)
from tests.network.test_results import counts, outcomes, read, reasons, row


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture(autouse=True)
def city(texas):
    return JurisdictionFactory(name="Alder City city", kind="city")


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"ref": ""}, "ref", "This cell is empty."),
        ({"name": ""}, "name", "This cell is empty."),
        ({"state": "Texas"}, "state", "“Texas” is not a state's two letters."),
        ({"office": "emperor"}, "office", "“emperor” is not a kind of office we know."),
        ({"won": "maybe"}, "won", "“maybe” is neither yes nor no."),
        ({"won": ""}, "won", "“” is neither yes nor no."),
        ({"elected_on": "2026-12-01"}, "elected_on", "This election is yet to come."),
        ({"jurisdiction": "Nowhere"}, "jurisdiction", "No place in TX is called “Nowhere”."),
        ({"jurisdiction": ""}, "jurisdiction", "Name the place, or give its ocd_division_id."),
        ({"ocd_division_id": "x"}, "ocd_division_id", "“x” is no US division's id."),
        (
            {"ocd_division_id": "ocd-division/country:us/state:oh/place:alder"},
            "ocd_division_id",
            "The id is in OH, the row says TX.",
        ),
        (
            {"ocd_division_id": "ocd-division/country:us/state:tx/place:alder"},
            "ocd_division_id",
            "“ocd-division/country:us/state:tx/place:alder” is not on our list of places.",
        ),
        (
            {"name": '=HYPERLINK("http://x")'},
            "name",
            "This is a spreadsheet formula. Write plain text.",
        ),
        ({"name": "a" * 201}, "name", "More than 200 characters."),
        ({"name": "Rosa\u202eMarin"}, "name", "This holds a character that cannot be printed."),
    ],
)
def test_what_is_wrong_is_named_with_line_and_field_and_nothing_is_kept(cells, column, reason):
    before = counts()
    report = read(row("w9", "Ann Able"), row(**cells))

    assert (3, column, reason) in reasons(report)
    assert (outcomes(report)[1], report.kept, counts()) == ("refused", False, before)


@pytest.mark.parametrize("text", ["11/3/2026", "2026-02-30", "1492-10-12", "2026", "٢٠٢٦-11-03"])
def test_a_wrong_date_is_quoted(text):
    report = read(row(elected_on=text))

    assert reasons(report) == [(2, "elected_on", f"“{text}” is not a date such as 2026-11-03.")]


def test_the_good_rows_may_be_kept_without_the_refused_ones():
    report = read(row("w9", "Ann Able"), row(jurisdiction="Nowhere"), skip_refused=True)

    assert (outcomes(report), report.kept) == (["imported", "refused"], True)
    assert Person.objects.get().name == "Ann Able"


def test_a_reference_stands_once():
    report = read(row(), row(name="Otto Vane"))

    assert reasons(report) == [(3, "ref", "Line 2 has the same reference.")]


def test_a_winner_stands_once():
    report = read(row(), row("w2"))

    assert reasons(report) == [(3, "name", "Line 2 has the same winner.")]


def test_a_reference_is_not_given_to_another_winner():
    read(row())
    report = read(row(name="Otto Vane"))

    assert reasons(report) == [
        (
            2,
            "name",
            "This row was Rosa Marín before. Give a new winner a reference of their own.",
        )
    ]


def test_places_of_one_name_are_told_apart_by_the_office_or_refused(city):
    JurisdictionFactory(name="Alder City", kind="school_district")
    school = read(row(office="school_board"))
    JurisdictionFactory(name="Alder City town", kind="town")
    council = read(row("w2", "Otto Vane"))

    assert outcomes(school) == ["imported"]
    assert reasons(council) == [
        (2, "jurisdiction", "2 places in TX have this name: give the ocd_division_id.")
    ]


def test_two_people_of_one_name_in_one_place_are_refused(city):
    for _ in range(2):
        TermFactory(
            person=PersonFactory(given="Rosa", family="Marin"),
            office=OfficeFactory(jurisdiction=city),
        )
    report = read(row())

    assert reasons(report) == [(2, "name", "2 people of this name are on the roster there.")]


def test_a_member_of_that_name_elsewhere_in_the_state_is_pointed_out(texas):
    TermFactory(person=a_member(texas, given="Rosa", family="Marin"))
    report = read(row())

    assert outcomes(report) == ["warned"]
    assert reasons(report) == [
        (2, "name", "May be Rosa Marin, a member who serves elsewhere in TX.")
    ]


def test_a_broken_address_is_left_out_with_a_warning():
    report = read(row(email="rosa at campaign", phone="12"))

    assert [reason for _, _, reason in reasons(report)] == [
        "“rosa at campaign” does not work; left out.",
        "“12” does not work; left out.",
    ]
    assert ContactPoint.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"ref;source;name\n1;2;3\n", "The columns are separated by semicolons."),
        ("ref,source\nw1,é\n".encode("latin-1"), "This line is not UTF-8."),
        (b"ref,ref,source\n1,2,3\n", "This column is there twice."),
        (b"ref,source,name,office,state,elected_on\n", "This column is missing."),
        (
            b"ref,source,name,office,state,elected_on,win\n",
            "This column is unknown. Did you mean won?",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_says_why(data, words):
    report = read(data)

    assert any(reason.startswith(words) for _, _, reason in reasons(report))
    assert report.kept is False
