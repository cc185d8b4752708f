import uuid

from django.db import models
from django.db.models import Q

from network.models import Person
from network.roles import Privacy


class WaitState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    OFFERED = "offered", "Offered a place"
    CLAIMED = "claimed", "Took the place"
    LAPSED = "lapsed", "Let the offer lapse"
    LEFT = "left", "No longer waiting"


IN_LINE = (WaitState.WAITING, WaitState.OFFERED)


class WaitlistEntryQuerySet(models.QuerySet):
    def in_line(self):
        """Who is next comes first: those put in front by a rule, then by when they asked."""
        return self.filter(state=WaitState.WAITING).order_by("-ahead", "asked_at", "pk")


class WaitlistEntry(models.Model):
    """Somebody in line for a place. An offer is a held place with a longer hold."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="waitlist")
    ticket_type = models.ForeignKey("events.TicketType", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=WaitState, default=WaitState.WAITING)
    ahead = models.BooleanField(default=False)
    """Whose money came too late for their place is next."""
    asked_at = models.DateTimeField()
    registration = models.OneToOneField(
        "events.Registration", models.PROTECT, null=True, blank=True, related_name="offer"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitlistEntryQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "event": Privacy.SELF,
        "ticket_type": Privacy.SELF,
        "person": Privacy.SELF,
        "state": Privacy.SELF,
        "ahead": Privacy.STAFF,
        "asked_at": Privacy.SELF,
        "registration": Privacy.SELF,
        "ended_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(state__in=IN_LINE),
                name="waitlist_once_per_person",
                violation_error_message="You are in line already.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "claimed"]) | Q(registration__isnull=False),
                name="waitlist_offer_is_a_place",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event", "asked_at"],
                condition=Q(state=WaitState.WAITING),
                name="waitlist_in_line",
            )
        ]

    def __str__(self):
        return f"{self.person} waits for {self.event}"
