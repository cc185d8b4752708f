"""A file in the browser: taken in, matched, checked, imported."""

import hashlib

import pytest
from django.core.exceptions import ValidationError
from django_tasks_db.models import DBTaskResult

from network.models import (
    AuditEntry,
    ColumnMap,
    ContactPoint,
    ImportBatch,
    ImportChange,
    ImportRow,
    Person,
    SourceRecord,
    Term,
)
from network.operations import imports
from tests.factories import NOON

from .import_files import alder_city, row, text_of
from .importing import Desk, bytes_of, changes, outcomes, reasons, received, roster


@pytest.fixture
def desk(send_letters):
    alder_city()
    return Desk(send_letters)


def refused(operation, **values):
    with pytest.raises(ValidationError) as refusal:
        operation(at=NOON, **values)
    return refusal.value.code or refusal.value.error_list[0].code, refusal.value.messages


# Taken in


def test_a_file_is_taken_in_with_its_columns_known_by_name(desk):
    rows = [{"ID": "r1", "Full name": "Lena Hoang", "Term ends": "2027-06-30", "Shoe size": "38"}]
    batch = received(rows, by=desk.by)

    assert (batch.state, batch.total, batch.by) == ("mapping", 1, desk.by)
    assert batch.digest == hashlib.sha256(bytes_of(rows)).hexdigest()
    assert batch.columns == [
        ["ID", "official_ref"],
        ["Full name", "name"],
        ["Term ends", "end_date"],
        ["Shoe size", ""],
    ]


def test_what_was_said_of_a_sources_columns_is_remembered(desk):
    ColumnMap.objects.create(
        source="towns", columns={"Ref": "official_ref", "name": ""}, blanks=["phone"]
    )
    rows = [{"Ref": "r1", "name": "x", "office": "mayor"}]

    assert received(rows).columns == [["Ref", "official_ref"], ["name", ""], ["office", "office"]]
    assert received(rows).blanks == ["phone"]
    assert received(rows, source="other").columns[0] == ["Ref", "official_ref"]
    assert received(rows, source="other").columns[1] == ["name", "name"]


def test_a_byte_order_mark_is_fine(desk):
    batch = desk.checked(b"\xef\xbb\xbf" + bytes_of([row("r1")]))

    assert outcomes(batch) == [(2, "new")]


# Matched


def test_matching_asks_for_what_is_needed(desk):
    batch = received([{"ID": "r1", "Full name": "Lena Hoang"}])
    columns = dict(batch.columns)

    code, said = refused(imports.match_columns, batch=batch, columns=columns, blanks=[], by=desk.by)
    assert code == "missing"
    assert said == [
        "No column holds: Kind of office, State (two letters), City, county or district, "
        "Kind of place, Division (Open Civic Data id), Status (sitting, former, vacant)."
    ]
    assert ImportBatch.objects.get().state == "mapping"
    assert (ColumnMap.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"phone": "email"}, "twice"), ({"phone": "shoe_size"}, "unknown")],
)
def test_a_column_holds_one_known_thing(desk, columns, code):
    batch = received([row("r1")])
    columns = dict(batch.columns) | columns

    assert (
        refused(imports.match_columns, batch=batch, columns=columns, blanks=[], by=None)[0] == code
    )


def test_the_source_of_the_file_is_that_of_its_rows_unless_a_column_says(desk):
    rows = [{name: cell for name, cell in row("r1").items() if name != "source"}]
    desk.imported(rows, source="county clerks")

    assert SourceRecord.objects.get(external_id="r1").source == "county clerks"


def test_columns_are_remembered_for_the_next_file_of_the_source(desk):
    desk.checked([row("r1")], blanks=["email"])

    known = ColumnMap.objects.get(source="towns")
    assert known.columns["official_ref"] == "official_ref"
    assert known.columns["party"] == ""
    assert known.blanks == ["email"]


# Checked


def test_a_file_is_checked_and_nothing_but_the_outcome_is_written(desk):
    before = roster()

    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])

    assert (batch.state, batch.done, batch.total, batch.saying) == ("ready", 2, 2, "")
    assert outcomes(batch) == [(2, "new"), (3, "error")]
    assert reasons(batch, 3) == ["“soon” is not a date such as 2026-11-03."]
    assert changes(batch, 2) == [["term", None, "Mayor; scheduled end June 30, 2027"]]
    assert roster() == before
    assert (ImportChange.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_every_row_ends_as_one_of_five_with_what_would_change(desk):
    desk.imported([row("r1", email="a@example.org"), row("r2", "Omar Das", office="clerk")])
    Person.objects.filter(family="Das").update(family="Dass")

    batch = desk.checked(
        [
            row("r1", email="b@example.org", end_date="2028-01-01"),
            row("r2", "Omar Das", office="clerk"),
            row("r3", "Bo Gone", office="commissioner"),
            row("r4", "Cy Short", state="Oregon"),
            row("r5", "Lena Hoang", office="prosecutor"),
        ]
    )

    assert outcomes(batch) == [
        (2, "changed"),
        (3, "same"),
        (4, "new"),
        (5, "error"),
        (6, "warning"),
    ]
    assert changes(batch, 2) == [
        ["scheduled end", "June 30, 2027", "January 1, 2028"],
        ["official e-mail", "a@example.org", "b@example.org"],
    ]
    assert reasons(batch, 6) == [
        "Taken to be Lena Hoang of line 2.",
        "Lena Hoang holds another open office in line 2.",
    ]
    assert batch.rows.get(line=2).person == Person.objects.get(family="Hoang")
    assert batch.rows.get(line=4).person is None


def test_somebody_who_may_be_there_already_is_to_be_looked_at(desk):
    desk.imported([row("r1")])
    batch = desk.checked([row("x", source="other", office="clerk")], source="other")

    assert outcomes(batch) == [(2, "warning")]
    assert reasons(batch, 2) == ["May be the same as Lena Hoang, already on the roster."]


def test_a_file_is_checked_again_from_the_beginning(desk):
    batch = desk.checked([row("r1"), row("r2", "Omar Das", office="clerk")])
    imports.check_again(batch=batch, by=desk.by, at=NOON)

    assert outcomes(desk.worked(batch)) == [(2, "new"), (3, "new")]


def test_the_cells_of_a_row_are_kept_as_they_stand(desk):
    batch = desk.checked(text_of([row("r1")]) + "short,row\n")

    assert batch.rows.get(line=2).cells[:3] == ["r1", "towns", "Lena Hoang"]
    assert batch.rows.get(line=3).cells == ["short", "row"]


def test_an_empty_cell_keeps_or_makes_empty(desk):
    there = {"email": "a@example.org", "phone": "410 555 0100", "start_date": "2023-07-01"}
    gone = row("r1", end_date="2028-01-01")
    desk.imported([row("r1", **there)])

    kept = desk.checked([gone])
    assert changes(kept, 2) == [["scheduled end", "June 30, 2027", "January 1, 2028"]]

    emptied = desk.imported([gone], blanks=["phone", "start_date"])
    assert changes(emptied, 2) == [
        ["start", "July 1, 2023", None],
        ["scheduled end", "June 30, 2027", "January 1, 2028"],
        ["official phone", "410 555 0100", None],
    ]
    assert [each.value for each in ContactPoint.objects.filter(use="official")] == ["a@example.org"]
    assert Term.objects.get().starts_on is None


def test_an_empty_cell_can_make_empty_later_what_it_kept_before(desk):
    desk.imported([row("r1", phone="410 555 0100", start_date="2023-07-01")])
    desk.imported([row("r1", end_date="2028-01-01")])
    assert ContactPoint.objects.filter(kind="phone").count() == 1

    desk.imported([row("r1", end_date="2028-01-01")], blanks=["phone", "start_date"])

    assert ContactPoint.objects.filter(kind="phone").count() == 0
    assert Term.objects.get().starts_on is None


def test_an_empty_cell_never_empties_what_somebody_else_wrote(desk):
    desk.imported([row("r1")])
    Term.objects.update(starts_on="2023-01-01")
    ContactPoint.objects.create(
        person=Term.objects.get().person, kind="phone", use="official", value="410 555 0199"
    )

    batch = desk.checked([row("r1", end_date="2028-01-01")], blanks=["phone", "start_date"])

    assert changes(batch, 2) == [["scheduled end", "June 30, 2027", "January 1, 2028"]]


# Imported


def test_what_the_preview_shows_is_imported(desk):
    batch = desk.imported([row("r1", email="mayor@alder.example.org")])

    assert (batch.state, batch.done, batch.saying, batch.committed_at is None) == (
        "done",
        1,
        "",
        False,
    )
    assert batch.rows.get().person == Person.objects.get(family="Hoang")
    assert bytes(ImportBatch.objects.get(pk=batch.pk).data) == b""
    assert [each.label for each in batch.changes.order_by("pk")] == [
        "network.office",
        "network.person",
        "network.term",
        "network.contactpoint",
        "network.sourcerecord",
    ]
    assert AuditEntry.objects.filter(action="roster.import", by=desk.by).count() == 2


def test_refused_rows_are_left_out_only_when_asked(desk):
    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])

    assert refused(imports.commit, batch=batch, leave_refused=False, by=desk.by) == (
        "refused_rows",
        ["Some rows are refused. Correct the file, or choose to leave them out."],
    )
    imports.commit(batch=batch, leave_refused=True, by=desk.by, at=NOON)

    assert desk.worked(batch).state == "done"
    assert Person.objects.filter(family__in=["Hoang", "Das"]).count() == 1


def test_a_file_that_says_nothing_new_is_not_imported(desk):
    desk.imported([row("r1")])
    batch = desk.checked([row("r1")])

    assert outcomes(batch) == [(2, "same")]
    assert refused(imports.commit, batch=batch, leave_refused=False, by=desk.by) == (
        "nothing",
        ["No row of this file says anything new."],
    )


def test_an_import_stops_when_the_roster_moved_on_since_the_preview(desk):
    desk.imported([row("r1")])
    batch = desk.checked([row("r1", "Lena Huang"), row("r2", "Omar Das", office="clerk")])
    Person.objects.filter(family="Hoang").update(family="Hoang Peña")
    before = roster()

    imports.commit(batch=batch, leave_refused=False, by=desk.by, at=NOON)
    batch = desk.worked(batch)

    assert (batch.state, batch.saying) == (
        "ready",
        "The roster has changed since this was checked, and line 2 would end differently. "
        "Nothing was imported: check it again.",
    )
    assert roster() == before

    imports.check_again(batch=batch, by=desk.by, at=NOON)
    batch = desk.worked(batch)
    assert reasons(batch, 2) == ["Changed here since; ours is kept."]
    imports.commit(batch=batch, leave_refused=False, by=desk.by, at=NOON)
    assert desk.worked(batch).state == "done"


def test_a_file_is_imported_once(desk):
    batch = desk.imported([row("r1")])
    before = roster()

    code, said = refused(imports.commit, batch=batch, leave_refused=False, by=desk.by)

    assert (code, said) == ("state", ["This file is imported already."])
    assert roster() == before


def test_a_step_that_is_queued_twice_is_done_once(desk):
    batch = desk.checked([row("r1")])
    imports.commit(batch=batch, leave_refused=False, by=desk.by, at=NOON)
    imports.resume(batch=batch, by=desk.by, at=NOON)

    assert desk.worked(batch).state == "done"
    assert (Term.objects.count(), batch.changes.count()) == (1, 4)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_one_file_is_at_work_at_a_time(desk):
    first, second = desk.checked([row("r1")]), desk.checked([row("r2", "Omar Das")])
    imports.commit(batch=first, leave_refused=False, by=desk.by, at=NOON)

    assert refused(imports.commit, batch=second, leave_refused=False, by=desk.by) == (
        "busy",
        ["Another file is being imported or undone. Try again when it is done."],
    )
    desk.worked(first)
    imports.check_again(batch=second, by=desk.by, at=NOON)
    desk.worked(second)
    imports.commit(batch=second, leave_refused=False, by=desk.by, at=NOON)
    assert desk.worked(second).state == "done"


def test_what_is_thrown_away_leaves_nothing(desk):
    batch = desk.checked([row("r1")])
    imports.discard(batch=batch, by=desk.by, at=NOON)
    imports.discard(batch=batch, by=desk.by, at=NOON)

    batch = ImportBatch.objects.get()
    assert (batch.state, bytes(batch.data), ImportRow.objects.count()) == ("discarded", b"", 0)
    assert refused(imports.check_again, batch=batch, by=desk.by) == (
        "state",
        ["This file was thrown away."],
    )


def test_a_check_of_a_file_that_was_thrown_away_meanwhile_keeps_nothing(desk):
    batch = received([row("r1")])
    imports.match_columns(batch=batch, columns=dict(batch.columns), blanks=[], by=desk.by, at=NOON)
    imports.discard(batch=batch, by=desk.by, at=NOON)

    assert desk.worked(batch).state == "discarded"
    assert ImportRow.objects.count() == 0
