"""A host's own calendar elsewhere, of which only the busy times are known here."""

import uuid

from django.db import models
from django.db.models import F, Q

from events.models.meet.hosts import Host
from network.roles import Privacy
from network.words import validate_one_line


class BusyFeed(models.Model):
    """The secret address of a calendar. While it cannot be read, meetings are asked for first."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="busy_feeds")
    name = models.CharField(max_length=60, validators=[validate_one_line])
    address = models.TextField(editable=False)
    """Sealed: whoever has it reads the whole calendar."""
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    ok_at = models.DateTimeField(null=True, blank=True)
    """When it was last read to its end."""
    error = models.CharField(max_length=200, blank=True)
    """Why the last try failed, in words for the host."""

    privacy = dict.fromkeys(
        ["id", "public_id", "host", "name", "made_at", "tried_at", "ok_at", "error"],
        Privacy.STAFF,
    ) | {"address": Privacy.SECRET}

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "name"],
                name="busy_feed_name_once",
                violation_error_message="There is a calendar of this name already.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.host}"


class BusyBlock(models.Model):
    """Busy from one instant to another. What for is never kept."""

    feed = models.ForeignKey(BusyFeed, models.CASCADE, related_name="blocks")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    privacy = dict.fromkeys(["id", "feed", "starts_at", "ends_at"], Privacy.STAFF)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="busy_block_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["feed", "ends_at"], name="busy_block_of_feed")]

    def __str__(self):
        return f"{self.starts_at} to {self.ends_at}"
