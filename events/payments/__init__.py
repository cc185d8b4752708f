"""Stripe in our words: the only module that speaks to it.

Amounts are in cents of US dollars, times are aware. Whatever goes wrong is `Unreachable` (nothing
is known now: keep everything as it is and ask later) or `Refused` (the same question will never
succeed). Nothing here may be asked inside a transaction, whose locks would wait for the answer.
"""

import datetime as dt
import json
from collections.abc import Iterator

import stripe
from django.conf import settings

from events.payments import reading
from events.payments.connection import asking, every, is_live, is_set_up
from events.payments.facts import (
    Charge,
    Dispute,
    Line,
    OtherMode,
    Refund,
    Refused,
    Session,
    Signal,
    Unreachable,
    Unsigned,
)

__all__ = [
    "Charge",
    "Dispute",
    "Line",
    "OtherMode",
    "Refund",
    "Refused",
    "Session",
    "Signal",
    "Unreachable",
    "Unsigned",
    "is_live",
    "is_set_up",
]

TOLERANCE = 300
"""Seconds a signed message may be old."""
WHOLE = "payment_intent.latest_charge.refunds"


# The payment page


def create_session(
    *,
    code: str,
    attempt: int,
    lines: list[Line],
    expires_at: dt.datetime,
    success_url: str,
    cancel_url: str,
    email: str = "",
    metadata: dict[str, str] | None = None,
) -> Session:
    """Make the page where this order is paid; asked again with the same, it is the same page.

    `expires_at` is 30 minutes to 24 hours from now. Stripe puts the session's id in place of
    {CHECKOUT_SESSION_ID} in `success_url`.
    """
    known = {"order": code, "attempt": str(attempt)} | (metadata or {})
    params: stripe.params.checkout.SessionCreateParams = {
        "mode": "payment",
        "line_items": [_line(each) for each in lines],
        "client_reference_id": code,
        "expires_at": int(expires_at.timestamp()),
        "success_url": success_url,
        "cancel_url": cancel_url,
        "metadata": known,
        "payment_intent_data": {"metadata": known, "description": f"Order {code}"},
    }
    if email:
        params["customer_email"] = email
    with asking() as v1:
        made = v1.checkout.sessions.create(params, {"idempotency_key": f"session-{code}-{attempt}"})
    return reading.session(made)


def _line(line: Line) -> stripe.params.checkout.SessionCreateParamsLineItem:
    return {
        "quantity": line.quantity,
        "price_data": {
            "currency": "usd",
            "unit_amount": line.cents,
            "product_data": {"name": line.name},
        },
    }


def session(id_: str) -> Session:
    """What became of it, with its money."""
    with asking() as v1:
        return reading.session(v1.checkout.sessions.retrieve(id_, {"expand": [WHOLE]}))


def expire(id_: str) -> Session:
    """Close the page if it is open; answers with what it is afterwards, which may be paid."""
    try:
        with asking() as v1:
            v1.checkout.sessions.expire(id_)
    except Refused:
        found = session(id_)
        if found.is_open:
            raise
        return found
    return session(id_)


def sessions_of(payment_intent: str) -> list[Session]:
    return list(_sessions({"payment_intent": payment_intent}))


def sessions_since(at: dt.datetime) -> Iterator[Session]:
    return _sessions({"created": _since(at)})


def _sessions(params) -> Iterator[Session]:
    return every("checkout.sessions", params | {"expand": [f"data.{WHOLE}"]}, reading.session)


# Money


def refund(
    *, payment_intent: str, cents: int, key: str, metadata: dict[str, str] | None = None
) -> Refund:
    """Give back some or all of it. Asked again with the same key, it is the same refund."""
    with asking() as v1:
        made = v1.refunds.create(
            {"payment_intent": payment_intent, "amount": cents, "metadata": metadata or {}},
            {"idempotency_key": f"refund-{key}"},
        )
    return reading.refund(made)


def charge(id_: str) -> Charge:
    with asking() as v1:
        return reading.charge(v1.charges.retrieve(id_, {"expand": ["balance_transaction"]}))


def dispute(id_: str) -> Dispute:
    with asking() as v1:
        return reading.dispute(v1.disputes.retrieve(id_))


def refunds_of(payment_intent: str) -> list[Refund]:
    """The newest first."""
    return list(every("refunds", {"payment_intent": payment_intent}, reading.refund))


def charges_since(at: dt.datetime) -> Iterator[Charge]:
    params = {"created": _since(at), "expand": ["data.balance_transaction"]}
    return every("charges", params, reading.charge)


def refunds_since(at: dt.datetime) -> Iterator[Refund]:
    return every("refunds", {"created": _since(at)}, reading.refund)


def disputes_since(at: dt.datetime) -> Iterator[Dispute]:
    return every("disputes", {"created": _since(at)}, reading.dispute)


# What Stripe tells us


def event(payload: bytes, header: str | None) -> Signal:
    """What a webhook says, once it is certain that Stripe says it. Raises Unsigned, OtherMode."""
    if not any(_is_signed(payload, header, each) for each in settings.STRIPE_WEBHOOK_SECRETS):
        raise Unsigned("This message is not signed by Stripe for us, or is too old.")
    told = json.loads(payload)
    if told.get("object") != "event":
        raise Unsigned("This is not an event.")
    if told["livemode"] != is_live():
        raise OtherMode("This event is of the other mode than our key.")
    return reading.signal(told)


def _is_signed(payload, header, secret) -> bool:
    try:
        return stripe.WebhookSignature.verify_header(payload, header, secret, TOLERANCE)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def _since(at: dt.datetime) -> dict:
    return {"gte": int(at.timestamp())}
