from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from network.models import (
    AuditEntry,
    ContactPoint,
    Group,
    Jurisdiction,
    Membership,
    Office,
    Person,
    SourceRecord,
    Term,
)

from .import_files import Importer, alder_city, row


@pytest.fixture
def read(tmp_path):
    alder_city()
    return Importer("import_roster", tmp_path)


def terms():
    """(name, elected, starts, ends, ended, reason) of every term."""
    return sorted(
        Term.objects.values_list(
            "person__family", "elected_on", "starts_on", "ends_on", "ended_on", "end_reason"
        ),
        key=str,
    )


def test_a_row_becomes_person_office_term_and_official_contacts(read):
    out = read(
        [
            row(
                "r1",
                email="mayor@alder.example.org",
                phone="+1 410 555-0100",
                last_verified="2026-01-05",
            )
        ]
    )

    assert "1 rows: 1 imported, 0 changed, 0 imported with a warning, 0 unchanged, 0 ref" in out
    term = Term.objects.get()
    assert term.person.name == "Lena Hoang"
    assert str(term.office) == "Mayor, Alder City city, OR"
    assert (term.ends_on, term.confirmed_on) == (date(2027, 6, 30), date(2026, 1, 5))
    assert set(ContactPoint.objects.values_list("kind", "use", "value")) == {
        ("email", "official", "mayor@alder.example.org"),
        ("phone", "official", "+1 410 555-0100"),
    }
    assert list(AuditEntry.objects.values_list("action", "by_name")) == [
        ("roster.import", "the system"),
        ("roster.import", "the system"),
    ]


def test_the_status_says_which_dates_are_known(read):
    read(
        [
            row("r1", "Ana Former", seat_status="former", end_date="2024-12-31"),
            row("r2", "Bo Gone", seat_status="former", end_date=""),
            row("r3", "Cy Passed", seat_status="sitting_end_date_passed", end_date="2025-01-01"),
            row("r4", "Di Elected", seat_status="elected", elected_on="2024-11-05", end_date=""),
        ]
    )

    assert terms() == [
        ("Elected", date(2024, 11, 5), None, None, None, ""),
        ("Former", None, None, None, date(2024, 12, 31), "completed"),
        ("Gone", None, None, None, None, "unknown"),
        ("Passed", None, None, date(2025, 1, 1), None, ""),
    ]


def test_a_vacant_seat_is_an_office_without_anybody(read):
    read([row("r1", "", seat_status="vacant", district_or_seat="Ward 3", email="v@example.org")])

    assert Office.objects.get().seat_label == "Ward 3"
    assert (Person.objects.count(), Term.objects.count(), ContactPoint.objects.count()) == (0, 0, 0)


def test_a_second_run_changes_nothing(read):
    rows = [
        row("r1", email="a@example.org"),
        row("r2", seat_status="elected", elected_on="2022-11-08", end_date=""),
        row("r3", "", seat_status="vacant", district_or_seat="Ward 3"),
        row("r4", "Bo Gone", jurisdiction_name="Nowhere", ocd_division_id=""),
    ]
    read(rows)
    before = list(SourceRecord.objects.values_list("pk", "digest", "read_at").order_by("pk"))
    entries = AuditEntry.objects.count()
    out = read(rows)

    assert "4 rows: 0 imported, 0 changed, 0 imported with a warning, 4 unchanged" in out
    after = list(SourceRecord.objects.values_list("pk", "digest", "read_at").order_by("pk"))
    assert after == before
    assert AuditEntry.objects.count() == entries


def test_a_dry_run_says_the_same_and_writes_nothing(read):
    rows = [row("r1"), row("r2", "Omar Das", district_or_seat="Ward 2", office="council_member")]
    foretold = read(rows, dry_run=True)

    assert (Person.objects.count(), Office.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)
    assert SourceRecord.objects.count() == 0
    assert foretold.replace("This was a dry run: nothing was changed.\n", "") == read(rows)


def test_a_changed_row_changes_what_its_source_owns_and_an_empty_cell_keeps(read):
    read([row("r1", email="old@example.org", phone="410 555-0100", start_date="2023-07-01")])
    key = Person.objects.get().pk
    out = read(
        [row("r1", "Lena Hoang-Das", email="new@example.org", phone="", end_date="2027-12-31")]
    )

    assert "1 rows: 0 imported, 1 changed" in out
    person = Person.objects.get()
    assert (person.pk, person.name, person.version) == (key, "Lena Hoang-Das", 2)
    assert person.sort_key == "hoang das lena"
    term = Term.objects.get()
    assert (term.starts_on, term.ends_on) == (date(2023, 7, 1), date(2027, 12, 31))
    assert set(ContactPoint.objects.values_list("value", flat=True)) == {
        "new@example.org",
        "410 555-0100",
    }


def test_a_name_or_date_that_somebody_changed_here_is_kept(read):
    read([row("r1")])
    Person.objects.update(family="Hoang Peña")
    Term.objects.update(ends_on=date(2026, 5, 1))
    out = read([row("r1", "Lena Huang", end_date="2028-01-01")])

    assert "line 2, name: Changed here since; ours is kept." in out
    assert "line 2, ends_on: Changed here since; ours is kept." in out
    assert Person.objects.get().family == "Hoang Peña"
    assert Term.objects.get().ends_on == date(2026, 5, 1)


def test_a_change_elsewhere_in_the_row_does_not_undo_what_staff_did(read):
    read([row("r1")])
    Term.objects.update(ended_on=date(2026, 3, 1), end_reason="resigned")
    read([row("r1", phone="410 555-0100")])

    term = Term.objects.get()
    assert (term.ended_on, term.end_reason) == (date(2026, 3, 1), "resigned")


def test_a_term_that_the_file_ends_is_ended(read):
    read([row("r1", end_date="2025-06-30", seat_status="sitting")])
    read([row("r1", end_date="2025-06-30", seat_status="former")])

    assert terms() == [("Hoang", None, None, date(2025, 6, 30), date(2025, 6, 30), "completed")]


def test_a_seat_that_falls_vacant_ends_the_term_for_reasons_unknown(read):
    read([row("r1")])
    read([row("r1", "", seat_status="vacant")])

    assert Term.objects.get().end_reason == "unknown"
    assert Person.objects.count() == 1


def test_memberships_and_personal_addresses_are_given_once(read):
    network = Group.objects.create(kind="network", name="Network", slug="network")
    Group.objects.create(kind="chapter", name="Oregon", slug="oregon", state="OR", parent=network)
    mine = {"personal_email": "Lena@example.org", "chapter": "oregon"}
    read([row("r1", **mine)])
    Membership.objects.update(until=F("since"), end_reason="left")
    ContactPoint.objects.filter(use="personal").update(value="other@example.org")
    read([row("r1", phone="410 555-0100", **mine)])

    assert [each.group.slug for each in Membership.objects.all()] == ["oregon"]
    assert Membership.objects.get().end_reason == "left"
    assert ContactPoint.objects.get(use="personal").value == "other@example.org"


def test_rows_with_one_name_in_one_jurisdiction_are_one_person_and_say_so(read):
    out = read(
        [
            row("r1", "José Peña", seat_status="former", end_date="2019-12-31"),
            row("r2", "Jose Pena", office="council_member", district_or_seat="Ward 1"),
            row("r3", "Jose Pena", jurisdiction_name="Elsewhere", ocd_division_id=""),
        ]
    )

    assert "Warning: line 3, name: Taken to be Jose Pena of line 2." in out
    assert Person.objects.count() == 2
    assert Term.objects.filter(person__given="José").count() == 2


def test_one_official_address_may_be_many_peoples(read):
    read([row("r1", email="hall@example.org"), row("r2", "Omar Das", email="hall@example.org")])

    assert Person.objects.count() == 2
    assert ContactPoint.objects.filter(value="hall@example.org").count() == 2


def test_somebody_from_elsewhere_is_never_touched_because_of_a_name(read):
    read([row("r1")])
    SourceRecord.objects.all().delete()
    out = read([row("r9", source="other", office="council_member")])

    assert "May be the same as Lena Hoang, already on the roster." in out
    assert Person.objects.count() == 2


def test_two_offices_at_once_are_a_warning(read):
    out = read([row("r1"), row("r2", office="council_member", district_or_seat="Ward 1")])

    assert "line 3, office: Lena Hoang holds another open office in line 2." in out


def test_more_holders_than_seats_are_a_warning(read):
    out = read([row("r1"), row("r2", "Omar Das")])

    assert "line 2, office: 2 people hold this office, which has 1 seat." in out
    assert Term.objects.count() == 2


def test_people_elected_on_one_day_show_how_many_seats_there_are(read):
    council = {"office": "council_member", "seat_status": "elected", "end_date": ""}
    out = read(
        [
            row("r1", "Ana Das", elected_on="2024-11-05", **council),
            row("r2", "Bo Das", elected_on="2024-11-05", **council),
        ]
    )

    assert "2 rows: 2 imported" in out
    assert Office.objects.get().seats == 2


def test_the_last_election_is_the_sitting_terms_own_and_earlier_ones_are_over(read):
    out = read(
        [
            row("r1", end_date="2028-12-31"),
            row("r2", seat_status="elected", elected_on="2020-11-03", end_date=""),
            row("r3", seat_status="elected", elected_on="2024-11-05", end_date=""),
        ]
    )

    assert "3 rows: 1 imported, 0 changed, 2 imported with a warning" in out
    assert terms() == [
        ("Hoang", date(2020, 11, 3), None, None, None, "completed"),
        ("Hoang", date(2024, 11, 5), None, date(2028, 12, 31), None, ""),
    ]


def test_a_later_file_with_the_next_election_completes_the_term_before(read):
    read([row("r1", seat_status="elected", elected_on="2020-11-03", end_date="")])
    out = read([row("r2", seat_status="elected", elected_on="2024-11-05", end_date="")])

    assert "The term before it is taken to be completed." in out
    assert [each[1:2] + each[5:] for each in terms()] == [
        (date(2020, 11, 3), "completed"),
        (date(2024, 11, 5), ""),
    ]


def test_an_erased_person_does_not_come_back(read):
    read([row("r1")])
    Person.objects.update(given="Erased", family="", erased_at="2026-01-01T00:00Z")
    out = read([row("r1", phone="410 555-0100")])

    assert "1 unchanged" in out
    assert ContactPoint.objects.count() == 0


@pytest.mark.parametrize(
    ("cells", "ocd_id"),
    [
        ({"jurisdiction_name": "Saint Mary"}, "place:st_mary"),
        (
            {"jurisdiction_name": "Saint Mary", "ocd_division_id": "place:saint_mary"},
            "place:st_mary",
        ),
        ({"jurisdiction_name": "O Dell"}, "place:o~dell"),
        ({"jurisdiction_name": "Dry"}, "place:dry_city"),
        ({"jurisdiction_name": "Dry County"}, "county:dry"),
        ({"jurisdiction_name": "Fir Township"}, "county:dry/place:fir"),
        (
            {"ocd_division_id": "place:st_mary/ward:3", "ocd_jurisdiction_id": "place:st_mary"},
            "place:st_mary",
        ),
        ({"jurisdiction_name": "Twin"}, "place:twin"),
    ],
)
def test_a_place_is_known_by_its_other_spellings(read, cells, ocd_id):
    state = "ocd-division/country:us/state:or/"
    for tail, kind in (
        ("place:st_mary", "city"),
        ("place:o~dell", "city"),
        ("place:dry_city", "city"),
        ("county:dry", "county"),
        ("county:dry/place:fir", "township"),
        ("county:dry/place:twin", "township"),
        ("county:wet/place:twin", "township"),
    ):
        Jurisdiction.objects.create(ocd_id=state + tail, name=tail, kind=kind, state="OR")
    cells = {"ocd_division_id": ""} | cells
    for column in ("ocd_division_id", "ocd_jurisdiction_id"):
        if cells.get(column):
            cells[column] = state + cells[column]
    read([row("r1", **cells)])

    assert Office.objects.get().jurisdiction.ocd_id == state + ocd_id


def test_an_unknown_place_is_added_from_its_row_with_a_warning(read):
    division = "ocd-division/country:us/district:dc/anc:1a/council_district:"
    body = {
        "state": "DC",
        "jurisdiction_name": "Washington DC ANC 1A",
        "jurisdiction_type": "anc",
        "ocd_jurisdiction_id": "ocd-jurisdiction/country:us/district:dc/anc:1a/government",
        "office": "commissioner",
    }
    out = read(
        [
            row("r1", "Ana Das", ocd_division_id=division + "1", district_or_seat="1A01", **body),
            row("r2", "Bo Das", ocd_division_id=division + "2", district_or_seat="1A02", **body),
        ]
    )

    assert out.count("is not on the list of jurisdictions; added from this row") == 1
    made = Jurisdiction.objects.get(state="DC")
    assert (made.ocd_id, made.kind) == (
        "ocd-division/country:us/district:dc/anc:1a",
        "special_district",
    )
    assert sorted(made.offices.values_list("seat_label", flat=True)) == ["1A01", "1A02"]


def test_a_month_or_a_year_is_kept_as_what_it_is(read):
    read([row("r1", start_date="2023-02", end_date="2027")])

    term = Term.objects.get()
    assert (term.starts_on, term.starts_precision) == (date(2023, 2, 1), "month")
    assert (term.ends_on, term.ends_precision) == (date(2027, 12, 31), "year")


def ask(read, count, first):
    """The questions, and all queries, that reading so many new rows takes."""
    rows = [
        row(f"{first}-{n}", f"Ana Das{first}x{n}", district_or_seat=f"Ward {first} {n}")
        for n in range(count)
    ]
    with CaptureQueriesContext(connection) as asked:
        read(rows)
    return [each["sql"] for each in asked if each["sql"].startswith(("SELECT", "DECLARE"))], asked


def test_the_number_of_queries_does_not_grow_with_the_rows(read):
    """Only inserts come in portions, for SQLite takes no more than 999 values at once."""
    ten, all_of_ten = ask(read, 10, first=1)
    thirty, all_of_thirty = ask(read, 30, first=2)
    hundred, _ = ask(read, 100, first=3)

    assert len(hundred) == len(thirty) == len(ten) == 5
    assert len(all_of_thirty) == len(all_of_ten) == 27
