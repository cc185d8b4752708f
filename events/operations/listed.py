"""Whether others who come to an event read that somebody comes: their own choice, at each event."""

from django.core.exceptions import ValidationError

from events.models import Registration, State
from network import audit

from .locking import event_txn


def choose(*, registration, listed: bool, by, at) -> Registration:
    """Again changes nothing. Raises ValidationError("state") unless the place is confirmed."""
    with event_txn(registration.event_id) as event:
        place = Registration.objects.select_related("person").get(pk=registration.pk)
        if place.state != State.CONFIRMED:
            raise ValidationError("Only who has a place is on the list.", code="state")
        if place.listed != listed:
            place.listed = listed
            place.save(update_fields=["listed"])
            action = "events.listed" if listed else "events.unlisted"
            after = {"event": event.title}
            audit.record(
                place, action, by=by, at=at, person=place.person, group=event.host, after=after
            )
        return place
