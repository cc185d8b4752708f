"""Two staffers import one file, and two files of one source, at the same moment."""

import pytest
from django.db import connection

from network.models import ImportBatch, Person, SourceRecord, Term
from network.operations import imports
from tests import processes
from tests.factories import NOON, national_staff
from tests.network.import_files import alder_city, row
from tests.network.importing import received

COMMIT = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import ImportBatch, User
from network.operations import imports

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def act(batch, user):
    try:
        imports.commit(
            batch=ImportBatch.objects.get(pk=batch),
            leave_refused=False,
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "committed"
"""

#: The same without looking at the state of a batch that is held, in that process alone.
UNGUARDED = (
    COMMIT
    + """
import time

def look_without_holding(batch, *states):
    time.sleep(0.5)
    return batch

imports._locked = look_without_holding
"""
)

#: The task itself, twice for one batch, as when a worker that was given up is still alive.
WRITE = """
from datetime import UTC, datetime
from network.models import ImportBatch
from network.operations import importing

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)

def act(batch):
    row = ImportBatch.objects.get(pk=batch)
    try:
        importing.write_rows(row, leave_refused=False, by=None, at=NOON)
    except importing.Stopped as stopped:
        return stopped.saying
    return "written"
"""


@pytest.fixture
def staffers(committed):
    alder_city()
    return [national_staff(given=given).user for given in ("Ann", "Bob")]


def a_checked_file(by, rows, send):
    batch = received(rows, by=by)
    imports.match_columns(batch=batch, columns=dict(batch.columns), blanks=[], by=by, at=NOON)
    send()
    return batch


def rows_of(size=40):
    return [row(f"r{n}", f"Ana Das{n}", district_or_seat=f"Ward {n}") for n in range(size)]


def test_of_two_who_import_a_file_one_does_and_one_is_told(committed, staffers, send_letters):
    ann, bob = staffers
    batch = a_checked_file(ann, rows_of(), send_letters)

    answers = processes.race(committed, COMMIT, [[batch.pk, ann.pk], [batch.pk, bob.pk]])
    send_letters()

    assert sorted(answers) == ["This file is being imported already.", "committed"]
    assert ImportBatch.objects.get().state == "done"
    assert (Term.objects.count(), batch.changes.filter(label="network.term").count()) == (40, 40)


def test_without_the_guard_both_import_it(committed, staffers, send_letters):
    """The control: the race above is one that can be lost."""
    ann, bob = staffers
    batch = a_checked_file(ann, rows_of(2), send_letters)

    answers = processes.race(committed, UNGUARDED, [[batch.pk, ann.pk], [batch.pk, bob.pk]])

    assert answers == ["committed", "committed"]


def test_of_two_files_of_one_source_one_is_at_work(committed, staffers, send_letters):
    ann, bob = staffers
    first = a_checked_file(ann, rows_of(), send_letters)
    second = a_checked_file(bob, rows_of(), send_letters)

    answers = processes.race(committed, COMMIT, [[first.pk, ann.pk], [second.pk, bob.pk]])
    send_letters()

    busy = "Another file is being imported or undone. Try again when it is done."
    assert sorted(answers) == [busy, "committed"]
    assert Person.objects.filter(given="Ana").count() == 40


def test_without_the_constraint_both_files_are_at_work(committed, staffers, send_letters):
    """The control: nothing but the constraint keeps the second file out."""
    ann, bob = staffers
    first = a_checked_file(ann, rows_of(2), send_letters)
    second = a_checked_file(bob, rows_of(2), send_letters)
    by_name = {each.name: each for each in ImportBatch._meta.constraints}
    with connection.schema_editor() as editor:
        editor.remove_constraint(ImportBatch, by_name["import_one_at_work"])

    answers = processes.race(committed, COMMIT, [[first.pk, ann.pk], [second.pk, bob.pk]])

    assert answers == ["committed", "committed"]


def test_a_task_that_two_workers_run_is_done_once(committed, staffers, send_letters):
    ann, _ = staffers
    batch = a_checked_file(ann, rows_of(), send_letters)
    ImportBatch.objects.filter(pk=batch.pk).update(state="committing")

    answers = processes.race(committed, WRITE, [[batch.pk]] * 4)

    assert answers == ["written"] * 4
    assert ImportBatch.objects.get().state == "done"
    assert (Term.objects.count(), Person.objects.filter(given="Ana").count()) == (40, 40)
    assert SourceRecord.objects.filter(source="towns").count() == 40
    assert batch.changes.filter(label="network.person").count() == 40
