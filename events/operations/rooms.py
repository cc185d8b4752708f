"""Who has a room when. A private group's session takes its room as others do, unnamed."""

from django.core.exceptions import ValidationError

from events.models import Session
from events.models.clocks import moved


def refuse_taken(session) -> None:
    """Two sessions of an event are not in one room at one time. Raises ValidationError("room")."""
    if not session.room or session.withdrawn_at is not None:
        return
    others = Session.including_private.filter(
        event=session.event_id,
        withdrawn_at=None,
        room__iexact=session.room,
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    )
    found = others.exclude(pk=session.pk).first()
    if found is not None and found.private:
        raise ValidationError("This room is taken then.", code="room")
    if found is not None:
        raise ValidationError(f"“{found.title}” is in this room then.", code="room")


def move_all(event, *, by, zone) -> None:
    """Every session so much later by the clocks on the wall, from one zone to the event's."""
    every = list(Session.including_private.filter(event=event))
    for session in every:
        for name in ("starts_at", "ends_at"):
            at = getattr(session, name)
            setattr(session, name, moved(at, by=by, zone=zone, to_zone=event.timezone))
    Session.including_private.bulk_update(every, ["starts_at", "ends_at"])
