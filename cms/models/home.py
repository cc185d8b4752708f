"""The front door, and pages of words."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from network import public

from .base import HousePage
from .chapters import ChapterPage


class HomePage(HousePage):
    """The front door."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.SectionPage"]
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
        return {**context, "chapters": listed_chapters(request)}

    def pages_below(self):
        return super().pages_below().exclude(sectionpage__lists_chapters=True)

    def facts(self):
        said = self.search_description or self.lede
        return {
            "@type": "Organization",
            "name": settings.WAGTAIL_SITE_NAME,
            "description": said,
        }


class SectionPage(HousePage):
    """A page of words, or the index of the pages below it; one of them lists the chapters."""

    parent_page_types = ["cms.HomePage", "cms.SectionPage", "cms.ChapterPage"]
    subpage_types = ["cms.SectionPage"]
    template = "cms/section.html"

    lists_chapters = models.BooleanField(default=False, editable=False)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "chapters": listed_chapters(request) if self.lists_chapters else None}

    def get_template(self, request, *args, **kwargs):
        return "cms/chapters.html" if self.lists_chapters else self.template

    def pages_below(self):
        return [] if self.lists_chapters else super().pages_below()

    @classmethod
    def can_create_at(cls, parent):
        """Below the list of chapters stand only chapters."""
        return super().can_create_at(parent) and not getattr(
            parent.specific, "lists_chapters", False
        )


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
