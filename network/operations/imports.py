"""Files on their way into the roster: received, matched, checked, imported, undone.

What takes long happens in the background: see `importing`.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction

from network.models import ColumnMap, ImportBatch
from network.models.imports import BatchState, FileKind, RowState
from network.words import fold, validate_one_line

from . import files, importing, journal, undoing
from .readers import READERS

TOO_LARGE = "The file is too large (at most 10 MB)."
STATES = {
    BatchState.MAPPING: "Say first what its columns hold.",
    BatchState.CHECKING: "This file is being checked. Wait until that is done.",
    BatchState.READY: "This file is not imported yet.",
    BatchState.COMMITTING: "This file is being imported already.",
    BatchState.DONE: "This file is imported already.",
    BatchState.UNDOING: "This import is being undone already.",
    BatchState.UNDONE: "This import is undone already.",
    BatchState.FAILED: "This file could not be read.",
    BatchState.DISCARDED: "This file was thrown away.",
}


@transaction.atomic
def receive(*, data: bytes, name: str, source: str, by, at, kind=FileKind.ROSTER) -> ImportBatch:
    """Take a file in, with a first idea of what its columns hold.

    Raises ValidationError: "too_large", or "unreadable" for what is not CSV in UTF-8.
    """
    if len(data) > files.LARGEST:
        raise ValidationError(TOO_LARGE, code="too_large")
    found = files.look(data)
    remembered = ColumnMap.objects.filter(source=source).first()
    reader = READERS[kind]
    blanks = remembered.blanks if remembered else []
    return ImportBatch.objects.create(
        kind=kind,
        name=_one_line(name)[-200:] or "file.csv",
        source=source,
        data=data,
        digest=hashlib.sha256(data).hexdigest(),
        columns=guess(found.columns, reader, remembered.columns if remembered else {}),
        blanks=[column for column in blanks if column in reader.blankable],
        total=found.rows,
        by=by,
        at=at,
    )


def guess(theirs, reader, remembered) -> list[list[str]]:
    """[their column, ours or nothing]: as it was last said for the source, else by its name."""
    free = dict.fromkeys(reader.columns)
    meant = {}
    for column in theirs:
        ours = remembered.get(column)
        if ours in free:
            meant[column] = ours
            del free[ours]
    names = {name: ours for ours in free for name in reader.other_names.get(ours, ())}
    names |= {fold(ours.replace("_", " ")): ours for ours in free}
    for column in theirs:
        ours = names.get(fold(column.replace("_", " ")))
        if column not in meant and column not in remembered and ours in free:
            meant[column] = ours
            del free[ours]
    return [[column, meant.get(column, "")] for column in theirs]


@transaction.atomic
def match_columns(*, batch, columns: dict, blanks, by, at) -> ImportBatch:
    """Say what the columns hold, remember it for the source, and have the rows checked.

    Raises ValidationError: "missing" when a needed column is not there, "twice" for one of ours
    given twice, "state" once the file is on its way.
    """
    batch = _locked(batch, BatchState.MAPPING, BatchState.READY, BatchState.FAILED)
    reader = READERS[batch.kind]
    batch.columns = [[theirs, columns.get(theirs, "")] for theirs, _ in batch.columns]
    batch.blanks = [column for column in reader.blankable if column in blanks]
    _fit(batch.columns, reader)
    ColumnMap.objects.update_or_create(
        source=batch.source,
        defaults={"columns": dict(batch.columns), "blanks": batch.blanks},
    )
    return _have_checked(batch)


def _fit(columns, reader):
    meant = [ours for _, ours in columns if ours]
    for ours in dict.fromkeys(meant):
        if ours not in reader.columns:
            raise ValidationError("Choose one of the list.", code="unknown")
        if meant.count(ours) > 1:
            raise ValidationError(
                f"Two columns are to hold “{reader.labels[ours]}”. Leave one of them out.",
                code="twice",
            )
    missing = [reader.labels[ours] for ours in reader.needed if ours not in meant]
    if missing:
        raise ValidationError(f"No column holds: {', '.join(missing)}.", code="missing")


@transaction.atomic
def check_again(*, batch, by, at) -> ImportBatch:
    """Compare the rows with the roster as it is now."""
    return _have_checked(_locked(batch, BatchState.READY, BatchState.FAILED))


def _have_checked(batch):
    batch.state, batch.saying, batch.done = BatchState.CHECKING, "Waiting for its turn", 0
    batch.save(update_fields=["columns", "blanks", "state", "saying", "done"])
    importing.check.enqueue(batch.pk)
    return batch


@transaction.atomic
def commit(*, batch, leave_refused: bool, by, at) -> ImportBatch:
    """Have the rows written as the preview shows them.

    Raises ValidationError: "state", "refused_rows" unless they are to be left out, "nothing"
    when no row says anything new, "busy" while another file is at work.
    """
    batch = _locked(batch, BatchState.READY)
    states = set(batch.rows.values_list("state", flat=True).distinct())
    if RowState.ERROR in states and not leave_refused:
        raise ValidationError(
            "Some rows are refused. Correct the file, or choose to leave them out.",
            code="refused_rows",
        )
    if not states - {RowState.SAME, RowState.ERROR}:
        raise ValidationError("No row of this file says anything new.", code="nothing")
    _set_to_work(batch, BatchState.COMMITTING)
    importing.write.enqueue(batch.pk, by and by.pk, leave_refused)
    return batch


@transaction.atomic
def discard(*, batch, by, at) -> ImportBatch:
    """Throw a file away that is not imported; what is thrown away stays so."""
    batch = _locked(
        batch,
        BatchState.MAPPING,
        BatchState.CHECKING,
        BatchState.READY,
        BatchState.FAILED,
        BatchState.DISCARDED,
    )
    batch.rows.all().delete()
    batch.state, batch.saying, batch.data = BatchState.DISCARDED, "", b""
    batch.save(update_fields=["state", "saying", "data"])
    return batch


@transaction.atomic
def undo(*, batch, by, at) -> ImportBatch:
    """Have everything put back that this import wrote and nobody has changed since.

    Raises ValidationError: "state", "later" when a later import changed the same rows, "busy".
    """
    batch = _locked(batch, BatchState.DONE)
    undoing.refuse_after_later(batch)
    _set_to_work(batch, BatchState.UNDOING)
    importing.undo.enqueue(batch.pk, by and by.pk)
    return batch


@transaction.atomic
def resume(*, batch, by, at) -> ImportBatch:
    """Queue again what was at work when everything stopped. What is still at work is not
    done twice: each step holds the batch and looks at its state."""
    batch = _locked(batch, BatchState.CHECKING, *(BatchState.COMMITTING, BatchState.UNDOING))
    if batch.state == BatchState.CHECKING:
        importing.check.enqueue(batch.pk)
    elif batch.state == BatchState.COMMITTING:
        refused = batch.rows.filter(state=RowState.ERROR).exists()
        importing.write.enqueue(batch.pk, by and by.pk, refused)
    else:
        importing.undo.enqueue(batch.pk, by and by.pk)
    return batch


def _set_to_work(batch, state):
    batch.state, batch.saying, batch.done = state, "Waiting for its turn", 0
    journal.set_to_work(batch)


def _locked(batch, *states):
    """The batch as it is now, without its file, held; refused in any other state."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).defer("data").get(pk=batch.pk)
    if batch.state not in states:
        raise ValidationError(STATES[batch.state], code="state")
    return batch


def _one_line(name):
    try:
        validate_one_line(name)
    except ValidationError:
        return "".join(letter for letter in name if letter.isprintable())
    return name
