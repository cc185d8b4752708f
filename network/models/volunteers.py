import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy

from .groups import Group


class VolunteerState(models.TextChoices):
    NEW = "new", "New"
    SHORTLISTED = "shortlisted", "Shortlisted"
    APPOINTED = "appointed", "Appointed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: States in which an answer is owed.
OPEN = (VolunteerState.NEW, VolunteerState.SHORTLISTED)


class VolunteerQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=OPEN)

    def editable_by(self, user):
        return self.filter(seat__committee__in=Group.objects.editable_by(user))


class Volunteer(models.Model):
    """A member who offered to take a seat, until staff appoint somebody or say no."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey("network.Seat", models.PROTECT, related_name="volunteers")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="volunteering")
    words = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=11, choices=VolunteerState, default=VolunteerState.NEW)
    offered_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = VolunteerQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "seat",
            "person",
            "words",
            "state",
            "offered_at",
            "decided_by",
            "decided_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "person"],
                condition=Q(state__in=["new", "shortlisted"]),
                name="volunteer_once_per_seat",
                violation_error_message="You have already offered to take this seat.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.seat}"

    @property
    def is_waiting(self) -> bool:
        return self.state in OPEN
