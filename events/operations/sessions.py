"""The program of an event, but for what is private groups' own."""

from django.core.exceptions import ValidationError

from events import mail
from events.models import Registration, Session, SessionChoice
from network import audit
from network.operations import rows

from . import meetings, rooms, seats
from .locking import event_txn

FIELDS = {
    "title",
    "description",
    "speakers",
    "track",
    "room",
    "starts_at",
    "ends_at",
    "audience",
    "set_aside",
}
ONE_LINE = ("title", "speakers", "track", "room")
#: What those who chose it are told of by letter.
TOLD = ("starts_at", "ends_at", "room")


def add(*, event, by, at, **fields) -> Session:
    """Raises ValidationError "room" when it is taken then, "outside" the event's hours,
    "cancelled", "over", or what the fields refuse.
    """
    with event_txn(event.pk) as event:
        _refuse_late(event, at)
        session = Session(event=event, **_clean(fields))
        _keep(session, event)
        after = {"session": session.title, "starts_at": session.starts_at, "room": session.room}
        _note(session, event, "events.session_added", by, at, after=after)
        return session


def edit(*, session, by, at, **fields) -> Session:
    """Set what differs; those who chose it are told of another time or room.

    Whoever chose it keeps it, also when it is for fewer people now. Raises what `add` raises,
    "withdrawn".
    """
    fields = _clean(fields)
    with event_txn(session.event_id) as event:
        _refuse_late(event, at)
        session.refresh_from_db()
        if session.withdrawn_at is not None:
            raise ValidationError("This session was withdrawn.", code="withdrawn")
        was = {name: getattr(session, name) for name in {*fields, *TOLD}}
        changed = [name for name in fields if was[name] != fields[name]]
        if not changed:
            return session
        for name in changed:
            setattr(session, name, fields[name])
        _keep(session, event)
        if session.set_aside:
            rooms.take_along(was, session)
        before = {name: was[name] for name in changed}
        after = {name: fields[name] for name in changed}
        _note(session, event, "events.session_edited", by, at, before=before, after=after)
        if set(changed) & set(TOLD):
            for place in _chosen(session):
                mail.session_changed(place, session, at=at)
        return session


def withdraw(*, session, by, at) -> Session:
    """It does not take place: those who chose it are told, and have its hour free again.

    Again changes nothing.
    """
    with event_txn(session.event_id) as event:
        session.refresh_from_db()
        if session.withdrawn_at is not None:
            return session
        _refuse_late(event, at)
        for place in _chosen(session):
            mail.session_withdrawn(place, session)
            if session.pool_id:
                seats.release(place, pools=[session.pool_id])
        SessionChoice.objects.filter(session=session).delete()
        if session.set_aside:
            rooms.let_go(session, at=at)
        rows.change(session, withdrawn_at=at)
        before = {"session": session.title, "starts_at": session.starts_at}
        _note(session, event, "events.session_withdrawn", by, at, before=before)
        return session


def _keep(session, event):
    if session.starts_at < event.starts_at or session.ends_at > event.ends_at:
        raise ValidationError("That is before the event begins or after it ends.", code="outside")
    rooms.refuse_taken(session)
    rows.keep(session)


def _chosen(session):
    chosen = SessionChoice.objects.filter(session=session)
    places = Registration.objects.filter(pk__in=chosen.values("registration"))
    return places.select_related("event", "person", "ticket_type").order_by("pk")


def _clean(fields):
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"A session has no {', '.join(sorted(unknown))}.")
    return {
        name: " ".join(value.split()) if name in ONE_LINE else value
        for name, value in fields.items()
    }


def _refuse_late(event, at):
    meetings.refuse_cancelled(event)
    meetings.refuse_over(event, at)


def _note(session, event, action, by, at, **values):
    audit.record(session, action, by=by, at=at, group=event.host, **values)
