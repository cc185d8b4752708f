import uuid
from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from network.roles import PARENT_KINDS, PRIVATE_KINDS, GroupKind, Privacy
from network.words import fold, validate_one_line

from .eligibility import REFUSALS, Eligibility, lacking
from .jurisdictions import Jurisdiction
from .memberships import Membership
from .rights import rights_of

#: Words in the title of a seat whose holders lead the committee, and of those who stand in.
CHAIRS = {"chair", "chairs", "cochair", "cochairs", "chairperson", "chairwoman", "chairman"}
DEPUTIES = {"vice", "deputy"}


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
        return Jurisdiction.objects.of_region(self.pk, self.parent.state)

    def clean(self):
        parent_kind = self.parent.kind if self.parent_id else None
        if parent_kind not in PARENT_KINDS[GroupKind(self.kind)]:
            raise ValidationError(
                f"A {self.get_kind_display().lower()} cannot stand there.", code="parent_kind"
            )


class Silence(models.TextChoices):
    """Why nobody can volunteer for a seat."""

    CLOSED = "closed", "This seat is closed."
    FILLED = "filled", "This seat is filled."
    NOT_RECRUITING = "not_recruiting", "This seat is not looking for volunteers now."
    OVER = "over", "The call for volunteers is over."


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

    def silence(self, *, on):
        """Annotate `silence`, why nobody can volunteer; empty while a seat calls for somebody."""
        is_closed = Q(closed_on__lt=on) | Q(committee__closed_on__isnull=False)
        return self.vacancies(on=on).annotate(
            silence=Case(
                When(
                    is_closed | Q(committee__parent__closed_on__isnull=False),
                    then=Value(Silence.CLOSED),
                ),
                When(vacant=0, then=Value(Silence.FILLED)),
                When(recruiting=False, then=Value(Silence.NOT_RECRUITING)),
                When(call_closes_on__lt=on, then=Value(Silence.OVER)),
                default=Value(""),
                output_field=models.CharField(),
            )
        )

    def calling(self, *, on):
        """Seats with a vacant place that look for somebody."""
        return self.silence(on=on).filter(silence="")

    def lacking(self, person, *, on):
        """Annotate `lacks`, what this person lacks to hold the seat; empty for nothing."""
        return self.annotate(lacks=lacking(person.pk, on=on))

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
        "public_id": Privacy.PUBLIC,
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

    @property
    def is_chair(self) -> bool:
        """Whether its holders chair the committee: a chair or co-chair, no vice chair."""
        words = set(fold(self.title).split())
        return bool(words & CHAIRS) and not words & DEPUTIES

    def term_from(self, since):
        """The last day of a term that begins on a day; None for a seat without a length."""
        if not self.term_months:
            return None
        year, month = divmod(since.year * 12 + since.month - 1 + self.term_months, 12)
        if year > MAXYEAR:
            return None
        day = min(since.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) - timedelta(days=1)

    def refusal(self, lacks) -> str:
        """What `lacking` found, in words."""
        return REFUSALS[Eligibility(lacks)].format(region=self.region)

    def clean(self):
        if self.region_id and self.region.parent_id != self.committee.parent_id:
            strange = ValidationError("This region belongs to another chapter.", code="region")
            raise ValidationError({"region": strange})
