import uuid

from django.db import models
from django.db.models.functions import Lower

from network.roles import Privacy
from network.words import validate_one_line

from .groups import Group


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
    query = models.JSONField(default=dict)
    """The roster's filters as its address has them: name to a list of values."""
    columns = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
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
