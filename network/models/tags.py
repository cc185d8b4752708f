import uuid

from django.db import models
from django.db.models.functions import Lower

from network.roles import Privacy
from network.words import validate_one_line

from .groups import Group


class TagQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Staff use the tags of the groups they keep; nobody else learns that there are any."""
        return self.filter(group__in=Group.objects.editable_by(user))


class Tag(models.Model):
    """A word of a chapter's staff, or of national staff, for people they want to find again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey("network.Group", models.PROTECT, related_name="tags")
    name = models.CharField(max_length=40, validators=[validate_one_line])

    objects = TagQuerySet.as_manager()

    privacy = dict.fromkeys(["id", "public_id", "group", "name"], Privacy.STAFF)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "group",
                Lower("name"),
                name="tag_once_per_group",
                violation_error_message="This tag is already there.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="tag_has_a_name",
                violation_error_message="Enter a name.",
            ),
        ]

    def __str__(self):
        return self.name


class Tagging(models.Model):
    person = models.ForeignKey("network.Person", models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    privacy = dict.fromkeys(["id", "person", "tag", "by", "at"], Privacy.STAFF)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "tag"], name="tagging_once"),
        ]

    def __str__(self):
        return f"{self.person}: {self.tag}"
