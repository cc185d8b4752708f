"""In the demo the program hands out pictures itself. Elsewhere the proxy in front of it does."""

from django.conf import settings
from django.urls import path
from django.views.decorators.http import require_safe
from django.views.static import serve

#: What Wagtail makes for pages. Originals and papers of members only are not among it.
MADE = "images"


@require_safe
def picture(request, name):
    return serve(request, name, settings.MEDIA_ROOT / MADE)


urlpatterns = [path(f"media/{MADE}/<path:name>", picture)]
