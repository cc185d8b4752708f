from cms.topics import Topic

from .alerts import SiteAlert
from .audio import AudioSeriesPage, EpisodePage
from .base import PLACE_PAGES, HousePage
from .chapters import ChapterPage
from .contact import FormField, FormPage, Message
from .home import HomePage, SectionPage, listed_chapters
from .jobs import JobPage
from .pictures import Picture, Rendition
from .resources import ResourcePage
from .stories import NewsletterPage, StoryPage

__all__ = [
    "PLACE_PAGES",
    "AudioSeriesPage",
    "ChapterPage",
    "EpisodePage",
    "FormField",
    "FormPage",
    "HomePage",
    "HousePage",
    "JobPage",
    "Message",
    "NewsletterPage",
    "Picture",
    "Rendition",
    "ResourcePage",
    "SectionPage",
    "SiteAlert",
    "StoryPage",
    "Topic",
    "listed_chapters",
]
