"""Sealing again, with the newest key, whatever was sealed with an older one.

Apps above this one add what they keep sealed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.db import models, transaction

from network import sealing

from . import rows


@dataclass(frozen=True)
class Sealed:
    """One place where sealed values lie. `read` gives a row's by name, `write` puts them back."""

    key: str
    words: str
    """What they are, such as "Authenticator secrets"."""
    among: Callable[[], models.QuerySet]
    read: Callable[[models.Model], dict[str, str]]
    write: Callable[[models.Model, dict[str, str]], None]


@dataclass
class Told:
    """What became of one kind of value, each row counted once."""

    words: str
    renewed: int = 0
    newest: int = 0
    unopened: list[str] = field(default_factory=list)
    """Table and number of each row that no key opens. Never what it is of, or whose."""


_sealed: dict[str, Sealed] = {}


def add(sealed: Sealed) -> None:
    _sealed[sealed.key] = sealed


def renew_all() -> Iterator[Told]:
    """Seal everything with the newest key, row by row: whoever stops it may begin again."""
    for kind in _sealed.values():
        told = Told(kind.words)
        for row in kind.among().only("pk").order_by("pk").iterator():
            _renew(kind, row, told)
        yield told


@transaction.atomic
def _renew(kind, row, told):
    """The row is held meanwhile, so that nobody's change of this moment is lost."""
    try:
        row = rows.lock(row)
        before = kind.read(row)
        after = {name: sealing.renew(value) for name, value in before.items()}
    except type(row).DoesNotExist:
        return
    except sealing.Unopened:
        told.unopened.append(f"{row._meta.label_lower}:{row.pk}")
        return
    if after == before:
        told.newest += 1
        return
    kind.write(row, after)
    told.renewed += 1


#: What of an authenticator is sealed; a passkey's public key needs no sealing.
SECRETS_OF_FACTORS = ("secret", "seed")


def _factors():
    return Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)


def _read_factor(factor):
    return {name: factor.data[name] for name in SECRETS_OF_FACTORS if name in factor.data}


def _write_factor(factor, values):
    factor.data = factor.data | values
    factor.save(update_fields=["data"])


add(Sealed("factors", "Authenticator secrets", _factors, _read_factor, _write_factor))
