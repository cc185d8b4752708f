"""Files that are no roster, or mean harm: refused at once in words, or row by row; nothing lost."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.models import ImportBatch, Person
from network.operations.files import LARGEST
from tests.factories import national_staff

from .import_files import alder_city, row, text_of
from .importing import Desk, bytes_of, outcomes, reasons, received

GOOD = [row("r1"), row("r2", "José Peña", office="clerk")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (text_of(GOOD).partition("\n")[0], "The file has no rows below its column names."),
        (
            text_of(GOOD).replace(",", ";"),
            "The columns are separated by semicolons. Save it with commas.",
        ),
        (
            text_of(GOOD).replace(",", "\t"),
            "The columns are separated by tabs. Save it with commas.",
        ),
        (
            text_of(GOOD).replace(",", "|"),
            "The columns are separated by bars. Save it with commas.",
        ),
        ("name\nLena\n", "There is only one column. Save the file as CSV with commas."),
        (text_of(GOOD).encode("utf-16"), "The file is UTF-16. Save it as CSV in UTF-8."),
        (text_of(GOOD).encode("utf-16-le"), "The file looks like UTF-16. Save it as CSV in UTF-8."),
        (
            text_of(GOOD).encode("latin-1"),
            "Line 3: This line is not UTF-8. Save the file as CSV in UTF-8.",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This line is not UTF-8. Save the file as CSV in UTF-8."),
        (
            text_of(GOOD).replace("party", "phone"),
            "Column “phone”: This column is there twice.",
        ),
        (
            text_of(GOOD) + '"never closed\nand on\n',
            "Line 4: This row cannot be read (unexpected end of data). Look for a stray quote.",
        ),
        (
            "a,b\n1," + '"' + "x" * 200_000,
            "Line 2: This row cannot be read (field larger than field limit (131072)). "
            "Look for a stray quote.",
        ),
        (
            ",".join(f"c{n}" for n in range(5000)) + "\n" + "," * 4999,
            "The file has 5,000 columns (at most 200).",
        ),
        ("na\u202eme,b\n1,2\n", "A column’s name is too long or cannot be printed."),
    ],
)
def test_what_is_no_csv_is_refused_at_once(content, said):
    with pytest.raises(ValidationError) as refusal:
        received(content)

    assert (refusal.value.error_list[0].code, refusal.value.messages) == ("unreadable", [said])
    assert ImportBatch.objects.count() == 0


def upload(client, content):
    file = SimpleUploadedFile("towns.csv", content, "text/csv")
    return client.post(reverse("desk:imports"), {"kind": "roster", "file": file, "source": "towns"})


@pytest.mark.parametrize(("size", "refused"), [(LARGEST, False), (LARGEST + 1, True)])
def test_ten_megabytes_are_the_most(client, sign_in, size, refused):
    sign_in(client, national_staff().user)
    content = b"name,notes\n" + (b"Lena," + b"x" * 994 + b"\n") * 11_000
    response = upload(client, content[: size - 1] + b"\n")

    assert ("The file is too large (at most 10 MB)." in response.content.decode()) is refused
    assert ImportBatch.objects.count() == (0 if refused else 1)


def test_the_operation_itself_refuses_what_is_too_large():
    with pytest.raises(ValidationError) as refusal:
        received(b"x" * (LARGEST + 1))

    assert refusal.value.code == "too_large"


@pytest.mark.parametrize("content", [b"", b"\xff\xfea\x00", b"a;b\n1;2\n", b'a,b\n1,"'])
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(client, sign_in, content):
    sign_in(client, national_staff().user)
    response = upload(client, content)
    page = response.content.decode()

    assert response.status_code == 200
    assert 'value="towns"' in page
    assert 'class="errorlist"' in page
    assert ImportBatch.objects.count() == 0


@pytest.fixture
def desk(send_letters):
    alder_city()
    return Desk(send_letters)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"family_name": "=1+1"}, "This is a spreadsheet formula. Write plain text."),
        ({"family_name": "@SUM(A1)"}, "This is a spreadsheet formula. Write plain text."),
        ({"family_name": "'=1+1"}, "This is a spreadsheet formula. Write plain text."),
        ({"family_name": "Ho\x00ang"}, "This holds a character that cannot be printed."),
        ({"end_date": "20\x0027"}, "This holds a character that cannot be printed."),
        ({"family_name": "Ho\u202eang"}, "This holds a character that cannot be printed."),
        ({"family_name": "Ho\nang"}, "Line breaks are not allowed here."),
        ({"family_name": "H" * 101}, "More than 100 characters."),
    ],
)
def test_a_hostile_cell_refuses_its_row_alone(desk, cells, said):
    batch = desk.imported([row("r1", **cells), row("r2", "Omar Das")], leave_refused=True)

    assert [state for _, state in outcomes(batch)] == ["error", "new"]
    assert said in reasons(batch, 2)
    assert Person.objects.filter(family="Das").count() == 1


def test_a_column_that_is_left_out_may_hold_anything(desk):
    batch = desk.imported([row("r1", notes="=HYPERLINK(1)\x00", party="-@x")])

    assert (batch.state, outcomes(batch)) == ("done", [(2, "new")])


def test_a_row_of_the_wrong_length_is_refused_with_its_cells_kept(desk):
    batch = desk.checked(text_of([row("r1")]) + "short,row\n" + ",".join("x" * 30) + "\n")

    assert [state for _, state in outcomes(batch)] == ["new", "error", "error"]
    assert reasons(batch, 3) == ["The row is too short: 2 cells for 25 columns."]
    assert reasons(batch, 4) == ["The row is too long: 30 cells for 25 columns."]


def refused_rows(client, batch):
    response = client.get(reverse("desk:import_refused", args=[batch.public_id]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text))), text


def test_the_error_file_runs_nothing_and_comes_back_corrected(desk, client, sign_in):
    bad = row("r1", "Lena =cmd", phone="+1 410 555 0100", end_date="soon")
    batch = desk.checked([bad, row("r2", "Omar Das")])
    sign_in(client, desk.by)
    [head, cells], text = refused_rows(client, batch)

    assert head[:4] == ["refused line", "refused because", "official_ref", "source"]
    found = dict(zip(head, cells, strict=True))
    assert found["refused line"] == "2"
    assert found["refused because"] == (
        "Last name: This is a spreadsheet formula. Write plain text."
    )
    assert (found["phone"], found["family_name"]) == ("'+1 410 555 0100", "'=cmd")
    assert not any(cell[:1] in "=+-@" for cell in cells if cell)

    corrected = text.replace("'=cmd", "Hoang").replace("soon", "2027-06-30")
    batch = desk.imported(corrected.replace("Lena =cmd", "Lena Hoang"))
    person = Person.objects.get(family="Hoang")
    assert (batch.state, person.contacts.get().value) == ("done", "+1 410 555 0100")


def test_a_name_of_a_file_is_a_line(desk):
    batch = received(bytes_of(GOOD), name="a\r\nb\u202e.csv")

    assert batch.name == "ab.csv"
