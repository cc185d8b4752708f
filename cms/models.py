from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """The front door."""

    max_count = 1
    lede = models.CharField(max_length=300, blank=True)
    content_panels = [*Page.content_panels, FieldPanel("lede")]


class SectionPage(Page):
    """A page of words, or the index of the pages below it."""


class ChapterPage(Page):
    """A chapter's own words; who leads it and what is open come from the roster."""

    group = models.OneToOneField("network.Group", models.PROTECT, related_name="+")
