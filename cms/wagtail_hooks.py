"""What the editor shows, and what it leaves out."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django_filters.filters import DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from caucuses.access import led_by
from caucuses.views.vault import FOUND_LINK
from network import sealing

from . import access, house_rules, jobs, operations, private_links
from .models import FormPage, HousePage, ResourcePage
from .views import audio, chapter_pages, contact

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


class Late(Component):
    """Said to national staff while pages wait past their hour."""

    name = "late"
    order = 5
    template_name = "cms/late.html"

    def get_context_data(self, parent_context):
        everyone = parent_context["request"].user.rights.everyone
        return {"late": jobs.late(at=timezone.now()) if everyone else 0}


class HouseChecks(ContentCheckerItem):
    """What the editor's own checker looks for in a page as it is shown."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "link-in-text-block",
        "page-has-heading-one",
        "table-fake-caption",
    ]
    axe_custom_checks = [
        {"id": "check-image-alt-text", "options": {"pattern": house_rules.FILE_NAME.pattern}},
        {"id": "check-empty-meta-description"},
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "alt-text-quality": {
            "error_name": "A file's name in place of what a picture shows",
            "help_text": "Say what the picture shows",
        },
    }


class ChapterPagesItem(MenuItem):
    def is_shown(self, request):
        return request.user.rights.everyone


# The models may not know the views.
FormPage.submissions_list_view_class = contact.Messages


@hooks.register("on_serve_page", order=100)
def take_what_is_sent(serve):
    """Innermost: Wagtail has asked by then whether the page is for this visitor."""

    def inner(page, request, args, kwargs):
        if isinstance(page, FormPage) and request.method == "POST":
            return contact.take(request, page)
        return serve(page, request, args, kwargs)

    return inner


@hooks.register("register_admin_viewset")
def register_page_lists():
    return HousePages()


@hooks.register("construct_page_chooser_queryset")
def choose_only_shown(pages, request):
    return pages.filter(pk__in=access.pages_shown_to(request.user).values("pk"))


@hooks.register("construct_explorer_page_queryset")
def explore_only_shown(parent, pages, request):
    return pages.filter(pk__in=access.pages_shown_to(request.user).values("pk"))


hooks.register("before_serve_document", audio.only_where_heard)


@hooks.register("construct_homepage_panels")
def greet_with_own_pages(request, panels):
    panels += [Late(), OwnPages()]


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
        path("chapter-pages/", chapter_pages.index, name="chapter_pages"),
        path("chapter-pages/<slug:slug>/", chapter_pages.make, name="make_chapter_page"),
    ]


@hooks.register("before_edit_page")
@hooks.register("before_create_page")
def offer_a_better_place(request, *args):
    """A link that lets anybody in is refused by the page; whoever leads a caucus may move it.

    It waits in the session, sealed, for it belongs in no address and in no log.
    """
    if request.method != "POST" or not request.accepts("text/html"):
        return
    found = private_links.found_in("\n".join(map(str, request.POST.dict().values())))
    caucuses = led_by(request.user, on=timezone.localdate()) if found else []
    if not caucuses:
        return
    if found.lower().startswith("https://"):
        request.session[FOUND_LINK] = sealing.seal(found)
    buttons = [
        messages.button(
            reverse("caucuses:add_link", args=[caucus.group.slug]), f"Move it to {caucus}"
        )
        for caucus in caucuses
    ]
    messages.warning(request, "A page is no place for that link.", buttons=buttons)


@hooks.register("before_edit_page")
def tell_house_rules(request, page):
    """What readers stumble on is said while the page is open, and keeps nobody from publishing."""
    if request.method == "GET":
        _tell(request, page, "Readers may stumble on this page as it was last saved:")


@hooks.register("after_publish_page")
def tell_house_rules_at_the_end(request, page):
    """Whoever publishes leaves the page: said once more, with the way back."""
    if request.accepts("text/html"):
        back = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), "Mend it")
        _tell(request, page, "Readers may stumble on this page:", buttons=[back])


def _tell(request, page, heading, buttons=()):
    found = house_rules.found_in(page) if isinstance(page, HousePage) else []
    if not found:
        return
    rows = format_html_join("", "<li>{}</li>", [(finding.words,) for finding in found])
    words = format_html("{}<ul>{}</ul>", heading, rows)
    messages.warning(request, words, buttons=list(buttons))


@hooks.register("construct_wagtail_userbar")
def check_by_house_rules(request, items, page):
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = HouseChecks(in_editor=item.in_editor)


@hooks.register("after_publish_page")
def keep_the_policy(request, page):
    """What is told of a policy at the desk goes by the name its page has now."""
    if isinstance(page, ResourcePage) and page.counts_actions:
        operations.keep_policy(page=page, by=request.user, at=timezone.now())
