"""What becomes of places when money comes, comes late, comes twice, or does not come.

Called under the event's lock with an answer of Stripe's or of the books. Nothing is asked over
the network here: what has to be sent back is written down, and sent after the lock.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError

from events import mail
from events.models import (
    MoneyMatterKind,
    Payment,
    PaymentState,
    Registration,
    State,
)
from events.models.money import OPEN_PAYMENTS
from network import audit
from network.words import say_money

from . import matters, orders, places, refunds, waiting
from .assessing import assess

#: How long a place is kept after a bank debit failed, with a new chance to pay.
SECOND_CHANCE = timedelta(hours=24)
#: Reasons that do not stand against a price quoted while it was right.
OF_DATES = ("not_open", "closed", "not_on_sale", "no_price")

#: How the key of a matter begins whose money cannot be counted with ours.
OTHER_CURRENCY = "currency"

LATE = "Your payment came after your place was given to somebody else."
TWICE = "This was paid for already."
NOT_DUE = "This place had been given back before the payment came."


def captured(payment, *, cents, currency, at, by=None) -> None:
    """Money is there. Again changes nothing. `by` whom a check was written down.

    Of another amount or currency than was due, the place stays held with its clock stopped
    until staff decide.
    """
    if payment.state == PaymentState.CAPTURED:
        return
    _move(payment, PaymentState.CAPTURED, captured_cents=cents, captured_at=at)
    audit.record(
        payment,
        "events.payment_captured",
        by=by,
        at=at,
        person=payment.order.payer,
        group=payment.order.event.host,
        after={"order": payment.order.code, "cents": cents},
    )
    if cents != payment.amount_cents or currency != payment.order.currency:
        _stop_the_clock(payment, cents, currency, at)
        return
    settle(payment.order, by=by, at=at)


def settle(order, *, by, at) -> None:
    """Confirm what is paid for; give back what is beyond it."""
    places_of = _places(order)
    lapsed = [one for one in places_of if one.state == State.EXPIRED]
    waits = [one for one in places_of if one.state in (State.HELD, State.PROCESSING)]
    order.refresh_from_db(fields=["total_cents"])
    if waits and orders.is_paid(order):
        for registration in waits:
            waiting.claimed(registration, at=at)
            places.confirm(registration, by=by, at=at)
    elif lapsed and not waits and orders.owed_back(order) >= sum(one.cents for one in lapsed):
        if _may_revive(lapsed, at):
            for registration in lapsed:
                places.revive(registration, by=by, at=at)
        else:
            _put_in_front(lapsed, at)
    refunds.give_back(order, reason=_why(_places(order)), by=None, at=at, automatic=True)


def on_its_way(payment, *, at) -> None:
    """A bank debit has begun: the place is kept, however long the bank takes."""
    if payment.state not in OPEN_PAYMENTS or payment.state == PaymentState.PROCESSING:
        return
    _move(payment, PaymentState.PROCESSING)
    for registration in _places(payment.order):
        if registration.state == State.HELD:
            places.move(registration, State.PROCESSING)


def failed(payment, *, at) -> None:
    """A bank debit did not go through: the place is kept a day more, to be paid otherwise."""
    if payment.state not in OPEN_PAYMENTS:
        return
    _move(payment, PaymentState.FAILED)
    for registration in _places(payment.order):
        if registration.state == State.PROCESSING:
            places.move(registration, State.HELD, hold_expires_at=at + SECOND_CHANCE)
            mail.payment_failed(registration)


def lapsed(payment, *, at) -> None:
    """No money can come by this payment any more."""
    if payment.state in OPEN_PAYMENTS:
        _move(payment, PaymentState.EXPIRED)


def _places(order):
    rows = Registration.objects.filter(order=order).order_by("pk")
    return list(rows.select_related("event__host", "ticket_type__event", "order", "person"))


def _may_revive(lapsed, at):
    """Late money finds its place again if nobody is the worse for it."""
    for one in lapsed:
        if waiting.must_wait(one.ticket_type) or places.active_of(one.event, one.person):
            return False
        reasons = [code for code, _ in assess(one.person, one.ticket_type, at=at).reasons]
        # Whoever is to claim it is looked at when they do.
        passed = OF_DATES if one.person_id else (*OF_DATES, "audience")
        if any(code not in passed for code in reasons):
            return False
    return places.fit(lapsed)


def _put_in_front(lapsed, at):
    """They paid and have nothing: the next free place is theirs."""
    for one in lapsed:
        if one.person is None:
            continue  # nobody has claimed it, so nobody can wait
        mail.paid_too_late(one, is_next=_waits_in_front(one, at))


def _waits_in_front(lapsed, at) -> bool:
    """Not who may come no longer, or has a place by now."""
    try:
        waiting.join(
            event=lapsed.event,
            ticket_type=lapsed.ticket_type,
            person=lapsed.person,
            by=None,
            at=at,
            ahead=True,
        )
    except ValidationError:
        return False
    return True


def _why(registrations):
    states = {one.state for one in registrations}
    if State.CONFIRMED in states:
        return TWICE
    return LATE if State.EXPIRED in states else NOT_DUE


def _stop_the_clock(payment, cents, currency, at):
    for registration in _places(payment.order):
        if registration.state == State.HELD:
            Registration.objects.filter(pk=registration.pk).update(hold_expires_at=None)
    other = currency != payment.order.currency
    matters.open_once(
        kind=MoneyMatterKind.AMOUNT,
        key=f"{OTHER_CURRENCY if other else 'amount'} {payment.public_id}",
        event=payment.order.event,
        payment=payment,
        cents=cents,
        words=(
            f"Order {payment.order.code}: {say_money(payment.amount_cents)} was due,"
            f" {cents / 100:,.2f} {currency.upper()} came."
        ),
        at=at,
    )


def _move(payment, to, **fields):
    """Compare and swap, as places do."""
    same = Payment.objects.filter(pk=payment.pk, state=payment.state)
    if not same.update(state=to, **fields):
        raise ValidationError("This payment changed at the same moment.", code="conflict")
    payment.state = to
    for name, value in fields.items():
        setattr(payment, name, value)
