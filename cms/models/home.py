"""The front door, and pages of words."""

from django.conf import settings
from django.db import models
from django.templatetags.static import static
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from events import public as event_public
from network import public
from network.words import STATE_NAMES

from .audio import AudioSeriesPage
from .base import HousePage
from .chapters import ChapterPage
from .jobs import JobPage
from .resources import ResourcePage
from .stories import NewsletterPage, StoryPage


class HomePage(HousePage):
    """The front door."""

    page_description = "The front door."
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage", "cms.FormPage"]
    template = "cms/home.html"

    lede = models.CharField(
        "opening words",
        max_length=300,
        blank=True,
        help_text="One or two sentences under the title: who we are and what we do.",
    )

    content_panels = [HousePage.content_panels[0], FieldPanel("lede"), FieldPanel("body")]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        chapters = listed_chapters(request)
        return {
            **context,
            "chapters": chapters,
            "events": event_public.every(at=timezone.now())[:3],
            "members": public.members(on=timezone.localdate()),
            "states": len(_states(chapters)),
            "open_seats": _open_seats(chapters),
        }

    def pages_below(self):
        return super().pages_below().exclude(sectionpage__lists__gt="")

    def facts(self):
        said = self.search_description or self.lede
        return {
            "@type": "Organization",
            "name": settings.WAGTAIL_SITE_NAME,
            "description": said,
            "logo": settings.SITE_URL.rstrip("/") + static("mark.svg"),
        }


class SectionPage(HousePage):
    """A page of words, or the index of what stands below it or anywhere on the site."""

    page_description = "Plain words: bylaws, who we are, how to."

    class Lists(models.TextChoices):
        """What an index lists. Each has one, made with the site."""

        CHAPTERS = "chapters", "Chapters"
        STORIES = "stories", "Stories"
        NEWSLETTERS = "newsletters", "Newsletters"
        RESOURCES = "resources", "Library"
        AUDIO = "audio", "To listen to"
        JOBS = "jobs", "Jobs"

    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.ChapterPage"]
    subpage_types = [
        "cms.SectionPage",
        "cms.FormPage",
        "cms.StoryPage",
        "cms.NewsletterPage",
        "cms.ResourcePage",
        "cms.AudioSeriesPage",
        "cms.JobPage",
    ]
    template = "cms/section.html"

    lists = models.CharField(max_length=11, choices=Lists, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lists"], condition=~models.Q(lists=""), name="section_one_index_of_each"
            ),
        ]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if self.lists == self.Lists.CHAPTERS:
            chapters = listed_chapters(request)
            # Somebody looked for the chapter of a state: see `views.finding`.
            asked = STATE_NAMES.get(request.GET.get("state", ""))
            return {
                **context,
                "chapters": chapters,
                "open_seats": _open_seats(chapters),
                "state_without": None if asked in _states(chapters) else asked,
            }
        return {**context, **(LISTED[self.lists].listed(request) if self.lists else {})}

    def get_template(self, request, *args, **kwargs):
        return f"cms/lists/{self.lists}.html" if self.lists else self.template

    def pages_below(self):
        return [] if self.lists else super().pages_below()


#: Which pages an index lists.
LISTED: dict[str, type[HousePage]] = {
    SectionPage.Lists.STORIES: StoryPage,
    SectionPage.Lists.NEWSLETTERS: NewsletterPage,
    SectionPage.Lists.RESOURCES: ResourcePage,
    SectionPage.Lists.AUDIO: AudioSeriesPage,
    SectionPage.Lists.JOBS: JobPage,
}


def listed_chapters(request) -> list[tuple[public.ChapterInList, str]]:
    """Open chapters that have a public page, by state, each with its page's address."""
    pages = ChapterPage.objects.live().public().defer_streamfields()
    addresses = {page.group_id: page.get_url(request) for page in pages}
    listed = public.chapters(on=timezone.localdate())
    return [
        (chapter, addresses[chapter.group_id])
        for chapter in listed
        if chapter.group_id in addresses
    ]


def _states(chapters) -> set[str]:
    return {chapter.state for chapter, _ in chapters}


def _open_seats(chapters) -> int:
    return sum(chapter.open_seats for chapter, _ in chapters)
