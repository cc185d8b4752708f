"""The secret address of somebody's own calendar: making it, choosing what it tells, ending it."""

import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import CalendarToken, PrivateShown
from network import audit
from network.operations import rows


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, person, by, at) -> tuple[CalendarToken, str]:
    """A new address in place of the one there was; the secret in it is told this once.

    What was chosen for private groups goes on.
    """
    rows.lock(person)
    old = CalendarToken.objects.live().filter(person=person).first()
    if old:
        rows.change(old, revoked_at=at)
    secret = secrets.token_urlsafe(32)
    token = rows.keep(
        CalendarToken(
            person=person,
            digest=digest(secret),
            made_at=at,
            private_shown=old.private_shown if old else PrivateShown.DISCREET,
        )
    )
    audit.record(token, "events.calendar_made", by=by, at=at, person=person)
    return token, secret


@transaction.atomic
def revoke(*, token, by, at) -> CalendarToken:
    """From now on the address is one that never was; again changes nothing."""
    token = rows.lock(token)
    if token.revoked_at is None:
        rows.change(token, revoked_at=at)
        audit.record(token, "events.calendar_revoked", by=by, at=at, person=token.person)
    return token


@transaction.atomic
def show_private(*, token, shown, by, at) -> CalendarToken:
    """Choose how private groups stand in it.

    The trail says nothing of it: that somebody chose tells that they may be in one. Raises
    ValidationError "revoked", or for a choice there is not.
    """
    token = rows.lock(token)
    if token.revoked_at is not None:
        raise ValidationError("This calendar address has ended. Make a new one.", code="revoked")
    rows.change(token, private_shown=shown)
    return token


def use(*, token, on) -> None:
    """Note the day it was read: one statement a day, however often a phone asks."""
    if token.last_used_on is None or token.last_used_on < on:
        CalendarToken.objects.filter(pk=token.pk).update(last_used_on=on)
