"""Toolkits, model ordinances, sample resolutions and guides."""

import uuid

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.topics import Topic

from .base import HousePage
from .stories import Told


class ResourcePage(Told, HousePage):
    """Something to take into a meeting. Who introduced or passed it, members report."""

    class Kind(models.TextChoices):
        TOOLKIT = "toolkit", "Toolkit"
        ORDINANCE = "ordinance", "Model ordinance"
        RESOLUTION = "resolution", "Sample resolution"
        GUIDE = "guide", "Guide"

    class Level(models.TextChoices):
        ANY = "any", "Any local government"
        CITY = "city", "Cities and towns"
        COUNTY = "county", "Counties"
        SCHOOLS = "schools", "School boards"

    listed_in = "resources"
    parent_page_types = ["cms.SectionPage", "cms.ChapterPage", "cms.ResourcePage"]
    subpage_types = ["cms.ResourcePage"]
    template = "cms/resource.html"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TOOLKIT)
    level = models.CharField("for", max_length=7, choices=Level, default=Level.ANY)
    topic = models.CharField(max_length=12, choices=Topic, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The text to take along, as a file people can change.",
    )
    reviewed_on = models.DateField(
        null=True, blank=True, help_text="When somebody who knows last read it through."
    )
    policy = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    """Under which the network keeps who introduced and who passed it."""
    counts_actions = models.BooleanField(
        "ask members who introduced or passed it",
        default=False,
        help_text="Then members report from here, and the page shows how far it has spread.",
    )

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level"), FieldPanel("topic")]),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("document"), FieldPanel("reviewed_on")], "To take along"),
        FieldPanel("counts_actions"),
    ]

    def copy(self, *args, **kwargs):
        """A copy is another policy: what was passed was not it."""
        update = {**(kwargs.pop("update_attrs", None) or {}), "policy": uuid.uuid4()}
        return super().copy(*args, update_attrs=update, **kwargs)
