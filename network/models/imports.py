import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import fold, validate_one_line

from .rights import rights_of


class FileKind(models.TextChoices):
    ROSTER = "roster", "Roster of officials"
    RESULTS = "results", "Election results"


class BatchState(models.TextChoices):
    MAPPING = "mapping", "Columns to be matched"
    CHECKING = "checking", "Being checked"
    READY = "ready", "Ready to import"
    COMMITTING = "committing", "Being imported"
    DONE = "done", "Imported"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Could not be read"
    DISCARDED = "discarded", "Thrown away"


#: One file at a time is written into, or taken out of, what its kind of file tells of.
AT_WORK = (BatchState.COMMITTING, BatchState.UNDOING)
WAITING = (BatchState.MAPPING, BatchState.READY, BatchState.FAILED)
KEPT = (BatchState.DONE, BatchState.UNDOING, BatchState.UNDONE)


class ColumnMap(models.Model):
    """Which column of a source's files holds what, as it was last said."""

    source = models.CharField(max_length=60, unique=True, validators=[validate_one_line])
    columns = models.JSONField(default=dict)
    """Their column name to ours, or to nothing."""
    blanks = models.JSONField(default=list)
    """Ours whose empty cells make empty; for all others an empty cell keeps what is there."""

    privacy = dict.fromkeys(["id", "source", "columns", "blanks"], Privacy.STAFF)

    def __str__(self):
        return self.source


class ImportBatchQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Files reach across chapters: they are for national staff."""
        return self if rights_of(user).everyone else self.none()


class ImportBatch(models.Model):
    """One file on its way into the roster."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=FileKind, default=FileKind.ROSTER)
    name = models.CharField(max_length=200, validators=[validate_one_line])
    source = models.CharField(max_length=60, validators=[validate_one_line])
    data = models.BinaryField()
    """The file as it was sent; emptied once the import is done or thrown away."""
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """SHA-256 of the file, by which it is known when it comes again."""
    columns = models.JSONField(default=list)
    """[their column, ours or nothing] in the order of the file."""
    blanks = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.MAPPING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    saying = models.CharField(max_length=200, blank=True)
    """What it is doing, or why it stopped."""
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "kind",
            "name",
            "source",
            "digest",
            "columns",
            "blanks",
            "state",
            "done",
            "total",
            "saying",
            "by",
            "at",
            "committed_at",
            "undone_at",
        ],
        Privacy.STAFF,
    ) | {"data": Privacy.SECRET}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_at__isnull=False) | Q(undone_at=None),
                name="import_undone_after_commit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=KEPT) | Q(committed_at__isnull=False),
                name="import_kept_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=AT_WORK),
                name="import_one_at_work",
                violation_error_message=(
                    "Another file is being imported or undone. Try again when it is done."
                ),
            ),
        ]

    def __str__(self):
        return self.name


class RowState(models.TextChoices):
    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    SAME = "same", "The same"
    WARNING = "warning", "To look at"
    ERROR = "error", "Refused"


class ImportRowQuerySet(models.QuerySet):
    def named_like(self, text):
        """Each typed word begins a word of the name."""
        found = self
        for word in fold(text).split():
            found = found.filter(
                Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
            )
        return found


class ImportRow(models.Model):
    """What becomes of one line of the file, and why."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=RowState)
    name = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=320, blank=True, editable=False)
    cells = models.JSONField(default=list)
    """As they stand in the file, in its order."""
    reasons = models.JSONField(default=list)
    """[our column or nothing, what is to be said about it]."""
    changes = models.JSONField(default=list)
    """[what, as it is on the roster or nothing, as the row will have it]."""
    person = models.ForeignKey(
        "network.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ImportRowQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "batch",
            "line",
            "state",
            "name",
            "search_key",
            "cells",
            "reasons",
            "changes",
            "person",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "line"], name="import_row_once"),
        ]
        indexes = [models.Index(fields=["batch", "state", "line"], name="import_row_state")]

    def __str__(self):
        return f"{self.batch}, line {self.line}"


class ImportChange(models.Model):
    """One row of a table that an import made, changed or took away: what undoing it needs."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    label = models.CharField(max_length=60)
    key = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)
    """The fields that were changed, as they were; null for a row that was made."""
    after = models.JSONField(default=dict)
    """The same fields as the import wrote them; empty for a row that was taken away."""
    kept = models.CharField(max_length=300, blank=True)
    """Why undoing left it as it was."""

    privacy = dict.fromkeys(
        ["id", "batch", "label", "key", "before", "after", "kept"], Privacy.STAFF
    )

    class Meta:
        indexes = [models.Index(fields=["label", "key"], name="import_change_of_row")]

    def __str__(self):
        return f"{self.label}:{self.key}"
