from django.db import models

from network.roles import Privacy


class Appears(models.TextChoices):
    """How a member appears to the other members; from the most open to the most private."""

    SHOWN = "shown", "With my name and office"
    INITIAL = "initial", "With my first name and an initial only"
    HIDDEN = "hidden", "Not on the list"


#: From the most open to the most private.
OPENNESS = [Appears.SHOWN, Appears.INITIAL, Appears.HIDDEN]
#: Of the words beside the choice. A change of them is a new version.
TEXT_VERSION = "2026-11"


class RosterChoice(models.Model):
    """How somebody chose to appear on the roster. Who came in before they were asked has none."""

    membership = models.OneToOneField("network.Membership", models.CASCADE, related_name="+")
    appears = models.CharField(max_length=7, choices=Appears)
    text_version = models.CharField(max_length=20)
    at = models.DateTimeField()

    # The person takes it with their data: that is theirs to know, and nobody else's.
    privacy = {
        "id": Privacy.SECRET,
        "membership": Privacy.SELF,
        "appears": Privacy.SELF,
        "text_version": Privacy.SELF,
        "at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(appears__in=Appears.values),
                name="roster_choice_is_one_of_three",
            ),
        ]

    def __str__(self):
        return self.get_appears_display()
