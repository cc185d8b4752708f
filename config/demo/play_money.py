"""Nobody's money moves in the demo: a stand-in for Stripe runs beside the site."""

import os
import secrets
import sys
from pathlib import Path

from django.conf import settings

from config.demo import serving

NEAR = 50
"""How many ports after the site's are tried."""


def state_file() -> Path:
    return settings.VAR_DIR / "stripe.jsonl"


def forget():
    state_file().unlink(missing_ok=True)


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
            *("--state", str(state_file())),
        ]
    }
