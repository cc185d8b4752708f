"""Files at the desk: which there are, what becomes of their rows, what an import wrote."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from django.db.models import Count, Q

from network.models import ColumnMap, ImportBatch, ImportChange
from network.models.imports import AT_WORK, BatchState, RowState
from network.operations import files
from network.operations.readers import READERS

from .sheets import safe

PAGE = 50
MOST_FILES = 100
MOST_KEPT = 500
TONES = {
    RowState.NEW: "filled",
    RowState.CHANGED: "waiting",
    RowState.SAME: "",
    RowState.WARNING: "soon",
    RowState.ERROR: "vacant",
}
FILE_TONES = {
    BatchState.READY: "waiting",
    BatchState.MAPPING: "waiting",
    BatchState.DONE: "filled",
    BatchState.FAILED: "vacant",
}
#: What an import writes, as people count it.
COUNTED = {
    "network.person": ("person", "people"),
    "network.term": ("term", "terms"),
    "network.contactpoint": ("way to reach somebody", "ways to reach somebody"),
    "network.membership": ("chapter membership", "chapter memberships"),
    "network.office": ("office", "offices"),
    "network.jurisdiction": ("place", "places"),
    "network.prospect": ("prospect", "prospects"),
}


@dataclass(frozen=True)
class FileLine:
    batch: ImportBatch
    tone: str


@dataclass(frozen=True)
class RowLine:
    line: int
    name: str
    url: str
    state: str
    tone: str
    reasons: list[str]
    changes: list


@dataclass(frozen=True)
class Preview:
    rows: list[RowLine]
    page: int
    has_next: bool

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.has_next else None


def listing(batches) -> list[FileLine]:
    """The latest files, of those given."""
    latest = batches.defer("data").select_related("by__person").order_by("-at", "-pk")
    return [FileLine(each, FILE_TONES.get(each.state, "")) for each in latest[:MOST_FILES]]


def sources() -> list[str]:
    """Names that columns are remembered under."""
    return list(ColumnMap.objects.order_by("source").values_list("source", flat=True)[:200])


def examples(batch) -> list[list[str]]:
    """The first values of each column."""
    return files.look(bytes(batch.data)).examples


def counts(batch) -> list[tuple[str, str, str, int]]:
    """(state, its word, tone, rows) for every state."""
    found = dict(
        batch.rows.order_by().values_list("state").annotate(n=Count("pk")).values_list("state", "n")
    )
    return [
        (state.value, state.label, TONES[state], found.get(state.value, 0)) for state in RowState
    ]


def preview(batch, *, state="", q="", page=1) -> Preview:
    rows = batch.rows.select_related("person").defer("cells").order_by("line")
    if state:
        rows = rows.filter(state=state)
    if q:
        rows = rows.named_like(q)
    labels = READERS[batch.kind].labels
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return Preview([_line(row, labels) for row in found[:PAGE]], page, len(found) > PAGE)


def _line(row, labels):
    return RowLine(
        line=row.line,
        name=row.name,
        url=row.person.get_absolute_url() if row.person and not row.person.erased_at else "",
        state=row.get_state_display(),
        tone=TONES[RowState(row.state)],
        reasons=[_reason(column, said, labels) for column, said in row.reasons],
        changes=row.changes,
    )


def _reason(column, said, labels):
    return f"{labels.get(column, column)}: {said}" if column else said


def same_file(batches, batch) -> ImportBatch | None:
    """The latest of these files that is, byte for byte, the same; but not one thrown away."""
    return (
        batches.defer("data")
        .select_related("by__person")
        .filter(digest=batch.digest, kind=batch.kind)
        .exclude(pk=batch.pk)
        .exclude(state__in=[BatchState.DISCARDED, BatchState.FAILED])
        .exclude(digest="")
        .order_by("-at", "-pk")
        .first()
    )


def written(batch) -> list[str]:
    """What an import made and changed, such as "12 people added"."""
    found = {
        (label, made): number
        for label, made, number in batch.changes.order_by()
        .annotate(made=Q(before__isnull=True))
        .values_list("label", "made")
        .annotate(n=Count("pk"))
    }
    said = []
    for label, words in COUNTED.items():
        for made, verb in ((True, "added"), (False, "changed")):
            if number := found.get((label, made)):
                said.append(f"{number:,} {words[number > 1]} {verb}")
    return said


def kept(batch) -> tuple[list[str], int]:
    """What undoing left, in words, and how many more there are."""
    lines = batch.changes.exclude(kept="").order_by("pk").values_list("kept", flat=True)
    shown = list(lines[:MOST_KEPT])
    return shown, max(lines.count() - MOST_KEPT, 0) if len(shown) == MOST_KEPT else 0


def of_person(person):
    """What imports that stand did to somebody's own record, as journal entries: in one query."""
    label = person._meta.label_lower
    return (
        ImportChange.objects.filter(label=label, key=person.pk, batch__state=BatchState.DONE)
        .select_related("batch")
        .defer("batch__data", "before", "after")
        .annotate(made=Q(before__isnull=True))
    )


def is_at_work(batch) -> bool:
    return batch.state in (BatchState.CHECKING, *AT_WORK)


def refused(batch) -> Iterator[str]:
    """The refused rows as a CSV file that can be corrected and sent again, a line at a time.

    Their line and reasons come first, in columns that a reader leaves out.
    """
    columns = [theirs for theirs, _ in batch.columns]
    labels = READERS[batch.kind].labels
    yield "\ufeff" + _csv(["refused line", "refused because", *columns])
    for row in batch.rows.filter(state=RowState.ERROR).order_by("line").iterator():
        said = " ".join(_reason(column, said, labels) for column, said in row.reasons)
        yield _csv([row.line, said, *row.cells])


def _csv(cells):
    out = StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue()
