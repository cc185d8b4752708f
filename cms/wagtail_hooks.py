"""What the editor shows, and what it leaves out."""

from django.urls import path, reverse
from django_filters.filters import DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from . import access, views

#: Menus that tell of other people's work or change how the site runs.
STAFF_MENUS = {"reports", "settings", "help"}


class PageFilters(WagtailFilterSet):
    """Filters of page lists: by date. Wagtail's own offer everybody who ever wrote a page."""

    latest_revision_created_at = DateFromToRangeFilter(
        label="Date updated", widget=DateRangePickerWidget
    )

    class Meta:
        model = Page
        fields = []


class HousePages(PageViewSet):
    filterset_class = PageFilters


class OwnPages(Component):
    """What a chapter's editor came for, first on the dashboard."""

    name = "own_pages"
    order = 10
    template_name = "cms/own_pages.html"

    def get_context_data(self, parent_context):
        return {"pages": access.own_chapter_pages(parent_context["request"].user)}


class ChapterPagesItem(MenuItem):
    def is_shown(self, request):
        return request.user.rights.everyone


@hooks.register("register_admin_viewset")
def register_page_lists():
    return HousePages()


@hooks.register("construct_page_chooser_queryset")
def choose_only_shown(pages, request):
    return pages.filter(pk__in=access.pages_shown_to(request.user).values("pk"))


@hooks.register("construct_explorer_page_queryset")
def explore_only_shown(parent, pages, request):
    return pages.filter(pk__in=access.pages_shown_to(request.user).values("pk"))


@hooks.register("construct_homepage_panels")
def greet_with_own_pages(request, panels):
    panels.append(OwnPages())


@hooks.register("construct_main_menu")
def keep_menu_short(request, items):
    if not request.user.rights.everyone:
        items[:] = [item for item in items if item.name not in STAFF_MENUS]


@hooks.register("construct_settings_menu")
def leave_out_people(request, items):
    items[:] = [item for item in items if item.name not in {"users", "groups"}]


@hooks.register("register_admin_menu_item")
def register_chapter_pages():
    return ChapterPagesItem(
        "Chapters' pages", reverse("chapter_pages"), icon_name="group", order=150
    )


@hooks.register("register_admin_urls")
def register_addresses():
    return [
        path("chapter-pages/", views.chapter_pages, name="chapter_pages"),
        path("chapter-pages/<slug:slug>/", views.make_chapter_page, name="make_chapter_page"),
    ]
