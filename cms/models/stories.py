"""What happened, told by those it happened to; and newsletters as they were sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.topics import Topic

from .base import HousePage
from .chapters import ChapterPage
from .pictures import Pictured


class Told(models.Model):
    """Of a page below a chapter's: whose it is."""

    class Meta:
        abstract = True

    def chapter_page(self) -> ChapterPage | None:
        """The chapter's page it stands below; None for the whole network's."""
        return ChapterPage.objects.ancestor_of(self).defer_streamfields().first()


class StoryPage(Told, Pictured, HousePage):
    """A story, a spotlight on somebody, news, or words for the press."""

    class Kind(models.TextChoices):
        STORY = "story", "Story"
        SPOTLIGHT = "spotlight", "Spotlight"
        NEWS = "news", "News"
        PRESS = "press", "For the press"

    listed_in = "stories"
    parent_page_types = ["cms.SectionPage", "cms.ChapterPage"]
    subpage_types: list[str] = []
    template = "cms/story.html"

    kind = models.CharField(max_length=9, choices=Kind, default=Kind.STORY)
    told_on = models.DateField("date", default=timezone.localdate)
    topic = models.CharField(max_length=12, choices=Topic, blank=True)
    lede = models.CharField(
        "opening words",
        max_length=300,
        blank=True,
        help_text="One or two sentences under the title that make people read on.",
    )
    who_wrote = models.CharField(
        "who wrote it", max_length=120, blank=True, help_text="Ask before you print a name."
    )

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel([FieldPanel("kind"), FieldPanel("told_on"), FieldPanel("topic")]),
        FieldPanel("lede"),
        Pictured.picture_panel,
        FieldPanel("body"),
        FieldPanel("who_wrote"),
    ]

    def facts(self) -> dict:
        return {
            **super().facts(),
            "@type": "Article",
            "headline": self.title,
            "description": self.search_description or self.lede,
            "datePublished": self.told_on,
            "publisher": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME},
        }


class NewsletterPage(Told, HousePage):
    """One issue, kept for whoever reads it later."""

    listed_in = "newsletters"
    parent_page_types = ["cms.SectionPage", "cms.ChapterPage"]
    subpage_types: list[str] = []
    template = "cms/newsletter.html"

    sent_on = models.DateField("date", default=timezone.localdate)
    lede = models.CharField("opening words", max_length=300, blank=True)

    content_panels = [
        HousePage.content_panels[0],
        FieldPanel("sent_on"),
        FieldPanel("lede"),
        FieldPanel("body"),
    ]
