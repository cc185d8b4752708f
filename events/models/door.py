"""Who came. Scans are only ever added; what they come to is one row of attendance."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.roles import Privacy
from network.words import validate_one_line


class ScanKind(models.TextChoices):
    IN = "in", "In"
    OUT = "out", "Out"
    UNDO = "undo", "Taken back"


class ScanResult(models.TextChoices):
    WELCOME = "welcome", "Welcome"
    ALREADY = "already", "In already"
    UNPAID = "unpaid", "Not paid"
    OTHER_EVENT = "other", "Of another event"
    REVOKED = "revoked", "No longer valid"
    UNKNOWN = "unknown", "Not known"
    NOT_CHOSEN = "not_chosen", "Not for this session"
    OUT = "out", "Out"
    UNDONE = "undone", "Taken back"


class Scan(models.Model):
    """What was shown at a door, and what was answered. Sent twice, it is one by its nonce."""

    nonce = models.UUIDField(unique=True)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="scans")
    session = models.ForeignKey(
        "events.Session", models.PROTECT, null=True, blank=True, related_name="scans"
    )
    registration = models.ForeignKey(
        "events.Registration", models.PROTECT, null=True, blank=True, related_name="scans"
    )
    kind = models.CharField(max_length=4, choices=ScanKind)
    result = models.CharField(max_length=10, choices=ScanResult)
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = dict.fromkeys(
        [
            "id",
            "nonce",
            "event",
            "session",
            "registration",
            "kind",
            "result",
            "scanned_at",
            "received_at",
            "device",
            "by",
        ],
        Privacy.STAFF,
    )

    class Meta:
        indexes = [models.Index(fields=["event", "received_at"], name="scan_by_event")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_result_display()}"


class Attendance(models.Model):
    """Somebody was there: at the event, or in one of its sessions.

    No state of their place: whoever cancelled and came all the same has come.
    """

    registration = models.ForeignKey(
        "events.Registration", models.PROTECT, related_name="attendance"
    )
    session = models.ForeignKey(
        "events.Session", models.PROTECT, null=True, blank=True, related_name="attendance"
    )
    came_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = {
        "id": Privacy.STAFF,
        "registration": Privacy.SELF,
        "session": Privacy.SELF,
        "came_at": Privacy.SELF,
        "by": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(session=None),
                name="attendance_once_per_place",
                violation_error_message="In already.",
            ),
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=Q(session__isnull=False),
                name="attendance_once_per_session",
                violation_error_message="In already.",
            ),
        ]

    def __str__(self):
        return f"{self.registration}"


class DoorPassQuerySet(models.QuerySet):
    def live(self, *, at):
        return self.filter(revoked_at=None, expires_at__gt=at)


class DoorPass(models.Model):
    """The secret address by which a helper without a desk stands at one event's door."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="door_passes")
    label = models.CharField(max_length=40, validators=[validate_one_line])
    """Whose it is, or which door it is for: it stands beside what was scanned with it."""
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the secret, in hexadecimal."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DoorPassQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "public_id", "event", "label", "made_at", "expires_at", "revoked_at", "made_by"],
        Privacy.STAFF,
    ) | {"digest": Privacy.SECRET}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="door_pass_lasts_a_while",
                violation_error_message="Say until when it opens the door.",
            )
        ]

    def __str__(self):
        return self.label
