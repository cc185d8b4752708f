"""Room for people: one row for each seat, so that nothing is counted and nothing can drift."""

from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import validate_one_line


class PoolKind(models.TextChoices):
    EVENT = "event", "The whole event"
    TICKETS = "tickets", "Some tickets"
    SESSION = "session", "A session"
    PRIVATE = "private", "A private group’s session"


class SeatQuerySet(models.QuerySet):
    def usable(self):
        """Seats that count: what was taken away is kept, without anybody on it."""
        return self.filter(retired=False)

    def taken(self):
        return self.filter(registration__isnull=False)

    def free(self, *, held_for=""):
        """Seats anybody may take, or those held back for a purpose."""
        return self.usable().filter(registration=None, held_for=held_for)


class SeatManager(models.Manager.from_queryset(SeatQuerySet)):
    pass


class SeatPoolManager(models.Manager):
    """Leaves out those of private groups' sessions."""

    def get_queryset(self):
        return super().get_queryset().exclude(kind=PoolKind.PRIVATE)


class SeatPool(models.Model):
    """Seats that are taken together. Where there is no pool there is no limit."""

    event = models.ForeignKey("events.Event", models.PROTECT, related_name="pools")
    kind = models.CharField(max_length=7, choices=PoolKind)
    name = models.CharField(max_length=120, validators=[validate_one_line])

    objects = SeatPoolManager()
    including_private = models.Manager.from_queryset(models.QuerySet)()

    privacy = dict.fromkeys(["id", "event", "kind", "name"], Privacy.STAFF)

    class Meta:
        base_manager_name = "including_private"
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(kind=PoolKind.EVENT),
                name="pool_one_for_the_whole_event",
            ),
        ]

    def __str__(self):
        return self.name


class Seat(models.Model):
    """One place for one person. Whose it is changes only in `events.operations.seats`."""

    pool = models.ForeignKey(SeatPool, models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    registration = models.ForeignKey(
        "events.Registration", models.PROTECT, null=True, blank=True, related_name="seats"
    )
    held_for = models.CharField(max_length=40, blank=True, validators=[validate_one_line])
    """Why it is not for everybody, such as "speakers"."""
    retired = models.BooleanField(default=False)

    objects = SeatManager()

    privacy = dict.fromkeys(
        ["id", "pool", "number", "registration", "held_for", "retired"], Privacy.STAFF
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "number"], name="seat_once_in_its_pool"),
            models.UniqueConstraint(
                fields=["pool", "registration"],
                condition=Q(registration__isnull=False),
                name="seat_one_per_registration_and_pool",
                violation_error_message="This place has its seat there already.",
            ),
            models.CheckConstraint(
                condition=Q(retired=False) | Q(registration=None),
                name="seat_retired_is_empty",
                violation_error_message="Somebody has this seat.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["pool", "held_for", "number"],
                condition=Q(registration=None, retired=False),
                name="seat_free",
            )
        ]

    def __str__(self):
        return f"{self.pool} {self.number}"
