"""Who can be met, for whom they are there, and where."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from events.models.clocks import validate_zone
from events.models.meet.minutes import in_fives, validate_fives
from network.models import Group, Membership, Person
from network.models.rights import rights_of
from network.roles import CHAPTER_DESK, NATIONAL_DESK, GroupKind, Privacy
from network.words import validate_one_line

#: No journey to a place takes longer than this, in minutes.
LONGEST_JOURNEY = 8 * 60


def works(*, on):
    """Who works for the network or a chapter on a day, and where: memberships."""
    desk = Q(group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK) | Q(
        group__kind=GroupKind.CHAPTER, role__in=CHAPTER_DESK
    )
    return Membership.objects.live(on=on).filter(desk, group__closed_on=None)


def _on_staff(on) -> Exists:
    return Exists(works(on=on).filter(person=OuterRef("person")))


class HostQuerySet(models.QuerySet):
    def meeting(self, *, on):
        """Those who can be met: they take meetings, and are on the staff on a day."""
        return self.filter(_on_staff(on), active=True, person__erased_at=None)

    def gone(self, *, on):
        """Those who are on the staff no more, whatever they still have booked."""
        return self.exclude(_on_staff(on))

    def of_user(self, user):
        """The one whom this user is."""
        return self.filter(person__user=user) if user.is_authenticated else self.none()

    def editable_by(self, user):
        """Whose hours and meetings a user keeps: all for national staff, else their chapters'.

        And their own. A chapter's hosts are there for the chapter or for one of its regions.
        """
        rights = rights_of(user)
        if rights.everyone:
            return self
        if not rights.desk:
            return self.none()
        areas = HostArea.objects.filter(
            Q(group__in=rights.chapters) | Q(group__parent__in=rights.chapters)
        )
        return self.filter(Q(person__user=user) | Q(pk__in=areas.values("host")))


class Host(models.Model):
    """Somebody of the staff whom members meet. The row is the lock on all that they have booked."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    """Their address below `/meet/`."""
    timezone = models.CharField(max_length=40, validators=[validate_zone])
    headline = models.CharField(max_length=120, blank=True, validators=[validate_one_line])
    """What they are to whoever meets them, such as "State director, Maryland"."""
    about = models.TextField(max_length=600, blank=True)
    video_link = models.TextField(blank=True, editable=False)
    """Where they meet online, sealed; shown to whoever has a confirmed meeting, on a button."""
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = HostQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.MEMBERS,
        "slug": Privacy.MEMBERS,
        "timezone": Privacy.MEMBERS,
        "headline": Privacy.MEMBERS,
        "about": Privacy.MEMBERS,
        "video_link": Privacy.SECRET,
        "active": Privacy.STAFF,
        "made_at": Privacy.STAFF,
    }

    def __str__(self):
        return str(self.person)

    def get_absolute_url(self):
        return reverse("events:meet_host", args=[self.slug])


class HostArea(models.Model):
    """A region, chapter or the whole network that somebody is the one to meet for."""

    host = models.ForeignKey(Host, models.CASCADE, related_name="areas")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)
    """Of several hosts for one group, the lowest is asked first."""

    privacy = dict.fromkeys(["id", "host", "group", "rank"], Privacy.STAFF)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "group"],
                name="host_area_once",
                violation_error_message="They are there for this group already.",
            ),
        ]

    def __str__(self):
        return f"{self.host}, {self.group}"


class MeetingPlaceQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def open_to(self, host):
        """Where a host can meet: rooms of the groups they are there for, and the network's.

        A region's hosts meet in the rooms of its chapter.
        """
        theirs = HostArea.objects.filter(host=host)
        return self.open().filter(
            Q(group__in=theirs.values("group"))
            | Q(group__in=theirs.values("group__parent"))
            | Q(group__kind=GroupKind.NETWORK)
        )

    def editable_by(self, user):
        rights = rights_of(user)
        return self if rights.everyone else self.filter(group__in=rights.chapters)


class MeetingPlace(models.Model):
    """Where people meet in person. One meeting at a time: two hosts cannot both have the room."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, validators=[validate_one_line])
    address = models.CharField(max_length=200, validators=[validate_one_line])
    access = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    """How to get in: steps, elevator, parking, bus."""
    timezone = models.CharField(max_length=40, validators=[validate_zone])
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """The chapter whose staff keep it, or the network."""
    travel_before = models.PositiveSmallIntegerField(default=0, validators=[validate_fives])
    travel_after = models.PositiveSmallIntegerField(default=0, validators=[validate_fives])
    """Minutes that a host is on the way there and back."""
    closed_on = models.DateField(null=True, blank=True)

    objects = MeetingPlaceQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "name": Privacy.MEMBERS,
        "address": Privacy.MEMBERS,
        "access": Privacy.MEMBERS,
        "timezone": Privacy.MEMBERS,
        "group": Privacy.STAFF,
        "travel_before": Privacy.STAFF,
        "travel_after": Privacy.STAFF,
        "closed_on": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"],
                condition=Q(closed_on=None),
                name="meeting_place_name_once_in_group",
                violation_error_message="There is a place of this name already.",
            ),
            models.CheckConstraint(
                condition=in_fives("travel_before", "travel_after")
                & Q(travel_before__lte=LONGEST_JOURNEY, travel_after__lte=LONGEST_JOURNEY),
                name="meeting_place_travel_in_fives",
                violation_error_message="Use a multiple of five minutes, up to eight hours.",
            ),
        ]

    def __str__(self):
        return self.name
