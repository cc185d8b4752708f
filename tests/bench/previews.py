"""What checking a file of 3,000 rows costs, and importing it at the desk, against raw inserts.

The raw insert of a check is that of its 3,000 outcomes; that of an import is that of the rows
it wrote, its journal among them, from objects that are ready. Wants an empty database of its
own, as `importing` does.
"""

import statistics
import time

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import ImportBatch, ImportChange, ImportRow, Jurisdiction
from network.models.imports import RowState
from network.operations import importing, imports

from .importing import ROWS, WRITTEN, insert_once, jurisdictions, roster, written_since


def timed(act):
    begun = time.process_time()
    act()
    return time.process_time() - begun


def received(data):
    batch = imports.receive(data=data, name="bench.csv", source="bench", by=None, at=timezone.now())
    imports.match_columns(
        batch=batch, columns=dict(batch.columns), blanks=[], by=None, at=timezone.now()
    )
    return again(batch)


def again(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def check(batch):
    importing.check_rows(batch, at=timezone.now())
    found = again(batch)
    if found.state != "ready" or found.rows.filter(state=RowState.ERROR).exists():
        raise SystemExit(f"The check refused rows: {found.saying}")


def write(batch):
    imports.commit(batch=batch, leave_refused=False, by=None, at=timezone.now())
    importing.write_rows(again(batch), leave_refused=False, by=None, at=timezone.now())
    if again(batch).state != "done":
        raise SystemExit("The import did not come to its end.")


def once(data, known):
    """Seconds of a check, of its raw inserts, of an import and of its raw inserts."""
    with transaction.atomic():
        batch = received(data)
        checked = timed(lambda: check(batch))
        outcomes = [(ImportRow, list(batch.rows.all()))]
        wrote = timed(lambda: write(batch))
        tables = [*written_since(known), (ImportChange, list(batch.changes.all()))]
        transaction.set_rollback(True)
    with transaction.atomic():
        batch = received(data)
        for _, rows in outcomes:
            for row in rows:
                row.batch_id, row.person_id = batch.pk, None
        insert_rows = insert_once(outcomes)
        for change in tables[-1][1]:
            change.batch_id = batch.pk
        insert_all = insert_once(tables)
        transaction.set_rollback(True)
    return checked, insert_rows, wrote, insert_all


def queries(data):
    with transaction.atomic():
        batch = received(data)
        with CaptureQueriesContext(connection) as checking:
            check(batch)
        with CaptureQueriesContext(connection) as writing:
            write(batch)
        transaction.set_rollback(True)
    return len(checking), len(writing)


def measure(rounds) -> dict:
    call_command("migrate", verbosity=0)
    Jurisdiction.objects.bulk_create(jurisdictions())
    data = roster()
    known = {model: set(model._base_manager.values_list("pk", flat=True)) for model in WRITTEN}
    rows = zip(*(once(data, known) for _ in range(rounds)), strict=True)
    checked, outcomes, wrote, bulk = (statistics.median(each) for each in rows)
    asked_to_check, asked_to_write = queries(data)
    return {
        "rows": ROWS,
        "check": {
            "s": checked,
            "bulk_s": outcomes,
            "ratio": checked / outcomes,
            "whole_ratio": checked / (outcomes + bulk),
            "queries": asked_to_check,
        },
        "import": {
            "s": wrote,
            "bulk_s": bulk,
            "ratio": wrote / bulk,
            "queries": asked_to_write,
        },
    }
