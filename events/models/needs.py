from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from network.roles import Privacy

#: How long after an event its needs are kept.
KEPT = timedelta(days=30)


class NeedKind(models.TextChoices):
    DIET = "diet", noop("Food")
    ACCESS = "access", noop("Access")
    CHILDCARE = "childcare", noop("Childcare")
    INTERPRETATION = "interpretation", noop("Interpretation")


#: What is offered to tick; whatever else is needed goes into words.
USUAL = {
    NeedKind.DIET: (
        noop("Vegetarian"),
        noop("Vegan"),
        noop("Halal"),
        noop("Kosher"),
        noop("No gluten"),
        noop("No dairy"),
        noop("No nuts"),
        noop("No shellfish"),
    ),
    NeedKind.ACCESS: (
        noop("Wheelchair access"),
        noop("A seat near the front"),
        noop("Live captions"),
        noop("Hearing loop"),
        noop("Large print"),
        noop("Somebody comes along to assist me"),
    ),
    NeedKind.CHILDCARE: (noop("Under 2 years"), noop("2 to 5 years"), noop("6 to 12 years")),
    NeedKind.INTERPRETATION: (
        noop("Spanish"),
        noop("American Sign Language"),
        noop("French"),
        noop("Mandarin"),
    ),
}


class Need(models.Model):
    """What somebody needs to be able to come. It goes to one provider, and is then destroyed."""

    registration = models.ForeignKey("events.Registration", models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=14, choices=NeedKind)
    choices = models.JSONField(default=list, blank=True)
    """Which of the usual ones, such as "vegan" or "Spanish"."""
    words = models.CharField(max_length=500, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When somebody took care of it; a change of the need empties this."""

    privacy = {
        "id": Privacy.STAFF,
        "registration": Privacy.SELF,
        "kind": Privacy.SELF,
        "choices": Privacy.SELF,
        "words": Privacy.SELF,
        "seen_at": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                name="need_one_of_each_kind",
                violation_error_message="This is noted already.",
            ),
            models.CheckConstraint(
                condition=~Q(choices=[]) | ~Q(words=""),
                name="need_says_something",
                violation_error_message="Say what is needed.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
