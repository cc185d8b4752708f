"""Series to listen to, with every word to read."""

import uuid
from collections import defaultdict

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images.models import Filter
from wagtail.models import CollectionViewRestriction, PageManager
from wagtail.models.pages import PagePermissionTester
from wagtail.query import PageQuerySet

from cms.blocks import WORDS

from . import sound
from .base import HousePage
from .pictures import Picture

#: What players ask of a series' artwork, in pixels a side.
SMALLEST_ARTWORK, LARGEST_ARTWORK = 1400, 3000
#: Its renditions: on pages, as their template asks for it, and for players.
SMALL_ARTWORK = Filter.expand_spec("format-{webp,jpeg} width-480")
WHOLE_ARTWORK = f"fill-{SMALLEST_ARTWORK}x{SMALLEST_ARTWORK}|format-jpeg|jpegquality-80"

EPISODES_A_PAGE = 20

#: Under what the large directories of podcasts list a series.
CATEGORIES = [
    "Arts",
    "Business",
    "Comedy",
    "Education",
    "Fiction",
    "Government",
    "History",
    "Leisure",
    "Music",
    "News",
    "Science",
    "Sports",
    "Technology",
    "Health & Fitness",
    "Kids & Family",
    "Religion & Spirituality",
    "Society & Culture",
    "True Crime",
    "TV & Film",
]

NUMBER_TAKEN = "Another episode of the series has this number."
MP3 = "audio/mpeg"
ARTWORK_RULE = (
    f"Use a square picture of {SMALLEST_ARTWORK} to {LARGEST_ARTWORK} pixels a side, PNG or JPEG."
)


class AudioSeriesPage(HousePage):
    """A podcast: its feed is at `feed.xml` below it."""

    page_description = "A podcast with its own feed."
    listed_in = "audio"
    for_chapters = False
    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["cms.EpisodePage"]
    template = "cms/series.html"

    guid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    #: A copy is another series to every player.
    exclude_fields_in_copy = ["guid"]
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
        MultiFieldPanel(
            [
                FieldPanel("artwork"),
                FieldPanel("artwork_alt", help_text="For those who do not see it."),
            ],
            "Artwork",
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "category",
                    widget=forms.Select(choices=[(name, name) for name in sorted(CATEGORIES)]),
                ),
                FieldPanel("explicit", help_text="Players warn of it."),
            ]
        ),
    ]

    @classmethod
    def listed(cls, request) -> dict:
        """Each series with its episodes as anybody may hear them, newest first."""
        told = defaultdict(list)
        for episode in EpisodePage.objects.heard().in_order():
            told[episode.path[: -cls.steplen]].append(episode)
        pictures = Picture.objects.prefetch_renditions(*SMALL_ARTWORK)
        series = cls.objects.live().public().defer_streamfields().order_by("title")
        shown = series.prefetch_related(models.Prefetch("artwork", pictures))
        return {"found": [(one, told[one.path]) for one in shown]}

    def clean(self):
        super().clean()
        art = self.artwork
        wrong = {}
        if art and not (
            art.width == art.height and SMALLEST_ARTWORK <= art.width <= LARGEST_ARTWORK
        ):
            wrong["artwork"] = f"{ARTWORK_RULE} This one is {art.width} by {art.height}."
        elif art and not art.file.name.lower().endswith((".png", ".jpg", ".jpeg")):
            wrong["artwork"] = ARTWORK_RULE
        if self.category not in CATEGORIES:
            wrong["category"] = "Choose one that directories of podcasts know."
        if self.slug != self.address_known():
            wrong["slug"] = "Players know the series by this address. It stays as it is."
        if wrong:
            raise ValidationError(wrong)

    def address_known(self) -> str:
        """The slug by which players know the feed: any, until the series is published."""
        known = AudioSeriesPage.objects.filter(pk=self.pk, first_published_at__isnull=False)
        return known.values_list("slug", flat=True).first() or self.slug

    def episodes(self):
        """What whoever may see the series hears of it, newest first."""
        found = EpisodePage.objects.child_of(self)
        if not self.get_view_restrictions().exists():
            return found.heard().in_order()
        return found.live().in_order()

    @cached_property
    def drawn(self) -> Picture | None:
        """The artwork with its renditions: asked for one by one, each is noted in the cache."""
        found = Picture.objects.prefetch_renditions(*SMALL_ARTWORK, WHOLE_ARTWORK)
        return found.filter(pk=self.artwork_id).first()

    @property
    def feed(self) -> str:
        return whole(reverse("podcast", args=[self.slug]))

    def get_context(self, request, *args, **kwargs):
        pages = Paginator(self.episodes(), EPISODES_A_PAGE)
        return {
            **super().get_context(request, *args, **kwargs),
            "episodes": pages.get_page(request.GET.get("page")),
        }

    def facts(self) -> dict:
        return {
            **super().facts(),
            "@type": "PodcastSeries",
            "webFeed": self.feed,
            "author": {"@type": "Organization", "name": self.who_speaks},
        }


class EpisodeQuerySet(PageQuerySet):
    def heard(self):
        """What anybody may listen to: a public page, and a sound in no private collection."""
        closed = Q()
        private = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        for path in private:
            closed |= Q(audio__collection__path__startswith=path)
        return self.live().public().exclude(closed) if closed else self.live().public()

    def in_order(self):
        """Newest first, without the words: lists show none."""
        plain = self.defer_streamfields().defer("transcript")
        return plain.order_by("-told_on", "-number")


class Once(PagePermissionTester):
    """Rights on an episode: it is told once, so there is nothing to copy."""

    def can_copy(self):
        return False

    def can_copy_to(self, destination, recursive=False):
        return False


class EpisodeForm(WagtailAdminPageForm):
    """Knows the series before the episode stands in it, and reads the length from the file."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seconds" in self.fields:
            self.fields["seconds"].required = False

    def clean(self):
        said = super().clean()
        series = self.parent_page or self.instance.get_parent()
        if said.get("number") and self.instance.others_with(said["number"], series).exists():
            self.add_error("number", NUMBER_TAKEN)
        return said


class EpisodePage(HousePage):
    """One episode. Its guid stays whatever its address becomes: players know it by that."""

    page_description = "One episode, with every word to read."
    for_chapters = False
    parent_page_types = ["cms.AudioSeriesPage"]
    subpage_types: list[str] = []
    template = "cms/episode.html"
    base_form_class = EpisodeForm

    guid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    #: When the whole series is copied, its episodes are others to every player.
    exclude_fields_in_copy = ["guid"]
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

    objects = PageManager.from_queryset(EpisodeQuerySet)()

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel(
            [
                FieldPanel("number"),
                FieldPanel("told_on", help_text="The day it came out."),
                FieldPanel("seconds", help_text="Left empty, it is read from the file."),
            ]
        ),
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

    def full_clean(self, *args, **kwargs):
        self.measure()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self.measure()
        super().minimal_clean()

    def measure(self):
        if self.seconds is None and self.audio_id:
            self.seconds = self.measured()

    def clean(self):
        super().clean()
        wrong = {}
        if self.audio_id and self.measured() is None:
            wrong["audio"] = "This is no MP3 file. Save the recording as MP3 and upload that."
        elif self.audio_id and self.audio.collection.get_view_restrictions().exists():
            wrong["audio"] = "This file's collection is private: nobody would hear it."
        series = self.get_parent()
        if series and self.number and self.others_with(self.number, series).exists():
            wrong["number"] = NUMBER_TAKEN
        if wrong:
            raise ValidationError(wrong)

    def measured(self) -> int | None:
        """How many seconds the file lasts; None when it is no MP3, or is gone."""
        try:
            with self.audio.open_file() as file:
                return sound.seconds_of(file)
        except FileNotFoundError:
            return None

    def others_with(self, number, series):
        return EpisodePage.objects.child_of(series).filter(number=number).exclude(pk=self.pk)

    def permissions_for_user(self, user):
        return Once(user, self)

    @cached_property
    def series(self) -> AudioSeriesPage:
        return AudioSeriesPage.objects.parent_of(self).defer_streamfields().get()

    def may_be_heard_by(self, request) -> bool:
        """Whether it is out, and neither page nor file is closed to whoever asks."""
        doors = [*self.get_view_restrictions(), *self.audio.collection.get_view_restrictions()]
        return (
            self.live and self.series.live and all(door.accept_request(request) for door in doors)
        )

    def get_context(self, request, *args, **kwargs):
        beside = self.series.episodes()
        return {
            **super().get_context(request, *args, **kwargs),
            "series": self.series,
            "previous": beside.filter(number__lt=self.number).order_by("-number").first(),
            "next": beside.filter(number__gt=self.number).order_by("number").first(),
        }

    def facts(self) -> dict:
        lasts = f"PT{self.seconds}S"
        return {
            **super().facts(),
            "@type": "PodcastEpisode",
            "datePublished": self.told_on,
            "episodeNumber": self.number,
            "duration": lasts,
            "partOfSeries": {
                "@type": "PodcastSeries",
                "name": self.series.title,
                "webFeed": self.series.feed,
            },
            "associatedMedia": {
                "@type": "AudioObject",
                "contentUrl": whole(self.sound),
                "encodingFormat": MP3,
                "duration": lasts,
            },
        }

    @property
    def sound(self) -> str:
        """Where it is heard: below the series, so that the ending says what it is."""
        return reverse("episode_sound", args=[self.series.slug, self.slug])

    @property
    def spoken(self) -> str:
        """Where its words are, plain."""
        return reverse("episode_transcript", args=[self.series.slug, self.slug])

    @property
    def length(self) -> str:
        return sound.say_length(self.seconds)

    @property
    def size(self) -> int | None:
        """Bytes of the sound as it lies there; None when it is gone."""
        try:
            return self.audio.file.size
        except FileNotFoundError:
            return None


def whole(path: str) -> str:
    """An address as those need it who come from elsewhere."""
    return settings.SITE_URL.rstrip("/") + path
