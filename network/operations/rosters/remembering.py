"""What is remembered of a row, so that the next file of its source changes what it changed."""

import hashlib
import json

from . import telling, terms
from .reading import VACANT

_CONTACTS = tuple((kind,) for kind in telling.CONTACTS)


def digest(match) -> str:
    """A hash over all that a row leads to, so that an equal one has nothing to do."""
    row = {
        name: value
        for name, value in vars(match.row).items()
        if name not in ("line", "personal_email", "chapter") and (name != "blanks" or value)
    }
    text = json.dumps([row, end(match.stay) if match.stay else None], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def said(match) -> dict:
    """What its source says of a row's person and term, to tell its changes from ours later.

    An empty cell says nothing: what was said before stands, unless the cell makes it empty.
    """
    if match.row.status == VACANT:
        return {}
    facts = match.row.facts | end(match.stay)
    before = match.known.said if match.known else {}
    stands = {
        name: before[name]
        for names in (*(group for group in terms.GROUPS if group is not terms.END), *_CONTACTS)
        if names[0] not in match.row.blanks
        and not (facts.get(names[0]) or match.row.contacts.get(names[0]))
        for name in names
        if name in before
    }
    return {
        "given": match.row.given,
        "family": match.row.family,
        **match.row.contacts,
        **{name: terms.plain(value) for name, value in facts.items()},
        **stands,
    }


def end(stay):
    return {name: stay.facts[name] for name in terms.END}
