"""Somebody who is not signed in, and whose mailbox was just proven, takes a place."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from events.models import Registration, WaitlistEntry
from network.models import Person
from network.operations import logins, owners

from . import claiming, parties, waiting
from .locking import event_txn


@dataclass(frozen=True)
class Came:
    """Who it is, and what they have now: a place, or a turn in the line."""

    person: Person
    place: Registration | None = None
    entry: WaitlistEntry | None = None


def register(*, email, given, family, event, ticket_type, at, in_line=False, **more) -> Came:
    """A place, or with `in_line` a turn in the line, for whoever owns the mailbox.

    The record the mailbox belongs to takes it, and a new one where it is nobody's: who they
    are to the network, their standing says. They can sign in from now on, by a code sent
    there. Raises what `parties.register` and `waiting.join` raise.
    """
    with event_txn(event.pk) as event:
        person = owners.of(email, given=given, family=family, at=at)
        user = logins.ensure(email=email, at=at)
        if in_line:
            entry = waiting.join(
                event=event, ticket_type=ticket_type, person=person, by=user, at=at
            )
            return Came(person, entry=entry)
        place = parties.register(
            event=event, ticket_type=ticket_type, person=person, by=user, at=at, **more
        )
        return Came(person, place=place)


def claim(*, secret, email, given, family, at) -> Registration:
    """The same for a place somebody was sent the link of. Raises what `claiming.claim` raises."""
    found = claiming.find(secret, at=at)
    if found is None:
        raise ValidationError(claiming.GONE, code="gone")
    with event_txn(found.event_id):
        person = owners.of(email, given=given, family=family, at=at)
        user = logins.ensure(email=email, at=at)
        return claiming.claim(secret=secret, person=person, by=user, at=at)
