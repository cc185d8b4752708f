import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from events.models.event import Event
from network.models import Person
from network.roles import Privacy
from network.words import validate_one_line


class FundQuerySet(models.QuerySet):
    def open(self, *, at):
        """Those one may still ask, the one with the most left first."""
        asked = self.filter(Q(closes_at=None) | Q(closes_at__gt=at))
        return asked.order_by(F("committed_cents") - F("budget_cents"), "pk")


class ScholarshipFund(models.Model):
    """Money that pays for those who could not come otherwise. What is promised is in it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="funds")
    name = models.CharField(max_length=120, validators=[validate_one_line])
    budget_cents = models.PositiveIntegerField()
    committed_cents = models.PositiveIntegerField(default=0)
    """Promised and not given back: raised by a promise, lowered when one lapses."""
    closes_at = models.DateTimeField(null=True, blank=True)

    objects = FundQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "public_id", "event", "name", "budget_cents", "committed_cents", "closes_at"],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_cents__lte=F("budget_cents")),
                name="fund_promises_no_more_than_it_has",
                violation_error_message="The fund does not hold that much.",
            ),
            models.UniqueConstraint(
                fields=["event", "name"],
                name="fund_once_per_event",
                violation_error_message="This event has a fund of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def left_cents(self):
        return self.budget_cents - self.committed_cents


class AidState(models.TextChoices):
    ASKED = "asked", "Waits for two reviewers"
    GRANTED = "granted", "Promised"
    DECLINED = "declined", "Declined"
    ACCEPTED = "accepted", "Accepted"
    LAPSED = "lapsed", "Not accepted in time"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: One of these per person and event.
OPEN_AID = (AidState.ASKED, AidState.GRANTED, AidState.ACCEPTED)


class AidQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Those of events this user keeps. Nobody decides about what they ask for themselves."""
        kept = self.filter(fund__event__in=Event.objects.editable_by(user).order_by().values("pk"))
        return kept.filter(~Q(person__user=user) | Q(person__user=None))

    def waiting(self):
        return self.filter(state=AidState.ASKED)

    def waiting_for(self, user, *, at):
        """Those whose review this user has not given yet, where it still helps."""
        given = ScholarshipReview.objects.filter(by=user).values("application")
        to_come = self.waiting().filter(fund__event__starts_at__gt=at)
        unseen = to_come.filter(fund__event__cancelled_at=None).exclude(pk__in=given)
        return unseen.editable_by(user)

    def lapsing(self, *, at):
        return self.filter(state=AidState.GRANTED, accept_by__lte=at)


class ScholarshipApplication(models.Model):
    """Somebody asks for help with the price of a place."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    fund = models.ForeignKey(ScholarshipFund, models.PROTECT, related_name="applications")
    ticket_type = models.ForeignKey("events.TicketType", models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(max_length=2000)
    """Why. Destroyed once the event is over and the need is gone."""
    asked_cents = models.PositiveIntegerField()
    granted_cents = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=AidState, default=AidState.ASKED)
    accept_by = models.DateTimeField(null=True, blank=True)
    registration = models.OneToOneField(
        "events.Registration", models.PROTECT, null=True, blank=True, related_name="aid"
    )
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AidQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "fund": Privacy.SELF,
        "ticket_type": Privacy.SELF,
        "person": Privacy.SELF,
        "words": Privacy.SELF,
        "asked_cents": Privacy.SELF,
        "granted_cents": Privacy.SELF,
        "state": Privacy.SELF,
        "accept_by": Privacy.SELF,
        "registration": Privacy.SELF,
        "asked_at": Privacy.SELF,
        "decided_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "person"],
                condition=Q(state__in=["asked", "granted", "accepted"]),
                name="scholarship_asked_once",
                violation_error_message="You have asked already.",
            ),
            models.CheckConstraint(
                condition=Q(asked_cents__gt=0),
                name="scholarship_asks_for_something",
                violation_error_message="Say how much would help.",
            ),
            models.CheckConstraint(
                condition=Q(granted_cents__lte=F("asked_cents")),
                name="scholarship_grants_no_more_than_asked",
                violation_error_message="That is more than was asked for.",
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted_cents__gt=0, accept_by__isnull=False),
                name="scholarship_granted_says_how_much_and_until_when",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.fund}"


class Verdict(models.TextChoices):
    YES = "yes", "Grant it"
    NO = "no", "Decline it"


class ScholarshipReview(models.Model):
    """What one of two reviewers says."""

    application = models.ForeignKey(ScholarshipApplication, models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=3, choices=Verdict)
    cents = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    privacy = dict.fromkeys(
        ["id", "application", "by", "verdict", "cents", "words", "at"], Privacy.STAFF
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "by"],
                name="scholarship_reviewed_once_each",
                violation_error_message="You have reviewed this already.",
            )
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.application}"
