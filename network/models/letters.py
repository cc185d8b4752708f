import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy


class LetterState(models.TextChoices):
    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"


class CalendarMethod(models.TextChoices):
    """What a calendar is to do with what comes with a letter (RFC 5546)."""

    REQUEST = "REQUEST", "Invitation"
    CANCEL = "CANCEL", "Cancellation"


class Letter(models.Model):
    """One letter to one address, rendered when queued; a worker sends it.

    `key` names what must not happen twice. A private letter's text is wiped once sent, and
    what it brings for calendars with it.
    """

    key = models.CharField(max_length=200, unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey(
        "network.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
    """What comes with it for calendars, as RFC 5545 writes it."""
    calendar_method = models.CharField(max_length=7, choices=CalendarMethod, blank=True)
    private = models.BooleanField(default=False)
    state = models.CharField(max_length=6, choices=LetterState, default=LetterState.QUEUED)
    queued_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": Privacy.STAFF,
        "key": Privacy.SECRET,
        "kind": Privacy.STAFF,
        "person": Privacy.STAFF,
        "to": Privacy.STAFF,
        "subject": Privacy.SECRET,
        "body": Privacy.SECRET,
        "calendar": Privacy.SECRET,
        "calendar_method": Privacy.SECRET,
        "private": Privacy.STAFF,
        "state": Privacy.STAFF,
        "queued_at": Privacy.STAFF,
        "sent_at": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(calendar="", calendar_method="")
                | ~Q(calendar="") & Q(calendar_method__in=CalendarMethod.values),
                name="letter_says_what_calendars_do",
            ),
        ]

    def __str__(self):
        return self.kind
