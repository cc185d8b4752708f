"""Who has a place at an event, written in bulk: hundreds at once would take operations minutes.

What is written is what the operations would have written: seats in every pool that is needed,
what each order owes, how it was paid, a line in the trail. Only the letters went out long ago.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from events.models import (
    Event,
    Order,
    Payment,
    PaymentKind,
    PaymentState,
    PoolKind,
    PriceRule,
    Refund,
    RefundState,
    Registration,
    Seat,
    SeatPool,
    Session,
    SessionChoice,
    State,
    TicketType,
)
from events.models.registrations import CODE_LETTERS, SEATED
from events.operations import claiming
from network import audit
from network.models import Person

from .groups import seeded_id

SPEAKERS = "speakers"
#: What the trail calls how each state was come by.
ACTIONS = {
    State.HELD: "events.place_held",
    State.EXPIRED: "events.place_lapsed",
    State.CANCELLED: "events.place_cancelled",
    State.TRANSFERRED: "events.place_handed_on",
}
#: A state that comes after the place was theirs.
AFTERWARDS = (State.CANCELLED, State.TRANSFERRED)


@dataclass
class Draft:
    """A place to be: whose, since when, how it was paid for and what became of it."""

    person: Person | None
    ticket: TicketType
    made_at: datetime
    state: State = State.CONFIRMED
    standing: str = ""
    paid_by: PaymentKind = PaymentKind.STRIPE
    payment: PaymentState | None = PaymentState.CAPTURED
    kept: int = 0
    """Percent of the price that a cancelled place still owes."""
    name: str = ""
    guest: "Draft | None" = None
    to: Person | None = None
    """To whom it was handed on."""
    reference: str = ""
    speaks: bool = False
    row: Registration = field(init=False)


@dataclass
class Writer:
    event: Event
    rng: Random
    at: datetime

    def write(self, drafts: list[Draft]) -> list[Registration]:
        """Their places, guests' and those handed on among them; sessions and seats come after."""
        self.rules = defaultdict(list)
        for rule in PriceRule.objects.filter(ticket_type__event=self.event):
            self.rules[rule.ticket_type_id].append(rule)
        rows = [row for draft in drafts for row in self._of(draft)]
        orders = {id(row.order): row.order for row in rows}
        for order in orders.values():
            order.total_cents = sum(_owed(row) for row in rows if row.order is order)
        Order.objects.bulk_create(orders.values(), batch_size=500)
        first = [row for row in rows if row.previous is None]
        Registration.objects.bulk_create(first, batch_size=200)
        later = [row for row in rows if row.previous is not None]
        Registration.objects.bulk_create(later, batch_size=200)
        self._pay(drafts)
        audit.record_many(line for row in rows for line in self._lines(row))
        return rows

    def _of(self, draft) -> Iterator[Registration]:
        order = Order(
            public_id=seeded_id(self.rng),
            code="".join(self.rng.choices(CODE_LETTERS, k=8)),
            event=self.event,
            payer=draft.person,
            made_at=draft.made_at,
        )
        draft.row = self._row(draft, order)
        yield draft.row
        if draft.guest:
            draft.guest.row = self._row(draft.guest, order, guest_of=draft.person)
            yield draft.guest.row
        if draft.to:
            new = self._row(draft, order, previous=draft.row)
            new.person, new.state, new.ended_at = draft.to, State.CONFIRMED, None
            new.credential_version = 1
            new.made_at = new.confirmed_at = draft.row.ended_at
            yield new

    def _row(self, draft, order, **fields):
        current = self.rules[draft.ticket.pk]
        rule = next(one for one in current if one.is_current(at=draft.made_at))
        confirmed = draft.made_at + timedelta(minutes=self.rng.randint(2, 12))
        ended = confirmed + (self.at - confirmed) * self.rng.uniform(0.2, 0.8)
        was_theirs = draft.state == State.CONFIRMED or draft.state in AFTERWARDS
        if draft.person is None:
            fields["claim_digest"] = claiming.digest(f"{self.rng.getrandbits(190):x}")
        over = draft.state in (State.EXPIRED, *AFTERWARDS)
        row = Registration(
            public_id=seeded_id(self.rng),
            event=self.event,
            ticket_type=draft.ticket,
            order=order,
            person=draft.person,
            state=draft.state,
            hold_expires_at=_held_until(draft),
            cents=rule.cents,
            kept_cents=rule.cents * draft.kept // 100,
            price_name=rule.name,
            price_rule=rule,
            standing=draft.standing,
            quoted_at=draft.made_at,
            badge_name=draft.name,
            credential_version=2 if draft.state == State.TRANSFERRED else 1,
            made_at=draft.made_at,
            confirmed_at=confirmed if was_theirs else None,
            ended_at=ended if over else None,
            reason="Cannot come after all." if draft.state == State.CANCELLED else "",
            **fields,
        )
        row.speaks = draft.speaks
        return row

    def _pay(self, drafts):
        owing = [draft for draft in drafts if draft.payment and _price(draft)]
        payments = [self._payment(draft, number) for number, draft in enumerate(owing)]
        Payment.objects.bulk_create(payments, batch_size=200)
        Refund.objects.bulk_create(
            self._refund(draft, payment)
            for draft, payment in zip(owing, payments, strict=True)
            if payment.refunded_cents
        )

    def _payment(self, draft, number):
        cents = _price(draft)
        paid = draft.payment == PaymentState.CAPTURED
        known = draft.payment in (PaymentState.CAPTURED, PaymentState.PROCESSING)
        money = paid and draft.paid_by in (PaymentKind.STRIPE, PaymentKind.CHECK)
        back = _price(draft) - draft.row.kept_cents if draft.state == State.CANCELLED else 0
        at_stripe = draft.paid_by == PaymentKind.STRIPE
        page_lasts = timedelta(minutes=31)
        due = (draft.made_at + timedelta(days=30)).date()
        return Payment(
            public_id=seeded_id(self.rng),
            order=draft.row.order,
            kind=draft.paid_by,
            state=draft.payment,
            amount_cents=cents,
            captured_cents=cents if money else 0,
            refunded_cents=back if money else 0,
            stripe_session_id=f"cs_demo_{self.event.pk}_{number}" if at_stripe else None,
            payment_intent=f"pi_demo_{self.event.pk}_{number}" if at_stripe and known else None,
            session_expires_at=draft.made_at + page_lasts if at_stripe else None,
            due_on=due if draft.paid_by == PaymentKind.CHECK else None,
            reference=draft.reference,
            made_at=draft.made_at,
            captured_at=draft.row.confirmed_at or draft.made_at if paid else None,
        )

    def _refund(self, draft, payment):
        return Refund(
            public_id=seeded_id(self.rng),
            payment=payment,
            cents=payment.refunded_cents,
            state=RefundState.DONE,
            stripe_refund_id=f"re_{payment.payment_intent}",
            reason="You gave your place back.",
            made_at=draft.row.ended_at,
            done_at=draft.row.ended_at,
        )

    def _lines(self, row):
        told = {"event": self.event.title, "ticket": row.ticket_type.name}
        about = {"subject": row, "by": None, "person": row.person, "group": self.event.host}
        if row.confirmed_at:
            action = "events.place_confirmed"
            yield about | {"action": action, "at": row.confirmed_at, "after": told}
        if row.state in ACTIONS:
            at = row.ended_at or row.made_at
            yield about | {"action": ACTIONS[row.state], "at": at, "before": told}


def _held_until(draft):
    if draft.state != State.HELD:
        return None
    days = 30 if draft.paid_by == PaymentKind.CHECK else 0
    return draft.made_at + timedelta(days=days, minutes=15)


def _price(draft) -> int:
    return draft.row.cents + (draft.guest.row.cents if draft.guest else 0)


def _owed(row) -> int:
    return row.cents if row.state in SEATED else row.kept_cents


def choose(event, rows, *, rng: Random, share: float, popular=()) -> None:
    """Sessions that each means to come to, as far as they have room; then everybody's seats."""
    found = Session.objects.filter(event=event, withdrawn_at=None)
    room = dict.fromkeys(SeatPool.objects.filter(event=event).values_list("pk", flat=True), 0)
    for pool in Seat.objects.free().filter(pool__in=room).values_list("pool", flat=True):
        room[pool] += 1
    at_once = defaultdict(list)
    for session in found:
        at_once[session.starts_at].append(session)
    chosen = []
    for row in rows:
        if row.state == State.CONFIRMED and row.person_id:
            chosen += [(row, one) for one in _some(at_once, room, rng, share, popular)]
    SessionChoice.objects.bulk_create(
        (SessionChoice(registration=row, session=session) for row, session in chosen),
        batch_size=1000,
    )
    seat(event, rows, chosen)


def _some(at_once, room, rng, share, popular):
    for sessions in at_once.values():
        free = [one for one in sessions if one.pool_id is None or room[one.pool_id]]
        if free and rng.random() < share:
            weights = [6 if one.title in popular else 1 for one in free]
            one = rng.choices(free, weights)[0]
            if one.pool_id:
                room[one.pool_id] -= 1
            yield one


def seat(event, rows, chosen=()) -> None:
    """A seat for each in every pool that is needed, and none for those who do not come."""
    whole = SeatPool.objects.filter(event=event, kind=PoolKind.EVENT).first()
    free = defaultdict(list)
    for one in Seat.objects.usable().filter(pool__event=event, registration=None).order_by("-pk"):
        free[one.pool_id, one.held_for].append(one)
    taken = []
    for row in rows:
        if row.state in SEATED:
            speaks = row.speaks
            if whole:
                taken.append((row, free[whole.pk, SPEAKERS if speaks else ""].pop()))
            if row.ticket_type.pool_id:
                taken.append((row, free[row.ticket_type.pool_id, ""].pop()))
    taken += [(row, free[one.pool_id, ""].pop()) for row, one in chosen if one.pool_id]
    for row, one in taken:
        one.registration_id = row.pk
    Seat.objects.bulk_update([one for _, one in taken], ["registration"], batch_size=300)
