"""Who has a room when. A private group's session takes its room as others do, unnamed."""

from django.core.exceptions import ValidationError

from events.models import Session, SessionChoice
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
    if session.set_aside:
        others = others.filter(private=False)  # who meets in it goes along with it
    found = others.exclude(pk=session.pk).first()
    if found is not None and found.private:
        raise ValidationError("This room is taken then.", code="room")
    if found is not None:
        raise ValidationError(f"“{found.title}” is in this room then.", code="room")


def take_along(was, session) -> None:
    """Whoever meets in a room that was set aside moves with it, unnamed, and untold."""
    _meeting_in(session.event_id, was["room"], was["starts_at"]).update(
        room=session.room, starts_at=session.starts_at, ends_at=session.ends_at
    )


def let_go(session, *, at) -> None:
    """Whoever meets in a room that was set aside has none any more."""
    found = _meeting_in(session.event_id, session.room, session.starts_at)
    SessionChoice.including_private.filter(session__in=found).delete()
    found.update(withdrawn_at=at)


def _meeting_in(event_id, room, starts_at):
    return Session.including_private.filter(
        event=event_id, private=True, withdrawn_at=None, room__iexact=room, starts_at=starts_at
    )


def move_all(event, *, by, zone) -> None:
    """Every session so much later by the clocks on the wall, from one zone to the event's."""
    every = list(Session.including_private.filter(event=event))
    for session in every:
        for name in ("starts_at", "ends_at"):
            at = getattr(session, name)
            setattr(session, name, moved(at, by=by, zone=zone, to_zone=event.timezone))
    Session.including_private.bulk_update(every, ["starts_at", "ends_at"])
