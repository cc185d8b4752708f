"""What editors say in the frame of every page: the line above it, and where its foot leads.

Everybody's every page shows it, so it is remembered: until something public changes, as far as
this process knows, and for a minute in any case. A page that is kept for visitors is made anew
after each change (`config.page_cache`), and then this process knows of it.
"""

import time
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import SiteAlert
from network.models import SiteVersion

LASTS = 60

#: Pages of words below the home page, by the last part of their address, where there are such.
LEAVES = {
    "accessibility": _("Accessibility"),
    "contact": _("Write to us"),
    "press": _("Press"),
}


@dataclass(frozen=True)
class Frame:
    alert: SiteAlert | None = None
    leaves: tuple[str, ...] = ()
    version: int = 0
    until: float = 0.0

    def is_good(self) -> bool:
        return self.version == SiteVersion.seen and time.monotonic() < self.until


class Remembered:
    """The frame as it was last read. Two queries when it has to be read."""

    def __init__(self):
        self.frame = Frame()

    def now(self) -> Frame:
        frame = self.frame
        if not frame.is_good():
            # The version first: what changes meanwhile makes it old at once.
            version, until = SiteVersion.seen, time.monotonic() + LASTS
            frame = self.frame = Frame(_alert(), _leaves(), version, until)
        return frame

    def keep(self, frame: Frame) -> None:
        self.frame = frame


remembered = Remembered()


def alert() -> SiteAlert | None:
    """The line above every page, while it is to be shown."""
    said = remembered.now().alert
    return said if said and said.is_shown(at=timezone.now()) else None


def leaves() -> list[tuple]:
    """What the foot leads to: words and address."""
    there = remembered.now().leaves
    return [(words, f"/{slug}/") for slug, words in LEAVES.items() if slug in there]


def _alert():
    return SiteAlert.objects.filter(site__is_default_site=True).exclude(words="").first()


def _leaves():
    pages = Page.objects.live().public().filter(depth=3, slug__in=LEAVES)
    return tuple(pages.values_list("slug", flat=True))
