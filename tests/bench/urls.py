from django.http import HttpResponse
from django.urls import include, path


def bare(request):
    """What Django and our middleware cost before a page does anything."""
    return HttpResponse("Nothing but an answer.")


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
