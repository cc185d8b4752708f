import uuid
from datetime import date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from events.models import Event, clocks
from network.models import Person, User
from network.roles import Privacy
from network.words import validate_one_line

from .caucus import Caucus
from .patterns import ONCE_EACH, STEPS, Pattern, Rule

SHORTEST, LONGEST = 5, 24 * 60


class SeriesQuerySet(models.QuerySet):
    def running(self, *, on):
        """Those that may have a meeting on a day or after it."""
        return self.filter(Q(until=None) | Q(until__gte=on))


class MeetingSeries(models.Model):
    """Meetings that repeat. `starts_on` is the first, and the weekday and place in the month too.

    Once something of it has taken place its rule stays: it ends, and another goes on.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    caucus = models.ForeignKey(Caucus, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, validators=[validate_one_line])
    pattern = models.CharField(max_length=6, choices=Pattern)
    every = models.PositiveSmallIntegerField(default=1)
    """Every so many weeks or months, where the pattern leaves that open."""
    starts_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day on which there may be a meeting."""
    timezone = models.CharField(max_length=50, validators=[clocks.validate_zone])
    starts = models.TimeField()
    """What the clocks of the zone show, in summer as in winter."""
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    place = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    online = models.BooleanField(default=False)
    description = models.TextField(max_length=4000, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = SeriesQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "caucus",
            "title",
            "pattern",
            "every",
            "starts_on",
            "until",
            "timezone",
            "starts",
            "minutes",
            "place",
            "online",
            "description",
            "sequence",
            "changed_at",
        ],
        Privacy.SECRET,
    )

    class Meta:
        verbose_name_plural = "meeting series"
        constraints = [
            models.CheckConstraint(
                condition=Q(pattern__in=ONCE_EACH, every=1)
                | Q(pattern=Pattern.WEEKS, every__in=STEPS[Pattern.WEEKS])
                | Q(pattern=Pattern.MONTHS, every__in=STEPS[Pattern.MONTHS]),
                name="meeting_series_in_five_patterns",
                violation_error_message="Choose how often it repeats.",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("starts_on")),
                name="meeting_series_ends_after_it_starts",
                violation_error_message="The last day is before the first meeting.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                name="meeting_series_minutes",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        self.rule.check()

    @property
    def rule(self) -> Rule:
        return Rule(self.pattern, self.every, self.starts_on)

    @property
    def said(self) -> str:
        return self.rule.said

    def instant(self, day: date) -> datetime:
        """When it begins on a day, by the clocks of its zone."""
        return clocks.instant(on=day, at=self.starts, zone=self.timezone)

    def day(self, instant: datetime) -> date:
        return clocks.wall(instant, zone=self.timezone).date()

    def shown(self, begins: datetime) -> dict[str, object]:
        """What a meeting of it has where nothing was changed for that one alone."""
        return {
            "title": self.title,
            "timezone": self.timezone,
            "starts_at": begins,
            "ends_at": begins + timedelta(minutes=self.minutes),
            "place": self.place,
            "online": self.online,
            "description": self.description,
        }


class OccurrenceQuerySet(models.QuerySet):
    def begun(self, *, at):
        return self.filter(event__starts_at__lte=at)

    def apart(self):
        """Moved or called off on its own, the earliest first."""
        own = Q(moved=True) | Q(event__cancelled_at__isnull=False)
        return self.filter(own).select_related("event").order_by("original_start")


class Occurrence(models.Model):
    """One meeting of a series, known by when the series says that it begins.

    Whether it was called off is the event's to say.
    """

    series = models.ForeignKey(MeetingSeries, models.CASCADE, related_name="occurrences")
    event = models.OneToOneField(Event, models.CASCADE, related_name="+")
    original_start = models.DateTimeField()
    moved = models.BooleanField(default=False)
    """Changed on its own: a change of the series passes it by."""

    objects = OccurrenceQuerySet.as_manager()

    privacy = dict.fromkeys(["id", "series", "event", "original_start", "moved"], Privacy.SECRET)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "original_start"], name="occurrence_once_per_start"
            )
        ]

    def __str__(self):
        return f"{self.series} {self.original_start:%Y-%m-%d}"


class Attendance(models.Model):
    """Somebody was at a meeting. Told to themselves and to those who lead, to nobody else."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    # The person takes it with their data: that is theirs to know, and nobody else's.
    privacy = {
        "id": Privacy.SECRET,
        "event": Privacy.SELF,
        "person": Privacy.SECRET,
        "by": Privacy.SECRET,
        "at": Privacy.SELF,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="attendance_once")]

    def __str__(self):
        return f"{self.person} at {self.event}"
