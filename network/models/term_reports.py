import uuid

from django.db import models
from django.db.models import F, Q

from network.roles import Privacy
from network.words import validate_one_line

from .offices import Office, Precision
from .people import Person
from .rights import rights_of


class News(models.TextChoices):
    """What somebody tells of their own office."""

    STILL = "still", "I still serve"
    WON = "won", "I won an election"
    LOST = "lost", "I lost the election"
    RESIGNED = "resigned", "I resigned"
    OVER = "over", "My term is over"


class ReportState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


class TermReportQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ReportState.WAITING)

    def editable_by(self, user):
        """Staff decide on the reports of the people they see."""
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        if rights.everyone:
            return self
        people = Person.objects.visible_to(user).order_by()
        return self.filter(person__in=people.values("pk"))


class TermReport(models.Model):
    """Somebody's own word on their office, in the roster only once staff have accepted it.

    `term` is the one it is about; of an election that was won, the office is named instead,
    for the roster may not know it yet.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="term_reports")
    term = models.ForeignKey(
        "network.Term", models.PROTECT, null=True, blank=True, related_name="reports"
    )
    news = models.CharField(max_length=8, choices=News)
    jurisdiction = models.ForeignKey(
        "network.Jurisdiction", models.PROTECT, null=True, blank=True, related_name="+"
    )
    office_role = models.CharField(max_length=16, choices=Office.Role, blank=True)
    seat_label = models.CharField(max_length=100, blank=True, validators=[validate_one_line])
    elected_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField("scheduled or last day", null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=ReportState, default=ReportState.WAITING)
    submitted_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = TermReportQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "person",
            "term",
            "news",
            "jurisdiction",
            "office_role",
            "seat_label",
            "elected_on",
            "starts_on",
            "starts_precision",
            "ends_on",
            "ends_precision",
            "words",
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
                fields=["person", "term"],
                condition=Q(state="waiting", term__isnull=False),
                name="term_report_one_waiting_per_term",
                violation_error_message="You have told us already; staff will read it.",
            ),
            models.CheckConstraint(
                condition=Q(news="won", jurisdiction__isnull=False) & ~Q(office_role="")
                | ~Q(news="won") & Q(term__isnull=False),
                name="term_report_is_about_an_office",
                violation_error_message="Say which office.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_report_ends_after_start",
                violation_error_message="The end date is before the start date.",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="term_report_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="term_report_declined_with_a_reason",
                violation_error_message="Give a reason.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_news_display()}"

    @property
    def office_said(self) -> str:
        """The office it is about, as people say it."""
        if self.term and self.news != News.WON:
            return str(self.term.office)
        parts = (self.get_office_role_display(), self.seat_label, str(self.jurisdiction))
        return ", ".join(filter(None, parts))
