"""When a host can be met: hours of a week, days that differ, time away and travel.

Hours are minutes since midnight as clocks show them where the host is on that day, so that
nine stays nine when clocks change, and a window may end at 24:00.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from events.models.clocks import validate_zone
from events.models.meet.hosts import Host, MeetingPlace
from events.models.meet.minutes import DAY_MINUTES, in_fives, say_minute, validate_fives
from network.roles import Privacy
from network.words import validate_one_line

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Mode(models.TextChoices):
    ONLINE = "online", "Online"
    IN_PERSON = "in_person", "In person"


class WindowMode(models.TextChoices):
    ANY = "any", "Online or in person"
    ONLINE = "online", "Online"
    IN_PERSON = "in_person", "In person"


#: The ways to meet that a window or a type of meeting leaves open.
MODES = {
    WindowMode.ANY: (Mode.ONLINE, Mode.IN_PERSON),
    WindowMode.ONLINE: (Mode.ONLINE,),
    WindowMode.IN_PERSON: (Mode.IN_PERSON,),
}


def _of_a_day(name):
    """A window's constraints, named after its table."""
    return [
        models.CheckConstraint(
            condition=Q(end_minute__gt=F("start_minute"), end_minute__lte=DAY_MINUTES)
            & in_fives("start_minute", "end_minute"),
            name=f"{name}_within_a_day",
            violation_error_message="It must end after it begins, on the same day, in fives.",
        ),
        models.CheckConstraint(
            condition=Q(mode=WindowMode.ONLINE, place=None)
            | Q(mode__in=[WindowMode.ANY, WindowMode.IN_PERSON], place__isnull=False),
            name=f"{name}_in_person_has_a_place",
            violation_error_message="Say where they can be met in person, and only then.",
        ),
    ]


class Window(models.Model):
    """From one minute of a day to another: 0 is midnight, 1440 the next."""

    start_minute = models.PositiveSmallIntegerField(validators=[validate_fives])
    end_minute = models.PositiveSmallIntegerField(validators=[validate_fives])
    mode = models.CharField(max_length=9, choices=WindowMode, default=WindowMode.ONLINE)
    place = models.ForeignKey(MeetingPlace, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def span(self) -> str:
        """ "9 a.m. to noon" """
        return f"{say_minute(self.start_minute)} to {say_minute(self.end_minute)}"

    @property
    def how(self) -> str:
        """ "online", or "in person, Annex" """
        way = WindowMode(self.mode).label.lower()
        return f"{way}, {self.place}" if self.place else way


class WeeklyHours(Window):
    """A window that comes every week, perhaps only between two dates."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(choices=list(enumerate(WEEKDAYS)))
    """0 is Monday."""
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "host",
            "weekday",
            "start_minute",
            "end_minute",
            "mode",
            "place",
            "valid_from",
            "valid_until",
        ],
        Privacy.STAFF,
    )

    class Meta:
        ordering = ["weekday", "start_minute", "pk"]
        constraints = [
            *_of_a_day("weekly_hours"),
            models.CheckConstraint(
                condition=Q(weekday__lte=6), name="weekly_hours_weekday_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="weekly_hours_end_after_they_begin",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self):
        return f"{WEEKDAYS[self.weekday]}, {self.host}"


class DateOverride(models.Model):
    """One day that differs from its weekday. Without windows nobody is met on it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="overrides")
    on = models.DateField()
    note = models.CharField(max_length=120, blank=True, validators=[validate_one_line])

    privacy = dict.fromkeys(["id", "public_id", "host", "on", "note"], Privacy.STAFF)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "on"],
                name="date_override_once_a_day",
                violation_error_message="This day has its own hours already.",
            ),
        ]

    def __str__(self):
        return f"{self.on}, {self.host}"


class OverrideWindow(Window):
    override = models.ForeignKey(DateOverride, models.CASCADE, related_name="windows")

    privacy = dict.fromkeys(
        ["id", "override", "start_minute", "end_minute", "mode", "place"], Privacy.STAFF
    )

    class Meta:
        ordering = ["start_minute", "pk"]
        constraints = _of_a_day("override_window")

    def __str__(self):
        return f"{self.start_minute} to {self.end_minute}, {self.override}"


class TimeAway(models.Model):
    """A stretch of time in which nobody is met, whatever the hours say."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="times_away")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True, validators=[validate_one_line])

    privacy = dict.fromkeys(
        ["id", "public_id", "host", "starts_at", "ends_at", "note"], Privacy.STAFF
    )

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="time_away_ends_after_it_begins",
                violation_error_message="It must end after it begins.",
            ),
        ]

    def __str__(self):
        return f"{self.starts_at} to {self.ends_at}, {self.host}"


class HostTravel(models.Model):
    """Days a host spends where clocks show another time: their hours are read there."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    host = models.ForeignKey(Host, models.CASCADE, related_name="travels")
    first_day = models.DateField()
    last_day = models.DateField()
    timezone = models.CharField(max_length=40, validators=[validate_zone])

    privacy = dict.fromkeys(
        ["id", "public_id", "host", "first_day", "last_day", "timezone"], Privacy.STAFF
    )

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="host_travel_ends_after_it_begins",
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self):
        return f"{self.host}, {self.timezone}"
