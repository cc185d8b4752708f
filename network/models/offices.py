import uuid

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_noop as noop

from network.roles import Privacy
from network.words import validate_one_line

from .jurisdictions import Jurisdiction
from .rights import rights_of


class OfficeQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Offices whose facts this user keeps: all for national staff, else their states'."""
        rights = rights_of(user)
        return self if rights.everyone else self.filter(jurisdiction__state__in=rights.states)

    def of_bodies(self):
        """Those whose holders together are their jurisdiction's governing body."""
        return self.filter(on_body())


def on_body(office="") -> Q:
    """Whether an office is on its jurisdiction's governing body.

    `office` is the way from the rows to it, with its underscores.
    """

    def held_in(roles, kinds):
        return Q(**{f"{office}role__in": roles, f"{office}jurisdiction__kind__in": kinds})

    kind = Jurisdiction.Kind
    return (
        held_in(["mayor", "council"], kind.municipal())
        | held_in(["county_board", "commissioner", "council"], [kind.COUNTY])
        | held_in(["school_board"], [kind.SCHOOL_DISTRICT])
        | held_in(["special_board"], [kind.SPECIAL_DISTRICT])
    )


class Office(models.Model):
    """An elected post in a jurisdiction, filled by one or more people in turn."""

    class Role(models.TextChoices):
        MAYOR = "mayor", noop("Mayor")
        COUNCIL = "council", noop("Council member")
        COUNTY_BOARD = "county_board", noop("County board member")
        SCHOOL_BOARD = "school_board", noop("School board member")
        COMMISSIONER = "commissioner", noop("Commissioner")
        CLERK = "clerk", noop("Clerk, treasurer or auditor")
        PROSECUTOR = "prosecutor", noop("District or city attorney")
        SPECIAL_BOARD = "special_board", noop("Special district board member")
        OTHER = "other", noop("Another local office")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="offices")
    role = models.CharField(max_length=16, choices=Role)
    title = models.CharField(max_length=200, validators=[validate_one_line])
    seat_label = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_one_line],
        help_text="District, ward or position.",
    )
    seats = models.PositiveSmallIntegerField(default=1)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    next_election_on = models.DateField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "jurisdiction",
            "role",
            "title",
            "seat_label",
            "seats",
            "term_months",
            "next_election_on",
        ],
        Privacy.PUBLIC,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "role", "seat_label"],
                name="office_once_per_seat",
                violation_error_message="This office is already on the list.",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="office_has_a_seat",
                violation_error_message="An office needs at least one seat.",
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.title, self.seat_label, str(self.jurisdiction)]))


class Precision(models.TextChoices):
    """How much of a date is known. A start names the first day of its period, an end the last."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class EndReason(models.TextChoices):
    COMPLETED = "completed", "Term completed"
    LOST = "lost", "Lost the election"
    RESIGNED = "resigned", "Resigned"
    RECALLED = "recalled", "Recalled or removed"
    OTHER_OFFICE = "other_office", "Took another office"
    DIED = "died", "Died in office"
    UNKNOWN = "unknown", "Not known"


class TermState(models.TextChoices):
    ELECT = "elect", "Elect"
    SITTING = "sitting", "Sitting"
    UNCONFIRMED = "unconfirmed", "Unconfirmed"
    FORMER = "former", "Former"


class TermQuerySet(models.QuerySet):
    def state(self, *, on):
        """Annotate `state` as of a date.

        Unconfirmed: the scheduled end has passed and nobody said whether the person
        stayed. It keeps every right and lands on a work list; it makes nobody an alum.
        """
        return self.annotate(
            state=Case(
                When(former(on), then=Value(TermState.FORMER)),
                When(Q(starts_on__gt=on) | Q(elected_on__gt=on), then=Value(TermState.ELECT)),
                When(
                    Q(ends_on__lt=on)
                    & (
                        Q(confirmed_on=None)
                        | Q(confirmed_on__lte=F("ends_on"))
                        | Q(confirmed_on__gt=on)
                    ),
                    then=Value(TermState.UNCONFIRMED),
                ),
                default=Value(TermState.SITTING),
                output_field=models.CharField(),
            )
        )

    def held(self, *, on):
        """Terms that are not over: sitting, unconfirmed or about to begin."""
        return self.exclude(former(on))


def former(on) -> Q:
    """Over on a date: it ended before, or it is known to have ended but not when."""
    return Q(ended_on__isnull=False, ended_on__lt=on) | Q(ended_on=None) & ~Q(end_reason="")


class Term(models.Model):
    """One stretch of a person in an office.

    Dates are local and inclusive; unknown ones are null.
    """

    class How(models.TextChoices):
        ELECTED = "elected", "Elected"
        APPOINTED = "appointed", "Appointed"
        INTERIM = "interim", "Interim"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="terms")
    office = models.ForeignKey(Office, models.PROTECT, related_name="terms", db_index=False)
    how = models.CharField(max_length=10, choices=How, default=How.ELECTED)
    elected_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ends_on = models.DateField("scheduled end", null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    ended_on = models.DateField("actual end", null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=60, blank=True)

    objects = TermQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.MEMBERS,
        "office": Privacy.MEMBERS,
        "how": Privacy.MEMBERS,
        "elected_on": Privacy.MEMBERS,
        "starts_on": Privacy.MEMBERS,
        "starts_precision": Privacy.MEMBERS,
        "ends_on": Privacy.MEMBERS,
        "ends_precision": Privacy.MEMBERS,
        "ended_on": Privacy.MEMBERS,
        "ended_precision": Privacy.MEMBERS,
        "end_reason": Privacy.STAFF,
        "confirmed_on": Privacy.STAFF,
        "confirmed_by": Privacy.STAFF,
        "source": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office"],
                condition=Q(end_reason=""),
                name="term_one_open_per_office",
                violation_error_message="This person already has an open term in this office.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(end_reason=""),
                name="term_ended_with_a_reason",
                violation_error_message="Say why the term ended.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="term_scheduled_end_after_start",
                violation_error_message="The end date is before the start date.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="term_actual_end_after_start",
                violation_error_message="The end date is before the start date.",
            ),
            models.CheckConstraint(
                condition=Q(elected_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("elected_on")),
                name="term_scheduled_end_after_election",
                violation_error_message="The end date is before the election.",
            ),
        ]
        indexes = [models.Index(fields=["office", "person"], name="term_of_office")]

    def __str__(self):
        return f"{self.person}: {self.office}"
