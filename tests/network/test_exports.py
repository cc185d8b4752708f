"""A list that is taken away: on record first, safe to open, and only what its taker may see."""

import csv
import io
import re
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from network.models import AuditEntry, ContactPoint, Export, Speaks, Tag
from network.operations import exports
from network.reports import people
from network.reports.sheets import safe
from tests.factories import (
    NOON,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
)

EXPORT = "/desk/people/export/"


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
    return a_member(texas, given="Dana", family="Diaz", email="dana@example.org")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def take(client, query="standing=member", form="csv", **fields):
    return client.post(f"{EXPORT}?{query}", {"form": form, **fields})


def lines(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def book(answer):
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def test_the_first_line_says_who_when_which_and_how_many(desk, dana):
    Speaks.objects.create(person=dana, language="es")
    answer = take(desk, "standing=member&language=es&columns=standing&columns=languages")
    about, head, *rows = lines(answer)

    assert re.fullmatch(
        r"# Exported by Alice Ames on \w+ \d+, \d{4}, .+\. "
        r"Filters: Standing: Member; Language: Spanish\. 1 person\.",
        about[0],
    )
    assert (head, rows) == (
        ["Name", "Standing", "Languages"],
        [["Dana Diaz", "Member", "Spanish"]],
    )


def test_an_excel_file_says_it_on_its_second_sheet(desk, dana):
    found = book(take(desk, form="xlsx"))
    people_sheet, about = found.worksheets

    assert (people_sheet.title, about.title) == ("People", "About this list")
    assert about["A1"].value.startswith("Exported by Alice Ames on ")
    assert [row[0].value for row in people_sheet.rows] == ["Name", "Dana Diaz"]


def test_it_is_on_record_with_as_many_rows_as_the_file(desk, alice, dana, texas):
    for _ in range(4):
        a_member(texas)
    answer = take(desk, "standing=member&columns=joined")
    recorded = Export.objects.get()
    entry = AuditEntry.objects.get(action="network.exported")
    rows = lines(answer)[2:]

    assert len(rows) == recorded.rows == 5
    assert (recorded.by, recorded.by_name, recorded.what) == (alice.user, "Alice Ames", "People")
    assert (recorded.query, recorded.columns) == ({"standing": ["member"]}, ["joined"])
    assert (entry.by, entry.after["rows"], entry.after["filters"]) == (
        alice.user,
        5,
        "standing=member",
    )


def test_it_is_on_record_before_the_first_byte(desk, dana):
    answer = take(desk)

    assert (answer.streaming, Export.objects.count()) == (True, 1)


def test_a_file_longer_than_a_page_is_whole(monkeypatch, desk, texas):
    monkeypatch.setattr(people, "CHUNK", 20)
    for _ in range(55):
        a_member(texas, login=False)

    assert len(lines(take(desk))) == 57


def test_it_holds_whom_the_page_shows_and_nobody_else(client, sign_in, texas, ohio, dana):
    a_member(ohio, given="Quenby", family="Quill")
    seen = []
    for user in (a_director(texas).user, a_director(ohio).user, national_staff().user):
        rows = lines(take(sign_in(client, user)))[2:]
        seen.append(sorted(row[0] for row in rows))

    assert seen == [["Dana Diaz"], ["Quenby Quill"], ["Dana Diaz", "Quenby Quill"]]


def test_tags_of_others_do_not_leave(desk, ohio, dana):
    mark = Tag.objects.create(group=ohio, name="Xylophone")
    mark.taggings.create(person=dana, at=NOON)

    assert lines(take(desk, "standing=member&columns=tags"))[2:] == [["Dana Diaz", ""]]


# Cells that a spreadsheet would run


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+1 410 555 0123", "'+1 410 555 0123"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("Dana", "Dana"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_what_would_run_gets_an_apostrophe_and_loses_nothing(cell, text):
    assert safe(cell) == text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_a_file_runs(client, sign_in, texas, form):
    boss = a_director(texas, given="=cmd|' /C calc'!A1", family="")
    sign_in(client, boss.user)
    for given in ('=HYPERLINK("http://x")', "+1 410", "-1", "@x"):
        a_member(texas, given=given, family="")
    answer = take(client, "standing=member&q=", form=form)
    if form == "csv":
        cells = [cell for line in lines(answer) for cell in line]
    else:
        file = io.BytesIO(b"".join(answer.streaming_content))
        cells = [c.value for s in load_workbook(file).worksheets for row in s.rows for c in row]
        inside = ZipFile(file)
        sheets = [inside.read(name) for name in inside.namelist() if "worksheets" in name]
        assert [b"<f>" in sheet for sheet in sheets] == [False, False]

    assert [cell for cell in cells if cell and cell.startswith(("=", "+", "-", "@"))] == []
    assert "'+1 410" in cells


# Addresses


def test_no_way_to_reach_anybody_leaves_by_itself(desk, dana):
    ContactPoint.objects.create(person=dana, kind="phone", use="personal", value="410 555 0123")
    every = "&".join(f"columns={name}" for name in ("office", "seat", "tags", "contact"))
    text = str(lines(take(desk, f"standing=member&{every}")))

    assert ("example.org" in text, "0123" in text) == (False, False)


def test_addresses_leave_for_a_reason_which_is_recorded(desk, dana):
    ContactPoint.objects.create(person=dana, kind="email", use="official", value="d@city.example")
    ContactPoint.objects.create(person=dana, kind="phone", use="personal", value="410 555 0123")
    silent = take(desk, addresses="on", reason="  ")
    refused = (silent.context["form"].errors["reason"], Export.objects.count())
    answer = take(desk, "standing=member&columns=standing", addresses="on", reason="Flood relief")
    entry = AuditEntry.objects.get(action="network.exported")

    assert refused == (["Say why you need the addresses."], 0)
    assert lines(answer)[1:] == [
        ["Name", "Standing", "Personal e-mail", "Official e-mail"],
        ["Dana Diaz", "Member", "dana@example.org", "d@city.example"],
    ]
    assert (Export.objects.get().reason, entry.reason) == ("Flood relief", "Flood relief")
    assert "dana@example.org" not in str(entry.after)


def test_columns_with_addresses_cannot_be_asked_for_by_address(desk, dana):
    answer = take(desk, "standing=member&columns=email")

    assert (answer.url, Export.objects.count()) == ("/desk/people/", 0)


# Nothing to take


def test_exporting_nobody_is_refused_in_words(desk, dana):
    answer = take(desk, "standing=partner")

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "Nobody fits, so there is nothing to export."
    ]
    assert (Export.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize("query", ["planet=mars", "standing=emperor", "chapter=ohio", "tag=1"])
def test_an_unknown_filter_exports_nobody(desk, dana, ohio, query):
    answer = take(desk, query)

    assert (answer.status_code, answer.url) == (302, "/desk/people/")
    assert Export.objects.count() == 0


@pytest.mark.parametrize("fields", [{"form": "exe"}, {"form": ""}, {"reason": "a\nb"}])
def test_a_bad_request_for_a_file_is_refused_in_words(desk, dana, fields):
    answer = desk.post(f"{EXPORT}?standing=member", {"form": "csv", **fields})

    assert (answer.status_code, answer.streaming) == (200, False)
    assert len(answer.context["form"].errors) == 1


def test_an_empty_record_is_refused_by_operation_and_database(alice):
    told = {"what": "People", "query": {}, "columns": [], "form": "csv", "at": NOON}
    with pytest.raises(ValidationError) as refusal:
        exports.record(count=0, by=alice.user, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(
            what="People", by_name="x", at=NOON, format="csv", rows=0, query={}, columns=[]
        )

    assert refusal.value.error_list[0].code == "nobody"


def test_a_failure_midway_records_nothing_and_sends_nothing(monkeypatch, desk, dana):
    def fails(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(exports.audit, "record", fails)
    with pytest.raises(OSError, match="full"):
        take(desk)

    assert (Export.objects.count(), AuditEntry.objects.count()) == (0, 0)


# Who sees what was taken


def test_directors_see_their_own_exports_and_administrators_all(client, sign_in, texas, ohio):
    seen = {}
    for who in (a_director(texas, given="Tex"), a_director(ohio, given="Oda")):
        sign_in(client, who.user)
        take(client, "")
    boss, staff = an_administrator(given="Ada"), national_staff(given="Nell")
    for person in (who, boss, staff):
        page = sign_in(client, person.user).get("/desk/exports/")
        seen[person.given] = sorted(row.by.person.given for row, *_ in page.context["lines"])

    assert seen == {"Oda": ["Oda"], "Ada": ["Oda", "Tex"], "Nell": []}


def test_the_record_says_which_filters_and_columns(desk, dana):
    take(desk, "standing=member&columns=term&columns=tags")
    page = desk.get("/desk/exports/")

    assert page.context["lines"][0][1:] == ("standing: member", "Term, Tags")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_exports_take_the_same_queries(django_assert_num_queries, desk, alice, rows):
    for _ in range(rows):
        exports.record(
            what="People",
            query={},
            columns=["office"],
            form="csv",
            count=1,
            by=alice.user,
            at=NOON,
        )
    desk.get("/desk/exports/")

    with django_assert_num_queries(5):
        assert len(desk.get("/desk/exports/").context["lines"]) == rows


def test_members_and_visitors_take_nothing(client, sign_in, dana):
    visitor = [client.get(EXPORT).url[:16], client.post(EXPORT).url[:16]]
    sign_in(client, dana.user)
    member = [client.get(EXPORT).status_code, take(client).status_code]

    assert visitor == ["/accounts/login/"] * 2
    assert [*member, client.get("/desk/exports/").status_code] == [404] * 3
    assert Export.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_takes_the_same_queries(django_assert_num_queries, desk, texas, rows):
    for _ in range(rows):
        TermFactory(person=a_member(texas, login=False))
    desk.get("/desk/people/")

    with django_assert_num_queries(EXPORT_QUERIES):
        assert len(lines(take(desk))) == rows + 2


#: Session, account and rights come first, then one for the filters and four for the list; the
#: rest puts it on record.
EXPORT_QUERIES = 21
