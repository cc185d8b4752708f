"""A caucus's own session at an event, in a room that staff set aside without knowing for whom."""

from django.core.exceptions import ValidationError

from caucuses import access
from events.models import Session
from events.operations import meetings as planning
from events.operations.locking import event_txn
from network import audit
from network.operations import rows

from .meetings import refuse_links


def meet(*, caucus, room, title, description, by, at) -> Session:
    """Take a room that was set aside. Only those in the caucus read of it and may choose it.

    Raises ValidationError "link", "taken" when another has it by now, "cancelled", "over".
    """
    refuse_links({"title": title, "description": description})
    with event_txn(room.event_id) as event:
        _refuse_late(event, at)
        found = access.free_rooms().filter(pk=room.pk, starts_at__gt=at).first()
        if found is None:
            raise ValidationError("This room is taken by now. Choose another.", code="taken")
        session = Session(
            event=event,
            title=_one_line(title),
            description=description.strip(),
            room=found.room,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            audience=access.rule(caucus),
            private=True,
        )
        rows.keep(session)
        _record(session, caucus, "caucuses.session_made", by, at)
        return session


def describe(*, caucus, session, title, description, by, at) -> Session:
    """Raises ValidationError "link", "gone", "cancelled", "over"."""
    refuse_links({"title": title, "description": description})
    with event_txn(session.event_id) as event:
        session = _standing(session)
        _refuse_late(event, at)
        _, after = rows.change(session, title=_one_line(title), description=description.strip())
        if after:
            _record(session, caucus, "caucuses.session_edited", by, at)
        return session


def give_up(*, caucus, session, by, at) -> None:
    """The room is free for others; whoever chose the session has that hour again."""
    with event_txn(session.event_id) as event:
        session = _standing(session)
        _refuse_late(event, at)
        access.choices_in(session).delete()
        rows.change(session, withdrawn_at=at)
        _record(session, caucus, "caucuses.session_given_up", by, at)


def _standing(session):
    session = rows.lock(session)
    if session.withdrawn_at is not None:
        raise ValidationError("This session was given up by now.", code="gone")
    return session


def _refuse_late(event, at):
    planning.refuse_cancelled(event)
    planning.refuse_over(event, at)


def _one_line(text):
    return " ".join(text.split())


def _record(session, caucus, action, by, at):
    """Under the caucus, which keeps it out of everybody else's sight."""
    after = {"event": session.event.title, "starts_at": session.starts_at}
    audit.record(session, action, by=by, at=at, group=caucus.group, after=after)
