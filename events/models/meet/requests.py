"""Asking for a meeting in one's own words, where nobody's times are to choose from."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.models import Group, Person
from network.models.rights import rights_of
from network.roles import Privacy


class MeetingRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def editable_by(self, user):
        """All for national staff; a director's are those of members of the chapter."""
        rights = rights_of(user)
        return self if rights.everyone else self.filter(group__in=rights.chapters)

    def of_user(self, user):
        return self.filter(person__user=user)


class MeetingRequest(models.Model):
    """What somebody wrote who found nobody to meet, or no time that suits: staff find one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    """Whose staff answer: the chapter's, or the network's for whoever is in none."""
    words = models.TextField(max_length=1000)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MeetingRequestQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.SELF,
        "group": Privacy.STAFF,
        "words": Privacy.SELF,
        "made_at": Privacy.SELF,
        "answered_at": Privacy.SELF,
        "answered_by": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(answered_at=None),
                name="meeting_request_one_open_per_person",
                violation_error_message="We have your note already, and will write to you.",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="meeting_request_says_something",
                violation_error_message="Say in a few words what it is about.",
            ),
        ]

    def __str__(self):
        return f"Request of {self.person}"
