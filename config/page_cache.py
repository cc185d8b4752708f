"""Whole pages kept for visitors, good while nothing public has changed.

A page says that it may be kept (`kept_until_changed`); what else there is, is made anew for each.
Bodies are in this process's memory. Whether they are good is one row of the database, so that
every process on every machine stops showing them at once. Nobody with a session, nor a request
with a question in its address, is ever answered from here.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

from network.models import SiteVersion

#: What is shown may depend on the day and the hour: in seconds.
LASTS = 60
MOST_PAGES = 1000
LARGEST = 300_000
#: Whoever has one of these is somebody, or is in the middle of something.
COOKIES = ("sessionid", "csrftoken", "messages")


@dataclass
class Kept:
    version: int
    until: float
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self, request) -> HttpResponse:
        if self.headers["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = HttpResponse(self.body)
        for name, value in self.headers.items():
            response[name] = value
        return response


class PageCache:
    """Stands before everything that a kept page does not need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.pages: OrderedDict[tuple, Kept] = OrderedDict()

    def __call__(self, request):
        if not may_be_kept(request):
            return self.get_response(request)
        # Read before the page is made: what changes meanwhile makes it old at once.
        version, now = SiteVersion.current(), time.monotonic()
        key = (request.get_host(), request.path, get_language_from_request(request))
        kept = self.pages.get(key)
        if kept and kept.version == version and now < kept.until:
            return kept.answer(request)
        response = self.get_response(request)
        if getattr(response, "kept_until_changed", False) and is_whole(response):
            return self.keep(key, version, now, response).answer(request)
        return response

    def keep(self, key, version, now, response) -> Kept:
        patch_cache_control(response, public=True, no_cache=True)
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        kept = Kept(version, now + LASTS, response.content, dict(response.items()))
        self.pages.pop(key, None)
        self.pages[key] = kept
        while len(self.pages) > MOST_PAGES:
            self.pages.popitem(last=False)
        return kept


def may_be_kept(request) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and not any(name in request.COOKIES for name in COOKIES)
    )


def is_whole(response) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and len(response.content) <= LARGEST
        and "private" not in response.get("Cache-Control", "")
    )
