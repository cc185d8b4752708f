"""What an import writes is journaled, row by row, so that it can be taken back: see `undoing`."""

from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.models import ImportBatch, ImportChange
from network.models.imports import BatchState, FileKind

BUSY = "Another file is being imported or undone. Try again when it is done."

#: Set once when a row is made, and never again: nothing to compare, nothing to bring back.
_NEVER_CHANGE = ("id", "public_id", "created_at")


class Journal:
    """Keeps what one import made, changed and took away, in the order it did so.

    A journal without a batch forgets everything: that of a check, which is taken back.
    """

    def __init__(self, batch: ImportBatch | None):
        self.batch = batch
        self._changes: list[ImportChange] = []

    def made(self, rows) -> None:
        for row in rows:
            self._note(row, None, fields_of(row, but=_NEVER_CHANGE))

    def changed(self, row, before: dict) -> None:
        """`before` holds fields as they were, by the name of their column; equal ones are no
        change."""
        before = {name: plain(value) for name, value in before.items()}
        after = {name: plain(getattr(row, name)) for name in before}
        differ = [name for name in before if before[name] != after[name]]
        if differ:
            self._note(
                row, {name: before[name] for name in differ}, {name: after[name] for name in differ}
            )

    def taken(self, rows) -> None:
        for row in rows:
            self._note(row, fields_of(row, but=("id",)), {})

    def close(self, *, at) -> None:
        """The import is done: what it wrote is on record, the file itself is let go."""
        if self.batch is None:
            return
        ImportChange.objects.bulk_create(self._changes)
        self.batch.state, self.batch.saying, self.batch.committed_at = BatchState.DONE, "", at
        self.batch.done, self.batch.data = self.batch.total, b""
        self.batch.save(update_fields=["state", "saying", "committed_at", "done", "data"])

    def _note(self, row, before, after):
        if self.batch is not None:
            self._changes.append(
                ImportChange(
                    batch=self.batch,
                    label=row._meta.label_lower,
                    key=row.pk,
                    before=before,
                    after=after,
                )
            )


def begin(*, name, source, digest, total, by, at, kind=FileKind.ROSTER) -> Journal:
    """The journal of an import that nobody looks at first, such as a command's.

    Raises ValidationError("busy") while another one is at work.
    """
    batch = ImportBatch(
        kind=kind,
        name=name[-200:],
        source=source[:60],
        digest=digest,
        state=BatchState.COMMITTING,
        total=total,
        by=by,
        at=at,
    )
    set_to_work(batch)
    return Journal(batch)


def set_to_work(batch) -> None:
    """Save a batch whose state says that it is at work now, unless another one is."""
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError as broken:
        raise ValidationError(BUSY, code="busy") from broken


def fields_of(row, *, but=()) -> dict:
    return {
        field.attname: plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in but
    }


def plain(value):
    """A field's value as JSON holds it, the same however it was come by."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
