"""Addresses for machines that watch over the site."""

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


urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
