from django.db import models
from django.db.models import Q

from network.models import Person
from network.roles import Privacy


class PrivateShown(models.TextChoices):
    """How meetings of private groups stand in the calendar of somebody who is in them."""

    HIDDEN = "hidden", "Leave them out"
    DISCREET = "discreet", "Only the time, as “Meeting”"
    NAMED = "named", "With the group’s name"


class CalendarTokenQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)


class CalendarToken(models.Model):
    """The secret address of somebody's own calendar. Only its hash is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the token, in hexadecimal."""
    private_shown = models.CharField(
        max_length=8, choices=PrivateShown, default=PrivateShown.DISCREET
    )
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarTokenQuerySet.as_manager()

    privacy = {
        "id": Privacy.SECRET,
        "person": Privacy.SELF,
        "digest": Privacy.SECRET,
        # Whether somebody chose at all tells whether they have something to hide.
        "private_shown": Privacy.SELF,
        "made_at": Privacy.SELF,
        "last_used_on": Privacy.SELF,
        "revoked_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(revoked_at=None),
                name="calendar_token_one_live_per_person",
                violation_error_message="You have a calendar address already.",
            ),
            models.CheckConstraint(
                condition=Q(private_shown__in=PrivateShown.values),
                name="calendar_token_private_shown",
            ),
        ]

    def __str__(self):
        return f"Calendar of {self.person}"
