import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now

from events.models.clocks import validate_zone
from network.models import Group, Membership
from network.roles import PRIVATE_KINDS, GroupKind, Privacy, Role
from network.words import validate_one_line

#: How long calendars are told that something was called off, or what is over.
TOLD_CANCELLED = timedelta(days=30)
TOLD_PAST = timedelta(days=365)


class Visibility(models.TextChoices):
    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members"
    AUDIENCE = "audience", "The group it is for"


class EventQuerySet(models.QuerySet):
    def upcoming(self, *, at):
        """Neither over at an instant nor called off, soonest first."""
        return self.filter(ends_at__gt=at, cancelled_at=None).order_by("starts_at", "pk")

    def for_calendars(self, *, at):
        """The last year and what comes; what was called off for a month, until all have heard."""
        heard = Q(cancelled_at=None) | Q(cancelled_at__gt=at - TOLD_CANCELLED)
        return self.filter(heard, ends_at__gt=at - TOLD_PAST).order_by("starts_at", "pk")

    def hosted_by(self, group):
        return self.filter(host=group)

    def visible_to(self, user, *, on):
        """What anybody may see, members of the network, and those of the group that hosts it.

        What a private group hosts is in nobody's list: whoever may see the group asks for it
        by its host.
        """
        seen = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            mine = Membership.objects.live(on=on).filter(person__user=user)
            in_network = mine.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER)
            seen |= Q(visibility=Visibility.MEMBERS) & Exists(in_network)
            seen |= Q(visibility=Visibility.AUDIENCE) & Exists(mine.filter(group=OuterRef("host")))
        return self.exclude(host__kind__in=PRIVATE_KINDS).filter(seen)


class Event(models.Model):
    """Something that happens: where, and between which instants, in its own time zone.

    The way into an online meeting is nowhere here: a caucus keeps its own locked away.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Group, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, validators=[validate_one_line])
    timezone = models.CharField(max_length=50, validators=[validate_zone])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    online = models.BooleanField(default=False)
    description = models.TextField(max_length=4000, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.AUDIENCE)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """How often what a calendar shows has changed: the higher number wins in a calendar."""
    changed_at = models.DateTimeField(default=now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    """A meeting called off is kept: calendars that hold it must be told."""

    objects = EventQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "host",
            "title",
            "timezone",
            "starts_at",
            "ends_at",
            "place",
            "online",
            "description",
            "visibility",
            "sequence",
            "changed_at",
            "cancelled_at",
        ],
        Privacy.MEMBERS,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message="The end is before the start.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(sequence__gt=0),
                name="event_cancelled_is_a_change",
            ),
        ]

    def __str__(self):
        return self.title

    def is_over(self, *, at):
        return self.ends_at <= at
