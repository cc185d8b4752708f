"""Somebody stands at the door without a place and is given one."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError

from events.models import Registration, State
from network import audit
from network.operations import people

from . import claiming, door, orders, places, waiting
from .assessing import assess
from .locking import event_txn

#: How long they may take to pay on their phone.
TO_PAY = timedelta(hours=1)


def register(
    *,
    event,
    ticket_type,
    nonce: UUID,
    by,
    at,
    person=None,
    given="",
    family="",
    email="",
    device="",
) -> Registration:
    """A place for somebody known, or for a new record; a free one is scanned in at once.

    One that costs is held while they pay. When places are sold the door does not ask; whom they
    are for it does. Raises ValidationError "have_place", "full", "wait", what `assess` refuses
    and `people.create` does.
    """
    with event_txn(event.pk) as event:
        if person is None:
            person = people.create(given=given, family=family, email=email, by=by, at=at)
        if places.active_of(event, person):
            raise ValidationError("They have a place: let them in by name.", code="have_place")
        assessment = _assessed(person, ticket_type, at)
        if waiting.others_wait_for(ticket_type):
            raise ValidationError("Others are waiting for this place.", code="wait")
        order = orders.open_for(event=event, payer=person, by=by, at=at)
        place = places.make(
            event=event,
            order=order,
            assessment=assessment,
            person=person,
            by=by,
            at=at,
            hold=TO_PAY,
        )
        _note(place, by, at)
        if orders.is_paid(order):
            places.confirm(place, by=by, at=at)
        if place.state == State.CONFIRMED:
            door.scan(event=event, registration=place, nonce=nonce, device=device, by=by, at=at)
        return place


def _assessed(person, ticket_type, at):
    assessment = assess(person, ticket_type, at=at)
    for code, words in assessment.reasons:
        if code not in claiming.OF_DATES or code == "no_price":
            raise ValidationError(words, code=code)
    if assessment.rule is None:
        raise ValidationError(f"“{ticket_type}” has no price for them now.", code="no_price")
    return assessment


def _note(place, by, at):
    after = {"event": place.event.title, "ticket": place.ticket_type.name}
    audit.record(
        place,
        "events.walked_in",
        by=by,
        at=at,
        person=place.person,
        group=place.event.host,
        after=after,
    )
