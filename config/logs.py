"""What the program's own log leaves out."""

import logging
import re

_BELOW = re.compile(r"(/caucuses/)[^\s?#]+")


class NoCaucusNamed(logging.Filter):
    """Cuts an address off below /caucuses/: a log is read by people who may know of none."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(
                _BELOW.sub(r"\1...", word) if isinstance(word, str) else word
                for word in record.args
            )
        return True
