"""Handing one's place on, and giving it back, by the terms of its ticket."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError

from events import mail
from events.models import Registration, State
from network import audit

from . import aid, claiming, orders, parties, refunds, registrations
from .locking import event_txn

#: How long whom a place is offered may think it over.
LASTS = timedelta(days=7)
ALONE = "Who brought you along does not come."
TOO_LATE = "It is too late to change this here. Write to the staff."


@dataclass(frozen=True)
class Terms:
    """What becomes of the price of a place that is given back, in cents."""

    kept: int
    back: int


def terms(registration, *, at) -> Terms:
    """By the tickets' terms at an instant, with the guests who would not come either.

    Of what nobody has paid yet, nothing is kept.
    """
    ends = [registration, *parties.of(registration)]
    kept = sum(_kept(one, at) for one in ends)
    owed = sum(_own(one) for one in ends if one.state == State.CONFIRMED) - kept
    return Terms(kept, min(owed, orders.money_cents(registration.order)) if owed else 0)


def give_back(*, registration, by, at) -> Registration:
    """Come no longer, and nor do one's guests. What the tickets' terms give back is sent the
    way it came.

    Raises ValidationError "too_late", and what `registrations.cancel` raises.
    """
    with event_txn(registration.event_id) as event:
        registration = _now(registration)
        if registration.state == State.CANCELLED:
            return registration
        if not event.may_be_changed(at=at):
            raise ValidationError(TOO_LATE, code="too_late")
        guests = parties.of(registration)
        registration = registrations.cancel(
            registration=registration, by=by, at=at, kept_cents=_kept(registration, at)
        )
        for guest in guests:
            registrations.cancel(
                registration=guest, by=by, at=at, reason=ALONE, kept_cents=_kept(guest, at)
            )
        order = registration.order
        order.refresh_from_db(fields=["total_cents"])
        refunds.give_back(order, reason="You gave your place back.", by=by, at=at)
        return registration


def _kept(registration, at) -> int:
    ticket, cents = registration.ticket_type, _own(registration)
    if registration.state != State.CONFIRMED:
        return 0
    in_time = ticket.refund_until is not None and at < ticket.refund_until
    return cents - cents * ticket.refund_percent // 100 if in_time else cents


def _own(registration) -> int:
    """Of its price, what a scholarship does not pay: that goes back to its fund in any case."""
    return registration.cents - aid.given_for(registration)


def offer(*, registration, email, by, at) -> None:
    """Send a link by which somebody else takes one's place; a link sent before ends.

    Whether the mailbox is somebody's we know, nobody learns. Raises ValidationError "state",
    "too_late".
    """
    with event_txn(registration.event_id) as event:
        registration = _now(registration)
        _refuse(registration, event, at)
        secret, registration.claim_digest = claiming.new_secret(until=at + LASTS)
        registration.save(update_fields=["claim_digest"])
        _record(registration, "events.place_offered_on", by, at)
        mail.place_passed_on(registration, email, secret, until=at + LASTS)


def take_back(*, registration, by, at) -> None:
    """The link that was sent ends. Again changes nothing."""
    with event_txn(registration.event_id):
        registration = _now(registration)
        if registration.claim_digest and registration.person_id:
            registration.claim_digest = ""
            registration.save(update_fields=["claim_digest"])
            _record(registration, "events.place_kept", by, at)


def accept(*, secret, person, by, at) -> Registration:
    """Take the place that somebody hands on.

    Raises ValidationError "gone", "own", "too_late", and what `registrations.transfer` raises.
    """
    found = claiming.find(secret, at=at)
    if found is None or found.person_id is None:
        raise ValidationError(claiming.GONE, code="gone")
    with event_txn(found.event_id) as event:
        found = claiming.find(secret, at=at)
        if found is None:
            raise ValidationError(claiming.GONE, code="gone")
        if found.person_id == person.pk:
            raise ValidationError("This is your own place.", code="own")
        _refuse(found, event, at)
        new = registrations.transfer(registration=found, to=person, by=by, at=at)
        Registration.objects.filter(pk=found.pk).update(claim_digest="")
        return new


def _refuse(registration, event, at):
    if registration.state != State.CONFIRMED:
        raise ValidationError("Only a confirmed place can be handed on.", code="state")
    if not event.may_be_changed(at=at):
        raise ValidationError(TOO_LATE, code="too_late")
    aid.refuse_handing_on(registration)


def _now(registration):
    return Registration.objects.select_related("event__host", "ticket_type", "order", "person").get(
        pk=registration.pk
    )


def _record(registration, action, by, at):
    audit.record(
        registration,
        action,
        by=by,
        at=at,
        person=registration.person,
        group=registration.event.host,
        after={"event": registration.event.title},
    )
