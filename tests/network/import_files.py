"""Small files to import, written where a test says."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.models import Jurisdiction

ROW = {
    "official_ref": "r1",
    "source": "towns",
    "name": "Lena Hoang",
    "given_name": "Lena",
    "family_name": "Hoang",
    "office": "mayor",
    "office_title": "Mayor",
    "body": "Alder City government",
    "district_or_seat": "",
    "state": "OR",
    "jurisdiction_name": "Alder City",
    "jurisdiction_type": "place",
    "ocd_jurisdiction_id": "",
    "ocd_division_id": "ocd-division/country:us/state:or/place:alder_city",
    "elected_on": "",
    "start_date": "",
    "end_date": "2027-06-30",
    "date_basis": "source",
    "seat_status": "sitting",
    "party": "",
    "email": "",
    "phone": "",
    "website": "",
    "source_url": "",
    "last_verified": "",
}


def row(ref, name="Lena Hoang", **cells):
    given, _, family = name.partition(" ")
    return ROW | {
        "official_ref": ref,
        "name": name,
        "given_name": given,
        "family_name": family,
        **cells,
    }


def text_of(rows):
    columns = list(dict.fromkeys(name for each in rows for name in each))
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Importer:
    """Runs an import command on rows or raw text; what it said is in `out`."""

    def __init__(self, command, folder):
        self.command, self.path = command, folder / "file.csv"
        self.out = ""

    def __call__(self, rows, **options):
        content = rows if isinstance(rows, str | bytes) else text_of(rows)
        self.path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = StringIO()
        try:
            call_command(self.command, str(self.path), stdout=said, stderr=said, **options)
        finally:
            self.out = said.getvalue()
        return self.out

    def refuses(self, rows, **options):
        with pytest.raises(CommandError):
            self(rows, **options)
        return self.out


def alder_city():
    return Jurisdiction.objects.create(
        ocd_id=ROW["ocd_division_id"], name="Alder City city", kind="city", state="OR"
    )
