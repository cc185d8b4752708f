"""Toolkits, model ordinances, sample resolutions and guides."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from cms.topics import Topic
from network import public

from .base import HousePage
from .listing import Facet, listing
from .stories import Told

#: How long words stay good before somebody should read them again.
GOOD_FOR = timedelta(days=2 * 365)
MOST_RELATED = 4
#: What files are called, by the end of their names.
FILES = {
    "doc": "Word document",
    "docx": "Word document",
    "odt": "OpenDocument text",
    "pdf": "PDF",
    "rtf": "Text with formats",
    "txt": "Plain text",
    "xlsx": "Excel sheet",
    "csv": "Table as text",
    "pptx": "PowerPoint slides",
    "zip": "Zip archive",
}


@dataclass(frozen=True)
class Paper:
    """A document to take along."""

    href: str
    title: str
    said: str
    """ "Word document, 14 KB"."""


@dataclass(frozen=True)
class Shelved:
    """A resource as lists show it, with its parts where it has some."""

    title: str
    href: str
    kind: str
    level: str
    topic: str
    summary: str
    parts: tuple["Shelved", ...] = ()


class ResourcePage(Told, HousePage):
    """Something to take into a meeting. Who introduced or passed it, members report."""

    #: A copy is another policy: what was passed was not it.
    exclude_fields_in_copy = ["policy"]
    page_description = "A toolkit, model ordinance, sample resolution or guide for the library."

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
        FieldRowPanel(
            [
                FieldPanel("kind", help_text="What one takes along."),
                FieldPanel("level", help_text="Who can use it."),
                FieldPanel("topic", help_text="What it is about."),
            ]
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("document"), FieldPanel("reviewed_on")], "To take along"),
        FieldPanel("counts_actions"),
    ]

    @classmethod
    def listed(cls, request) -> dict:
        """All at first, parts below their toolkit; what fits a filter wherever it stands."""
        pages = list(cls.objects.live().public().defer_streamfields().order_by("title"))
        rows, facets = [_row(page) for page in pages], _facets()
        found = listing(request, rows, facets)
        if not any(request.GET.get(facet.name) for facet in facets):
            found = listing(request, _top(rows), facets) | {"filters": found["filters"]}
        below = defaultdict(list)
        for page in sorted(pages, key=lambda page: page.path):
            below[page.path[: -Page.steplen]].append(page)
        by_key = {page.pk: page for page in pages}
        shown = [by_key[key] for key in found["keys"]]
        return found | {"found": [_shelve(page, request, below[page.path]) for page in shown]}

    def get_context(self, request, *args, **kwargs):
        told = public.spread(self.policy) if self.counts_actions else None
        return {
            **super().get_context(request, *args, **kwargs),
            "paper": self.paper(),
            "is_old": self.is_old(on=timezone.localdate()),
            "parts": [_shelve(page, request) for page in self.parts()],
            "related": [_shelve(page, request) for page in self.related()],
            "spread": told,
            "chapter": self.chapter_page(),
        }

    def is_old(self, *, on: date) -> bool:
        return self.reviewed_on is not None and self.reviewed_on + GOOD_FOR < on

    def paper(self) -> Paper | None:
        if self.document is None:
            return None
        ending = self.document.file_extension.lower()
        what = FILES.get(ending, f"{ending.upper()} file".strip())
        return Paper(
            self.document.url,
            self.document.title,
            f"{what}, {filesizeformat(self.document.get_file_size() or 0)}",
        )

    def parts(self):
        """Public resources one step down, in the editors' order."""
        below = ResourcePage.objects.child_of(self).live().public()
        return below.defer_streamfields().order_by("path")

    def related(self):
        """Others on the same topic, neither above nor below this one."""
        if not self.topic:
            return []
        others = ResourcePage.objects.live().public().filter(topic=self.topic)
        apart = others.not_descendant_of(self, inclusive=True).not_ancestor_of(self)
        return apart.defer_streamfields().order_by("-first_published_at", "pk")[:MOST_RELATED]


def _facets() -> list[Facet]:
    kind, level = ResourcePage.Kind, ResourcePage.Level
    return [
        Facet("kind", "What it is", "Everything", dict(kind.choices)),
        Facet("level", "For", "Every government", dict(level.choices)),
        Facet("topic", "Topic", "All topics", dict(Topic.choices)),
    ]


def _row(page) -> dict:
    return {
        "pk": page.pk,
        "path": page.path,
        "kind": page.kind,
        "level": page.level,
        "topic": page.topic,
    }


def _top(rows) -> list[dict]:
    """Without the parts of what is in the list itself."""
    paths = {row["path"] for row in rows}
    return [row for row in rows if row["path"][: -Page.steplen] not in paths]


def _shelve(page, request, parts=()) -> Shelved:
    return Shelved(
        title=page.title,
        href=page.get_url(request),
        kind=page.get_kind_display(),
        level=page.get_level_display(),
        topic=page.get_topic_display(),
        summary=page.search_description,
        parts=tuple(_shelve(part, request) for part in parts),
    )
