import uuid

from django.db import models

from network.roles import Privacy

from .rights import rights_of


class ExportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see what they took themselves, administrators what anybody took."""
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        return self if rights.admin else self.filter(by=user)


class Export(models.Model):
    """That somebody took a list away: written before the first byte leaves, never changed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    query = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    format = models.CharField(max_length=4, choices=ExportFormat)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    """Why addresses had to go along, where they did."""

    objects = ExportQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "by",
            "by_name",
            "at",
            "what",
            "query",
            "columns",
            "format",
            "rows",
            "reason",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows__gte=1),
                name="export_holds_somebody",
                violation_error_message="Nobody fits, so there is nothing to export.",
            ),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="export_of_user")]

    def __str__(self):
        return f"{self.what}, {self.rows} rows"
