"""Nobody's money moves in the demo: a stand-in for Stripe runs beside the site."""

import json
import os
import secrets
import sys
from pathlib import Path

from django.conf import settings

from config.demo import serving
from events.models import Payment, PaymentKind, PaymentState

NEAR = 50
"""How many ports after the site's are tried."""


def state_file() -> Path:
    return settings.VAR_DIR / "stripe.jsonl"


def forget():
    state_file().unlink(missing_ok=True)


def write_past() -> Path:
    """What was paid in the fictional network before anybody served it, for the stand-in to know:
    so that what was paid can be given back.
    """
    file = settings.VAR_DIR / "stripe-past.json"
    paid = Payment.objects.filter(kind=PaymentKind.STRIPE, stripe_session_id__startswith="cs_demo")
    told = paid.select_related("order").prefetch_related("refunds", "disputes")
    file.write_text(json.dumps([_told(payment) for payment in told]))
    return file


def _told(payment) -> dict:
    disputes = [
        {"id": one.stripe_id, "reason": one.reason, "status": one.status, "at": _at(one.opened_at)}
        for one in payment.disputes.all()
    ]
    return {
        "session": payment.stripe_session_id,
        "intent": payment.payment_intent,
        "cents": payment.captured_cents,
        "due": payment.amount_cents,
        "at": _at(payment.captured_at or payment.made_at),
        "code": payment.order.code,
        "pending": payment.state == PaymentState.PROCESSING,
        "ours": str(payment.public_id),
        "dispute": disputes[0] if disputes else None,
        "refunds": [
            {"id": one.stripe_refund_id, "cents": one.cents, "at": _at(one.made_at)}
            for one in payment.refunds.all()
        ],
    }


def _at(instant) -> int:
    return int(instant.timestamp())


def beside(port: int) -> dict[str, list[str]]:
    """What to run beside a site at this port; its processes are told by the environment.

    Nothing where somebody brought a key of their own, to play with Stripe itself.
    """
    if settings.STRIPE_SECRET_KEY:
        return {}
    # The same port as last time, if it is free: pages that people left open go on working.
    own = next(n for n in range(port + 1, port + NEAR) if serving.is_free(n))
    secret = f"whsec_{secrets.token_hex(16)}"
    os.environ |= {
        "STRIPE_SECRET_KEY": "sk_test_demo",
        "STRIPE_WEBHOOK_SECRETS": secret,
        "STRIPE_API_BASE": f"http://127.0.0.1:{own}",
    }
    return {
        "payment stand-in": [
            *(sys.executable, "-m", "tests.stripe_standin", "--port", str(own)),
            *("--webhook", f"http://127.0.0.1:{port}/stripe/webhook/", "--secret", secret),
            *("--state", str(state_file()), "--past", str(write_past())),
        ]
    }
