"""What happens inside an event: sessions in rooms, and who means to come to which."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from network import audiences
from network.roles import Privacy
from network.words import validate_one_line


class SessionManager(models.Manager):
    """Leaves out what is for a private group: forgetting a filter hides, never leaks."""

    def get_queryset(self):
        return super().get_queryset().filter(private=False)


class Session(models.Model):
    """A part of an event, in one room, at one time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=200, validators=[validate_one_line])
    description = models.TextField(max_length=2000, blank=True)
    speakers = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    track = models.CharField(max_length=60, blank=True, validators=[validate_one_line])
    room = models.CharField(max_length=60, blank=True, validators=[validate_one_line])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    audience = models.JSONField(default=dict, blank=True, validators=[audiences.validate_any])
    """Who of those with a place may choose it, as `network.audiences` says; empty is everybody."""
    private = models.BooleanField(default=False)
    """For a private group: only its own people read of it, and nobody reads who chose it. It has
    no door: neither scans nor attendance tell who came."""
    set_aside = models.BooleanField(default=False)
    """A room kept for private groups: everybody reads that it is taken, and nobody chooses it."""
    pool = models.OneToOneField(
        "events.SeatPool", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SessionManager()
    including_private = models.Manager.from_queryset(models.QuerySet)()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "event",
            "title",
            "description",
            "speakers",
            "track",
            "room",
            "starts_at",
            "ends_at",
            "audience",
            "private",
            "set_aside",
            "pool",
            "withdrawn_at",
        ],
        Privacy.MEMBERS,
    )

    class Meta:
        base_manager_name = "including_private"
        ordering = ["starts_at", "room", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message="The end is before the start.",
            ),
            models.CheckConstraint(
                condition=Q(private=False) | ~Q(audience={}),
                name="session_private_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(private=True) | ~Q(audience__has_key="caucus"),
                name="session_for_a_caucus_is_private",
            ),
            models.CheckConstraint(
                condition=Q(set_aside=False) | Q(private=False, pool=None),
                name="session_set_aside_is_only_a_room",
                violation_error_message="A room set aside has no seats to take.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if not self.private and audiences.is_private(self.audience):
            raise ValidationError({"audience": "Choose whom it is for."})

    def clashes_with(self, other):
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class SessionChoiceManager(models.Manager):
    """Leaves out who chose what is for a private group, for that tells who is in it."""

    def get_queryset(self):
        return super().get_queryset().filter(session__private=False)


class SessionChoice(models.Model):
    """Somebody with a place means to come to a session.

    Neither place nor session has a way back here by name, so that no lookup tells by accident
    who is in a private group.
    """

    registration = models.ForeignKey("events.Registration", models.CASCADE, related_name="+")
    session = models.ForeignKey(Session, models.PROTECT, related_name="+")

    objects = SessionChoiceManager()
    including_private = models.Manager.from_queryset(models.QuerySet)()

    privacy = dict.fromkeys(["id", "registration", "session"], Privacy.SELF)

    class Meta:
        base_manager_name = "including_private"
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"],
                name="session_chosen_once",
                violation_error_message="You have chosen this session already.",
            )
        ]

    def __str__(self):
        return f"{self.session}"
