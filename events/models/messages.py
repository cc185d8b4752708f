"""What staff wrote to those who come, and how far it has gone out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import validate_one_line


class MessageTo(models.TextChoices):
    EVERYBODY = "everybody", "Everybody who comes"
    TICKET = "ticket", "Those with one ticket"
    SESSION = "session", "Those who chose one session"
    UNPAID = "unpaid", "Those whose place is not paid for"
    ABSENT = "absent", "Those who have not come in yet"


class EventMessage(models.Model):
    """One letter to many. The letters themselves are kept where all letters are."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="messages")
    to = models.CharField(max_length=9, choices=MessageTo)
    ticket_type = models.ForeignKey(
        "events.TicketType", models.PROTECT, null=True, blank=True, related_name="+"
    )
    session = models.ForeignKey(
        "events.Session", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Never a private one: see `events.operations.messages`."""
    subject = models.CharField(max_length=150, validators=[validate_one_line])
    words = models.TextField(max_length=5000)
    total = models.PositiveIntegerField()
    """How many it was for when it was sent off."""
    done = models.PositiveIntegerField(default=0)
    """How many letters are on their way."""
    skipped = models.PositiveIntegerField(default=0)
    """Who had no e-mail address, or gave their place back meanwhile."""
    reached = models.PositiveBigIntegerField(default=0)
    """The key of the last place it was written to; the next batch goes on behind it."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "event",
            "to",
            "ticket_type",
            "session",
            "subject",
            "words",
            "total",
            "done",
            "skipped",
            "reached",
            "by",
            "sent_at",
            "finished_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to=MessageTo.TICKET, ticket_type__isnull=False)
                | ~Q(to=MessageTo.TICKET) & Q(ticket_type=None),
                name="event_message_names_its_ticket",
                violation_error_message="Choose a ticket.",
            ),
            models.CheckConstraint(
                condition=Q(to=MessageTo.SESSION, session__isnull=False)
                | ~Q(to=MessageTo.SESSION) & Q(session=None),
                name="event_message_names_its_session",
                violation_error_message="Choose a session.",
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="event_message_is_for_somebody",
                violation_error_message="Nobody would get this.",
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(words=""),
                name="event_message_says_something",
                violation_error_message="Write a subject and a message.",
            ),
        ]

    def __str__(self):
        return self.subject
