"""What members take from the library into their councils, and what became of it there."""

import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import validate_one_line

from .offices import Precision
from .people import Person
from .rights import rights_of


class Policy(models.Model):
    """Something to introduce and to pass. Its words are a page of the library.

    Page and policy know one another by `public_id` alone.
    """

    public_id = models.UUIDField(unique=True, editable=False)
    name = models.CharField(max_length=255, validators=[validate_one_line])
    level = models.CharField(max_length=40, blank=True, validators=[validate_one_line])
    """For which governments it is, as the page says it."""

    privacy = dict.fromkeys(["id", "public_id", "name", "level"], Privacy.PUBLIC)

    class Meta:
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="policy_has_a_name",
                violation_error_message="Give it a name.",
            )
        ]

    def __str__(self):
        return self.name


class Did(models.TextChoices):
    INTRODUCED = "introduced", "Introduced"
    PASSED = "passed", "Passed"


class ActionState(models.TextChoices):
    REPORTED = "reported", "Waiting"
    CONFIRMED = "confirmed", "Confirmed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"


#: States in which a member's word stands.
STANDING = (ActionState.REPORTED, ActionState.CONFIRMED)


class PolicyActionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=ActionState.REPORTED)

    def confirmed(self):
        return self.filter(state=ActionState.CONFIRMED)

    def editable_by(self, user):
        """Staff decide on what happened in their states, as far as they see who reports it."""
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        if rights.everyone:
            return self
        people = Person.objects.visible_to(user).order_by()
        ours = self.filter(jurisdiction__state__in=rights.states)
        return ours.filter(person__in=people.values("pk"))


class PolicyAction(models.Model):
    """A member's word that they introduced or passed something, where, and when.

    The office is kept as it was held on that day; what becomes of it later changes nothing here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="actions")
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="policy_actions")
    jurisdiction = models.ForeignKey(
        "network.Jurisdiction", models.PROTECT, related_name="policy_actions"
    )
    office_title = models.CharField(max_length=310, validators=[validate_one_line])
    place_name = models.CharField(max_length=210, validators=[validate_one_line])
    did = models.CharField(max_length=10, choices=Did)
    on = models.DateField("date")
    on_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    link = models.URLField(
        max_length=500,
        blank=True,
        help_text="Minutes, an agenda or a report that anybody can read.",
    )
    named = models.BooleanField(default=False)
    """Whether the person lets their name stand beside it. Shown only while that consent stands."""
    state = models.CharField(max_length=9, choices=ActionState, default=ActionState.REPORTED)
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = PolicyActionQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "policy": Privacy.PUBLIC,
        "person": Privacy.STAFF,
        "jurisdiction": Privacy.PUBLIC,
        "office_title": Privacy.STAFF,
        "place_name": Privacy.PUBLIC,
        "did": Privacy.PUBLIC,
        "on": Privacy.PUBLIC,
        "on_precision": Privacy.PUBLIC,
        "link": Privacy.PUBLIC,
        "named": Privacy.STAFF,
        "state": Privacy.STAFF,
        "reported_at": Privacy.STAFF,
        "decided_by": Privacy.STAFF,
        "decided_at": Privacy.STAFF,
        "reason": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "person", "jurisdiction", "did"],
                condition=Q(state__in=["reported", "confirmed"]),
                name="policy_action_once",
                violation_error_message="You have told us already.",
            ),
            models.CheckConstraint(
                condition=Q(state="reported", decided_at=None)
                | ~Q(state="reported") & Q(decided_at__isnull=False),
                name="policy_action_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="policy_action_declined_with_a_reason",
                violation_error_message="Give a reason.",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="policy_action_link_is_secure",
                violation_error_message="Enter a link that begins with https://.",
            ),
        ]
        indexes = [models.Index(fields=["policy", "state"], name="policy_action_of_policy")]

    def __str__(self):
        return f"{self.person}: {self.said}"

    @property
    def said(self) -> str:
        return f"{self.get_did_display()} {self.policy}, {self.place_name}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ActionState.REPORTED
