"""What becomes of files in the background: checked, written, undone.

Each step may be repeated: it holds the batch, looks whether its state still wants it, and
writes all or nothing. A worker that is killed leaves the batch as it found it, and the task
is queued again.

The bar counts rows that are done: kept with their outcome (check), written or put back. What
is written, and what is put back, appears all at once, for it is one transaction; on SQLite
nobody else can write while that runs, so until then the bar only says what is being done.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from network import jobs
from network.models import ImportBatch, ImportRow, User
from network.models.imports import BatchState, RowState
from network.words import fold

from . import files, undoing
from .files import Outcome, Report
from .journal import Journal
from .readers import READERS, Reader

#: Rows whose outcome is kept at a time.
CHUNK = 500
STATES = {
    Outcome.IMPORTED: RowState.NEW,
    Outcome.CHANGED: RowState.CHANGED,
    Outcome.UNCHANGED: RowState.SAME,
    Outcome.WARNED: RowState.WARNING,
    Outcome.REFUSED: RowState.ERROR,
}
MOVED_ON = (
    "The roster has changed since this was checked, and {lines} would end differently. "
    "Nothing was imported: check it again."
)


@dataclass
class Stopped(Exception):
    """The step came to an end it cannot pass: what the batch is now, and what to say."""

    state: BatchState
    saying: str


@task(backend="jobs", takes_context=True)
def check(context: TaskContext, batch_id: int) -> None:
    """Find out what would become of each row, and keep that."""
    _step(context, batch_id, BatchState.CHECKING, BatchState.FAILED, check_rows)


@task(backend="jobs", takes_context=True)
def write(context: TaskContext, batch_id: int, by: int | None, leave_refused: bool) -> None:
    """Write what the preview shows, all of it or nothing."""

    def run(batch, *, at):
        user = User.objects.filter(pk=by).first()
        write_rows(batch, leave_refused=leave_refused, by=user, at=at)

    _step(context, batch_id, BatchState.COMMITTING, BatchState.READY, run)


@task(backend="jobs", takes_context=True)
def undo(context: TaskContext, batch_id: int, by: int | None) -> None:
    """Put back what an import wrote, all of it or nothing."""

    def run(batch, *, at):
        put_back(batch, by=User.objects.filter(pk=by).first(), at=at)

    _step(context, batch_id, BatchState.UNDOING, BatchState.DONE, run)


def _step(context, batch_id, state, after_failure, run):
    batch = ImportBatch.objects.filter(pk=batch_id, state=state).first()
    if batch is None:
        return
    try:
        run(batch, at=timezone.now())
    except Stopped as stopped:
        _tell(batch, stopped.saying, state=stopped.state)
    except Exception:
        if context.attempt >= jobs.TRIES:
            _tell(batch, "This failed, and nothing was changed. Try again.", state=after_failure)
        raise


def _tell(batch, saying, **fields):
    """Say how far it is; nothing where the batch has gone on without us."""
    ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(saying=saying[:200], **fields)


def _held(batch):
    """The batch held until the transaction ends, or None when another was faster."""
    return (
        ImportBatch.objects.select_for_update(of=("self",))
        .defer("data")
        .filter(pk=batch.pk, state=batch.state)
        .first()
    )


def _read(batch) -> tuple[Reader, list, Report]:
    _tell(batch, f"Reading {batch.total:,} rows", done=0)
    reader, report = READERS[batch.kind], Report()
    lines = files.read(
        bytes(batch.data),
        report,
        required=reader.required,
        optional=reader.optional,
        columns=batch.columns,
        given=dict.fromkeys(reader.given, batch.source),
    )
    return reader, lines, report


def _carry(reader, lines, report, batch, **how):
    reader.carry(
        lines, report, data=bytes(batch.data), name=batch.name, blanks=tuple(batch.blanks), **how
    )
    whole = [finding.reason for finding in report.findings if finding.refused and not finding.line]
    return whole[0] if whole else ""


def check_rows(batch, *, at) -> None:
    """Keep the outcome of each row. Raises Stopped for a file that makes no sense at all."""
    reader, lines, report = _read(batch)
    _tell(batch, f"Comparing {len(report.lines):,} rows with the roster")
    with transaction.atomic():
        wrong = _carry(
            reader,
            lines,
            report,
            batch,
            by=None,
            at=at,
            begin=lambda: Journal(None),
            skip_refused=True,
        )
        transaction.set_rollback(True)
    if wrong:
        raise Stopped(BatchState.FAILED, wrong)
    outcomes = list(outcomes_of(report))
    for start in range(0, len(outcomes), CHUNK):
        if not _keep(batch, outcomes, start):
            return
    _tell(batch, "", state=BatchState.READY, done=len(outcomes), total=len(outcomes))


@transaction.atomic
def _keep(batch, outcomes, start):
    """Keep the next outcomes; False when the file was thrown away meanwhile."""
    held = _held(batch)
    if held is None:
        return False
    if start == 0:
        held.rows.all().delete()
    ImportRow.objects.bulk_create(
        ImportRow(batch=held, **outcome) for outcome in outcomes[start : start + CHUNK]
    )
    done = min(start + CHUNK, len(outcomes))
    _tell(batch, "Keeping what was found", done=done, total=len(outcomes))
    return True


def outcomes_of(report):
    """The fields of an ImportRow for each line of a report."""
    reasons = {}
    for finding in report.findings:
        said = [finding.field, files.storable(finding.reason)]
        if said not in reasons.setdefault(finding.line, []):
            reasons[finding.line].append(said)
    for line, outcome in sorted(report.lines.items()):
        state, changes = STATES[outcome], report.changes.get(line, [])
        if state == RowState.CHANGED and not changes:
            state = RowState.SAME
        name = files.storable(report.names.get(line, ""))[:200]
        yield {
            "line": line,
            "state": state,
            "name": name,
            "search_key": fold(name)[:320],
            "cells": [files.storable(cell) for cell in report.cells[line]],
            "reasons": reasons.get(line, []),
            "changes": [] if state == RowState.ERROR else changes,
            "person_id": report.people.get(line),
        }


def write_rows(batch, *, leave_refused, by, at) -> None:
    """Write the rows. Raises Stopped when they would not end as they were foretold."""
    reader, lines, report = _read(batch)
    _tell(batch, f"Writing {len(report.lines):,} rows, all of them or none")
    with transaction.atomic():
        held = _held(batch)
        if held is None:
            return
        foretold = _foretold(held)
        wrong = _carry(
            reader,
            lines,
            report,
            batch,
            by=by,
            at=at,
            begin=lambda: Journal(held),
            skip_refused=leave_refused,
        )
        differ = [each["line"] for each in outcomes_of(report) if _key(each) not in foretold]
        if wrong or differ:
            raise Stopped(BatchState.READY, wrong or MOVED_ON.format(lines=_lines(differ)))
        _link(held, report)


def _foretold(batch):
    return {
        _key(each) for each in batch.rows.values("line", "state", "reasons", "changes").iterator()
    }


def _key(outcome):
    return (outcome["line"], outcome["state"], str(outcome["reasons"]), str(outcome["changes"]))


def _lines(numbers):
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    shown = ", ".join(map(str, numbers[:5]))
    return f"lines {shown}{' and more' if len(numbers) > 5 else ''}"


def _link(batch, report):
    """Rows that made somebody lead to them."""
    rows = [
        row
        for row in batch.rows.filter(person=None).only("pk", "line", "batch")
        if row.line in report.people
    ]
    for row in rows:
        row.person_id = report.people[row.line]
    ImportRow.objects.bulk_update(rows, ["person"], batch_size=CHUNK)


def put_back(batch, *, by, at) -> None:
    """Undo what was written. Raises Stopped after a later import of the same rows."""
    _tell(batch, "Putting back what it wrote, all of it or nothing", done=0)
    with transaction.atomic():
        held = _held(batch)
        if held is None:
            return
        try:
            undoing.take_back(held, by=by, at=at)
        except ValidationError as refusal:
            raise Stopped(BatchState.DONE, refusal.messages[0]) from refusal
