"""What must not lie readable in the database is sealed with the keys in SECRETS_KEYS.

The newest key comes first and seals; every one of them opens.
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables


class Unopened(Exception):
    """No key in SECRETS_KEYS opens it."""

    def __init__(self):
        super().__init__(
            "No key in SECRETS_KEYS opens this. Put the key it was sealed with back, after the"
            " newest one."
        )


@sensitive_variables("text")
def seal(text: str) -> str:
    return MultiFernet(_keys()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises Unopened."""
    try:
        return MultiFernet(_keys()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unopened from None


def renew(sealed: str) -> str:
    """The same, sealed with the newest key; as it was where it is so already. Raises Unopened."""
    try:
        MultiFernet(_keys()[:1]).decrypt(sealed.encode())
    except InvalidToken:
        return seal(unseal(sealed))
    return sealed


def _keys() -> list[Fernet]:
    keys = []
    for number, key in enumerate(settings.SECRETS_KEYS, 1):
        try:
            keys.append(Fernet(key))
        except ValueError:
            raise ImproperlyConfigured(
                f"Key {number} of {len(settings.SECRETS_KEYS)} in SECRETS_KEYS is no Fernet key:"
                " 32 random bytes in URL-safe base64."
            ) from None
    return keys
