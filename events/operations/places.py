"""A place at an event: made, confirmed, lapsed, ended. Always within `event_txn`.

These are the steps that the verbs in `registrations`, `waiting` and `checkouts` are made of.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from events import mail
from events.models import Registration, State
from events.models.registrations import ACTIVE, MOVES, SEATED
from network import audit

from . import aid, choices, orders, seats

#: How long a place is held while somebody types, before paying has begun.
HOLD = timedelta(minutes=15)


def make(
    *,
    event,
    order,
    assessment,
    person,
    by,
    at,
    state=State.HELD,
    hold=HOLD,
    held_for="",
    **fields,
) -> Registration:
    """A place with its seats, at the price it was assessed at, which its order now owes.

    Raises ValidationError "full", or "have_place" when this person has one.
    """
    registration = Registration(
        event=event,
        ticket_type=assessment.ticket_type,
        order=order,
        person=person,
        state=state,
        hold_expires_at=at + hold if state == State.HELD else None,
        cents=assessment.cents,
        price_name=assessment.rule.name if assessment.rule else "",
        price_rule=assessment.rule,
        standing=assessment.standing,
        quoted_at=assessment.at,
        made_at=at,
        **fields,
    )
    try:
        with transaction.atomic():
            registration.save(force_insert=True)
    except IntegrityError as broken:
        raise ValidationError(_("You already have a place."), code="have_place") from broken
    if state in SEATED:
        orders.add(order, registration.cents)
        pools = seats.pools_of(assessment.ticket_type)
        seats.take(registration, pools, held_for=held_for)
    return registration


def active_of(event, person) -> Registration | None:
    if person is None:
        return None
    return Registration.objects.filter(event=event, person=person, state__in=ACTIVE).first()


def move(registration, to, **fields) -> None:
    """From the state it was read in to another: compare and swap.

    Raises ValidationError "conflict" when it is in another by now, and "state" for a step that
    no place takes.
    """
    if to not in MOVES[State(registration.state)]:
        raise ValidationError(
            f"This place is {registration.get_state_display().lower()}.", code="state"
        )
    if to != State.HELD:
        fields["hold_expires_at"] = None
    same = Registration.objects.filter(pk=registration.pk, state=registration.state)
    if not same.update(state=to, **fields):
        raise ValidationError(
            "Somebody changed this place at the same moment. Try again.", code="conflict"
        )
    registration.state = to
    for name, value in fields.items():
        setattr(registration, name, value)


def confirm(registration, *, by, at) -> None:
    """It is paid for, or free: theirs. One letter, one line, however often it is asked."""
    if registration.state == State.CONFIRMED:
        return
    move(registration, State.CONFIRMED, confirmed_at=at, ended_at=None)
    audit.record(
        registration,
        "events.place_confirmed",
        by=by,
        at=at,
        person=registration.person,
        group=registration.event.host,
        after={"event": registration.event.title, "ticket": registration.ticket_type.name},
    )
    mail.place_confirmed(registration)


def end(registration, to, *, by, at, action, reason="", kept_cents=0) -> None:
    """Give back its seats and what its order owed for it, but for what is kept.

    Money that came is a matter of its own: see `events.operations.refunds`.
    """
    fields = {"kept_cents": kept_cents} if kept_cents else {}
    owed = registration.state != State.APPLIED
    move(registration, to, ended_at=at, reason=reason, **fields)
    seats.release(registration)
    if owed:
        orders.add(registration.order, kept_cents - registration.cents)
        aid.returned(registration, at=at)
    audit.record(
        registration,
        action,
        by=by,
        at=at,
        person=registration.person,
        group=registration.event.host,
        before={"event": registration.event.title, "ticket": registration.ticket_type.name},
        reason=reason,
    )


def seat(registration, assessment, *, at, hold, held_for="") -> None:
    """Give a request that was approved its seats, at the price of today."""
    move(
        registration,
        State.HELD,
        hold_expires_at=at + hold,
        cents=assessment.cents,
        price_name=assessment.rule.name,
        price_rule=assessment.rule,
        standing=assessment.standing,
        quoted_at=at,
    )
    seats.take(registration, seats.pools_of(registration.ticket_type), held_for=held_for)
    orders.add(registration.order, registration.cents)


def fit(registrations) -> bool:
    """Whether there are free seats for all of these at once. Changes nothing."""
    try:
        with transaction.atomic():
            for one in registrations:
                seats.take(one, seats.pools_of(one.ticket_type))
            raise _Fits
    except _Fits:
        return True
    except ValidationError:
        return False


class _Fits(Exception):
    """Undoes the try."""


def revive(registration, *, by, at) -> None:
    """A lapsed place is theirs after all, at the price that was quoted."""
    seats.take(registration, seats.pools_of(registration.ticket_type))
    choices.take_up_again(registration)
    orders.add(registration.order, registration.cents)
    confirm(registration, by=by, at=at)


def hand_on(old, *, to, standing, by, at) -> Registration:
    """A new place with the old one's seats and price, confirmed; the old one is over."""
    move(old, State.TRANSFERRED, ended_at=at, credential_version=old.credential_version + 1)
    new = Registration.objects.create(
        event=old.event,
        ticket_type=old.ticket_type,
        order=old.order,
        person=to,
        state=State.HELD,
        cents=old.cents,
        price_name=old.price_name,
        price_rule=old.price_rule,
        standing=standing,
        quoted_at=old.quoted_at,
        previous=old,
        made_at=at,
    )
    seats.hand_on(old, to=new)
    audit.record(
        old,
        "events.place_handed_on",
        by=by,
        at=at,
        person=old.person,
        group=old.event.host,
        before={"event": old.event.title, "ticket": old.ticket_type.name},
    )
    confirm(new, by=by, at=at)
    return new
