"""What is true of every event at any moment nobody is in the middle of something."""

from collections import Counter
from collections.abc import Iterator

from events.models import (
    Event,
    MoneyMatter,
    Order,
    Payment,
    PaymentState,
    Registration,
    Seat,
    SessionChoice,
    State,
)
from events.models.money import OPEN_PAYMENTS
from events.models.registrations import ACTIVE, SEATED
from events.operations import orders, refunds, seats
from network.models import AuditEntry, Letter


def broken() -> list[str]:
    """Each rule that does not hold, in words; nothing for a sound network."""
    found = []
    for event in Event.objects.with_places():
        for rule in (
            _a_place_has_its_seats,
            _a_person_has_one_active_place,
            _a_confirmed_place_is_covered,
            _an_order_owes_what_its_places_cost,
            _every_captured_cent_is_accounted_for,
            _an_order_has_one_open_payment,
            _a_confirmed_place_is_told_and_on_record,
        ):
            found += rule(event)
    return found


def _a_place_has_its_seats(event) -> Iterator[str]:
    """I1, I2: one seat in every pool that is needed while it is seated, and else none."""
    for place in event.registrations.select_related("ticket_type"):
        held = Counter(Seat.objects.filter(registration=place).values_list("pool", flat=True))
        needed = Counter()
        if place.state in SEATED:
            choices = SessionChoice.including_private.filter(registration=place)
            sessions = [choice.session for choice in choices.select_related("session")]
            needed = Counter(seats.pools_of(place.ticket_type, sessions))
        if held != needed:
            yield f"{place.state} place {place.pk} holds seats in {held}, not {needed}"


def _a_person_has_one_active_place(event) -> Iterator[str]:
    """I3."""
    active = Registration.objects.filter(event=event, state__in=ACTIVE, person__isnull=False)
    for person, count in Counter(active.values_list("person", flat=True)).items():
        if count > 1:
            yield f"Person {person} has {count} active places"


def _a_confirmed_place_is_covered(event) -> Iterator[str]:
    """I4: by money, our compliments, a scholarship or an approved purchase order.

    Money that goes back while a place stays is a person's decision, and on record.
    """
    for order in Order.objects.filter(event=event, registrations__state=State.CONFIRMED).distinct():
        ways = Payment.objects.filter(order=order)
        returned = sum(one.refunded_cents + refunds.on_its_way(one) for one in ways)
        confirmed = order.registrations.filter(state=State.CONFIRMED)
        due = sum(confirmed.values_list("cents", flat=True))
        if orders.covered_cents(order) + returned < due:
            yield f"Order {order.code} is confirmed and not covered"


def _an_order_owes_what_its_places_cost(event) -> Iterator[str]:
    for order in Order.objects.filter(event=event):
        rows = order.registrations.all()
        cost = sum(row.cents for row in rows if row.state in SEATED)
        cost += sum(row.kept_cents for row in rows)
        if order.total_cents != cost:
            yield f"Order {order.code} owes {order.total_cents}, its places cost {cost}"


def _every_captured_cent_is_accounted_for(event) -> Iterator[str]:
    """I5, I6: applied, given back or on its way, or with a person."""
    for order in Order.objects.filter(event=event):
        paid = Payment.objects.filter(order=order, state=PaymentState.CAPTURED)
        beyond = orders.owed_back(order)
        told = MoneyMatter.objects.filter(payment__order=order).exists()
        if beyond > 0 and not told:
            yield f"Order {order.code} has {beyond} cents that nobody is owed or told of"
        for payment in paid:
            if payment.refunded_cents > payment.captured_cents:
                yield f"Payment {payment.pk} gave back more than came"


def _an_order_has_one_open_payment(event) -> Iterator[str]:
    """I7."""
    open_now = Payment.objects.filter(order__event=event, state__in=OPEN_PAYMENTS)
    for order, count in Counter(open_now.values_list("order", flat=True)).items():
        if count > 1:
            yield f"Order {order} has {count} open payments"


def _a_confirmed_place_is_told_and_on_record(event) -> Iterator[str]:
    """I8, I10: once, in the transaction that confirmed it."""
    for place in event.registrations.exclude(confirmed_at=None).exclude(person=None):
        subject = f"events.registration:{place.pk}"
        lines = AuditEntry.objects.filter(subject=subject, action="events.place_confirmed")
        letters = Letter.objects.filter(key__startswith=f"place_confirmed {place.public_id}")
        if lines.count() != 1 or letters.count() > 1:
            yield f"Place {place.pk}: {lines.count()} lines, {letters.count()} letters"
