"""What the program's own log leaves out."""

import logging
import re

_BELOW = re.compile(
    r"(/(?:caucuses|calendar|events/claim|events/pass|meet/guest|offices/verify)/)[^\s?#]+"
)


def cut(word):
    """A word of a log without what is secret in an address. Numbers stay as they are."""
    return _BELOW.sub(r"\1...", word) if isinstance(word, str) else word


class NoCaucusNamed(logging.Filter):
    """Cuts an address off below /caucuses/, for a log is read by people who may know of none, and
    below the others, where the address is a key.
    """

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(cut(word) for word in record.args)
        return True
