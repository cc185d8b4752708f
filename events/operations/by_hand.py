"""What staff do for somebody: a place by hand, one taken back, a letter sent again, a free seat."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from events import mail
from events.models import Registration, State, WaitlistEntry
from network import audit

from . import books, handing, places, refunds, registrations, waiting
from .locking import event_txn


def register(*, event, ticket_type, person, by, at, comp="", held_for="") -> Registration:
    """A place for somebody, approved at once. With `comp`, the reason, it costs them nothing.

    `held_for` gives them one of the seats that are held back for that purpose.

    What is to be paid is held as long as an offer, and they get a letter with the way to pay.
    Raises ValidationError: what `registrations.register` raises, "full".
    """
    with event_txn(event.pk) as event:
        if places.active_of(event, person):
            raise ValidationError("They have a place already.", code="have_place")
        place = registrations.register(
            event=event,
            ticket_type=ticket_type,
            person=person,
            by=by,
            at=at,
            held_for=held_for,
        )
        if place.state == State.APPLIED:
            place = registrations.approve(registration=place, by=by, at=at, held_for=held_for)
        elif place.state == State.HELD and not comp:
            _hold_longer(place, at)
        if place.state == State.HELD and comp:
            books.comp(order=place.order, reason=comp, by=by, at=at)
            place.refresh_from_db()
        return place


def cancel(*, registration, by, at, reason="", in_full=False) -> Registration:
    """Take a place back: by its ticket's terms, or `in_full` with all that was paid for it.

    Again changes nothing. Raises ValidationError "over", "state".
    """
    with event_txn(registration.event_id):
        registration = Registration.objects.select_related("ticket_type", "order").get(
            pk=registration.pk
        )
        if registration.state == State.CANCELLED:
            return registration
        kept = 0 if in_full else handing.terms(registration, at=at).kept
        place = registrations.cancel(
            registration=registration, by=by, at=at, reason=reason, kept_cents=kept
        )
        words = reason or "Staff took the place back."
        refunds.give_back(place.order, reason=words[:200], by=by, at=at)
        return place


def approve_many(*, registrations_asked: Iterable[Registration], by, at):
    """Say yes to each that can be, in the order in which they asked.

    Answers with those approved, and the others with why not: one refusal stops no other.
    """
    approved, refused = [], []
    for one in registrations_asked:
        try:
            approved.append(registrations.approve(registration=one, by=by, at=at))
        except ValidationError as refusal:
            refused.append((one, refusal.messages[0]))
    return approved, refused


def send_again(*, registration, by, at) -> Registration:
    """The letter about a place once more, to their own address.

    Raises ValidationError "state" when the place is neither confirmed nor held, "no_address".
    """
    with event_txn(registration.event_id) as event:
        place = Registration.objects.select_related("event", "ticket_type", "person").get(
            pk=registration.pk
        )
        if place.state != State.CONFIRMED and place.hold_expires_at is None:
            raise ValidationError("There is no letter to send again.", code="state")
        if place.person is None or not mail.address_of(place.person):
            raise ValidationError("We have no e-mail address of theirs.", code="no_address")
        mail.place_again(place, at=at)
        audit.record(
            place,
            "events.letter_sent_again",
            by=by,
            at=at,
            person=place.person,
            group=event.host,
            after={"event": event.title},
        )
        return place


def offer_seats(*, event, by, at) -> list[WaitlistEntry]:
    """Offer the seats that are free now to those who wait, in their order.

    Raises ValidationError("none") when there is nobody to offer one to, or nothing to offer.
    """
    with event_txn(event.pk) as event:
        offered = waiting.offer_next(event, at=at)
        if not offered:
            raise ValidationError("No seat is free for anybody who waits.", code="none")
        return offered


def _hold_longer(place, at):
    until = at + waiting.OFFER
    Registration.objects.filter(pk=place.pk, state=State.HELD).update(hold_expires_at=until)
    place.hold_expires_at = until
    mail.application_approved(place)
