"""The editor's door: rights as of this request, and nothing beyond the pages they cover."""

from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from . import access

#: What a chapter's editors find in the editor. Reports, collections, workflows, usage lists and
#: the interface for programs are not among it: they tell of other chapters' drafts or of people.
OPEN = {
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtail_bulk_action",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_dismissibles",
    "wagtailadmin_block_preview",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_unschedule",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:history_results",
}
OPEN_PARTS = (
    "wagtailadmin_editing_sessions:",
    "wagtailimages:",
    "wagtailimages_chooser:",
    "wagtaildocs:",
    "wagtaildocs_chooser:",
)
CLOSED = {
    "wagtailimages:image_usage",
    "wagtailimages:url_generator",
    "wagtailimages:generate_url",
    "wagtailimages:preview",
    "wagtaildocs:document_usage",
}
#: Closed for everybody: names and addresses are the roster's, and kept at /me/.
NEVER = {"wagtailadmin_account"}
NEVER_PARTS = ("wagtailusers_users:", "wagtailusers_groups:")

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


class EditorsInStep:
    """Whoever comes to the editor has the rights the roster gives them today, and no other.

    Stands after the second factor, which has turned away everybody without such a right.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith("/cms/"):
            return
        name = request.resolver_match.view_name
        if name in NEVER or name.startswith(NEVER_PARTS):
            raise Http404
        if not request.user.is_authenticated:
            return
        access.keep_in_step(request.user)
        if request.user.rights.everyone:
            return
        if name in CLOSED or not (name in OPEN or name.startswith(OPEN_PARTS)):
            raise Http404
        if name == "wagtail_bulk_action":
            keep_to_own(request, kwargs)
        pages = {int(kwargs[key]) for key in PAGE_KEYS if kwargs.get(key)}
        if pages and access.pages_shown_to(request.user).filter(pk__in=pages).count() < len(pages):
            raise Http404


def keep_to_own(request, kwargs):
    """Refuse a bulk action that names what the editor cannot see: it would list the titles."""
    asked = request.GET.getlist("id")
    kind = (kwargs["app_label"], kwargs["model_name"])
    shown = {
        ("wagtailcore", "page"): lambda: access.pages_shown_to(request.user),
        ("wagtailimages", "image"): lambda: _files(get_image_model(), request.user),
        ("wagtaildocs", "document"): lambda: _files(get_document_model(), request.user),
    }.get(kind)
    if shown is None or not all(pk.isdecimal() for pk in asked):
        raise Http404
    if shown().filter(pk__in=asked).count() < len(set(asked)):
        raise Http404


def _files(model, user):
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ["add", "change", "delete"])
