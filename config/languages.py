"""Which language a page speaks, and the switch in its header.

A reader's language is what they chose here, else what their browser asks for. Pages that are
translated whole speak it; of all others only the frame does, and the middle says that it is in
English. So a page never mixes: its dates, its forms and its refusals are in one language.
"""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import Resolver404, path, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

ENGLISH = "en"
#: Every word of these is translated; a test holds their templates to it.
TRANSLATED = {
    *("network:join", "network:join_ask", "network:join_check", "network:join_code"),
    *("network:join_code_again", "network:join_done"),
    *("events:events", "events:event", "events:register", "events:register_code"),
    *("events:code_again", "events:register_done", "events:line", "events:line_leave"),
}


class Languages:
    """Django's own middleware speaks one language a request; ours has two, the frame's and the
    page's: `request.LANGUAGE_CODE` and the active one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.LANGUAGE_CODE = translation.get_language_from_request(request)
        with translation.override(spoken_at(request.path_info, request.LANGUAGE_CODE)):
            response = self.get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                patch_vary_headers(response, ("Accept-Language", "Cookie"))
                response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def process_exception(self, request, failure):
        """The pages that say what went wrong are translated, wherever it went wrong."""
        translation.activate(request.LANGUAGE_CODE)


def spoken_at(address: str, readers: str) -> str:
    """The language of what stands there, for a reader of this one."""
    if readers == ENGLISH:
        return ENGLISH
    try:
        found = resolve(address)
    except Resolver404:
        return readers
    return readers if found.view_name in TRANSLATED else ENGLISH


@csrf_exempt
@require_POST
def choose(request):
    """Keep the reader's choice, and show them the same page again.

    Without a token: one in every header would make every page somebody's, and none could be
    kept for all. A form on another site is refused by what browsers say of where it stands.
    """
    wanted, chosen = request.POST.get("next", ""), request.POST.get("language")
    response = HttpResponseRedirect(wanted if is_ours(wanted) else "/")
    from_here = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if from_here and chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )
    return response


def is_ours(address: str) -> bool:
    """Whether this is the path of a page here, and nothing that leads elsewhere."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


urlpatterns = [path("language/", choose, name="language")]
