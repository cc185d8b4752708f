"""A file on its way through the desk's import, in one line each."""

from network.models import (
    ContactPoint,
    ImportBatch,
    Jurisdiction,
    Membership,
    Office,
    Person,
    SourceRecord,
    Term,
)
from network.operations import imports
from tests.factories import NOON, national_staff
from tests.network.import_files import text_of


def bytes_of(rows):
    content = rows if isinstance(rows, str | bytes) else text_of(rows)
    return content if isinstance(content, bytes) else content.encode()


def received(rows, *, name="towns.csv", source="towns", by=None, at=NOON):
    return imports.receive(data=bytes_of(rows), name=name, source=source, by=by, at=at)


class Desk:
    """Takes files in as somebody; `work` does what is queued."""

    def __init__(self, work):
        self.work, self.by = work, national_staff(given="Dana", family="Lee").user

    def checked(self, rows, *, blanks=(), **named):
        batch = received(rows, by=self.by, **named)
        imports.match_columns(
            batch=batch, columns=dict(batch.columns), blanks=blanks, by=self.by, at=NOON
        )
        return self.worked(batch)

    def imported(self, rows, *, leave_refused=False, **named):
        """Checked and imported, with columns emptied where `blanks` says so."""
        batch = self.checked(rows, **named)
        imports.commit(batch=batch, leave_refused=leave_refused, by=self.by, at=NOON)
        return self.worked(batch)

    def undone(self, batch):
        imports.undo(batch=batch, by=self.by, at=NOON)
        return self.worked(batch)

    def worked(self, batch):
        self.work()
        return ImportBatch.objects.defer("data").get(pk=batch.pk)


def outcomes(batch):
    return list(batch.rows.order_by("line").values_list("line", "state"))


def reasons(batch, line):
    return [said for _, said in batch.rows.get(line=line).reasons]


def changes(batch, line):
    return batch.rows.get(line=line).changes


def roster():
    """How many of each there are; the records of files that were read are for the trail."""
    records = SourceRecord.objects.exclude(source="roster file").count()
    kinds = (Person, Office, Term, ContactPoint, Jurisdiction, Membership)
    return [records, *(kind.objects.count() for kind in kinds)]
