"""A worker that is killed in the middle leaves nothing half done, and the next one finishes."""

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network import jobs
from network.models import AuditEntry, ImportBatch, ImportChange, ImportRow
from network.operations import imports
from tests import processes
from tests.factories import NOON

from .import_files import alder_city, row
from .importing import Desk, roster

#: A worker that stands still inside the transaction, after all was written and before it is kept.
STANDS_STILL = """
import sys, time
import django
django.setup()
from django.core.management import call_command
from network.operations import {module}

whole = {what}

def stand_still(*args, **kwargs):
    whole(*args, **kwargs)
    print("written", flush=True)
    time.sleep(120)

{what} = stand_still
call_command("worker", id="doomed", beat=60)
"""


@pytest.fixture
def desk(committed, send_letters):
    alder_city()
    return Desk(send_letters)


def killed(database, module, what):
    """Let a worker run to that point, then kill it as no program can prepare for."""
    script = STANDS_STILL.format(module=module, what=what)
    with processes.started(database, script=script) as worker:
        processes.wait_for(lambda: worker.stdout == "written\n" or worker.ended)
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL, worker.stderr


def everything():
    return [*roster(), AuditEntry.objects.count(), ImportChange.objects.count()]


def recovered(database):
    """The task of the dead worker is put back, and another worker does it."""
    DBTaskResult.objects.running().update(started_at=timezone.now() - timedelta(minutes=5))
    jobs.recover(timezone.now() + 2 * jobs.SILENT)
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=NOON)
    processes.manage(database, "worker", "--once")


def rows_of(size=30):
    return [row(f"r{n}", f"Ana Das{n}", district_or_seat=f"Ward {n}") for n in range(size)]


def test_killed_in_the_middle_of_importing(committed, desk):
    batch = desk.checked(rows_of())
    imports.commit(batch=batch, leave_refused=False, by=desk.by, at=NOON)
    before = everything()

    killed(committed, "importing", "importing._link")

    assert everything() == before
    assert ImportBatch.objects.get().state == "committing"

    recovered(committed)

    assert ImportBatch.objects.get().state == "done"
    assert everything()[3] == 30
    assert batch.rows.filter(person=None).count() == 0


def test_killed_in_the_middle_of_checking(committed, desk):
    batch = desk.checked(rows_of(3))
    imports.check_again(batch=batch, by=desk.by, at=NOON)
    before = everything()

    killed(committed, "importing", "importing._carry")

    assert everything() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == "checking"

    recovered(committed)

    assert ImportBatch.objects.get(pk=batch.pk).state == "ready"
    assert (ImportRow.objects.count(), everything()) == (3, before)


def test_killed_in_the_middle_of_undoing(committed, desk):
    empty = everything()
    batch = desk.imported(rows_of())
    imports.undo(batch=batch, by=desk.by, at=NOON)
    before = everything()

    killed(committed, "undoing", "undoing.Undoing.run")

    assert everything() == before
    assert ImportBatch.objects.get().state == "undoing"

    recovered(committed)

    assert ImportBatch.objects.get().state == "undone"
    assert everything()[:7] == empty[:7]


def test_who_asked_for_it_can_take_it_up_again_too(committed, desk):
    """The task is lost for good, as after its last try."""
    batch = desk.checked(rows_of(3))
    imports.commit(batch=batch, leave_refused=False, by=desk.by, at=NOON)
    DBTaskResult.objects.all().delete()

    imports.resume(batch=batch, by=desk.by, at=NOON)
    processes.manage(committed, "worker", "--once")

    assert ImportBatch.objects.get().state == "done"
