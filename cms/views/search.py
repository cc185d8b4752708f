"""Looking for something on the site. Whatever is typed, the answer is a page."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.reports import search as found

#: What can be shown by itself, page after page.
ALONE = {
    "pages": lambda asked, request, page: found.pages(
        asked, request, on=timezone.localdate(), page=page, most=found.PAGE
    ),
    "events": lambda asked, request, page: found.upcoming(
        asked, at=timezone.now(), page=page, most=found.PAGE
    ),
}


@require_safe
def search(request):
    """The first few of all there is, or with `in` all of one kind, ten at a time."""
    asked = found.Asked.of(request.GET.get("q", ""))
    alone = ALONE.get(request.GET.get("in", ""))
    groups = []
    if asked.words and alone:
        groups = [alone(asked, request, _page(request.GET.get("page", "")))]
    elif asked.words:
        groups = found.everything(asked, request, at=timezone.now(), on=timezone.localdate())
    context = {"asked": asked, "groups": groups, "alone": bool(alone)}
    response = render(request, "cms/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(said: str) -> int:
    last = found.MOST // found.PAGE
    return min(max(int(said), 1), last) if said.isascii() and said.isdecimal() else 1
