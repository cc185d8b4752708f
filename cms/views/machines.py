"""What machines that look round the site are told."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from events import public as events


@require_safe
def sitemap(request):
    """For search engines: what everybody may read, whoever asks."""
    pages = Page.objects.live().public().filter(depth__gt=1).order_by("path")
    entries = [(page.get_url(request), page.last_published_at) for page in pages]
    entries += [(one.href, one.changed_at) for one in events.every(at=timezone.now())]
    context = {"site_url": settings.SITE_URL.rstrip("/"), "entries": entries}
    return render(request, "cms/sitemap.xml", context, content_type="application/xml")
