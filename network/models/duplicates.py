import uuid

from django.db import models
from django.db.models import F, Q

from network.roles import Privacy

from .people import Person
from .rights import rights_of


class Decision(models.TextChoices):
    OPEN = "open", "Not decided"
    MERGED = "merged", "Merged"
    APART = "apart", "Not a duplicate"


class DuplicatePairQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(Q(low=person) | Q(high=person))

    def open(self):
        return self.filter(decision=Decision.OPEN)

    def visible_to(self, user):
        """Pairs of which the user sees both; neither merged nor erased since."""
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        if rights.everyone:
            alive = {f"{side}__{gone}": None for side in SIDES for gone in ENDS}
            return self.filter(**alive)
        people = Person.objects.visible_to(user).order_by().values("pk")
        return self.filter(low__in=people, high__in=people)

    editable_by = visible_to


SIDES, ENDS = ("low", "high"), ("merged_into", "erased_at")


class DuplicatePair(models.Model):
    """Two records that may be one person, with the reasons, and what somebody decided."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    low = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    high = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    """Out of a hundred: only for the order of the list."""
    reasons = models.JSONField(default=list)
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=6, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = DuplicatePairQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "low",
            "high",
            "score",
            "reasons",
            "found_at",
            "decision",
            "decided_by",
            "decided_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="duplicate_pair_in_order"),
            models.UniqueConstraint(fields=["low", "high"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="duplicate_pair_score"),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"], condition=Q(decision="open"), name="duplicate_pair_open"
            ),
        ]

    def __str__(self):
        return f"{self.low} and {self.high}"


class Merge(models.Model):
    """One record joined to another, with what it takes to undo it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survivor = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    merged = models.ForeignKey("network.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("network.User", models.SET_NULL, null=True, related_name="+")
    moved = models.JSONField(default=list)
    """Row by row what was changed: label, key, fields before and after."""
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "survivor": Privacy.STAFF,
        "merged": Privacy.STAFF,
        "at": Privacy.STAFF,
        "by": Privacy.STAFF,
        "moved": Privacy.SECRET,
        "undone_at": Privacy.STAFF,
        "undone_by": Privacy.STAFF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(survivor=F("merged")),
                name="merge_of_two",
                violation_error_message="A person cannot be merged with themselves.",
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at=None),
                name="merge_one_standing_per_record",
                violation_error_message="This record was merged a moment ago.",
            ),
        ]

    def __str__(self):
        return f"{self.merged} into {self.survivor}"
