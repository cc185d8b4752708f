import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from network.roles import CHAPTER_DESK, NATIONAL_DESK, GroupKind, Privacy
from network.words import validate_one_line

from .memberships import Membership
from .offices import Term
from .rights import rights_of


class InteractionKind(models.TextChoices):
    CALL = "call", "Call"
    MEETING = "meeting", "Meeting"
    EMAIL = "email", "E-mail"
    NOTE = "note", "Note"


class Visibility(models.TextChoices):
    SCOPE = "scope", "Staff of the group, and national staff"
    NATIONAL = "national", "National staff only"
    OWN = "own", "Only me"


class InteractionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a staffer may read: of their groups what is for the group, and always their own."""
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        shared = Q(visibility=Visibility.SCOPE, scope__in=rights.chapters)
        if rights.everyone:
            shared = ~Q(visibility=Visibility.OWN)
        return self.filter(shared | Q(by=user))

    def editable_by(self, user):
        return self.visible_to(user).filter(by=user)


class Interaction(models.Model):
    """A call, meeting, e-mail or note about one or more people, as a staffer wrote it down."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    people = models.ManyToManyField("network.Person", related_name="interactions")
    kind = models.CharField(max_length=8, choices=InteractionKind, default=InteractionKind.NOTE)
    at = models.DateTimeField("when")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    scope = models.ForeignKey("network.Group", models.PROTECT, related_name="+")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.SCOPE)
    body = models.TextField(max_length=5000)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InteractionQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "people",
            "kind",
            "at",
            "by",
            "scope",
            "visibility",
            "body",
            "version",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""),
                name="interaction_says_something",
                violation_error_message="Write something.",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="interaction_latest")]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.at:%Y-%m-%d}"


class NextActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        rights = rights_of(user)
        if not rights.desk:
            return self.none()
        if rights.everyone:
            return self
        return self.filter(Q(scope__in=rights.chapters) | Q(owner=user))

    editable_by = visible_to

    def waiting(self):
        return self.filter(done_at=None)

    def owned(self, *, on):
        """Annotate `is_nobodys`: its owner no longer sees the person, or is no staff any more."""
        keeps = sees("owner", OuterRef("person"), on=on)
        return self.annotate(
            is_nobodys=Case(
                When(keeps, then=Value(False)),
                default=Value(True),
                output_field=models.BooleanField(),
            )
        )


def sees(user, person, *, on) -> Q:
    """Whether a user, named by their column, staffs what this person belongs to.

    The rule of `PersonQuerySet.visible_to`, asked of the staff instead of the people. `person`
    is a row, or an outer reference to one.
    """
    them = OuterRef(person) if isinstance(person, OuterRef) else person
    staffs = Membership.objects.live(on=on).filter(
        person__user=OuterRef(user), person__user__is_active=True, group__closed_on=None
    )
    belongs = Membership.objects.filter(Q(until=None) | Q(until__gte=on), person=them)
    ours = Q(group=OuterRef("group")) | Q(group__parent=OuterRef("group"))
    serves = Term.objects.filter(person=them, office__jurisdiction__state=OuterRef("group__state"))
    nearby = Q(Exists(serves)) & ~Q(Exists(belongs.filter(group__kind=GroupKind.CHAPTER)))
    chapter = staffs.filter(group__kind=GroupKind.CHAPTER, role__in=CHAPTER_DESK)
    anybody = apps.get_model("network", "User").objects.filter(
        pk=OuterRef(user), is_superuser=True, is_active=True
    )
    return (
        Q(Exists(anybody))
        | Q(Exists(staffs.filter(group__kind=GroupKind.STAFF, role__in=NATIONAL_DESK)))
        | Q(Exists(chapter.filter(Q(Exists(belongs.filter(ours))) | nearby)))
    )


class NextAction(models.Model):
    """What somebody of the staff said they would do about a person, and by when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="next_actions")
    text = models.CharField(max_length=200, validators=[validate_one_line])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    scope = models.ForeignKey("network.Group", models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = NextActionQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "person",
            "text",
            "owner",
            "due_on",
            "scope",
            "made_by",
            "made_at",
            "done_at",
            "done_by",
        ],
        Privacy.STAFF,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="next_action_says_what",
                violation_error_message="Say what is to be done.",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=False) | Q(done_by=None),
                name="next_action_done_by_when_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(done_at=None), name="next_action_waiting"
            ),
        ]

    def __str__(self):
        return self.text
