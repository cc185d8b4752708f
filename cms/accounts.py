"""The editor's door: rights as of this request, and nothing beyond the pages they cover."""

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.permissions import policy_registry

from network import public

from . import access
from .models import Picture

#: What a chapter's editors find in the editor. Reports, collections, workflows and lists of
#: pages by type are not among it: they tell of other chapters' drafts or of people.
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
    "wagtailimages:url_generator",
    "wagtailimages:generate_url",
    "wagtailimages:preview",
}
#: Closed for everybody: who may do what is the roster's business.
NEVER = ("wagtailusers_users:", "wagtailusers_groups:")

LINK, LINK_FIELD = "wagtailadmin_choose_page_external_link", "external-link-chooser-url"

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")


class EditorsInStep:
    """Whoever comes to the editor has the rights the roster gives them today, and no other.

    Stands after the second factor, which has turned away everybody without such a right.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and request.path_info.startswith("/cms/"):
            public.changed()  # Whatever an editor did is seen at the next view.
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith("/cms/"):
            return None
        name = request.resolver_match.view_name
        if name.startswith(NEVER):
            raise Http404
        if not request.user.is_authenticated:
            return None
        access.keep_in_step(request.user)
        if name == LINK and request.method == "POST" and LINK_FIELD not in request.POST:
            # Wagtail's own form falls over without it.
            return HttpResponseBadRequest("Give the link's address.")
        if Page.objects.filter(pk=kwargs.get("page_to_move_id"), depth=1).exists():
            raise Http404  # The root stays where it is; Wagtail would look for what is above it.
        if name == "wagtailadmin_account":
            return redirect("network:me")
        return None if request.user.rights.everyone else self.keep_to_chapter(request, kwargs)

    def process_exception(self, request, exception):
        """Wagtail takes it that its own forms come whole; half a form is a bad request."""
        if request.path_info.startswith("/cms/") and isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest("The form came in part. Load the page again.")
        return None

    def keep_to_chapter(self, request, kwargs):
        """Not theirs is not found: neither the screen nor the page."""
        name = request.resolver_match.view_name
        if name in CLOSED or not (name in OPEN or name.startswith(OPEN_PARTS)):
            raise Http404
        keep_to_own(request, name, kwargs)
        choosing = name.startswith("wagtailadmin_choose_page")
        within = access.pages_shown_to if choosing else access.pages_worked_on
        keys = (*PAGE_KEYS, "pk") if name.startswith("wagtailadmin_pages:") else PAGE_KEYS
        asked = {int(kwargs[key]) for key in keys if kwargs.get(key)}
        if asked and within(request.user).filter(pk__in=asked).count() < len(asked):
            raise Http404


def keep_to_own(request, name, kwargs):
    """Refuse a list of ids that holds what the editor may not see: it would tell the titles."""
    asked = request.GET.getlist("id")
    if name == "wagtail_bulk_action":
        name = f"{kwargs['app_label']}.{kwargs['model_name']}"
        if name not in LISTED or not asked:
            raise Http404
    if name not in LISTED:
        return
    if not all(pk.isdecimal() and len(pk) < 10 for pk in asked):
        raise Http404
    if LISTED[name](request.user).filter(pk__in=asked).count() < len(set(asked)):
        raise Http404


def _files(model, *actions):
    def theirs(user):
        return policy_registry.get_by_type(model).instances_user_has_any_permission_for(
            user, actions
        )

    return theirs


#: What may be named by id where Wagtail does not ask whose it is.
LISTED = {
    "wagtailcore.page": access.pages_worked_on,
    "cms.picture": _files(Picture, "change", "delete"),
    "wagtaildocs.document": _files(Document, "change", "delete"),
    "wagtailadmin_choose_page_chosen_multiple": access.pages_shown_to,
    "wagtailimages_chooser:chosen_multiple": _files(Picture, "choose"),
    "wagtaildocs_chooser:chosen_multiple": _files(Document, "choose"),
}
