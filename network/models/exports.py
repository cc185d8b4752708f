import uuid

from django.db import models

from network.roles import Privacy


class ExportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class Export(models.Model):
    """That somebody took a list away: written before the first byte leaves, never changed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    format = models.CharField(max_length=4, choices=ExportFormat)
    rows = models.PositiveIntegerField()

    privacy = dict.fromkeys(
        ["id", "public_id", "by", "by_name", "at", "what", "query", "columns", "format", "rows"],
        Privacy.STAFF,
    )

    def __str__(self):
        return f"{self.what}, {self.rows} rows"
