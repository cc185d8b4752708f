"""Series to listen to, with every word to read."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from cms.blocks import WORDS

from .base import HousePage
from .pictures import Picture

#: What players ask of a series' artwork, in pixels a side.
SMALLEST_ARTWORK, LARGEST_ARTWORK = 1400, 3000


class AudioSeriesPage(HousePage):
    """A podcast: its feed is at `feed.xml` below it."""

    listed_in = "audio"
    for_chapters = False
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["cms.EpisodePage"]
    template = "cms/series.html"

    guid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    artwork = models.ForeignKey(
        Picture,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=f"Square, {SMALLEST_ARTWORK} to {LARGEST_ARTWORK} pixels a side, PNG or JPEG.",
    )
    artwork_alt = models.CharField("what it shows", max_length=200, blank=True)
    who_speaks = models.CharField("by", max_length=120, help_text="Who makes it.")
    category = models.CharField(
        max_length=60,
        default="Government",
        help_text="As players list it, such as Government or News.",
    )
    explicit = models.BooleanField("strong language", default=False)

    content_panels = [
        HousePage.content_panels[0],
        FieldPanel("body"),
        FieldPanel("who_speaks"),
        MultiFieldPanel([FieldPanel("artwork"), FieldPanel("artwork_alt")], "Artwork"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("explicit")]),
    ]

    def clean(self):
        super().clean()
        art = self.artwork
        if art and not (
            art.width == art.height and SMALLEST_ARTWORK <= art.width <= LARGEST_ARTWORK
        ):
            raise ValidationError(
                {
                    "artwork": f"Use a square picture of {SMALLEST_ARTWORK} to {LARGEST_ARTWORK}"
                    f" pixels a side. This one is {art.width} by {art.height}."
                }
            )


class EpisodePage(HousePage):
    """One episode. Its guid stays whatever its address becomes: players know it by that."""

    for_chapters = False
    parent_page_types = ["cms.AudioSeriesPage"]
    subpage_types: list[str] = []
    template = "cms/episode.html"

    guid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    number = models.PositiveSmallIntegerField(help_text="Which one it is, from 1.")
    told_on = models.DateField("date", default=timezone.localdate)
    audio = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        related_name="+",
        help_text="An MP3 file.",
    )
    seconds = models.PositiveIntegerField("length in seconds", help_text="1,800 is half an hour.")
    transcript = RichTextField(
        features=WORDS, help_text="Every word that is said, and who says it."
    )

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel([FieldPanel("number"), FieldPanel("told_on"), FieldPanel("seconds")]),
        FieldPanel("audio"),
        FieldPanel("body"),
        FieldPanel("transcript"),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seconds__gte=1),
                name="episode_has_a_length",
                violation_error_message="Say how long it is.",
            ),
        ]

    def copy(self, *args, **kwargs):
        """Another episode to every player."""
        update = {**(kwargs.pop("update_attrs", None) or {}), "guid": uuid.uuid4()}
        return super().copy(*args, update_attrs=update, **kwargs)
