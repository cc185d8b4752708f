"""The only door from the roster to the public pages.

What leaves is frozen and plain: text, numbers, dates. A page's template holds no row it
could follow to an address, and a name is here only while its owner says so.
"""

from network.models import SiteVersion

from .chapters import (
    Chapter,
    ChapterInList,
    Committee,
    Coverage,
    Locality,
    Place,
    PublicSeat,
    RegionSeats,
    chapter,
    chapters,
)
from .numbers import members
from .pledges import PledgeInList, PublicPledge, pledge, pledges
from .policies import PlaceOfAction, Spread, Step, spread
from .words import FEWEST_SHOWN

__all__ = [
    "FEWEST_SHOWN",
    "Chapter",
    "ChapterInList",
    "Committee",
    "Coverage",
    "Locality",
    "Place",
    "PlaceOfAction",
    "PledgeInList",
    "PublicPledge",
    "PublicSeat",
    "RegionSeats",
    "Spread",
    "Step",
    "changed",
    "chapter",
    "chapters",
    "members",
    "pledge",
    "pledges",
    "spread",
]


def changed() -> None:
    """Pages kept for visitors are old once this transaction is over."""
    SiteVersion.raise_on_commit()
