"""What a roster's import costs against a bulk insert of the same rows.

The bulk insert writes, from objects that are ready, the rows that the import wrote, into the
same tables. Wants an empty database of its own.
"""

import csv
import io
import random
import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import (
    AuditEntry,
    ContactPoint,
    Jurisdiction,
    Office,
    Person,
    SourceRecord,
    Term,
)
from network.operations.rosters import read_roster

ROWS = 3_000
WRITTEN = (Jurisdiction, Office, Person, Term, ContactPoint, SourceRecord, AuditEntry)
GIVEN = ["Ana", "Bo", "Cleo", "Dev", "Esi", "Finn", "Gita", "Hugo", "Iris", "Jo", "Kai", "Lena"]
FAMILY = ["Abbot", "Barros", "Chen", "Das", "Ek", "Fofana", "Ghosh", "Hale", "Iyer", "Jansen"]


def jurisdictions():
    """Two places in three that the file names are on the list, as on a real one."""
    for number in range(ROWS):
        place = Jurisdiction(
            ocd_id=f"ocd-division/country:us/state:or/place:town_{number}",
            name=f"Town {number} city",
            kind=Jurisdiction.Kind.CITY,
            state="OR",
        )
        place.fold_names()
        if number % 3:
            yield place


def roster() -> bytes:
    luck = random.Random(1)
    rows = [_row(number, luck) for number in range(ROWS)]
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0])
    out.writeheader()
    out.writerows(rows)
    return text.getvalue().encode()


def _row(number, luck):
    town, year = luck.randrange(ROWS * 2 // 3), luck.choice([2023, 2024, 2025])
    status = luck.choice(["former", "sitting", "elected"])
    return {
        "official_ref": f"b:{number}",
        "source": "bench",
        "name": f"{luck.choice(GIVEN)} {luck.choice(FAMILY)}-{luck.choice(FAMILY)}",
        "office": "council_member",
        "office_title": "Councilmember",
        "district_or_seat": f"Ward {number}",
        "state": "OR",
        "jurisdiction_name": f"Town {town}",
        "jurisdiction_type": "place",
        "ocd_division_id": f"ocd-division/country:us/state:or/place:town_{town}",
        "elected_on": f"{year}-11-05",
        "start_date": f"{year + 1}-01-01",
        "end_date": f"{year + 1 if status == 'former' else year + 5}-12-31",
        "seat_status": status,
        "email": f"p{number}@example.org" if number % 3 else "",
        "phone": f"410 555-{number:04}",
        "website": "",
    }


def import_once(data):
    begun = time.process_time()
    report = read_roster(data=data, name="bench.csv", by=None, at=timezone.now())
    took = time.process_time() - begun
    if len(report.refused) or len(report.lines) != ROWS:
        raise SystemExit(f"The import refused rows: {report.refused[:3]}")
    return took


def insert_once(tables):
    begun = time.process_time()
    for model, rows in tables:
        model._base_manager.bulk_create(rows)
    return time.process_time() - begun


def written_since(known):
    """The rows of each table that were not known, as objects to be inserted again."""
    return [
        (model, [row for row in model._base_manager.all() if row.pk not in known[model]])
        for model in WRITTEN
    ]


def measure(rounds) -> dict:
    call_command("migrate", verbosity=0)
    Jurisdiction.objects.bulk_create(jurisdictions())
    data = roster()
    imports, inserts = [], []
    known = {model: set(model._base_manager.values_list("pk", flat=True)) for model in WRITTEN}
    for _ in range(rounds):
        with transaction.atomic():
            imports.append(import_once(data))
            tables = written_since(known)
            transaction.set_rollback(True)
        with transaction.atomic():
            inserts.append(insert_once(tables))
            transaction.set_rollback(True)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        import_once(data)
        transaction.set_rollback(True)
    took, bulk = statistics.median(imports), statistics.median(inserts)
    return {"rows": ROWS, "s": took, "bulk_s": bulk, "ratio": took / bulk, "queries": len(asked)}
