"""What one can meet a host about, and pools of hosts who take turns."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from events.models.meet.hosts import Host
from events.models.meet.hours import MODES, Mode, WindowMode
from events.models.meet.minutes import DAY_MINUTES, in_fives, validate_fives
from network import audiences
from network.models import Group
from network.models.rights import rights_of
from network.roles import Privacy
from network.words import validate_one_line

#: What one turn costs a member of weight 1; of weight 10 a tenth of it. Divides by 1 to 10.
TURN = 2520
MOST_WEIGHT = 10
MOST_QUESTIONS = 5


class MeetingPoolQuerySet(models.QuerySet):
    def editable_by(self, user):
        """All for national staff, else their chapters'."""
        rights = rights_of(user)
        return self if rights.everyone else self.filter(group__in=rights.chapters)


class MeetingPool(models.Model):
    """Hosts who share a kind of meeting. Whose turn it is, is worked out when one is booked.

    Start-time fair queuing: each turn moves its host on by TURN / weight, and nobody stands
    further back than the last one served. So neither whoever is new nor whoever was away for
    a month is given all that comes next.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, validators=[validate_one_line])
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """The chapter, or the network, whose staff keep it."""
    turn = models.PositiveBigIntegerField(default=0, editable=False)
    """Where the last one served stood."""

    objects = MeetingPoolQuerySet.as_manager()

    privacy = dict.fromkeys(["id", "public_id", "name", "group", "turn"], Privacy.STAFF)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"],
                name="meeting_pool_name_once_in_group",
                violation_error_message="There is a pool of this name already.",
            ),
        ]

    def __str__(self):
        return self.name


class PoolMember(models.Model):
    pool = models.ForeignKey(MeetingPool, models.CASCADE, related_name="members")
    host = models.ForeignKey(Host, models.PROTECT, related_name="pools")
    weight = models.PositiveSmallIntegerField(default=1)
    """Of two hosts the one of weight 2 is given twice as many."""
    priority = models.PositiveSmallIntegerField(default=1)
    """The lowest is asked first; others only where none of those can."""
    since = models.DateTimeField()
    turn = models.PositiveBigIntegerField(default=0, editable=False)

    privacy = dict.fromkeys(
        ["id", "pool", "host", "weight", "priority", "since", "turn"], Privacy.STAFF
    )

    class Meta:
        ordering = ["priority", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "host"],
                name="pool_member_once",
                violation_error_message="They are in this pool already.",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=MOST_WEIGHT),
                name="pool_member_weight_is_one_to_ten",
                violation_error_message="A weight is a number from 1 to 10.",
            ),
        ]

    def __str__(self):
        return f"{self.host}, {self.pool}"


def validate_questions(questions):
    """A list of up to five questions, each a line of words."""
    fits = isinstance(questions, list) and len(questions) <= MOST_QUESTIONS
    if not fits or not all(
        isinstance(asked, str) and asked.strip() and len(asked) <= 120 for asked in questions
    ):
        raise ValidationError(
            f"Up to {MOST_QUESTIONS} questions, each of at most 120 characters.", code="questions"
        )


class MeetingTypeQuerySet(models.QuerySet):
    def active(self):
        return self.filter(active=True)

    def editable_by(self, user):
        rights = rights_of(user)
        if rights.everyone:
            return self
        return self.filter(
            Q(host__in=Host.objects.editable_by(user)) | Q(pool__group__in=rights.chapters)
        )


class MeetingType(models.Model):
    """What somebody can book: with one host or whoever's turn it is in a pool. Times in minutes."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80, validators=[validate_one_line])
    description = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    host = models.ForeignKey(
        Host, models.PROTECT, null=True, blank=True, related_name="meeting_types"
    )
    pool = models.ForeignKey(
        MeetingPool, models.PROTECT, null=True, blank=True, related_name="meeting_types"
    )
    minutes = models.PositiveSmallIntegerField(default=30, validators=[validate_fives])
    step = models.PositiveSmallIntegerField(default=30, validators=[validate_fives])
    """How far apart the times are that are offered."""
    before = models.PositiveSmallIntegerField(default=0, validators=[validate_fives])
    after = models.PositiveSmallIntegerField(default=0, validators=[validate_fives])
    """What is kept free around it."""
    notice = models.PositiveIntegerField(default=DAY_MINUTES)
    """Nobody books later than this before it begins."""
    horizon_days = models.PositiveSmallIntegerField(default=60)
    per_day_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    """At most so many of this type on one day of the host's."""
    modes = models.CharField(max_length=9, choices=WindowMode, default=WindowMode.ANY)
    audience = models.JSONField(default=dict, blank=True, validators=[audiences.validate])
    """Who of the network may book, as `network.audiences` reads it."""
    public = models.BooleanField(default=False)
    """Whether somebody whom the network does not know may book, with a proven mailbox."""
    approval = models.BooleanField(default=False)
    """Whether the host says yes to each."""
    cancel_cutoff = models.PositiveIntegerField(default=60)
    move_cutoff = models.PositiveIntegerField(default=4 * 60)
    """Later than this before it begins, only the host calls it off or moves it."""
    questions = models.JSONField(default=list, blank=True, validators=[validate_questions])
    active = models.BooleanField(default=True)

    objects = MeetingTypeQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "slug": Privacy.MEMBERS,
        "name": Privacy.MEMBERS,
        "description": Privacy.MEMBERS,
        "host": Privacy.MEMBERS,
        "pool": Privacy.STAFF,
        "minutes": Privacy.MEMBERS,
        "step": Privacy.STAFF,
        "before": Privacy.STAFF,
        "after": Privacy.STAFF,
        "notice": Privacy.MEMBERS,
        "horizon_days": Privacy.MEMBERS,
        "per_day_cap": Privacy.STAFF,
        "modes": Privacy.MEMBERS,
        "audience": Privacy.STAFF,
        "public": Privacy.STAFF,
        "approval": Privacy.MEMBERS,
        "cancel_cutoff": Privacy.MEMBERS,
        "move_cutoff": Privacy.MEMBERS,
        "questions": Privacy.MEMBERS,
        "active": Privacy.STAFF,
    }

    class Meta:
        ordering = ["minutes", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(host__isnull=False, pool=None) | Q(host=None, pool__isnull=False),
                name="meeting_type_is_a_hosts_or_a_pools",
                violation_error_message="Choose a host or a pool, one of the two.",
            ),
            models.CheckConstraint(
                condition=in_fives("minutes", "step", "before", "after")
                & Q(minutes__gte=10, minutes__lte=480, step__gte=5, step__lte=480)
                & Q(before__lte=240, after__lte=240),
                name="meeting_type_in_fives",
                violation_error_message="Use multiples of five minutes, from 10 to 480.",
            ),
            models.CheckConstraint(
                condition=Q(horizon_days__gte=1, horizon_days__lte=366)
                & Q(notice__lt=F("horizon_days") * DAY_MINUTES),
                name="meeting_type_can_be_booked_some_day",
                violation_error_message="Ask for less notice than the days one can book ahead.",
            ),
            models.CheckConstraint(
                condition=Q(per_day_cap=None) | Q(per_day_cap__gte=1),
                name="meeting_type_cap_is_some",
                violation_error_message="At least one a day, or no limit at all.",
            ),
            models.CheckConstraint(
                condition=Q(modes__in=WindowMode.values), name="meeting_type_modes_are_known"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def ways(self) -> tuple[Mode, ...]:
        return MODES[WindowMode(self.modes)]
