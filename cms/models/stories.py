"""What happened, told by those it happened to; and newsletters as they were sent."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.images.models import SourceImageIOError

from cms.topics import Topic

from . import letters
from .base import HousePage
from .chapters import ChapterPage
from .listing import Facet, by_chapter, chapter_above, chapters_shown, listing
from .pictures import SPECS, Picture, Pictured

#: The picture as other sites show it beside a link: one of the sizes that are made beforehand.
SHARED_SIZE = "format-jpeg|width-960"


@dataclass(frozen=True)
class Card:
    """A page as lists show it."""

    page: "Dated"
    href: str
    chapter: ChapterPage | None = None


class Told(models.Model):
    """Of a page below a chapter's: whose it is."""

    class Meta:
        abstract = True

    def chapter_page(self) -> ChapterPage | None:
        """The chapter's page it stands below; None for the whole network's."""
        return ChapterPage.objects.ancestor_of(self).defer_streamfields().first()


class Dated(Told, HousePage):
    """Such pages with a day, listed from the newest on, wherever on the site they stand."""

    #: The field that holds the day.
    dated_by: str

    class Meta:
        abstract = True

    @classmethod
    def told(cls):
        """What everybody may read, newest first."""
        found = cls.objects.live().public().defer_streamfields()
        return found.order_by(f"-{cls.dated_by}", "-pk")

    @property
    def day(self) -> date:
        return getattr(self, self.dated_by)

    @classmethod
    def cards(cls, pages, request, *, chapters=None) -> list[Card]:
        """The pages, each with its chapter where `chapters` has it: see `chapters_shown`."""
        return [
            Card(page, page.get_url(request), chapter_above(page.path, chapters or {}))
            for page in cls.for_cards(pages)
        ]

    @classmethod
    def for_cards(cls, pages):
        """With all that a card shows of them."""
        return pages

    @classmethod
    def latest(cls, request, *, most: int, below=None, kind: str = "") -> list[Card]:
        """The newest, of all or of those below a chapter's page."""
        found = cls.told()
        if kind:
            found = found.filter(kind=kind)
        if below is not None:
            return cls.cards(found.descendant_of(below)[:most], request)
        return cls.cards(found[:most], request, chapters=chapters_shown())

    @classmethod
    def listed(cls, request) -> dict:
        chapters = chapters_shown()
        rows = [
            {**row, "chapter": above.slug if (above := chapter_above(path, chapters)) else ""}
            for row, path in cls.rows()
        ]
        context = listing(request, rows, [*cls.facets(rows), by_chapter(chapters.values())])
        found = cls.told().filter(pk__in=context["keys"])
        return {**context, "found": cls.cards(found, request, chapters=chapters)}

    @classmethod
    def rows(cls) -> list[tuple[dict, str]]:
        """Of each page in the list: its key and what filters ask of it, and where it stands."""
        raise NotImplementedError

    @classmethod
    def facets(cls, rows) -> list[Facet]:
        raise NotImplementedError

    def beside(self) -> dict:
        """The public one before this in time, and the one after; a draft has none."""
        if not self.pk:
            return {}
        told, by = type(self).told(), self.dated_by
        earlier = Q(**{f"{by}__lt": self.day}) | Q(**{by: self.day, "pk__lt": self.pk})
        later = Q(**{f"{by}__gt": self.day}) | Q(**{by: self.day, "pk__gt": self.pk})
        return {"older": told.filter(earlier).first(), "newer": told.filter(later).last()}

    def get_context(self, request, *args, **kwargs):
        chapters = chapters_shown()
        chapter = chapter_above(self.path, chapters)
        others = type(self).told().exclude(pk=self.pk)
        if chapter:
            others, chapters = others.descendant_of(chapter), {}
        return {
            **super().get_context(request, *args, **kwargs),
            **self.beside(),
            "chapter": chapter,
            "more": self.cards(others[:3], request, chapters=chapters),
        }

    def facts(self) -> dict:
        return {
            **super().facts(),
            "@type": "Article",
            "headline": self.title,
            "datePublished": self.day,
            "dateModified": self.last_published_at,
            "publisher": {
                "@type": "Organization",
                "name": settings.WAGTAIL_SITE_NAME,
                "url": settings.SITE_URL,
            },
        }


class StoryPage(Pictured, Dated):
    """A story, a spotlight on somebody, news, or words for the press."""

    page_description = "What members did, somebody in the spotlight, news, or words for the press."

    class Kind(models.TextChoices):
        STORY = "story", "Story"
        SPOTLIGHT = "spotlight", "Spotlight"
        NEWS = "news", "News"
        PRESS = "press", "For the press"

    REPORTS = (Kind.NEWS, Kind.PRESS)

    listed_in = "stories"
    dated_by = "told_on"
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
    press_contact = models.CharField(
        "who answers the press",
        max_length=200,
        blank=True,
        help_text="For the press only: a name, and how to reach them during the day.",
    )

    content_panels = [
        HousePage.content_panels[0],
        FieldRowPanel(
            [
                FieldPanel("kind", help_text="A spotlight is on one person."),
                FieldPanel("told_on", help_text="The day printed above it."),
                FieldPanel("topic", help_text="What it is about, if one of these."),
            ]
        ),
        FieldPanel("lede"),
        Pictured.picture_panel,
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("who_wrote"), FieldPanel("press_contact")]),
    ]

    @classmethod
    def for_cards(cls, pages):
        pictures = Picture.objects.prefetch_renditions(*SPECS)
        return pages.prefetch_related(Prefetch("picture", pictures))

    @classmethod
    def rows(cls):
        found = cls.told().values_list("pk", "kind", "topic", "path")
        return [({"pk": pk, "kind": kind, "topic": topic}, path) for pk, kind, topic, path in found]

    @classmethod
    def facets(cls, rows):
        return [
            Facet("kind", "Kind", "All kinds", dict(cls.Kind.choices)),
            Facet("topic", "Topic", "All topics", dict(Topic.choices)),
        ]

    def facts(self) -> dict:
        by = {"@type": "Person", "name": self.who_wrote} if self.who_wrote else None
        facts = super().facts()
        return {
            **facts,
            "@type": "NewsArticle" if self.kind in self.REPORTS else "Article",
            "image": self.picture_address(),
            "author": by or facts["publisher"],
        }

    def picture_address(self) -> str:
        """Where others find the picture; nothing where there is none, or its file is lost."""
        picture = self.picture
        if picture is None:
            return ""
        try:
            url = picture.get_rendition(SHARED_SIZE).url
        except (SourceImageIOError, OSError):
            return ""
        return url if "://" in url else settings.SITE_URL.rstrip("/") + url


class NewsletterPage(Dated):
    """One issue, kept for whoever reads it later."""

    page_description = "An issue as it was sent, to read again."
    listed_in = "newsletters"
    dated_by = "sent_on"
    parent_page_types = ["cms.SectionPage", "cms.ChapterPage"]
    subpage_types: list[str] = []
    template = "cms/newsletter.html"

    sent_on = models.DateField("date", default=timezone.localdate)
    lede = models.CharField("opening words", max_length=300, blank=True)

    content_panels = [
        HousePage.content_panels[0],
        FieldPanel("sent_on", help_text="The day it went out."),
        FieldPanel("lede", help_text="One or two sentences under the title."),
        FieldPanel("body"),
    ]
    preview_modes = [("", "On the web"), ("letter", "As a letter"), ("text", "As plain text")]

    @classmethod
    def rows(cls):
        found = cls.told().values_list("pk", "sent_on__year", "path")
        return [({"pk": pk, "year": str(year)}, path) for pk, year, path in found]

    @classmethod
    def facets(cls, rows):
        years = dict.fromkeys(row["year"] for row in rows)
        return [Facet("year", "Year", "All years", {year: year for year in years})]

    def serve_preview(self, request, mode_name):
        """On the web, or either half of the letter it is sent as."""
        if not mode_name:
            return super().serve_preview(request, mode_name)
        letter = letters.letter(self, request)
        if mode_name == "letter":
            return HttpResponse(letter.html)
        return render(request, "cms/newsletter_text.html", {"page": self, "text": letter.text})
