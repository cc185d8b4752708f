"""Kinds of place at an event, who may take them, and at what price."""

import uuid

from django.db import models
from django.db.models import F, Q

from network.audiences import validate as validate_audience
from network.roles import Privacy
from network.words import validate_one_line


class TicketTypeQuerySet(models.QuerySet):
    def offered(self):
        return self.filter(withdrawn_at=None)


class TicketType(models.Model):
    """A kind of place, such as "Member". What it costs, its price rules say."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", models.PROTECT, related_name="ticket_types")
    name = models.CharField(max_length=80, validators=[validate_one_line])
    description = models.CharField(max_length=300, blank=True, validators=[validate_one_line])
    position = models.PositiveSmallIntegerField(default=0)
    audience = models.JSONField(default=dict, blank=True, validators=[validate_audience])
    """Who may take it, as `network.audiences` says; empty is anybody."""
    for_guests = models.BooleanField(default=False)
    """Only for somebody whom a person with a place brings along."""
    requires_approval = models.BooleanField(default=False)
    sales_from = models.DateTimeField(null=True, blank=True)
    sales_until = models.DateTimeField(null=True, blank=True)
    pool = models.ForeignKey(
        "events.SeatPool", models.PROTECT, null=True, blank=True, related_name="ticket_types"
    )
    """Seats of its own or shared with other kinds, beside those of the whole event."""
    refund_until = models.DateTimeField(null=True, blank=True)
    """Until when money is given back on request; nothing says never without staff."""
    refund_percent = models.PositiveSmallIntegerField(default=100)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TicketTypeQuerySet.as_manager()

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "event",
            "name",
            "description",
            "position",
            "audience",
            "for_guests",
            "requires_approval",
            "sales_from",
            "sales_until",
            "pool",
            "refund_until",
            "refund_percent",
            "withdrawn_at",
        ],
        Privacy.MEMBERS,
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"],
                name="ticket_type_once_per_event",
                violation_error_message="This event has a ticket of this name.",
            ),
            models.CheckConstraint(
                condition=Q(refund_percent__lte=100),
                name="ticket_type_refunds_at_most_all",
                violation_error_message="At most 100 percent can be given back.",
            ),
            models.CheckConstraint(
                condition=Q(sales_from=None)
                | Q(sales_until=None)
                | Q(sales_until__gt=F("sales_from")),
                name="ticket_type_sold_from_before_until",
                violation_error_message="Sales end before they begin.",
            ),
        ]

    def __str__(self):
        return self.name

    def is_sold(self, *, at):
        """Whether its own dates let it be taken at an instant."""
        begun = self.sales_from is None or self.sales_from <= at
        return begun and (self.sales_until is None or at < self.sales_until)


class PriceRule(models.Model):
    """What some people pay in some weeks. Of those that fit, the first in order counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="prices")
    name = models.CharField(max_length=80, validators=[validate_one_line])
    """What the reader is told, such as "Early bird, members"."""
    cents = models.PositiveIntegerField()
    audience = models.JSONField(default=dict, blank=True, validators=[validate_audience])
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(default=0)
    """The lower comes first."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy = dict.fromkeys(
        [
            "id",
            "public_id",
            "ticket_type",
            "name",
            "cents",
            "audience",
            "from_at",
            "until_at",
            "priority",
            "withdrawn_at",
        ],
        Privacy.MEMBERS,
    )

    class Meta:
        ordering = ["priority", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket_type", "priority"],
                condition=Q(withdrawn_at=None),
                name="price_rule_one_at_a_priority",
                violation_error_message="Another price has this place in the order.",
            ),
            models.CheckConstraint(
                condition=Q(from_at=None) | Q(until_at=None) | Q(until_at__gt=F("from_at")),
                name="price_rule_from_before_until",
                violation_error_message="The price ends before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(cents__lte=1_000_000),
                name="price_rule_within_reason",
                violation_error_message="A place costs at most $10,000.",
            ),
        ]

    def __str__(self):
        return self.name

    def is_current(self, *, at):
        begun = self.from_at is None or self.from_at <= at
        return begun and (self.until_at is None or at < self.until_at)
