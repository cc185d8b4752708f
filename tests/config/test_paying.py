"""Which settings for Stripe may go together; with others the program does not start."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site

from config import paying

LIVE, TEST, SECRETS = "sk_live_x", "sk_test_x", ["whsec_x"]
STAND_IN = "http://127.0.0.1:8001"


@pytest.mark.parametrize(
    ("key", "secrets", "base"),
    [
        ("", [], paying.STRIPE),
        (TEST, SECRETS, paying.STRIPE),
        (LIVE, SECRETS, paying.STRIPE),
        (TEST, SECRETS, STAND_IN),
        (TEST, SECRETS, "http://localhost:8001"),
        (TEST, SECRETS, "https://stripe.example.org"),
    ],
)
def test_these_go_together(key, secrets, base):
    assert paying.what_is_wrong(key, secrets, base) is None


@pytest.mark.parametrize(
    ("key", "secrets", "base", "words"),
    [
        (LIVE, SECRETS, STAND_IN, "is a live key"),
        ("rk_live_x", SECRETS, "https://stripe.example.org", "is a live key"),
        (LIVE, SECRETS, "https://api.stripe.com.example.org", "is a live key"),
        (TEST, SECRETS, "http://stripe.example.org", "must be https"),
        (TEST, SECRETS, "http://127.0.0.1.example.org", "must be https"),
        (TEST, SECRETS, "file:///etc/passwd", "must be https"),
        (TEST, [], paying.STRIPE, "STRIPE_WEBHOOK_SECRETS"),
    ],
)
def test_these_do_not(key, secrets, base, words):
    assert words in paying.what_is_wrong(key, secrets, base)


def test_the_site_does_not_start_with_a_live_key_and_a_stand_in():
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=site.BASE_DIR,
        env=os.environ
        | {
            "DEBUG": "1",
            "STRIPE_SECRET_KEY": LIVE,
            "STRIPE_WEBHOOK_SECRETS": "whsec_x",
            "STRIPE_API_BASE": STAND_IN,
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert "STRIPE_SECRET_KEY is a live key" in started.stderr


def test_forms_may_lead_to_where_people_pay(client):
    said = client.get("/accounts/login/").headers["Content-Security-Policy"]

    assert f"form-action 'self' {paying.page_origin(site.STRIPE_API_BASE)}" in said
    assert paying.page_origin(paying.STRIPE) == "https://checkout.stripe.com"
    assert paying.page_origin(f"{STAND_IN}/v1") == STAND_IN
