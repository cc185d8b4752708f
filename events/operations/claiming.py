"""Links that carry a place to whoever is to have it: guests, and those an organization sends.

Only the digest of a link's secret is kept. Whoever opens it signed in and presses the button
has the place; that they could open it is all that proves who they are.
"""

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError

from events import mail
from events.models import Registration, State
from events.models.registrations import SEATED
from network import audit

from . import places
from .assessing import Assessment, assess
from .locking import event_txn

GONE = "This link has expired or was already used. Ask for a new one."
#: Who has a place may pass it on when nobody new could take one.
OF_DATES = ("not_on_sale", "closed", "not_open", "no_price")


def new_secret(*, until: datetime | None = None) -> tuple[str, str]:
    """A secret for a link, and the digest to keep. When it ends is part of it."""
    ends = f".{int(until.timestamp())}" if until else ""
    secret = secrets.token_urlsafe(24) + ends
    return secret, digest(secret)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def find(secret: str, *, at: datetime) -> Registration | None:
    """The place a link is for, as long as the link lets anybody take it."""
    _, _, ends = secret.partition(".")
    if ends and not (ends.isdecimal() and at.timestamp() < int(ends[:12])):
        return None
    found = Registration.objects.filter(
        claim_digest=digest(secret),
        state__in=SEATED,
        event__ends_at__gt=at,
        event__cancelled_at=None,
    )
    return found.select_related(
        "event__host", "ticket_type", "order__payer", "order__payer_group", "person", "guest_of"
    ).first()


def giver(registration):
    """The person or organization whose place somebody is to take, or who pays for it."""
    order = registration.order
    return registration.person or registration.guest_of or order.payer_group or order.payer


def admit(person, ticket_type, *, at) -> Assessment:
    """Whether somebody may have a place of this kind that is there already.

    Raises ValidationError with what `assess` refuses, but for dates of sale.
    """
    assessment = assess(person, ticket_type, at=at)
    for code, words in assessment.reasons:
        if code not in OF_DATES:
            raise ValidationError(words, code=code)
    return assessment


def claim(*, secret, person, by, at) -> Registration:
    """Take a place that is nobody's yet. Its seats and price stay as they are.

    Raises ValidationError "gone", "have_place", and what `assess` refuses but for dates of sale.
    """
    found = find(secret, at=at)
    if found is None or found.person_id is not None:
        raise ValidationError(GONE, code="gone")
    with event_txn(found.event_id) as event:
        found = find(secret, at=at)
        if found is None or found.person_id is not None:
            raise ValidationError(GONE, code="gone")
        if places.active_of(event, person):
            raise ValidationError("You already have a place.", code="have_place")
        found.standing = admit(person, found.ticket_type, at=at).standing
        found.person, found.claim_digest, found.badge_name = person, "", ""
        found.save(update_fields=["person", "claim_digest", "standing", "badge_name"])
        audit.record(
            found,
            "events.place_claimed",
            by=by,
            at=at,
            person=person,
            group=event.host,
            after={"event": event.title, "ticket": found.ticket_type.name},
        )
        if found.state == State.CONFIRMED:
            mail.place_confirmed(found)
        return found


def send_link(*, registration, email, by, at) -> None:
    """Write to a guest's mailbox; a link that was sent before ends.

    Raises ValidationError "taken" once somebody has claimed it, "state" for one that is over.
    """
    with event_txn(registration.event_id):
        registration = Registration.objects.select_related(
            "event__host", "guest_of", "ticket_type", "order__payer", "order__payer_group"
        ).get(pk=registration.pk)
        if registration.person_id is not None:
            raise ValidationError("Somebody has taken this place already.", code="taken")
        if registration.state not in SEATED:
            raise ValidationError("This place is over.", code="state")
        secret, registration.claim_digest = new_secret()
        registration.save(update_fields=["claim_digest"])
        audit.record(
            registration, "events.place_link_sent", by=by, at=at, group=registration.event.host
        )
        mail.place_for_guest(registration, email, secret, host=giver(registration))
