"""Proving that a mailbox is somebody's: six digits in a letter, typed back within a while."""

import secrets
from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from network import mail

LASTS = timedelta(minutes=15)


def send_code(*, email, at, letter="join_code") -> dict:
    """Queue the letter; answer with what to keep until the code comes back.

    Only a hash is kept, keyed with the site's secret and salted once a code. The letter names
    nobody: whoever typed the address may not be its owner.
    """
    code = f"{secrets.randbelow(10**6):06}"
    salt = secrets.token_urlsafe(16)
    mail.post(
        to=email,
        template=letter,
        key=f"{letter}:{salt}",
        private=True,
        translated=True,
        code=code,
        minutes=LASTS.seconds // 60,
    )
    return {"salt": salt, "hash": _hash(salt, email, code), "until": (at + LASTS).timestamp()}


def is_proven(kept, *, email, code, at) -> bool:
    """Whether this is the code that was sent to this address, and still in time."""
    right = constant_time_compare(_hash(kept["salt"], email, code), kept["hash"])
    return right and at.timestamp() < kept["until"]


def _hash(salt, email, code):
    return salted_hmac(f"join:{salt}", f"{email.lower()}:{code}", algorithm="sha256").hexdigest()
