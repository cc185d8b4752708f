import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from network.roles import Privacy

#: Between asking and erasing: long enough to read the letter, and to stop what was not meant.
GRACE = timedelta(days=7)


class ErasureState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    CANCELED = "canceled", "Taken back"
    DONE = "done", "Erased"


class ErasureQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ErasureState.WAITING)

    def due(self, *, at):
        return self.waiting().filter(due_at__lte=at).order_by("due_at", "pk")


class Erasure(models.Model):
    """That somebody is to be erased, from when on, and whether it was done or taken back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="erasures")
    asked_by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    """Why staff do it; nobody need say why they want to be erased. Emptied when it is done."""
    state = models.CharField(max_length=8, choices=ErasureState, default=ErasureState.WAITING)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "person",
            "asked_by",
            "asked_at",
            "due_at",
            "reason",
            "state",
            "closed_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="erasure_one_waiting_per_person",
                violation_error_message="This is asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_at=None)
                | ~Q(state="waiting") & Q(closed_at__isnull=False),
                name="erasure_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")), name="erasure_leaves_time_to_stop_it"
            ),
        ]

    def __str__(self):
        return self.get_state_display()
