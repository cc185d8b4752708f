"""Addresses for machines that watch over the site."""

from django.db import connection
from django.http import HttpResponse
from django.urls import path


def healthz(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """The process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [path("healthz", healthz), path("readyz", readyz)]
