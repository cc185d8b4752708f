"""A roster that holds an error changes nothing, and says which row, which field and why."""

import pytest
from django.core.management import CommandError, call_command

from network.models import (
    AuditEntry,
    ContactPoint,
    Jurisdiction,
    Office,
    Person,
    SourceRecord,
    Term,
)

from .import_files import Importer, alder_city, row, text_of

GOOD = row("good", "Omar Das", district_or_seat="Ward 9")


@pytest.fixture
def read(tmp_path):
    alder_city()
    return Importer("import_roster", tmp_path)


def everything():
    kinds = (AuditEntry, ContactPoint, Jurisdiction, Office, Person, SourceRecord, Term)
    return [kind.objects.count() for kind in kinds]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"end_date": "2027-02-30"}, "end_date: “2027-02-30” is not a date"),
        ({"start_date": "next May"}, "start_date: “next May” is not a date"),
        ({"start_date": "0001-01-01"}, "start_date: “0001-01-01” is not a date"),
        ({"elected_on": "2024"}, "elected_on: This needs a whole date"),
        ({"start_date": "2028-01-01"}, "end_date: The end date is before the start date."),
        ({"elected_on": "2028-01-01"}, "end_date: The end date is before the election."),
        ({"family_name": "H" * 300}, "family_name: More than 100 characters."),
        ({"given_name": "Le\x00na"}, "given_name: This holds a character that cannot be"),
        ({"family_name": "Ho\u202eang"}, "family_name: This holds a character that cannot be"),
        ({"family_name": "Ho\nang"}, "family_name: Line breaks are not allowed here."),
        ({"given_name": '=HYPERLINK("x")'}, "given_name: This is a spreadsheet formula."),
        ({"office_title": "@SUM(A1)"}, "office_title: This is a spreadsheet formula."),
        ({"family_name": "+cmd|calc"}, "family_name: This is a spreadsheet formula."),
        ({"office": "emperor"}, "office: “emperor” is not a kind of office"),
        ({"seat_status": "dunno"}, "seat_status: “dunno” is none of"),
        ({"name": "", "given_name": "", "family_name": ""}, "name: The name is missing"),
        ({"official_ref": ""}, "official_ref: This cell is empty."),
        ({"official_ref": "good"}, "official_ref: Line 2 has the same reference."),
        ({"ocd_division_id": "or/place:x"}, "ocd_division_id: “or/place:x” is no US division's"),
        ({"state": "Oregon"}, "state: “Oregon” is not a state's two letters."),
        (
            {"name": "L" * 150 + " Hoang", "given_name": "", "family_name": ""},
            "name: A part of the name has more than 100 characters.",
        ),
        ({"state": "WA"}, "ocd_division_id: The id is in OR, the row says WA."),
        ({"personal_email": "not an address"}, "personal_email: “not an address” is not an"),
        ({"chapter": "atlantis"}, "chapter: No open chapter “atlantis”."),
    ],
)
def test_a_refused_row_leaves_everything_as_it_was(read, cells, reason):
    before = everything()
    out = read.refuses([GOOD, row("bad") | cells])

    assert f"Refused: line 3, {reason}" in out
    assert "2 rows: 1 imported" in out
    assert everything() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text_of([GOOD]).replace("seat_status", "seat_sttus"), "seat_sttus: This column is unk"),
        (text_of([GOOD]).replace(",", ";"), "line 1: The columns are separated by semicolons."),
        (text_of([GOOD]).replace(",", "\t"), "line 1: The columns are separated by tabs."),
        (text_of([GOOD]) + "short,row\n", "line 3: The row is too short: 2 cells for 25"),
        (text_of([GOOD, row("r2", "Jose Peña")]).encode("latin-1"), "line 3: This line is not U"),
        (text_of([GOOD]).encode("utf-16"), "The file is UTF-16."),
        (text_of([GOOD]) + '"open', "line 3: This row cannot be read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1: This line is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(read, text, reason):
    before = everything()

    assert reason in read.refuses(text)
    assert everything() == before


def test_a_second_open_term_in_one_office_is_refused(read):
    out = read.refuses([row("r1"), row("r2", end_date="2028-01-01")])

    assert "line 3, seat_status: A second open term: Lena Hoang already sits" in out
    assert Term.objects.count() == 0


def test_an_open_term_that_staff_added_is_not_followed_silently(read):
    read([row("r1", seat_status="former", end_date="2020-01-01")])
    Term.objects.create(person=Person.objects.get(), office=Office.objects.get())
    out = read.refuses([row("r2")])

    assert "line 2, seat_status: Lena Hoang already has an open term in this office." in out


def test_a_personal_address_is_one_persons(read):
    out = read.refuses(
        [
            row("r1", personal_email="me@example.org"),
            row("r2", "Omar Das", personal_email="ME@example.org"),
        ]
    )
    assert "line 3, personal_email: The person of line 2 has it already." in out

    read([row("r1", personal_email="me@example.org")])
    out = read.refuses([row("r2", "Omar Das", personal_email="ME@example.org")])
    assert "line 2, personal_email: This personal address belongs to another record." in out
    assert Person.objects.count() == 1


def test_a_reference_is_not_handed_to_somebody_else(read):
    read([row("r1")])
    out = read.refuses([row("r1", "Omar Das")])

    assert "line 2, name: This row was Lena Hoang before." in out
    assert Person.objects.get().name == "Lena Hoang"


def test_a_changed_date_that_does_not_fit_what_is_kept_is_refused(read):
    read([row("r1", start_date="2025-01-01")])
    out = read.refuses([row("r1", end_date="2024-01-01")])

    assert "line 2, end_date: The end date is before the start date." in out


def test_the_good_rows_can_be_kept_and_the_exit_still_tells(read):
    out = read.refuses([GOOD, row("bad", end_date="soon")], skip_refused=True)

    assert "2 rows: 1 imported, 0 changed, 0 imported with a warning, 0 unchanged, 1 ref" in out
    assert [each.name for each in Person.objects.all()] == ["Omar Das"]


def test_a_broken_official_address_is_left_out_with_a_warning(read):
    out = read([row("r1", email="nobody at all", website="javascript:alert(1)")])

    assert "line 2, email: “nobody at all” does not work; left out." in out
    assert ContactPoint.objects.count() == 0


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_roster", str(tmp_path / "none.csv"))
