"""A chapter's page: its own words around what the roster says of it."""

from django.conf import settings
from django.db import models
from django.http import Http404
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models.pages import PagePermissionTester

from events import public as event_public
from network import public

from .base import PLACE_PAGES, HousePage


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

    page_description = "A chapter's own words around what the roster says of it."
    parent_page_types = ["cms.SectionPage"]
    subpage_types = [
        "cms.SectionPage",
        "cms.StoryPage",
        "cms.NewsletterPage",
        "cms.ResourcePage",
        "cms.JobPage",
    ]
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
        at = timezone.now()
        events = event_public.of_group(self.group_id, at=at)
        context["is_met"] = event_public.is_met(self.group_id, at=at)
        return {**context, "chapter": chapter, "events": events}

    def pages_below(self):
        """Stories and newsletters have a place of their own on the page."""
        return super().pages_below().filter(storypage=None, newsletterpage=None)

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
