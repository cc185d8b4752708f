"""All that is public: for machines that look round the site, and for people who look for a page."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.reports import outline

#: So many addresses in one file; search engines take 50,000.
MOST = 45_000
XML = "application/xml"


@require_safe
def sitemap(request, number=None):
    """For search engines: what everybody may read, whoever asks. Long, it comes in parts."""
    found = outline.addresses(request, at=timezone.now())
    parts = [found[start : start + MOST] for start in range(0, len(found), MOST)]
    if number is not None and not (len(parts) > 1 and 1 <= number <= len(parts)):
        raise Http404
    context = {"site_url": settings.SITE_URL.rstrip("/")}
    if number is None and len(parts) > 1:
        context["numbers"] = range(1, len(parts) + 1)
        return _kept(render(request, "cms/sitemap_index.xml", context, content_type=XML))
    context["entries"] = parts[(number or 1) - 1] if parts else []
    return _kept(render(request, "cms/sitemap.xml", context, content_type=XML))


@require_safe
def site_map(request):
    """For people: every page where it stands."""
    at = timezone.now()
    context = {
        "top": outline.tree(request, at=at),
        "events": outline.happening(at=at),
        "pledges": outline.to_sign(at=at),
        "doors": outline.doors(),
    }
    return _kept(render(request, "cms/site_map.html", context))


def _kept(response):
    """It says the same to all visitors until something changes: see `config.page_cache`."""
    response.kept_until_changed = True
    return response
