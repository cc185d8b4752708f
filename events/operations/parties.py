"""Somebody and whom they bring: their places in one order, all of them or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import mail
from events.models import Registration, State, TicketType

from . import claiming, needs, orders, places, registrations
from .locking import event_txn


@dataclass(frozen=True)
class Guest:
    """Who comes along. Whether we know them is found when they take their place themselves."""

    name: str
    ticket_type: TicketType
    email: str = ""


def register(
    *,
    event,
    ticket_type,
    person,
    by,
    at,
    guests: Sequence[Guest] = (),
    sessions=(),
    told: Mapping[str, needs.Said] | None = None,
    badge_name="",
) -> Registration:
    """A place for somebody, with what they need and whom they bring, in one order.

    Answers with their own; again with the one they hold already, and nothing else changes.
    Raises ValidationError: what `registrations.register` and `needs.note` raise, "guests" for
    more than the event allows or along with a request, "guest_full" when they do not fit in.
    """
    with event_txn(event.pk) as event:
        if places.active_of(event, person):
            return registrations.register(
                event=event, ticket_type=ticket_type, person=person, by=by, at=at
            )
        _refuse_guests(event, ticket_type, guests)
        order = orders.open_for(event=event, payer=person, by=by, at=at)
        place = registrations.take(
            event=event,
            ticket_type=ticket_type,
            person=person,
            by=by,
            at=at,
            sessions=sessions,
            order=order,
            badge_name=badge_name,
        )
        told = told or {}
        if any(choices or words for choices, words in told.values()):
            needs.note(registration=place, needs=told, by=by, at=at)
        for guest in guests:
            _bring(guest, order, person, by, at)
        return place


def _bring(guest, order, host, by, at):
    secret, digest = claiming.new_secret()
    try:
        place = registrations.take(
            event=order.event,
            ticket_type=guest.ticket_type,
            person=None,
            guest_of=host,
            order=order,
            badge_name=guest.name,
            claim_digest=digest,
            by=by,
            at=at,
        )
    except ValidationError as refusal:
        if refusal.error_list[0].code not in ("full", "wait"):
            raise
        raise ValidationError(
            _("There is no room for everybody you bring."), code="guest_full"
        ) from refusal
    if guest.email:
        mail.place_for_guest(place, guest.email, secret, host=host)


def _refuse_guests(event, ticket_type, guests):
    if len(guests) > event.guests_each:
        allowed = event.guests_each
        few = ngettext("You may bring %d guest.", "You may bring %d guests.", allowed) % allowed
        raise ValidationError(few if allowed else _("You may bring no guests."), code="guests")
    if guests and ticket_type.requires_approval:
        raise ValidationError(_("Bring guests once you have a place yourself."), code="guests")
    if any(not guest.ticket_type.for_guests for guest in guests):
        raise ValidationError(_("This ticket is not for guests."), code="guests")


def of(place) -> list[Registration]:
    """Those whom somebody brings along, as far as their places stand."""
    if place.person_id is None:
        return []
    theirs = Registration.objects.active().filter(order=place.order_id, guest_of=place.person_id)
    return list(theirs.select_related("ticket_type", "person").order_by("pk"))


def is_waiting_for_money(place) -> bool:
    return place.state == State.HELD and not orders.is_paid(place.order)
