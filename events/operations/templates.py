"""What a new event begins with: one of four usual kinds, or an earlier event moved to new dates."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from events.models import Event, Kind, NeedKind, PoolKind, PriceRule, Seat, Session, TicketType
from events.models.clocks import moved, wall
from network.models.people import Standing

from . import events, limits, sessions, ticketing
from .locking import event_txn

MEMBERS = {"standing": [Standing.MEMBER]}
INSIDE = {"standing": [Standing.MEMBER, Standing.STAFF]}
CONVENING = {"standing": [Standing.MEMBER, Standing.ALUM, Standing.STAFF]}
EVERY_NEED = (NeedKind.DIET, NeedKind.ACCESS, NeedKind.CHILDCARE, NeedKind.INTERPRETATION)


@dataclass(frozen=True)
class Price:
    name: str
    cents: int = 0
    audience: dict = field(default_factory=dict)
    until: timedelta | None = None
    """So long before the event it ends."""


@dataclass(frozen=True)
class Ticket:
    name: str
    prices: tuple[Price, ...] = (Price("Free"),)
    audience: dict = field(default_factory=dict)
    description: str = ""
    for_guests: bool = False
    refund_until: timedelta | None = None


@dataclass(frozen=True)
class Template:
    key: str
    name: str
    says: str
    kind: str
    length: timedelta
    tickets: tuple[Ticket, ...]
    fields: dict
    """Of the event."""
    seats: int | None = None
    closes: timedelta | None = None
    """So long before the event registration closes."""
    changes_until: timedelta | None = None


HAPPY_HOUR = Template(
    "happy-hour",
    "Happy hour",
    "An evening for a chapter: free, one guest each, everybody may come.",
    Kind.GATHERING,
    timedelta(hours=2),
    (
        Ticket("Member", audience=INSIDE),
        Ticket("Friend of the chapter", description="Everybody is welcome."),
        Ticket("Guest", for_guests=True),
    ),
    {
        "summary": "Meet colleagues from across the state over a drink.",
        "description": "No speeches and no agenda: come as you are, leave when you must.",
        "access_notes": "Say what you need when you register, and we see to it.",
        "visibility": "public",
        "guests_each": 1,
        "needs_asked": [NeedKind.DIET, NeedKind.ACCESS],
    },
    seats=60,
)
TRAINING = Template(
    "training",
    "Training",
    "Half a day for members and alumni, with lunch and a seat for each.",
    Kind.TRAINING,
    timedelta(hours=4),
    (
        Ticket("Member", audience=INSIDE),
        Ticket(
            "Alum",
            (Price("Alumni", 2_500),),
            {"standing": [Standing.ALUM]},
            refund_until=timedelta(days=3),
        ),
    ),
    {
        "summary": "Half a day of practice with colleagues who have done it.",
        "description": "What you will be able to do afterwards:\n\n- \n- \n\nLunch is included.",
        "access_notes": "The room has step-free access. Captions on request.",
        "visibility": "members",
        "needs_asked": [NeedKind.DIET, NeedKind.ACCESS, NeedKind.INTERPRETATION],
    },
    seats=40,
    closes=timedelta(days=1),
)
CALL = Template(
    "call",
    "Rapid-response call",
    "An hour online at short notice, for members alone.",
    Kind.CALL,
    timedelta(hours=1),
    (Ticket("Member", audience=INSIDE),),
    {
        "summary": "What has happened, and what members can do about it this week.",
        "description": "Ten minutes on what is known, then your questions.",
        "access_notes": "Live captions are on. The recording is kept for a week.",
        "visibility": "members",
        "online": True,
        "needs_asked": [NeedKind.ACCESS, NeedKind.INTERPRETATION],
    },
)
CONVENING_TEMPLATE = Template(
    "convening",
    "Convening",
    "Several days for members and alumni leaders, with prices by standing and an early bird.",
    Kind.CONVENING,
    timedelta(days=2, hours=8),
    (
        Ticket(
            "Member",
            (
                Price("Early bird, members", 15_000, MEMBERS, timedelta(days=60)),
                Price("Members", 20_000, MEMBERS),
                Price("Staff", 0, {"standing": [Standing.STAFF]}),
            ),
            INSIDE,
            refund_until=timedelta(days=14),
        ),
        Ticket(
            "Alumni leader",
            (
                Price("Early bird, alumni", 20_000, until=timedelta(days=60)),
                Price("Alumni", 25_000),
            ),
            {"standing": [Standing.ALUM]},
            refund_until=timedelta(days=14),
        ),
        Ticket(
            "Partner",
            (Price("Partners", 40_000),),
            {"standing": [Standing.PARTNER]},
            refund_until=timedelta(days=14),
        ),
    ),
    {
        "summary": "Once a year, all of us in one place.",
        "description": "Workshops, caucuses and dinners with members from every chapter.",
        "access_notes": (
            "All rooms have step-free access. Childcare, captions and interpreters are free:"
            " say what you need when you register."
        ),
        "visibility": "members",
        "needs_asked": list(EVERY_NEED),
    },
    seats=400,
    closes=timedelta(days=3),
    changes_until=timedelta(days=7),
)
TEMPLATES = {one.key: one for one in (HAPPY_HOUR, TRAINING, CALL, CONVENING_TEMPLATE)}


@transaction.atomic
def make(*, template, host, title, timezone, starts_at, by, at, ends_at=None) -> Event:
    """A draft with the template's tickets, prices, seats and words, to be put right."""
    event = events.make(
        host=host,
        kind=template.kind,
        title=title,
        timezone=timezone,
        starts_at=starts_at,
        ends_at=ends_at or starts_at + template.length,
        closes_at=_before(starts_at, template.closes),
        changes_until=_before(starts_at, template.changes_until),
        by=by,
        at=at,
        **template.fields,
    )
    with event_txn(event.pk):
        for ticket in template.tickets:
            _sell(event, ticket, by, at)
        if template.seats:
            limits.set_size(event=event, size=template.seats, by=by, at=at)
    return event


@transaction.atomic
def copy(*, earlier, title, starts_at, by, at, timezone="") -> Event:
    """An earlier event as a draft, with every date moved by as much as its start.

    Its tickets, prices, seats and program come along; who came, who asked and its way in do not,
    nor what it has for private groups.
    """
    zone = timezone or earlier.timezone
    begins = wall(starts_at, zone=zone).replace(tzinfo=None)
    later = begins - wall(earlier.starts_at, zone=earlier.timezone).replace(tzinfo=None)

    def then(instant):
        return instant and moved(instant, by=later, zone=earlier.timezone, to_zone=zone)

    names = ("summary", "description", "access_notes", "visibility", "place", "address", "online")
    event = events.make(
        host=earlier.host,
        kind=earlier.kind,
        title=title,
        timezone=zone,
        starts_at=starts_at,
        ends_at=then(earlier.ends_at),
        by=by,
        at=at,
        guests_each=earlier.guests_each,
        needs_asked=earlier.needs_asked,
        **{name: then(getattr(earlier, name)) for name in ("opens_at", "closes_at")},
        changes_until=then(earlier.changes_until),
        **{name: getattr(earlier, name) for name in names},
    )
    with event_txn(event.pk):
        for ticket in earlier.ticket_types.offered():
            _sell_again(event, ticket, then, by, at)
        _limit(event, _size(limits.pool_of(earlier)), by, at)
        for session in Session.objects.filter(event=earlier, withdrawn_at=None):
            _hold_again(event, session, then, by, at)
    return event


def _sell(event, ticket, by, at):
    made = ticketing.add(
        event=event,
        by=by,
        at=at,
        name=ticket.name,
        description=ticket.description,
        audience=ticket.audience,
        for_guests=ticket.for_guests,
        refund_until=_before(event.starts_at, ticket.refund_until),
    )
    for price in ticket.prices:
        ticketing.add_price(
            ticket=made,
            by=by,
            at=at,
            name=price.name,
            cents=price.cents,
            audience=price.audience,
            until_at=_before(event.starts_at, price.until),
        )


def _sell_again(event, ticket: TicketType, then, by, at):
    dates = ("sales_from", "sales_until", "refund_until")
    as_it_was = [name for name in ticketing.TICKET_FIELDS if name not in dates]
    made = ticketing.add(
        event=event,
        by=by,
        at=at,
        **{name: getattr(ticket, name) for name in as_it_was},
        **{name: then(getattr(ticket, name)) for name in dates},
    )
    prices = PriceRule.objects.filter(ticket_type=ticket, withdrawn_at=None)
    for price in prices:
        ticketing.add_price(
            ticket=made,
            by=by,
            at=at,
            name=price.name,
            cents=price.cents,
            audience=price.audience,
            from_at=then(price.from_at),
            until_at=then(price.until_at),
        )
    _limit(event, _size(ticket.pool), by, at, ticket_type=made)


def _hold_again(event, session: Session, then, by, at):
    made = sessions.add(
        event=event,
        by=by,
        at=at,
        **{name: getattr(session, name) for name in sessions.FIELDS - {"starts_at", "ends_at"}},
        starts_at=then(session.starts_at),
        ends_at=then(session.ends_at),
    )
    _limit(event, _size(session.pool), by, at, session=made)


def _size(pool) -> int | None:
    if pool is None or pool.kind == PoolKind.PRIVATE:
        return None
    return Seat.objects.usable().filter(pool=pool).count()


def _limit(event, size, by, at, **of):
    if size is not None:
        limits.set_size(event=event, size=size, by=by, at=at, **of)


def _before(starts_at, so_long):
    return None if so_long is None else starts_at - so_long
