import pytest

from network.models import AuditEntry, Jurisdiction

from .import_files import Importer

HEADER = "ocd_division_id,name,kind,state,county,geoid\n"
ALDER = "ocd-division/country:us/state:or/place:alder_city,Alder City city,city,OR,,4100001\n"
BIRCH = "ocd-division/country:us/state:or/county:birch,Birch County,county,OR,birch,41001\n"


@pytest.fixture
def read(tmp_path):
    return Importer("import_jurisdictions", tmp_path)


def test_adds_what_is_new(read):
    out = read(HEADER + ALDER + BIRCH)

    assert "2 rows: 2 added, 0 changed, 0 unchanged, 0 refused." in out
    assert Jurisdiction.objects.get(geoid="41001").search_key == "birch county birch or"


def test_a_second_run_changes_nothing(read):
    read(HEADER + ALDER + BIRCH)
    out = read(HEADER + ALDER + BIRCH)

    assert "2 rows: 0 added, 0 changed, 2 unchanged, 0 refused." in out
    assert AuditEntry.objects.count() == 1


def test_changes_what_differs_and_keeps_the_rest(read):
    read(HEADER + ALDER + BIRCH)
    key = Jurisdiction.objects.get(geoid="4100001").pk
    out = read(HEADER + ALDER.replace("City city", "City town").replace(",city,", ",town,"))

    assert "1 rows: 0 added, 1 changed, 0 unchanged, 0 refused." in out
    alder = Jurisdiction.objects.get(geoid="4100001")
    assert (alder.pk, alder.name, alder.kind) == (key, "Alder City town", "town")
    assert Jurisdiction.objects.count() == 2


def test_the_size_of_a_body_may_come_along_and_an_empty_cell_keeps_it(read):
    header = HEADER.replace("geoid", "geoid,population,body_name,body_size")
    read(header + ALDER.replace("4100001", '4100001,"12,345",City Council,7'))
    read(header + ALDER.replace("4100001", "4100001,,,"))

    alder = Jurisdiction.objects.get()
    assert (alder.population, alder.body_name, alder.body_size) == (12345, "City Council", 7)


def test_a_byte_order_mark_is_accepted(read):
    read(("\ufeff" + HEADER + ALDER).encode())

    assert Jurisdiction.objects.count() == 1


def test_a_dry_run_writes_nothing(read):
    out = read(HEADER + ALDER, dry_run=True)

    assert "1 rows: 1 added" in out
    assert Jurisdiction.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEADER.replace("geoid", "goeid") + ALDER, "goeid: This column is unknown. Did you mean"),
        (HEADER.replace(",geoid", ""), "geoid: This column is missing."),
        (HEADER.replace(",", ";") + ALDER, "separated by semicolons"),
        (HEADER + BIRCH + "ocd-division/country:us/state:or,Oregon\n", "line 3: The row is too s"),
        (HEADER + BIRCH + ALDER.replace("\n", ",extra\n"), "line 3: The row is too long: 7 cells"),
        (HEADER + BIRCH + ALDER.replace(",city,", ",hamlet,"), "line 3, kind: “hamlet” is not"),
        (HEADER + BIRCH + ALDER.replace("ocd-division/", "division/"), "line 3, ocd_division_id:"),
        (HEADER + ALDER + ALDER, "line 3, ocd_division_id: Line 2 has the same id."),
        (HEADER + BIRCH + ALDER.replace(",OR,", ",WA,"), "line 3, state: The id is in OR"),
        (HEADER + BIRCH + ALDER.replace("Alder City city", ""), "line 3, name: The name is mis"),
        (HEADER + BIRCH + ALDER.replace("Alder", "A" * 300), "line 3, name: More than 200 char"),
        (HEADER + BIRCH + ALDER.replace("Alder", "Al\x07der"), "line 3, name: This holds a char"),
        (HEADER + BIRCH + ALDER.replace("Alder", "=Alder"), "line 3, name: This is a spreadshe"),
        ((HEADER + BIRCH + ALDER.replace("Alder", "Peña")).encode("latin-1"), "line 3: This line"),
        ((HEADER + BIRCH).encode("utf-16"), "The file is UTF-16"),
        ("", "The file is empty."),
        (HEADER, "no rows"),
        (HEADER + BIRCH + '"never closed', "line 3: This row cannot be read"),
    ],
)
def test_an_error_names_its_line_and_nothing_is_changed(read, text, reason):
    out = read.refuses(text)

    assert reason in out
    assert Jurisdiction.objects.count() == 0
    assert AuditEntry.objects.count() == 0
