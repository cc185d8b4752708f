import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import validate_one_line

from .offices import Office, Precision
from .rights import rights_of


class ApplicationState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    APPROVED = "approved", "Approved"
    DECLINED = "declined", "Declined"


class ApplicationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ApplicationState.WAITING)

    def editable_by(self, user):
        """National staff decide on every application, chapter staff on those of their state."""
        rights = rights_of(user)
        if rights.everyone:
            return self
        return self.filter(chapter__in=rights.chapters)


class Application(models.Model):
    """What somebody told us when they asked to join, in their words, until it is decided.

    The mailbox is already proven when a row appears here. `person` is the record the
    mailbox belongs to; whether the applicant is also somebody else on the roster is for
    staff to say when they approve.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="applications")
    chapter = models.ForeignKey(
        "network.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The chapter of the office's state; null where none is open and national staff decide."""
    email = models.EmailField()
    given = models.CharField("first name", max_length=100, validators=[validate_one_line])
    family = models.CharField("last name", max_length=100, validators=[validate_one_line])
    jurisdiction = models.ForeignKey("network.Jurisdiction", models.PROTECT, related_name="+")
    office_role = models.CharField(max_length=16, choices=Office.Role)
    seat_label = models.CharField(max_length=100, blank=True, validators=[validate_one_line])
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    heard = models.CharField("how they heard of us", max_length=300, blank=True)
    state = models.CharField(
        max_length=8, choices=ApplicationState, default=ApplicationState.WAITING
    )
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = ApplicationQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "person",
            "chapter",
            "email",
            "given",
            "family",
            "jurisdiction",
            "office_role",
            "seat_label",
            "starts_on",
            "starts_precision",
            "ends_on",
            "ends_precision",
            "heard",
            "state",
            "submitted_at",
            "decided_by",
            "decided_at",
            "reason",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=ApplicationState.WAITING),
                name="application_one_waiting_per_person",
                violation_error_message="This application is already waiting.",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.WAITING, decided_at=None)
                | ~Q(state=ApplicationState.WAITING) & Q(decided_at__isnull=False),
                name="application_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.DECLINED) | ~Q(reason=""),
                name="application_declined_with_a_reason",
                violation_error_message="Give a reason.",
            ),
        ]

    def __str__(self):
        return f"{self.given} {self.family}"
