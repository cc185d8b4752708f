"""Which sessions somebody with a place means to come to."""

from itertools import combinations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Session, SessionChoice, State
from network import audiences, audit

from . import seats
from .locking import event_txn

NO_SUCH = _("There is no such session for you.")


def open_to(event, person, *, on) -> list[Session]:
    """The sessions this person may choose, private ones of their own groups among them.

    One question for all of them. `person` None may choose what is for everybody.
    """
    every = Session.including_private.filter(event=event, withdrawn_at=None, set_aside=False)
    sessions = list(every.order_by("starts_at", "room", "pk"))
    rules = [session.audience for session in sessions if session.audience]
    answers = iter([False] * len(rules))
    if person is not None and rules:
        answers = iter(audiences.fitting(rules, person, on=on, private=True)[1])
    return [session for session in sessions if not session.audience or next(answers)]


def chosen_by(registration):
    """Their own, private ones too: for the person's own pages alone."""
    return Session.including_private.filter(
        pk__in=SessionChoice.including_private.filter(registration=registration).values("session")
    )


def choose(*, registration, sessions, by, at) -> None:
    """Come to these sessions and no others.

    Raises ValidationError "audience" for a session that is not open to them, "clash" for two at
    one time, "full" with the session's name, "not_coming" for a place that is not theirs yet.
    """
    with event_txn(registration.event_id) as event:
        registration.refresh_from_db(fields=["state"])
        if registration.state not in (State.HELD, State.PROCESSING, State.CONFIRMED):
            raise ValidationError("This place is no longer held.", code="not_coming")
        sessions = _theirs(event, registration, sessions, at)
        _refuse_clashes(sessions)
        before = {session.pk: session for session in chosen_by(registration)}
        after = {session.pk: session for session in sessions}
        _leave(registration, [one for key, one in before.items() if key not in after])
        _enter(registration, [one for key, one in after.items() if key not in before])
        if _public(before) != _public(after):
            # Which ones, the trail does not say. That somebody chose anything in secret, it does
            # not say either: where no choice can be seen, it would tell of a private group.
            audit.record(
                registration,
                "events.sessions_chosen",
                by=by,
                at=at,
                person=registration.person,
                group=event.host,
            )


def hand_on(registration, *, to, at) -> None:
    """What was chosen goes along, but for sessions that are not open to whom it goes to."""
    theirs = {one.pk for one in open_to(to.event, to.person, on=to.event.day(at))}
    every = SessionChoice.including_private.filter(registration=registration)
    for choice in every.select_related("session"):
        if choice.session_id in theirs:
            choice.registration = to
            choice.save(update_fields=["registration"])
        else:
            choice.delete()
            if choice.session.pool_id:
                seats.release(to, pools=[choice.session.pool_id])


def take_up_again(registration) -> None:
    """Of a lapsed place that is theirs after all: what was chosen stays where a seat is free."""
    every = SessionChoice.including_private.filter(registration=registration)
    for choice in every.select_related("session"):
        session = choice.session
        limited = [session.pool_id] if session.pool_id else []
        if session.withdrawn_at is None and seats.are_free(limited):
            seats.take(registration, limited)
        else:
            choice.delete()


def _public(sessions):
    return {key for key, session in sessions.items() if not session.private}


def _theirs(event, registration, sessions, at):
    """These sessions as they are now: another hour or limit may have come since they were read."""
    theirs = {one.pk: one for one in open_to(event, registration.person, on=event.day(at))}
    if any(session.pk not in theirs for session in sessions):
        raise ValidationError(NO_SUCH, code="audience")
    return [theirs[session.pk] for session in sessions]


def _refuse_clashes(sessions):
    for one, other in combinations(sessions, 2):
        if one.clashes_with(other):
            raise ValidationError(
                _("“%(one)s” and “%(other)s” are at the same time."),
                code="clash",
                params={"one": one.title, "other": other.title},
            )


def _leave(registration, sessions):
    SessionChoice.including_private.filter(registration=registration, session__in=sessions).delete()
    pools = [session.pool_id for session in sessions if session.pool_id]
    if pools:
        seats.release(registration, pools=pools)


def _enter(registration, sessions):
    for session in sessions:
        if session.pool_id:
            _take(registration, session)
    SessionChoice.including_private.bulk_create(
        SessionChoice(registration=registration, session=session) for session in sessions
    )


def _take(registration, session):
    try:
        seats.take(registration, [session.pool_id])
    except ValidationError as refusal:
        raise ValidationError(
            _("“%(session)s” is full."), code="full", params={"session": session.title}
        ) from refusal
