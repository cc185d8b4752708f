from django.db import models

from network.roles import Privacy


class SourceRecord(models.Model):
    """What a row of somebody's file became here, so that reading it again changes nothing."""

    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=120)
    person = models.ForeignKey(
        "network.Person", models.PROTECT, null=True, blank=True, related_name="source_records"
    )
    office = models.ForeignKey("network.Office", models.PROTECT, null=True, related_name="+")
    term = models.ForeignKey(
        "network.Term", models.PROTECT, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64)
    """Hash of the row as last read: equal means unchanged."""
    said = models.JSONField(default=dict, blank=True)
    """What the row said of its person and term: what differs here was changed by somebody."""
    read_at = models.DateTimeField()

    privacy = dict.fromkeys(
        ["id", "source", "external_id", "person", "office", "term", "digest", "said", "read_at"],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="source_record_once_per_row"
            )
        ]

    def __str__(self):
        return f"{self.source} {self.external_id}"
