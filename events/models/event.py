import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_noop as noop

from events.models.clocks import validate_zone, wall
from network.models import Group, Membership
from network.models.rights import rights_of
from network.roles import PRIVATE_KINDS, GroupKind, Privacy, Role
from network.words import validate_one_line

#: How long calendars are told that something was called off, or what is over.
TOLD_CANCELLED = timedelta(days=30)
TOLD_PAST = timedelta(days=365)


class Kind(models.TextChoices):
    MEETING = "meeting", noop("Meeting")
    GATHERING = "gathering", noop("Gathering")
    TRAINING = "training", noop("Training")
    CALL = "call", noop("Rapid-response call")
    CONVENING = "convening", noop("Convening")


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

    def with_places(self):
        """What one registers for: it has a page and tickets. A group's own meeting has neither."""
        return self.exclude(kind=Kind.MEETING)

    def visible_to(self, user, *, on):
        """What anybody may see, members of the network, and those of the group that hosts it.

        What a private group hosts is in nobody's list: whoever may see the group asks for it
        by its host. A draft is seen at the desk alone.
        """
        seen = Q(visibility=Visibility.PUBLIC)
        if user.is_authenticated:
            mine = Membership.objects.live(on=on).filter(person__user=user)
            in_network = mine.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER)
            seen |= Q(visibility=Visibility.MEMBERS) & Exists(in_network)
            seen |= Q(visibility=Visibility.AUDIENCE) & Exists(mine.filter(group=OuterRef("host")))
        return self.exclude(host__kind__in=PRIVATE_KINDS).filter(seen, draft=False)

    def editable_by(self, user):
        """Events whose places and money this user keeps: all for national staff, else those of
        their chapters and of what belongs to them. Never a private group's.
        """
        rights = rights_of(user)
        ours = self.with_places().exclude(host__kind__in=PRIVATE_KINDS)
        if rights.everyone:
            return ours
        return ours.filter(Q(host__in=rights.chapters) | Q(host__parent__in=rights.chapters))


class Event(models.Model):
    """Something that happens: where, and between which instants, in its own time zone.

    Its row is also the lock on its seats, places and money: see `events.operations.locking`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.MEETING)
    slug = models.SlugField(
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        error_messages={"unique": "Another event has this address."},
    )
    """The last part of the address of its page; a meeting has none."""
    host = models.ForeignKey(Group, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, validators=[validate_one_line])
    summary = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    timezone = models.CharField(max_length=50, validators=[validate_zone])
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    address = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    online = models.BooleanField(default=False)
    description = models.TextField(max_length=8000, blank=True)
    access_notes = models.TextField(max_length=2000, blank=True)
    """What somebody who needs a ramp, a ride or an interpreter should know beforehand."""
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.AUDIENCE)
    draft = models.BooleanField(default=False)
    opens_at = models.DateTimeField(null=True, blank=True)
    """When registration opens; nothing says that it is open."""
    closes_at = models.DateTimeField(null=True, blank=True)
    """When registration closes; nothing says when it ends."""
    changes_until = models.DateTimeField(null=True, blank=True)
    """Until when people cancel or hand on their place themselves; nothing says until it starts."""
    guests_each = models.PositiveSmallIntegerField(default=0)
    """How many guests somebody may bring."""
    needs_asked = models.JSONField(default=list, blank=True)
    """Kinds of need that registering asks about: see `events.models.needs`."""
    join_link = models.TextField(blank=True, editable=False)
    """The way into an online event as `network.sealing` seals it, for those who have a place.
    A caucus keeps its own locked away elsewhere."""
    ticket_key = models.TextField(blank=True, editable=False)
    """What its tickets' codes are made with, sealed."""
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """How often what a calendar shows has changed: the higher number wins in a calendar."""
    changed_at = models.DateTimeField(default=now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    """An event called off is kept: calendars that hold it must be told."""
    called_off_words = models.CharField(
        max_length=300, blank=True, editable=False, validators=[validate_one_line]
    )
    """Why, as those who had a place are told."""

    objects = EventQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "kind",
            "slug",
            "host",
            "title",
            "summary",
            "timezone",
            "starts_at",
            "ends_at",
            "place",
            "address",
            "online",
            "description",
            "access_notes",
            "visibility",
            "draft",
            "opens_at",
            "closes_at",
            "changes_until",
            "guests_each",
            "needs_asked",
            "sequence",
            "changed_at",
            "cancelled_at",
            "called_off_words",
        ],
        Privacy.MEMBERS,
    ) | {"join_link": Privacy.SECRET, "ticket_key": Privacy.SECRET}

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
            models.CheckConstraint(
                condition=Q(kind=Kind.MEETING) | Q(slug__isnull=False),
                name="event_with_places_has_an_address",
                violation_error_message="Give its page an address.",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="event_closes_after_it_opens",
                violation_error_message="Registration closes before it opens.",
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "id"], name="event_by_start")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.slug])

    def has_begun(self, *, at):
        return self.starts_at <= at

    def is_over(self, *, at):
        return self.ends_at <= at

    def is_open(self, *, at):
        """Whether places are given at an instant, so far as dates say."""
        begun = self.opens_at is None or self.opens_at <= at
        return begun and at < (self.closes_at or self.ends_at) and self.cancelled_at is None

    def may_be_changed(self, *, at):
        """Whether somebody may still cancel or hand on their place by themselves."""
        return at < (self.changes_until or self.starts_at)

    def day(self, at):
        """The date that clocks at the event show at an instant."""
        return wall(at, zone=self.timezone).date()
