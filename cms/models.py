from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

from events import public as event_public
from network import public

from . import private_links
from .blocks import BodyBlock, Stream

#: Who may move, hide, rename or remove the pages the site stands on: national staff.
PLACE_PAGES = "cms.place_chapterpage"


class HousePage(Page):
    """What every page of ours has: words, a summary, and its address for search engines."""

    body = Stream(
        BodyBlock(),
        blank=True,
        verbose_name="words",
        help_text="Build the page from parts, in the order people should read them.",
    )

    content_panels = [
        FieldPanel("title", help_text="What the page is called, at its top and in lists."),
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
        above = self.get_ancestors().filter(depth__gt=2)
        return [{"title": page.title, "href": page.get_url(request)} for page in above]

    def facts(self) -> dict:
        """The page said to machines, in schema.org's words."""
        return {"@type": "WebPage", "name": self.title, "description": self.search_description}

    def pages_below(self):
        """Public pages one step down, in the editors' order."""
        return self.get_children().live().public().defer_streamfields()


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


class FixedPlace(PagePermissionTester):
    """Rights on a chapter's own page: its editors write it, national staff say where it stands."""

    def may_place(self):
        return self.user.is_active and self.user.has_perm(PLACE_PAGES)

    def can_delete(self, ignore_bulk=False):
        return self.may_place() and super().can_delete(ignore_bulk)

    def can_unpublish(self):
        return self.may_place() and super().can_unpublish()

    def can_set_view_restrictions(self):
        return self.may_place() and super().can_set_view_restrictions()

    def can_move(self):
        return False

    def can_move_to(self, destination):
        return False

    def can_copy(self):
        return False

    def can_copy_to(self, destination, recursive=False):
        return False


class ChapterPage(HousePage):
    """A chapter's own words; who leads it and what is open come from the roster."""

    parent_page_types = ["cms.SectionPage"]
    subpage_types = ["cms.SectionPage"]
    template = "cms/chapter.html"

    group = models.OneToOneField("network.Group", models.PROTECT, related_name="+", editable=False)
    lede = models.CharField(
        "opening words",
        max_length=300,
        blank=True,
        help_text="One or two sentences under the title: who you are and what you work on.",
    )

    content_panels = [
        FieldPanel("title", help_text="The chapter's name.", permission=PLACE_PAGES),
        FieldPanel("lede"),
        FieldPanel("body"),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", permission=PLACE_PAGES),
                FieldPanel(
                    "search_description",
                    heading="Summary",
                    help_text="One or two sentences, shown in lists and by search engines.",
                ),
            ],
            "How people find it",
        )
    ]
    settings_panels = []

    class Meta:
        permissions = [("place_chapterpage", "Can rename, hide and remove chapters' pages")]

    @classmethod
    def can_create_at(cls, parent):
        """Never by hand: see `operations.make_chapter_page`."""
        return False

    def permissions_for_user(self, user):
        return FixedPlace(user, self)

    def get_context(self, request, *args, **kwargs):
        chapter = public.chapter(self.group_id, on=timezone.localdate())
        if chapter is None:
            raise Http404
        context = super().get_context(request, *args, **kwargs)
        events = event_public.of_group(self.group_id, at=timezone.now())
        return {**context, "chapter": chapter, "events": events}

    def facts(self):
        return {
            **super().facts(),
            "@type": "Organization",
            "description": self.search_description or self.lede,
            "parentOrganization": {
                "@type": "Organization",
                "name": settings.WAGTAIL_SITE_NAME,
                "url": settings.SITE_URL,
            },
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
