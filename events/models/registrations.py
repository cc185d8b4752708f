"""Who has a place at an event, who pays for it, and how it came about."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from events.models.event import Event
from network.models import Group, Membership, Person
from network.roles import GroupKind, Privacy
from network.words import validate_one_line

#: Without letters and digits that are taken for one another when read aloud.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class OrderQuerySet(models.QuerySet):
    def of_user(self, user):
        """Those one pays for."""
        return self.filter(payer__user=user)

    def payable_by(self, user, *, on):
        """One's own, and those of a partner organization that one belongs to on a day."""
        theirs = Membership.objects.live(on=on).filter(
            person__user=user, group__kind=GroupKind.PARTNER
        )
        return self.filter(Q(payer__user=user) | Q(payer_group__in=theirs.values("group")))

    def editable_by(self, user):
        """Those of events whose money this user keeps."""
        return self.filter(event__in=Event.objects.editable_by(user))


class Order(models.Model):
    """What somebody owes for one or more places. Free places have an order as well."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="orders")
    payer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="orders")
    payer_group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    """The organization that pays, if it is not a person."""
    currency = models.CharField(max_length=3, default="usd")
    total_cents = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    objects = OrderQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "code": Privacy.SELF,
        "event": Privacy.SELF,
        "payer": Privacy.SELF,
        "payer_group": Privacy.SELF,
        "currency": Privacy.SELF,
        "total_cents": Privacy.SELF,
        "made_by": Privacy.STAFF,
        "made_at": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(payer=None, payer_group__isnull=False)
                | Q(payer__isnull=False, payer_group=None),
                name="order_has_one_payer",
                violation_error_message="Say who pays: a person or an organization.",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("events:order", args=[self.code])


class State(models.TextChoices):
    APPLIED = "applied", "Waits for approval"
    HELD = "held", "Held"
    PROCESSING = "processing", "Payment on its way"
    CONFIRMED = "confirmed", "Confirmed"
    EXPIRED = "expired", "Lapsed"
    DECLINED = "declined", "Declined"
    CANCELLED = "cancelled", "Cancelled"
    TRANSFERRED = "transferred", "Handed on"


#: One of these per person and event.
ACTIVE = (State.APPLIED, State.HELD, State.PROCESSING, State.CONFIRMED)
#: These have a seat in every pool that they need; the others have none.
SEATED = (State.HELD, State.PROCESSING, State.CONFIRMED)

MOVES = {
    State.APPLIED: {State.HELD, State.CONFIRMED, State.DECLINED, State.CANCELLED},
    State.HELD: {State.PROCESSING, State.CONFIRMED, State.EXPIRED, State.CANCELLED},
    State.PROCESSING: {State.CONFIRMED, State.HELD, State.EXPIRED, State.CANCELLED},
    State.CONFIRMED: {State.CANCELLED, State.TRANSFERRED},
    State.EXPIRED: {State.CONFIRMED},
    State.DECLINED: set(),
    State.CANCELLED: set(),
    State.TRANSFERRED: set(),
}


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state__in=ACTIVE)

    def coming(self):
        return self.filter(state=State.CONFIRMED)

    def listed(self):
        """Those who come and agreed that others who come read so."""
        return self.coming().filter(listed=True, person__erased_at=None, person__merged_into=None)

    def lapsing(self, *, at):
        """Held too long. Whether money is on its way, Stripe alone knows."""
        return self.filter(state=State.HELD, hold_expires_at__lte=at)

    def of_user(self, user):
        """One's own places, and those one has ordered."""
        return self.filter(
            Q(person__user=user) | Q(order__payer__user=user) | Q(guest_of__user=user)
        )


class Registration(models.Model):
    """A person's place at an event. A lapsed place is kept: late money may still revive it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="registrations")
    ticket_type = models.ForeignKey(
        "events.TicketType", models.PROTECT, related_name="registrations"
    )
    order = models.ForeignKey(Order, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    """Nobody yet, where an organization has taken a place that somebody is to claim."""
    guest_of = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    claim_digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the secret in a link by which somebody takes this place as theirs."""
    state = models.CharField(max_length=11, choices=State, default=State.HELD)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    """While held: until when. Nothing says that the clock is stopped and staff decide."""
    cents = models.PositiveIntegerField(default=0)
    """The price that was quoted: it is honored whatever the price rules say later."""
    kept_cents = models.PositiveIntegerField(default=0)
    """What is still owed for it after it was cancelled, by the terms of its ticket."""
    price_name = models.CharField(max_length=80, blank=True, validators=[validate_one_line])
    price_rule = models.ForeignKey(
        "events.PriceRule", models.PROTECT, null=True, blank=True, related_name="+"
    )
    standing = models.CharField(max_length=20, blank=True)
    """The standing seen when the price was quoted."""
    quoted_at = models.DateTimeField()
    badge_name = models.CharField(max_length=120, blank=True, validators=[validate_one_line])
    credential_version = models.PositiveSmallIntegerField(default=1)
    """Raising it makes every ticket shown before worthless."""
    badge_printed_at = models.DateTimeField(null=True, blank=True, editable=False)
    listed = models.BooleanField(default=False)
    """Whether others with a place read that they come. Whoever has it after them says so anew."""
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next"
    )
    """The place whose seats were handed on to this one."""
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it was declined or cancelled."""

    objects = RegistrationQuerySet.as_manager()

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "event": Privacy.SELF,
        "ticket_type": Privacy.SELF,
        "order": Privacy.SELF,
        "person": Privacy.SELF,
        "guest_of": Privacy.SELF,
        "claim_digest": Privacy.SECRET,
        "state": Privacy.SELF,
        "hold_expires_at": Privacy.SELF,
        "cents": Privacy.SELF,
        "kept_cents": Privacy.SELF,
        "price_name": Privacy.SELF,
        "price_rule": Privacy.STAFF,
        "standing": Privacy.SELF,
        "quoted_at": Privacy.SELF,
        "badge_name": Privacy.SELF,
        "credential_version": Privacy.STAFF,
        "badge_printed_at": Privacy.STAFF,
        "listed": Privacy.SELF,
        "previous": Privacy.STAFF,
        "made_at": Privacy.SELF,
        "confirmed_at": Privacy.SELF,
        "ended_at": Privacy.SELF,
        "reason": Privacy.SELF,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                condition=Q(state__in=ACTIVE),
                name="registration_one_active_per_person",
                violation_error_message="You already have a place.",
            ),
            models.UniqueConstraint(
                fields=["claim_digest"],
                condition=~Q(claim_digest=""),
                name="registration_claim_link_is_one_place",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(claim_digest=""),
                name="registration_is_somebodys_or_to_be_claimed",
                violation_error_message="Say whose place this is.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.HELD) | Q(hold_expires_at=None),
                name="registration_clock_runs_only_while_held",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="registration_confirmed_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ACTIVE) | Q(ended_at__isnull=False),
                name="registration_ended_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(kept_cents=0) | Q(state=State.CANCELLED, kept_cents__lte=F("cents")),
                name="registration_keeps_at_most_its_price",
                violation_error_message="No more can be kept than the place cost.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="registration_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state"], name="registration_by_state"),
            models.Index(
                fields=["hold_expires_at"],
                condition=Q(hold_expires_at__isnull=False),
                name="registration_holds",
            ),
        ]

    def __str__(self):
        return f"{self.person or 'Somebody'}, {self.event}"

    def get_absolute_url(self):
        return reverse("events:place", args=[self.public_id])

    @property
    def is_seated(self):
        return self.state in SEATED
