"""Taking a place, and what happens to it. Money is asked for and given back elsewhere.

Every verb holds the event's lock; who may ask for it is decided by whoever calls.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events import mail
from events.models import Registration, State
from network import audit

from . import aid, choices, orders, places, waiting
from .assessing import assess
from .locking import event_txn


def register(
    *,
    event,
    ticket_type,
    person,
    by,
    at,
    **fields,
) -> Registration:
    """Hold a place with a seat in every pool it needs; a free one is confirmed at once.

    A second try of the same person for the same ticket answers with the place they hold
    already, so that two tabs are one place. Raises ValidationError "have_place" and what `take`
    raises, whose other `fields` may be given.
    """
    with event_txn(event.pk) as event:
        held = places.active_of(event, person)
        if held is not None and held.state == State.HELD and held.ticket_type == ticket_type:
            return held
        if held is not None:
            raise ValidationError(_("You already have a place."), code="have_place")
        return take(event=event, ticket_type=ticket_type, person=person, by=by, at=at, **fields)


def take(
    *,
    event,
    ticket_type,
    person,
    by,
    at,
    sessions=(),
    guest_of=None,
    order=None,
    badge_name="",
    claim_digest="",
    held_for="",
) -> Registration:
    """The same within the event's lock, for somebody who has no place there, or nobody yet.

    `order` adds it to places ordered together; its payer pays. A place of nobody yet goes to
    whoever has the secret of `claim_digest`; one of the seats `held_for` a purpose passes nobody
    who waits. Raises ValidationError: what `assess` refuses, "guest", "have_place", "full",
    "wait" while others wait for the same seats, and what `choices.choose` refuses.
    """
    ticket_type = event.ticket_types.get(pk=ticket_type.pk)  # as it is now, and its event
    assessment = assess(person, ticket_type, at=at)
    assessment.require()
    _refuse_guest_alone(ticket_type, guest_of)
    if not ticket_type.requires_approval and not held_for:
        _refuse_jumping_the_line(ticket_type)
    order = order or orders.open_for(event=event, payer=guest_of or person, by=by, at=at)
    registration = places.make(
        event=event,
        order=order,
        assessment=assessment,
        person=person,
        by=by,
        at=at,
        state=State.APPLIED if ticket_type.requires_approval else State.HELD,
        guest_of=guest_of,
        badge_name=badge_name,
        claim_digest=claim_digest,
        held_for=held_for,
    )
    if registration.state == State.APPLIED:
        _note(registration, "events.place_asked", by, at)
        mail.application_received(registration)
        return registration
    if sessions:
        choices.choose(registration=registration, sessions=sessions, by=by, at=at)
    _confirm_or_note(registration, by, at)
    return registration


def expire(*, registration, at) -> Registration:
    """The hold is over and no money can come any more. Again changes nothing.

    Whether money can still come, Stripe alone knows: see `checkouts.sweep`, which asks first.
    """
    with event_txn(registration.event_id) as event:
        registration = _now(registration)
        if registration.state in (State.HELD, State.PROCESSING):
            places.end(registration, State.EXPIRED, by=None, at=at, action="events.place_lapsed")
            waiting.closed(registration, at=at, lapsed=True)
            mail.place_lapsed(registration)
            waiting.offer_next(event, at=at)
        return registration


def cancel(*, registration, by, at, reason="", kept_cents=0) -> Registration:
    """Give the place back and offer it to the first who waits. Again changes nothing.

    `kept_cents` of its price stay owed, by the terms of its ticket; what was paid beyond that
    is to be given back: see `refunds`. Raises ValidationError "over", "state".
    """
    with event_txn(registration.event_id) as event:
        registration = _now(registration)
        if registration.state == State.CANCELLED:
            return registration
        if event.is_over(at=at):
            raise ValidationError("This event is over.", code="over")
        places.end(
            registration,
            State.CANCELLED,
            by=by,
            at=at,
            action="events.place_cancelled",
            reason=reason,
            kept_cents=kept_cents,
        )
        waiting.closed(registration, at=at, lapsed=False)
        mail.place_cancelled(registration)
        waiting.offer_next(event, at=at)
        return registration


def approve(*, registration, by, at, held_for="") -> Registration:
    """Say yes to a request: it is held until it is paid for, or confirmed if it is free.

    Standing is looked at again, and the price of today is quoted. Raises ValidationError:
    "state" when it was decided already, what `assess` refuses, "full".
    """
    with event_txn(registration.event_id):
        registration = _now(registration)
        if registration.state != State.APPLIED:
            raise ValidationError("This was decided already.", code="state")
        assessment = assess(registration.person, registration.ticket_type, at=at)
        assessment.require()
        places.seat(registration, assessment, at=at, hold=waiting.OFFER, held_for=held_for)
        _note(registration, "events.place_approved", by, at)
        if orders.is_paid(registration.order):
            places.confirm(registration, by=by, at=at)
        else:
            mail.application_approved(registration)
        return registration


def decline(*, registration, by, at, reason="") -> Registration:
    """Say no to a request. Raises ValidationError("state") when it was decided already."""
    with event_txn(registration.event_id):
        registration = _now(registration)
        if registration.state != State.APPLIED:
            raise ValidationError("This was decided already.", code="state")
        places.end(
            registration,
            State.DECLINED,
            by=by,
            at=at,
            action="events.place_declined",
            reason=reason,
        )
        mail.application_declined(registration)
        return registration


def transfer(*, registration, to, by, at) -> Registration:
    """Hand the place on, with its seats and what was paid for it, to somebody else who may come.

    Nobody who waits comes between, for no seat is ever free. The old ticket opens no door any
    more. The price stays what was paid. Raises ValidationError "state", "have_place", what
    `assess` refuses but for dates of sale, "dearer" when the other would pay more, "aid".
    """
    with event_txn(registration.event_id) as event:
        old = _now(registration)
        if old.state != State.CONFIRMED:
            raise ValidationError("Only a confirmed place can be handed on.", code="state")
        aid.refuse_handing_on(old)
        if places.active_of(event, to):
            raise ValidationError("They already have a place.", code="have_place")
        assessment = assess(to, old.ticket_type, at=at)
        for code, words in assessment.reasons:
            if code not in ("not_on_sale", "closed", "not_open"):
                raise ValidationError(words, code=code)
        if assessment.rule is not None and assessment.cents > old.cents:
            raise ValidationError("Their price is higher: ask staff.", code="dearer")
        new = places.hand_on(old, to=to, standing=assessment.standing, by=by, at=at)
        choices.hand_on(old, to=new, at=at)
        mail.place_handed_on(old)
        return new


def _now(registration):
    return Registration.objects.select_related("event__host", "ticket_type", "order", "person").get(
        pk=registration.pk
    )


def _confirm_or_note(registration, by, at):
    """One line in the trail, whichever it is."""
    if registration.cents == 0 and orders.is_paid(registration.order):
        places.confirm(registration, by=by, at=at)
    else:
        _note(registration, "events.place_held", by, at)


def _note(registration, action, by, at):
    audit.record(
        registration,
        action,
        by=by,
        at=at,
        person=registration.person,
        group=registration.event.host,
        after={"event": registration.event.title, "ticket": registration.ticket_type.name},
    )


def _refuse_guest_alone(ticket_type, guest_of):
    if ticket_type.for_guests and guest_of is None:
        raise ValidationError(_("This ticket is for somebody you bring along."), code="guest")


def _refuse_jumping_the_line(ticket_type):
    if waiting.others_wait_for(ticket_type):
        raise ValidationError(_("Others are waiting for a place: join the line."), code="wait")
