import uuid

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from network.roles import Privacy
from network.words import validate_one_line

from .rights import rights_of


class Stage(models.TextChoices):
    NEW = "new", "New"
    CONTACTED = "contacted", "Contacted"
    TALKING = "talking", "In conversation"
    INVITED = "invited", "Invited to join"
    JOINED = "joined", "Joined"
    CLOSED = "closed", "Closed"


OPEN_STAGES = (Stage.NEW, Stage.CONTACTED, Stage.TALKING, Stage.INVITED)


class Closing(models.TextChoices):
    NOT_INTERESTED = "not_interested", "Not interested"
    NOT_REACHED = "not_reached", "Could not be reached"
    LOST = "lost", "Lost the election"
    NOT_A_FIT = "not_a_fit", "Not a fit"
    MERGED = "merged", "The same as another"


class ProspectQuerySet(models.QuerySet):
    def open(self):
        return self.filter(stage__in=OPEN_STAGES)

    def editable_by(self, user):
        """National staff keep every prospect, chapter staff those of their chapter."""
        rights = rights_of(user)
        if rights.everyone:
            return self
        return self.filter(chapter__in=rights.chapters)

    def referred_by(self, person):
        """What somebody sees of those they brought: who, and the stage."""
        return self.filter(referred_by=person)

    def led(self):
        """Annotate `led_stage` and `led_at`: how far it has come, and when it last moved.

        A person has one open prospect. Who else brings them adds one that is closed as the
        same as another, and goes where that one goes.
        """
        others = (
            Prospect.objects.filter(person=OuterRef("person"))
            .exclude(closed_reason=Closing.MERGED)
            .order_by("-made_at", "-pk")
        )
        return self.annotate(
            led_stage=Case(
                When(
                    closed_reason=Closing.MERGED,
                    then=Coalesce(Subquery(others.values("stage")[:1]), F("stage")),
                ),
                default=F("stage"),
            ),
            led_at=Case(
                When(
                    closed_reason=Closing.MERGED,
                    then=Coalesce(Subquery(others.values("moved_at")[:1]), F("moved_at")),
                ),
                default=F("moved_at"),
            ),
        )


class Prospect(models.Model):
    """Somebody we would like to have: who told us, who follows up, and how far it has come.

    The person is on the roster from the start, so that nothing is copied when they join.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="prospects")
    chapter = models.ForeignKey(
        "network.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Whose staff follow up; null where no chapter is open and national staff do."""
    office = models.ForeignKey(
        "network.Office", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        "name as it was told", max_length=201, blank=True, validators=[validate_one_line]
    )
    """What the referrer reads, whatever the roster calls the person."""
    source = models.CharField(max_length=60, validators=[validate_one_line])
    """`refer`, or the name of a file or list."""
    referred_by = models.ForeignKey(
        "network.Person", models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    referred_for = models.ForeignKey(
        "network.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The partner organisation that referred them."""
    words = models.CharField("what the referrer said", max_length=500, blank=True)
    stage = models.CharField(max_length=9, choices=Stage, default=Stage.NEW)
    owner = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    next_step = models.CharField(max_length=200, blank=True, validators=[validate_one_line])
    next_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=14, choices=Closing, blank=True)
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    """When it last changed stage."""

    objects = ProspectQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.STAFF,
        "name": Privacy.STAFF,
        "source": Privacy.STAFF,
        "referred_by": Privacy.STAFF,
        "referred_for": Privacy.STAFF,
        "words": Privacy.STAFF,
        "made_at": Privacy.STAFF,
        # What follows tells whom we knew before, and what is thought of them: also in the
        # download of whoever referred them it has no place.
        "chapter": Privacy.SECRET,
        "office": Privacy.SECRET,
        "stage": Privacy.SECRET,
        "owner": Privacy.SECRET,
        "next_step": Privacy.SECRET,
        "next_on": Privacy.SECRET,
        "closed_reason": Privacy.SECRET,
        "moved_at": Privacy.SECRET,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(stage__in=["new", "contacted", "talking", "invited"]),
                name="prospect_one_open_per_person",
                violation_error_message="Somebody follows up with this person already.",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed") & ~Q(closed_reason="")
                | ~Q(stage="closed") & Q(closed_reason=""),
                name="prospect_closed_with_a_reason",
                violation_error_message="Say why.",
            ),
        ]
        indexes = [models.Index(fields=["chapter", "stage"], name="prospect_board")]

    def __str__(self):
        return f"{self.person}: {self.get_stage_display()}"

    @property
    def told_office(self) -> str:
        """The office as whoever told us knows it: its seat and title may be the roster's."""
        if self.office is None:
            return ""
        return f"{self.office.get_role_display()}, {self.office.jurisdiction}"
