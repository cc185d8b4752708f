"""Addresses for machines that watch over the site or look round it."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from cms import jobs


def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """The process answers and reaches its database; and whether pages wait past their hour.

    That is said in words beside the same 200: another process would show the same pages.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    said = ["ok"]
    if late := jobs.late(at=timezone.now()):
        said.append(f"late: {late} scheduled on the public site. Does a worker run?")
    return HttpResponse("\n".join(said), content_type="text/plain")


#: Where nothing is for search engines: most of it is not for them to read, and none worth it.
CLOSED = ("/desk/", "/cms/", "/accounts/", "/me/")
#: How long what is told of the security contact is good. It is told anew at each request.
GOOD_FOR = timedelta(days=180)


def robots(request):
    closed = [f"Disallow: {path}" for path in CLOSED]
    return _lines(["User-agent: *", *closed, "", f"Sitemap: {_whole('/sitemap.xml')}"])


def security(request):
    """Where to write about a hole in the site: RFC 9116."""
    contact = settings.SECURITY_CONTACT
    until = timezone.now() + GOOD_FOR
    return _lines(
        [
            f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
            f"Expires: {until:%Y-%m-%dT00:00:00Z}",
            "Preferred-Languages: en, es",
            f"Canonical: {_whole('/.well-known/security.txt')}",
        ]
    )


def _lines(lines):
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _whole(path):
    return settings.SITE_URL.rstrip("/") + path


urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("robots.txt", robots),
    path(".well-known/security.txt", security),
]
