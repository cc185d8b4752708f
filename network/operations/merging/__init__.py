"""Two records of one person become one, and can be taken apart again.

The merged row stays and points to the survivor. What points to a person moves, or not, by the
rules of the registry; each row that changed is in the journal of the merge.
"""

from . import answers, belonging, names, rest, serving, words_given  # noqa: F401  (their rules)
from .joining import hold, join, merge
from .names import CHOSEN
from .parting import forget, last_of, take_apart
from .registry import counts, removable, rules_for

__all__ = [
    "CHOSEN",
    "counts",
    "forget",
    "hold",
    "join",
    "last_of",
    "merge",
    "removable",
    "rules_for",
    "take_apart",
]
