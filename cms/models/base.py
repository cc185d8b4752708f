"""What every page of ours has in common."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms import house_rules, private_links
from cms.blocks import BodyBlock, Stream
from network import public

from . import indexing

#: Who may move, hide, rename or remove the pages the site stands on: national staff.
PLACE_PAGES = "cms.place_chapterpage"

#: Said beside every time an editor gives.
ZONE = f"Times are those of {settings.TIME_ZONE.rpartition('/')[2].replace('_', ' ')}."
GOES = ("When the page appears.", "When it is taken off the site again.")


def _hours() -> PublishingPanel:
    """Wagtail's own panel, with the zone its times are in."""
    panel = PublishingPanel()
    for field, words in zip(panel.children, GOES, strict=True):
        field.help_text = f"{words} {ZONE}"
    return panel


class HousePage(Page):
    """What every page of ours has: words, a summary, and its address for search engines."""

    body = Stream(
        BodyBlock(),
        blank=True,
        verbose_name="words",
        help_text="Build the page from parts, in the order people should read them.",
    )

    content_panels = [
        TitleFieldPanel("title", help_text="What the page is called, at its top and in lists."),
        FieldPanel("body"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", help_text="The last part of the page's address."),
                FieldPanel(
                    "search_description",
                    heading="Summary",
                    help_text="One or two sentences, shown in lists and by search engines.",
                ),
            ],
            "How people find it",
        )
    ]

    settings_panels = [_hours()]

    search_fields = [
        *Page.search_fields,
        index.SearchField("all_words"),
        index.SearchField("other_words"),
    ]

    #: Which index such pages stand in: see `SectionPage.Lists`.
    listed_in = ""

    #: Whether such pages may stand below a chapter's, where its own editors make them.
    for_chapters = True

    #: A page is everybody's or members'. Passwords are passed on, and groups are the roster's.
    private_page_options = ["login"]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        self.refuse_private_links()

    def minimal_clean(self):
        """What a draft has to keep to. It becomes a revision, which is kept."""
        super().minimal_clean()
        self.refuse_private_links()

    def refuse_private_links(self):
        """Raises ValidationError that names each field with a link that lets anybody in."""
        private_links.refuse_in(
            {
                field.name: field.get_prep_value(field.value_from_object(self))
                for field in self._meta.get_fields()
                if isinstance(field, models.CharField | models.TextField | StreamField)
                and field.editable
            }
        )

    @classmethod
    def get_verbose_name(cls):
        """As editors say it: a story, not a story page."""
        return super().get_verbose_name().removesuffix(" page")

    @property
    def summary(self) -> str:
        """What lists say of the page: one or two sentences, or nothing."""
        return self.search_description or getattr(self, "lede", "")

    @property
    def description(self) -> str:
        """What search engines are told. It is never empty where the page has words."""
        return self.summary or house_rules.first_words(self.body)

    def all_words(self) -> str:
        """What search looks through beside the title."""
        return indexing.all_words(self)

    def other_words(self) -> str:
        """What finds it though it is not on it."""
        return indexing.other_words(self)

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and cls.may_stand_below(parent)

    def can_move_to(self, parent):
        return super().can_move_to(parent) and self.may_stand_below(parent)

    @classmethod
    def may_stand_below(cls, parent) -> bool:
        """Below an index stands only what it lists, below a chapter's page only what it may."""
        lists = getattr(parent.specific, "lists", None)
        if lists and lists != cls.listed_in:
            return False
        return cls.for_chapters or not _is_of_a_chapter(parent)

    @classmethod
    def listed(cls, request) -> dict:
        """What the index of such pages shows, as names for its template."""
        found = cls.objects.live().public().defer_streamfields().order_by("-first_published_at")
        return {"found": found}

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        public.changed()

    def serve(self, request, *args, **kwargs):
        """A page says the same to all visitors until something changes: see `config.page_cache`."""
        response = super().serve(request, *args, **kwargs)
        response.kept_until_changed = True
        return response

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        # One true address, whatever name the request came by.
        address = settings.SITE_URL.rstrip("/") + (self.get_url(request) or "/")
        facts = {"@context": "https://schema.org", **self.facts(), "url": address}
        return {
            **context,
            "address": address,
            "facts": facts,
            "trail": self.trail(request),
            "below": self.pages_below(),
        }

    def trail(self, request) -> list[dict]:
        """The pages above this one, the home page left out."""
        above = self.get_ancestors().live().filter(depth__gt=2)
        return [{"title": page.title, "href": page.get_url(request)} for page in above]

    def facts(self) -> dict:
        """The page said to machines, in schema.org's words."""
        return {"@type": "WebPage", "name": self.title, "description": self.description}

    def pages_below(self):
        """Public pages one step down, in the editors' order. A closed job is in no list."""
        closed = {"jobpage__closes_on__lt": timezone.localdate()}
        return self.get_children().live().public().exclude(**closed).defer_streamfields()


def _is_of_a_chapter(page) -> bool:
    return page.get_ancestors(inclusive=True).filter(chapterpage__isnull=False).exists()
