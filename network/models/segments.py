import uuid

from django.db import models
from django.db.models.functions import Lower

from network.roles import Privacy
from network.words import validate_one_line

from .groups import Group


class Column(models.TextChoices):
    """What the roster says of somebody beside the name."""

    STANDING = "standing", "Standing"
    OFFICE = "office", "Office"
    TERM = "term", "Term"
    CHAPTER = "chapter", "Chapter"
    SEAT = "seat", "Seat"
    REGION = "region", "Region"
    LANGUAGES = "languages", "Languages"
    JOINED = "joined", "Joined"
    CONTACT = "contact", "Last contact"
    ENDS = "ends", "Scheduled end"
    ELECTION = "election", "Next election"
    TAGS = "tags", "Tags"


#: What it says where nobody chose.
AT_FIRST = (Column.STANDING, Column.OFFICE, Column.TERM, Column.CHAPTER, Column.SEAT)


class Order(models.TextChoices):
    NAME = "", "Name"
    NEWEST = "newest", "Newest first"
    STATE = "state", "State of their office"
    ENDS = "ends", "Scheduled end, soonest first"
    CONTACT = "contact", "Last contact, longest ago first"


class Size(models.TextChoices):
    """How many people live where they serve."""

    UNDER_5K = "under-5k", "Under 5,000"
    UNDER_25K = "5k-25k", "5,000 to 25,000"
    UNDER_100K = "25k-100k", "25,000 to 100,000"
    OVER_100K = "over-100k", "Over 100,000"
    UNKNOWN = "unknown", "Not known"


class LastContact(models.TextChoices):
    """When somebody was last in touch; a number is for how many months nobody was."""

    MONTH = "month", "Within the last month"
    QUARTER = "3", "Not for 3 months"
    HALF = "6", "Not for 6 months"
    YEAR = "12", "Not for a year"
    NEVER = "never", "Never"


class SegmentQuerySet(models.QuerySet):
    def editable_by(self, user):
        return self.filter(group__in=Group.objects.editable_by(user))


class Segment(models.Model):
    """A question about the roster that is asked again and again. It holds nobody: whoever fits
    on the day is in it, as far as the reader may see them.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey("network.Group", models.PROTECT, related_name="segments")
    name = models.CharField(max_length=80, validators=[validate_one_line])
    query = models.JSONField(default=dict, blank=True)
    """The roster's filters as its address has them: name to a list of values."""
    columns = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = SegmentQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "public_id", "group", "name", "query", "columns", "made_by", "made_at"],
        Privacy.STAFF,
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "group",
                Lower("name"),
                name="segment_once_per_group",
                violation_error_message="A segment of this name is already there.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="segment_has_a_name",
                violation_error_message="Enter a name.",
            ),
        ]

    def __str__(self):
        return self.name
