"""What somebody may take at an event: price, why, and whether there is room."""

from dataclasses import dataclass

from django.db.models import Count

from events.models import PoolKind, Seat, SeatPool, WaitlistEntry
from events.operations import assessing
from events.operations.assessing import Assessment

#: Fewer free places than this are worth saying; more only look like a count.
FEW = 20


@dataclass(frozen=True)
class Offer:
    assessment: Assessment
    left: int | None
    """Free places; None without a limit."""
    must_wait: bool
    """Full, or others wait for the same places already."""

    @property
    def ticket(self):
        return self.assessment.ticket_type

    @property
    def why(self) -> str:
        """The price's name, where it says more than that it is free or full."""
        rule = self.assessment.rule
        return rule.name if rule and rule.name.lower() not in ("free", "full price") else ""

    @property
    def reason(self) -> str:
        return self.assessment.reasons[0][1] if self.assessment.reasons else ""

    @property
    def few(self) -> int | None:
        """How many are left, where that is few and nobody waits for them."""
        return self.left if self.left and self.left <= FEW and not self.must_wait else None

    @property
    def is_open(self) -> bool:
        """A request needs no free place: staff decide, and it may wait until then."""
        free = not self.must_wait or self.ticket.requires_approval
        return self.assessment.allowed and free

    @property
    def can_wait(self) -> bool:
        return self.assessment.allowed and not self.is_open


@dataclass(frozen=True)
class Offers:
    own: tuple[Offer, ...]
    guests: tuple[Offer, ...]
    """What those one brings may take: they are assessed as somebody we do not know."""

    @property
    def open(self) -> list[Offer]:
        return [offer for offer in self.own if offer.is_open]

    @property
    def waitable(self) -> list[Offer]:
        return [offer for offer in self.own if offer.can_wait]


def of(event, person, *, at) -> Offers:
    assessed = assessing.assess_all(event, person, at=at)
    room = _Room(event)
    own = [room.offer(one) for one in assessed if not one.ticket_type.for_guests]
    guests = []
    if event.guests_each:
        theirs = [one.ticket_type for one in assessed if one.ticket_type.for_guests]
        guests = [room.offer(assessing.assess(None, ticket, at=at)) for ticket in theirs]
    return Offers(tuple(own), tuple(guests))


class _Room:
    """Free seats of every pool, asked once."""

    def __init__(self, event):
        pools = SeatPool.objects.filter(event=event, kind__in=[PoolKind.EVENT, PoolKind.TICKETS])
        self.kinds = dict(pools.values_list("pk", "kind"))
        self.free = {}
        self.line = set()
        if self.kinds:
            counted = Seat.objects.free().filter(pool__in=self.kinds).values_list("pool")
            self.free = dict(counted.annotate(Count("pk")))
            line = WaitlistEntry.objects.in_line().filter(event=event)
            self.line = set(line.order_by().values_list("ticket_type__pool", flat=True).distinct())
        self.whole = [pk for pk, kind in self.kinds.items() if kind == PoolKind.EVENT]

    def offer(self, assessment) -> Offer:
        own = assessment.ticket_type.pool_id
        pools = [*self.whole, *([own] if own else [])]
        left = min((self.free.get(pool, 0) for pool in pools), default=None)
        waits = bool(self.line) and (bool(self.whole) or own in self.line)
        return Offer(assessment, left, left == 0 or waits)
