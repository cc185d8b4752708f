"""How Stripe is asked: one client for a process, never inside a transaction, errors in our words.

`import stripe` costs 0.15 s, of which 0.11 s is `requests`, which allauth loads anyway: Stripe
loads its own parts when they are first used.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import stripe
from django.conf import settings
from django.db import connections
from django.db.transaction import TransactionManagementError

from events.payments.facts import Refused, Unreachable

VERSION = "2026-10-28.endive"
RETRIES = 2

stripe.enable_telemetry = False  # it would write a file into the home directory


def is_set_up() -> bool:
    """Whether anybody can pay by card here."""
    return bool(settings.STRIPE_SECRET_KEY)


def is_live() -> bool:
    return settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))


@cache
def _client(key: str, base: str, timeout: tuple[float, float]) -> stripe.StripeClient:
    """One for the process; it keeps a connection for each thread."""
    return stripe.StripeClient(
        key,
        stripe_version=VERSION,
        base_addresses={"api": base},
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


# A child must not speak on its parent's connections.
os.register_at_fork(after_in_child=_client.cache_clear)


@contextmanager
def asking():
    """The client, with its errors in our words."""
    _refuse_transactions()
    if not is_set_up():
        raise Unreachable("STRIPE_SECRET_KEY is not set.")
    client = _client(
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, tuple(settings.STRIPE_TIMEOUT)
    )
    try:
        yield client.v1
    except (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError) as error:
        if error.http_status == 409 or error.code == "lock_timeout":
            raise Unreachable(_words(error)) from error
        raise Refused(_words(error), error.code or "") from error
    except stripe.StripeError as error:  # lines cut, too many requests, keys not accepted
        raise Unreachable(_words(error)) from error


def _words(error: stripe.StripeError) -> str:
    return error.user_message or type(error).__name__


def _refuse_transactions():
    """The transaction that a test runs in holds nobody up, and does not count."""
    for connection in connections.all(initialized_only=True):
        if any(not block._from_testcase for block in connection.atomic_blocks):
            raise TransactionManagementError("Stripe is not asked inside a transaction.")


def every(listing: str, params: dict, read) -> Iterator:
    """All of them, a hundred at a time, the newest first."""
    with asking() as v1:
        for part in listing.split("."):
            v1 = getattr(v1, part)
        for each in v1.list({"limit": 100, **params}).auto_paging_iter():
            yield read(each)
