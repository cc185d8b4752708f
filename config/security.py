"""What every answer tells the browser: one strict policy, and a looser one under the editor."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.defaults import page_not_found

EDITOR_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
}


class SitePolicy(CSPMiddleware):
    """Strict everywhere; Wagtail's own screens need inline scripts."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith("/cms/"):
            # A nonce beside it would switch 'unsafe-inline' off.
            return PolicyParts(config=EDITOR_POLICY, update=parts.update, replace=parts.replace)
        if getattr(request, "is_preview", False):
            # The editor shows the draft in a frame, through this middleware.
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts


class SignedInPages:
    """What was made for somebody signed in is kept by nobody on the way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "user", None) and request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response


class SessionActivity:
    """Notes where a session is used: when that changes at once, else every ten minutes.

    allauth's own middleware writes at every request, and a page that is only read would wait
    for the one who writes.
    """

    every = timedelta(minutes=10)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = request.session.session_key
        if key and request.user.is_authenticated and not self.is_known(request, key):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def is_known(self, request, key) -> bool:
        longest = UserSession._meta.get_field("user_agent").max_length
        return UserSession.objects.filter(
            session_key=key,
            user=request.user,
            ip=get_adapter().get_client_ip(request),
            user_agent=request.META.get("HTTP_USER_AGENT", "")[:longest],
            last_seen_at__gt=timezone.now() - self.every,
        ).exists()


class OurNotFound:
    """The demo runs with DEBUG; a page that is not there still looks as it does for real."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code == 404 and is_page:
            return page_not_found(request, Http404())
        return response


def nothing_here(request):
    """Stands before what a package would serve and we do not."""
    raise Http404
