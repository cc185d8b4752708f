import uuid
from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from network.roles import PRIVATE_KINDS, Privacy, Role

from .rights import rights_of


class HoldState(models.TextChoices):
    """How a place on a committee stands."""

    FILLED = "filled", "Filled"
    SOON = "soon", "Term ends soon"
    CARRY_OVER = "carry_over", "Carry-over"
    ACTING = "acting", "Acting"
    VACANT = "vacant", "Vacant"


#: A scheduled end this near is called soon.
SOON = timedelta(days=90)


def hold_state(*, acting, term_ends_on, on) -> HoldState:
    """The word for a held place: its holder stays past the scheduled end until replaced."""
    if acting:
        return HoldState.ACTING
    if term_ends_on is None or term_ends_on > on + SOON:
        return HoldState.FILLED
    return HoldState.CARRY_OVER if term_ends_on < on else HoldState.SOON


class MembershipState(models.TextChoices):
    ASKED = "asked", "Asked"
    INVITED = "invited", "Invited"
    ACTIVE = "active", "Active"


class MembershipEnd(models.TextChoices):
    LEFT = "left", "Left"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REMOVED = "removed", "Removed"
    TERM_OVER = "term_over", "Term over"
    MOVED = "moved", "Moved"
    RESIGNED = "resigned", "Resigned"
    LAPSED = "lapsed", "Lapsed"
    CLOSED = "closed", "Group closed"


class MembershipQuerySet(models.QuerySet):
    def live(self, *, on):
        """Active on a date, both ends included."""
        return self.filter(state=MembershipState.ACTIVE, since__lte=on).filter(
            Q(until=None) | Q(until__gte=on)
        )

    def asking(self, *, on):
        """Requests that nobody has decided yet; on the day of the decision they are decided."""
        return self.filter(state=MembershipState.ASKED, since__lte=on).filter(
            Q(until=None) | Q(until__gt=on)
        )

    def seated(self):
        return self.filter(seat__isnull=False)

    def visible_to(self, user, *, seen=None):
        """Of the people they see, staff see every membership that is no secret.

        `seen` are the keys of people the same user was given a moment ago (see
        `PersonQuerySet.visible_to`).
        """
        rights = rights_of(user)
        if rights.everyone and seen is None:
            return self
        if rights.desk and seen is not None:
            return self.filter(person__in=seen)
        people = apps.get_model("network", "Person").objects.visible_to(user)
        return self.filter(person__in=people.order_by().values("pk"))

    def editable_by(self, user):
        """Memberships in the groups whose rosters this user keeps."""
        rights = rights_of(user)
        if rights.everyone:
            return self
        return self.filter(Q(group__in=rights.chapters) | Q(group__parent__in=rights.chapters))


class MembershipManager(models.Manager.from_queryset(MembershipQuerySet)):
    def get_queryset(self):
        return super().get_queryset().exclude(group__kind__in=PRIVATE_KINDS)


class Membership(models.Model):
    """A person in a group, in a role, for a while. Never deleted: it ends.

    The default manager leaves private groups out, and neither person nor group has a
    way back here by name, so that no lookup reaches a caucus by accident. Only
    `caucuses.access` and those who walk every record may use `including_private`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("network.Person", models.PROTECT, related_name="+", db_index=False)
    group = models.ForeignKey("network.Group", models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=MembershipState, default=MembershipState.ACTIVE)
    seat = models.ForeignKey(
        "network.Seat", models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """Which of the seat's places, from 1: what makes two holders of one place impossible."""
    acting = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    term_ends_on = models.DateField(
        "scheduled end", null=True, blank=True, help_text="The holder stays until replaced."
    )
    end_reason = models.CharField(max_length=10, choices=MembershipEnd, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    """When staff last decided to let somebody stay though the office it took is gone."""
    decided_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipManager()
    including_private = models.Manager.from_queryset(MembershipQuerySet)()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "person": Privacy.STAFF,
        "group": Privacy.STAFF,
        "role": Privacy.STAFF,
        "state": Privacy.STAFF,
        "seat": Privacy.STAFF,
        "place": Privacy.STAFF,
        "acting": Privacy.STAFF,
        "since": Privacy.STAFF,
        "until": Privacy.STAFF,
        "term_ends_on": Privacy.STAFF,
        "end_reason": Privacy.STAFF,
        "kept_on": Privacy.STAFF,
        "decided_by": Privacy.STAFF,
        "decided_at": Privacy.STAFF,
    }

    class Meta:
        base_manager_name = "including_private"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "role"],
                condition=Q(until=None),
                name="membership_one_open_per_role",
                violation_error_message="This person already has this role here.",
            ),
            models.UniqueConstraint(
                fields=["seat", "place"],
                condition=Q(until=None, seat__isnull=False),
                name="membership_one_holder_per_place",
                violation_error_message="This seat was filled a moment ago.",
            ),
            models.CheckConstraint(
                condition=Q(seat=None, place=None)
                | Q(seat__isnull=False, place__isnull=False, place__gte=1),
                name="membership_seat_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message="The end date is before the start date.",
            ),
            models.CheckConstraint(
                condition=Q(until=None, end_reason="") | Q(until__isnull=False) & ~Q(end_reason=""),
                name="membership_ended_with_a_reason",
                violation_error_message="Say why it ended.",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "role", "until"], name="membership_roster"),
            models.Index(fields=["person", "group", "role"], name="membership_of_person"),
            models.Index(fields=["group", "until", "person"], name="membership_belonging"),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.group}"
