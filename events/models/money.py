"""What was paid, given back or disputed, and what a person has to decide about it.

All amounts are in cents. What Stripe knows is asked of Stripe: see `events.operations.checkouts`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from events.models.event import Event
from network.models.rights import rights_of
from network.roles import Privacy


class PaymentKind(models.TextChoices):
    STRIPE = "stripe", "Card or bank"
    CHECK = "check", "Check"
    PURCHASE_ORDER = "po", "Purchase order"
    COMP = "comp", "With our compliments"
    SCHOLARSHIP = "scholarship", "Scholarship"


class PaymentState(models.TextChoices):
    OPEN = "open", "Open"
    PROCESSING = "processing", "On its way"
    CAPTURED = "captured", "Paid"
    EXPIRED = "expired", "Lapsed"
    FAILED = "failed", "Failed"
    VOID = "void", "Withdrawn"


#: One of these per order.
OPEN_PAYMENTS = (PaymentState.OPEN, PaymentState.PROCESSING)


class Payment(models.Model):
    """One way in which an order is, was or may be paid. How much of it went back is `refunded`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("events.Order", models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=11, choices=PaymentKind)
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.OPEN)
    attempt = models.PositiveSmallIntegerField(default=1)
    amount_cents = models.PositiveIntegerField()
    """What is due by this payment."""
    captured_cents = models.PositiveIntegerField(default=0)
    refunded_cents = models.PositiveIntegerField(default=0)
    """What Stripe, or the books, say went back; worked out anew from the refunds each time."""
    stripe_session_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    payment_intent = models.CharField(max_length=200, unique=True, null=True, blank=True)
    session_expires_at = models.DateTimeField(null=True, blank=True)
    """Written before Stripe is asked for a session, so that one made unseen can be waited out."""
    session_email = models.CharField(max_length=254, blank=True)
    """What Stripe's page was given to fill in; asked again in other words, Stripe would refuse."""
    session_url = models.URLField(max_length=1000, blank=True)
    due_on = models.DateField(null=True, blank=True)
    """Of a check or purchase order: when the money is to be there."""
    reference = models.CharField(max_length=80, blank=True)
    """The number on a check or purchase order, or why it is free."""
    approved_at = models.DateTimeField(null=True, blank=True)
    """Of a purchase order: since when staff count on it, which confirms its places."""
    disputed = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    captured_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.SELF,
        "order": Privacy.SELF,
        "kind": Privacy.SELF,
        "state": Privacy.SELF,
        "attempt": Privacy.STAFF,
        "amount_cents": Privacy.SELF,
        "captured_cents": Privacy.SELF,
        "refunded_cents": Privacy.SELF,
        "stripe_session_id": Privacy.STAFF,
        "payment_intent": Privacy.STAFF,
        "session_expires_at": Privacy.STAFF,
        "session_email": Privacy.SELF,
        "session_url": Privacy.SECRET,
        "due_on": Privacy.SELF,
        "reference": Privacy.SELF,
        "approved_at": Privacy.SELF,
        "disputed": Privacy.STAFF,
        "made_at": Privacy.SELF,
        "captured_at": Privacy.SELF,
        "made_by": Privacy.STAFF,
    }

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded_cents__lte=F("captured_cents")),
                name="payment_refunds_no_more_than_captured",
                violation_error_message="No more can be given back than was paid.",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=OPEN_PAYMENTS),
                name="payment_one_open_per_order",
                violation_error_message="A payment for this order is under way.",
            ),
            models.UniqueConstraint(
                fields=["order", "attempt"],
                name="payment_attempt_once",
                violation_error_message="This payment was begun at the same moment.",
            ),
            models.CheckConstraint(
                condition=Q(state=PaymentState.CAPTURED) | Q(captured_cents=0),
                name="payment_captured_says_so",
            ),
            models.CheckConstraint(
                condition=Q(kind=PaymentKind.STRIPE)
                | Q(stripe_session_id=None, payment_intent=None),
                name="payment_only_stripe_has_a_session",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(kind=PaymentKind.PURCHASE_ORDER),
                name="payment_approved_is_a_purchase_order",
                violation_error_message="Only a purchase order is approved.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["session_expires_at"],
                condition=Q(state__in=OPEN_PAYMENTS),
                name="payment_open_sessions",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.order}"


class RefundState(models.TextChoices):
    ASKED = "asked", "To be sent"
    SENT = "sent", "On its way"
    DONE = "done", "Given back"
    FAILED = "failed", "Failed"


class Refund(models.Model):
    """Money on its way back. The row is written before Stripe is asked, so that none is lost."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Also the key by which Stripe knows a repeated request."""
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=6, choices=RefundState, default=RefundState.ASKED)
    stripe_refund_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    automatic = models.BooleanField(default=False)
    """Asked for by a rule, such as money that came too late."""
    reason = models.CharField(max_length=200)
    error = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = {
        "id": Privacy.STAFF,
        "public_id": Privacy.STAFF,
        "payment": Privacy.SELF,
        "cents": Privacy.SELF,
        "state": Privacy.SELF,
        "stripe_refund_id": Privacy.STAFF,
        "automatic": Privacy.STAFF,
        "reason": Privacy.SELF,
        "error": Privacy.STAFF,
        "by": Privacy.STAFF,
        "made_at": Privacy.SELF,
        "done_at": Privacy.SELF,
    }

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="refund_is_of_something",
                violation_error_message="Say how much is given back.",
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(automatic=True),
                name="refund_automatic_once_per_payment",
            ),
        ]

    def __str__(self):
        return f"{self.cents} cents of {self.payment}"


class Dispute(models.Model):
    """Somebody told their bank that they did not mean to pay."""

    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="disputes"
    )
    stripe_id = models.CharField(max_length=200, unique=True)
    cents = models.PositiveIntegerField()
    reason = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=40)
    """As Stripe calls it."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        ["id", "payment", "stripe_id", "cents", "reason", "status", "opened_at", "closed_at"],
        Privacy.STAFF,
    )

    def __str__(self):
        return self.stripe_id


class SignalState(models.TextChoices):
    NEW = "new", "To be worked on"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class StripeEvent(models.Model):
    """What Stripe told us, as it came. Done once; what failed is tried again."""

    event_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=200, blank=True)
    """Which session, refund or dispute to ask about: the rest of the message is not believed."""
    payment_intent = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=6, choices=SignalState, default=SignalState.NEW)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "event_id",
            "kind",
            "object_id",
            "payment_intent",
            "state",
            "attempts",
            "error",
            "received_at",
            "done_at",
        ],
        Privacy.STAFF,
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=~Q(state=SignalState.DONE),
                name="stripe_event_undone",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.event_id}"


class MoneyMatterKind(models.TextChoices):
    AMOUNT = "amount", "Another amount than was due"
    UNKNOWN = "unknown", "Money we know nothing of"
    REFUND_FAILED = "refund", "Money could not be given back"
    DISPUTE = "dispute", "Disputed with the bank"
    OVERDUE = "overdue", "Overdue"
    DIFFERENCE = "difference", "Stripe and our books differ"


class MoneyMatterQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(settled_at=None)

    def editable_by(self, user):
        """Those of events whose money this user keeps; what belongs to no event is national."""
        theirs = self.filter(event__in=Event.objects.editable_by(user))
        return theirs | self.filter(event=None) if rights_of(user).everyone else theirs


class MoneyMatter(models.Model):
    """What no rule decides: a person does, and writes down how."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=MoneyMatterKind)
    key = models.CharField(max_length=250, unique=True)
    """What it is about, so that the same is told once."""
    event = models.ForeignKey(
        "events.Event", models.PROTECT, null=True, blank=True, related_name="+"
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="matters"
    )
    cents = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=400)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settlement = models.CharField(max_length=400, blank=True)

    objects = MoneyMatterQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "kind",
            "key",
            "event",
            "payment",
            "cents",
            "words",
            "owner",
            "opened_at",
            "settled_at",
            "settled_by",
            "settlement",
        ],
        Privacy.STAFF,
    )

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(settlement=""),
                name="money_matter_settled_in_words",
                violation_error_message="Say how it was settled.",
            )
        ]

    def __str__(self):
        return self.words


class Comparison(models.Model):
    """That Stripe's books and ours were compared, and up to when."""

    until = models.DateTimeField(unique=True)
    found = models.PositiveIntegerField(default=0)
    """How many differences people were told of."""

    privacy = dict.fromkeys(["id", "until", "found"], Privacy.STAFF)

    class Meta:
        ordering = ["until"]

    def __str__(self):
        return f"Compared until {self.until:%Y-%m-%d %H:%M}"
