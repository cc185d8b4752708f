"""Kinds of place and what they cost. Who has taken one keeps the price that was quoted."""

from django.db.models import Max

from events.models import PriceRule, TicketType
from network import audit
from network.operations import rows

from .locking import event_txn

TICKET_FIELDS = (
    "name",
    "description",
    "audience",
    "for_guests",
    "requires_approval",
    "sales_from",
    "sales_until",
    "refund_until",
    "refund_percent",
)
PRICE_FIELDS = ("name", "cents", "audience", "from_at", "until_at")


def add(*, event, by, at, **fields) -> TicketType:
    """A kind of place, after the others. Raises ValidationError for what the fields refuse."""
    with event_txn(event.pk) as event:
        last = event.ticket_types.aggregate(last=Max("position"))["last"] or 0
        ticket = rows.keep(TicketType(event=event, position=last + 1, **_known(fields, "ticket")))
        _note(ticket, ticket, "events.ticket_added", by, at, after={"ticket": ticket.name})
        return ticket


def edit(*, ticket, by, at, **fields) -> TicketType:
    """Set what differs. Who has such a place keeps it as it was."""
    with event_txn(ticket.event_id):
        ticket.refresh_from_db()
        before, after = rows.change(ticket, **_known(fields, "ticket"))
        if after:
            _note(ticket, ticket, "events.ticket_edited", by, at, before, after)
        return ticket


def withdraw(*, ticket, by, at) -> TicketType:
    """Nobody takes one any more; who has one keeps it. Again changes nothing."""
    return _offer(ticket, at, "events.ticket_withdrawn", by, at)


def put_back(*, ticket, by, at) -> TicketType:
    """It is offered again."""
    return _offer(ticket, None, "events.ticket_put_back", by, at)


def move_up(*, ticket, by, at) -> None:
    """Before the one that stood before it."""
    with event_txn(ticket.event_id):
        every = list(ticket.event.ticket_types.offered())
        if _raise(every, ticket):
            for position, one in enumerate(every, 1):
                TicketType.objects.filter(pk=one.pk).update(position=position)
            _note(ticket, ticket, "events.ticket_moved", by, at, after={"ticket": ticket.name})


def add_price(*, ticket, by, at, **fields) -> PriceRule:
    """What some people pay, tried after the other prices."""
    with event_txn(ticket.event_id):
        price = PriceRule(ticket_type=ticket, priority=_after(ticket), **_known(fields, "price"))
        rows.keep(price)
        after = {"ticket": ticket.name, "price": price.name, "cents": price.cents}
        _note(price, ticket, "events.price_added", by, at, after=after)
        return price


def edit_price(*, price, by, at, **fields) -> PriceRule:
    """Set what differs, for those who come from now on: what was quoted is honored."""
    with event_txn(price.ticket_type.event_id):
        price.refresh_from_db()
        before, after = rows.change(price, **_known(fields, "price"))
        if after:
            _note(price, price.ticket_type, "events.price_edited", by, at, before, after)
        return price


def withdraw_price(*, price, by, at) -> PriceRule:
    """Nobody new pays it. Again changes nothing."""
    with event_txn(price.ticket_type.event_id):
        price.refresh_from_db()
        if price.withdrawn_at is None:
            rows.change(price, withdrawn_at=at)
            before = {"price": price.name, "cents": price.cents}
            _note(price, price.ticket_type, "events.price_withdrawn", by, at, before)
        return price


def move_price_up(*, price, by, at) -> None:
    """Tried before the one that was tried before it."""
    ticket = price.ticket_type
    with event_txn(ticket.event_id):
        every = list(ticket.prices.filter(withdrawn_at=None))
        if not _raise(every, price):
            return
        first = _after(ticket)
        # New numbers beyond the old ones, so that no two are ever the same on the way.
        for priority, one in enumerate(every, first):
            PriceRule.objects.filter(pk=one.pk).update(priority=priority)
        _note(price, ticket, "events.price_moved", by, at, after={"price": price.name})


def _after(ticket) -> int:
    last = ticket.prices.filter(withdrawn_at=None).aggregate(last=Max("priority"))["last"]
    return 0 if last is None else last + 1


def _raise(every, one) -> bool:
    """Move it one to the front of this list; whether that changed anything."""
    at = next((number for number, each in enumerate(every) if each.pk == one.pk), 0)
    if at == 0:
        return False
    every[at - 1], every[at] = every[at], every[at - 1]
    return True


def _offer(ticket, withdrawn_at, action, by, at):
    with event_txn(ticket.event_id):
        ticket.refresh_from_db()
        if (ticket.withdrawn_at is None) != (withdrawn_at is None):
            rows.change(ticket, withdrawn_at=withdrawn_at)
            _note(ticket, ticket, action, by, at, after={"ticket": ticket.name})
        return ticket


def _known(fields, what):
    known = {"ticket": TICKET_FIELDS, "price": PRICE_FIELDS}[what]
    if unknown := fields.keys() - set(known):
        raise TypeError(f"A {what} has no {', '.join(sorted(unknown))}.")
    return fields


def _note(subject, ticket, action, by, at, before=None, after=None):
    host = ticket.event.host
    audit.record(subject, action, by=by, at=at, group=host, before=before, after=after)
