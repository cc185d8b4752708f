import uuid
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from network.models import Group, Membership
from network.roles import PRIVATE_KINDS, GroupKind, Privacy, Role
from network.words import validate_one_line


def validate_zone(name):
    if name not in available_timezones():
        raise ValidationError("Unknown time zone.", code="zone")


class Visibility(models.TextChoices):
    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members"
    AUDIENCE = "audience", "The group it is for"


class EventQuerySet(models.QuerySet):
    def upcoming(self, *, at):
        """Not over at an instant, soonest first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

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
    """Something that happens: where, and between which instants, in its own time zone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Group, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, validators=[validate_one_line])
    timezone = models.CharField(max_length=50, validators=[validate_zone])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.AUDIENCE)

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
            "visibility",
        ],
        Privacy.MEMBERS,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message="The end is before the start.",
            )
        ]

    def __str__(self):
        return self.title
