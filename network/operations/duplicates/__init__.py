"""Who on the roster may be one person. A suggestion with its reasons; people decide.

The rule was measured on pairs of officials: the same jurisdiction, family names within two
edits, and the same given name, a nickname of it or its initial. To that come a personal phone
or a proven address that two records share, and the same full name in one state. Official
addresses never count, for they belong to the office and pass from one holder to the next.
"""

from .deciding import compare_again, tell_apart
from .finding import find, find_new
from .names import MOST_EDITS, edits, likeness
from .suggesting import Line, Match, like, like_many, matches

__all__ = [
    "MOST_EDITS",
    "Line",
    "Match",
    "compare_again",
    "edits",
    "find",
    "find_new",
    "like",
    "like_many",
    "likeness",
    "matches",
    "tell_apart",
]
