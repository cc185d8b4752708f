import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from network.roles import PARENT_KINDS, PRIVATE_KINDS, GroupKind, Privacy
from network.words import validate_one_line

from .jurisdictions import Jurisdiction
from .memberships import Membership
from .rights import rights_of


class GroupQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on=None)

    def editable_by(self, user):
        """Groups whose rosters this user keeps: all for national staff, else their chapters'."""
        rights = rights_of(user)
        if rights.everyone:
            return self
        return self.filter(Q(pk__in=rights.chapters) | Q(parent__in=rights.chapters))


class GroupManager(models.Manager.from_queryset(GroupQuerySet)):
    def get_queryset(self):
        return super().get_queryset().exclude(kind__in=PRIVATE_KINDS)


class JoinPolicy(models.TextChoices):
    OPEN = "open", "Anyone who may join"
    ASK = "ask", "Ask, and a chair decides"
    INVITE = "invite", "By invitation"


class RosterVisibility(models.TextChoices):
    STAFF = "staff", "Staff"
    LEADERS = "leaders", "Leaders"
    MEMBERS = "members", "Members"
    PUBLIC = "public", "Everyone"


class Group(models.Model):
    """Anything people belong to. Chapters, regions, committees and caucuses are all groups.

    The default manager leaves private groups out: forgetting a filter hides, never leaks.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=GroupKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=120, validators=[validate_one_line])
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=2, blank=True, help_text="The chapter's state.")
    jurisdictions = models.ManyToManyField(Jurisdiction, blank=True, related_name="regions")
    roster_visibility = models.CharField(
        max_length=8, choices=RosterVisibility, default=RosterVisibility.STAFF
    )
    join_policy = models.CharField(max_length=8, choices=JoinPolicy, default=JoinPolicy.INVITE)
    founded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = GroupManager()
    including_private = models.Manager.from_queryset(GroupQuerySet)()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "kind": Privacy.PUBLIC,
        "parent": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "slug": Privacy.PUBLIC,
        "state": Privacy.PUBLIC,
        "jurisdictions": Privacy.PUBLIC,
        "roster_visibility": Privacy.STAFF,
        "join_policy": Privacy.MEMBERS,
        "founded_on": Privacy.PUBLIC,
        "closed_on": Privacy.PUBLIC,
    }

    class Meta:
        base_manager_name = "including_private"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=GroupKind.NETWORK, parent=None)
                | ~Q(kind=GroupKind.NETWORK) & Q(parent__isnull=False),
                name="group_has_a_parent_unless_network",
            ),
            models.CheckConstraint(
                condition=Q(kind=GroupKind.CHAPTER) & ~Q(state="")
                | ~Q(kind=GroupKind.CHAPTER) & Q(state=""),
                name="group_chapter_has_a_state",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(kind=GroupKind.CHAPTER, closed_on=None),
                name="group_one_open_chapter_per_state",
                violation_error_message="This state already has a chapter.",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind=GroupKind.NETWORK),
                name="group_one_network",
            ),
            models.CheckConstraint(
                condition=Q(founded_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gte=F("founded_on")),
                name="group_closed_after_founded",
                violation_error_message="The end date is before the start date.",
            ),
        ]

    def __str__(self):
        return self.name

    def places(self):
        """A region's jurisdictions and what lies in its counties; the state if none is listed."""
        if not self.jurisdictions.exists():
            return Jurisdiction.objects.filter(state=self.parent.state)
        counties = self.jurisdictions.filter(kind=Jurisdiction.Kind.COUNTY)
        return Jurisdiction.objects.filter(
            Q(pk__in=self.jurisdictions.values("pk"))
            | Q(state=self.parent.state, county__in=counties.values("name"))
        )

    def clean(self):
        parent_kind = self.parent.kind if self.parent_id else None
        if parent_kind not in PARENT_KINDS[GroupKind(self.kind)]:
            raise ValidationError(
                f"A {self.get_kind_display().lower()} cannot stand there.", code="parent_kind"
            )


class Eligibility(models.TextChoices):
    MEMBER = "member", "Any member"
    IN_OFFICE = "in_office", "Members in office"
    IN_REGION = "in_region", "Members in office in the region"


class SeatQuerySet(models.QuerySet):
    def open(self, *, on):
        """Seats that exist on a date."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gte=on))

    def vacancies(self, *, on):
        """Annotate `held` and `vacant` (places without a live holder) as of a date.

        The one count behind badges, reports, the desk and the public chapter page.
        """
        holders = (
            Membership.including_private.filter(seat=OuterRef("pk"))
            .live(on=on)
            .order_by()
            .values("seat")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.annotate(held=Coalesce(Subquery(holders), Value(0))).annotate(
            vacant=models.functions.Greatest(F("count") - F("held"), Value(0))
        )

    def editable_by(self, user):
        return self.filter(committee__in=Group.objects.editable_by(user))


class Seat(models.Model):
    """A place on a committee, for a region of the chapter or at large, held by `count` people."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    committee = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    title = models.CharField(max_length=120, validators=[validate_one_line])
    region = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="region_seats"
    )
    count = models.PositiveSmallIntegerField(default=1)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.CharField(max_length=10, choices=Eligibility, default=Eligibility.MEMBER)
    recruiting = models.BooleanField(default=True)
    call = models.TextField("call for volunteers", max_length=1000, blank=True)
    """What the chapter's page says beside an open place, while it is recruiting."""
    call_closes_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "committee": Privacy.PUBLIC,
        "title": Privacy.PUBLIC,
        "region": Privacy.PUBLIC,
        "count": Privacy.PUBLIC,
        "term_months": Privacy.PUBLIC,
        "eligibility": Privacy.PUBLIC,
        "recruiting": Privacy.PUBLIC,
        "call": Privacy.PUBLIC,
        "call_closes_on": Privacy.PUBLIC,
        "closed_on": Privacy.PUBLIC,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1),
                name="seat_has_a_place",
                violation_error_message="A seat needs at least one place.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.region}" if self.region_id else self.title

    def clean(self):
        if self.region_id and self.region.parent_id != self.committee.parent_id:
            strange = ValidationError("This region belongs to another chapter.", code="region")
            raise ValidationError({"region": strange})
