"""What the program's own log leaves out."""

import logging
import re

_BELOW = re.compile(r"(/(?:caucuses|calendar)/)[^\s?#]+")


class NoCaucusNamed(logging.Filter):
    """Cuts an address off below /caucuses/, for a log is read by people who may know of none, and
    below /calendar/, where the address is a secret.
    """

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(
                _BELOW.sub(r"\1...", word) if isinstance(word, str) else word
                for word in record.args
            )
        return True
