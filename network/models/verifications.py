import uuid

from django.db import models
from django.db.models import Q

from network.roles import Privacy
from network.words import validate_one_line

from .groups import Group


class CampaignQuerySet(models.QuerySet):
    def editable_by(self, user):
        return self.filter(group__in=Group.objects.editable_by(user))


class Campaign(models.Model):
    """A round of letters that ask people whether they still hold the office we have on record."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey("network.Group", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, validators=[validate_one_line])
    made_by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    closes_on = models.DateField()
    """The last day on which its links answer."""

    objects = CampaignQuerySet.as_manager()

    privacy = dict.fromkeys(
        ["id", "public_id", "group", "name", "made_by", "made_at", "closes_on"], Privacy.STAFF
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="campaign_has_a_name",
                violation_error_message="Enter a name.",
            ),
        ]

    def __str__(self):
        return self.name


class Answer(models.TextChoices):
    YES = "yes", "Still serves"
    NO = "no", "No longer serves"


class Question(models.Model):
    """One term somebody was asked about in a campaign. Its link shows; a button there answers."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="questions")
    term = models.ForeignKey("network.Term", models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the link's secret, which only the letter holds."""
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": Privacy.STAFF,
        "campaign": Privacy.STAFF,
        "term": Privacy.STAFF,
        "token_hash": Privacy.SECRET,
        "answer": Privacy.STAFF,
        "answered_at": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "term"], name="question_once_per_term"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="question_answered_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.campaign}: {self.term}"
