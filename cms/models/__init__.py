from .base import PLACE_PAGES, HousePage
from .chapters import ChapterPage
from .home import HomePage, SectionPage, listed_chapters

__all__ = [
    "PLACE_PAGES",
    "ChapterPage",
    "HomePage",
    "HousePage",
    "SectionPage",
    "listed_chapters",
]
