"""Money of the convening that is not as simple as a card: who else pays, and what went wrong."""

from datetime import date, datetime, timedelta

from events.models import (
    Dispute,
    MoneyMatterKind,
    Payment,
    PaymentKind,
    PaymentState,
    State,
)
from events.operations import books, delegations, matters, settling
from events.operations.locking import event_txn
from network.models import Group, Membership, Person, User

from .convening import Convening

SHORT = 2_000
#: A purchase order that was to be here by now.
LATE = timedelta(days=12)


def groups_pay(made: Convening, partners: list[Group], *, by: User, at: datetime) -> None:
    """One organization sends eight, three of whom have said who they are; another pays late."""
    _, taken = _order(made, partners[0], 8, "LS-2207", at + timedelta(days=40), by, at)
    within = Membership.objects.live(on=at.date()).filter(group=partners[0])
    theirs = Person.objects.filter(pk__in=within.values("person"), user=None)
    for one, person in zip(taken, theirs.order_by("pk")[:3], strict=False):
        delegations.name(registration=one.place, person=person, by=by, at=at - timedelta(days=9))
    _order(made, partners[1], 4, "RK-118", at - LATE, by, at)
    books.overdue(at=at)


def _order(made, group, number, reference, due, by, at):
    then = at - timedelta(days=45)
    order, taken = delegations.take(
        event=made.event,
        ticket_type=made.tickets["Partner"],
        number=number,
        payer_group=group,
        by=by,
        at=then,
    )
    due_on: date = made.event.day(due)
    payment = books.promise(
        order=order,
        kind=PaymentKind.PURCHASE_ORDER,
        due_on=due_on,
        reference=reference,
        by=by,
        at=then,
    )
    books.approve(payment=payment, by=by, at=then + timedelta(days=1))
    return order, taken


def go_wrong(made: Convening, *, at: datetime) -> None:
    """Somebody's bank takes the money back; somebody paid less than was due."""
    cards = Payment.objects.filter(
        order__event=made.event, kind=PaymentKind.STRIPE, order__registrations__next=None
    )
    paid = cards.filter(
        state=PaymentState.CAPTURED, order__registrations__state=State.CONFIRMED
    ).order_by("pk")
    _dispute(paid[0], at)
    short = cards.filter(state=PaymentState.OPEN).select_related("order__event__host").get()
    Payment.objects.filter(pk=short.pk).update(payment_intent="pi_demo_short")
    with event_txn(made.event.pk):
        settling.captured(
            short,
            cents=short.amount_cents - SHORT,
            currency="usd",
            at=at - timedelta(hours=20),
        )


def _dispute(payment, at):
    told = at - timedelta(days=2)
    dispute = Dispute.objects.create(
        payment=payment,
        stripe_id="dp_demo_1",
        cents=payment.amount_cents,
        reason="unrecognized",
        status="needs_response",
        opened_at=told,
    )
    matters.open_once(
        kind=MoneyMatterKind.DISPUTE,
        key=f"dispute {dispute.stripe_id}",
        event=payment.order.event,
        payment=payment,
        cents=payment.amount_cents,
        words=f"Order {payment.order.code} is disputed with the bank: {dispute.reason}.",
        at=told,
    )
    Payment.objects.filter(pk=payment.pk).update(disputed=True)
