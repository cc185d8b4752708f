"""The code on a ticket: it proves whose place it is, by a key that the event alone has.

`CH1.<public id>.<mac>` in letters and digits that nobody mistakes; nothing personal is in it.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from events.models import Event, Registration, ScanResult
from network import audit, sealing

from .locking import event_txn

PREFIX = "CH1"
#: Of HMAC-SHA256: 80 bits.
MAC_BYTES = 10
#: Tickets shown before are still told apart from forged ones so far back.
OLD_VERSIONS = 8
#: What is read aloud or typed, as the letters it stands for.
MEANT = str.maketrans("018", "OIB", " -\u00ad\n\r\t")


@dataclass(frozen=True)
class Read:
    """Whose ticket a code is, or why it is nobody's: UNKNOWN, or REVOKED with whose it was."""

    registration: Registration | None = None
    refused: ScanResult | None = None


def code_of(registration) -> str:
    """Of one place. The event's key is made with its first ticket."""
    return _code(registration, _key(registration.event))


def codes_of(event, registrations: Iterable[Registration]) -> dict[int, str]:
    """By the key of each of an event's places; the event's key is opened once."""
    key = _key(event)
    return {one.pk: _code(one, key) for one in registrations}


def read(code: str, *, among=None) -> Read:
    """Whose ticket it is, of whatever event. `among` adds to what is read of a place."""
    parts = _parts(code)
    if parts is None:
        return Read(refused=ScanResult.UNKNOWN)
    public_id, mac = parts
    places = Registration.objects.all() if among is None else among
    found = places.select_related("event__host").filter(public_id=public_id).first()
    if found is None or not found.event.ticket_key:
        return Read(refused=ScanResult.UNKNOWN)
    key = _key(found.event)
    newest = found.credential_version
    if hmac.compare_digest(mac, _mac(found, newest, key)):
        return Read(found)
    before = range(max(1, newest - OLD_VERSIONS), newest)
    known = [hmac.compare_digest(mac, _mac(found, version, key)) for version in before]
    return Read(found, ScanResult.REVOKED) if any(known) else Read(refused=ScanResult.UNKNOWN)


def revoke(*, registration, by, at) -> Registration:
    """Every ticket shown for it so far opens no door any more; its page shows a new one."""
    with event_txn(registration.event_id) as event:
        same = Registration.objects.filter(pk=registration.pk)
        same.update(credential_version=F("credential_version") + 1)
        registration.refresh_from_db(fields=["credential_version"])
        audit.record(
            registration,
            "events.ticket_revoked",
            by=by,
            at=at,
            person=registration.person,
            group=event.host,
            after={"event": event.title},
        )
        return registration


def _key(event) -> bytes:
    if not event.ticket_key:
        event.ticket_key = _made(event)
    return sealing.unseal(event.ticket_key).encode()


def _made(event) -> str:
    """No change that a calendar would have to hear of."""
    with event_txn(event.pk) as now:
        if not now.ticket_key:
            now.ticket_key = sealing.seal(secrets.token_urlsafe(32))
            Event.objects.filter(pk=now.pk).update(ticket_key=now.ticket_key)
        return now.ticket_key


def _code(registration, key):
    mac = _mac(registration, registration.credential_version, key)
    return f"{PREFIX}.{_letters(registration.public_id.bytes)}.{mac}"


def _mac(registration, version, key):
    said = f"{registration.pk}.{version}".encode()
    return _letters(hmac.new(key, said, hashlib.sha256).digest()[:MAC_BYTES])


def _letters(octets: bytes) -> str:
    return base64.b32encode(octets).decode().rstrip("=")


def _parts(code):
    """The place's public id and the mac, or None for what is no ticket of ours."""
    head, _, rest = code.strip()[:200].upper().partition(".")
    letters, _, mac = rest.translate(MEANT).partition(".")
    if head != PREFIX or not mac.isascii():
        return None
    try:
        return uuid.UUID(bytes=base64.b32decode(letters + "=" * (-len(letters) % 8))), mac
    except (binascii.Error, ValueError):
        return None
