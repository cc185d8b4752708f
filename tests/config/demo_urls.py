"""The site's addresses with those of the demo, which only settings.DEMO adds."""

from django.urls import include, path

from config.urls import urlpatterns as site

urlpatterns = [
    path("demo/", include("config.demo.urls")),
    path("", include("config.demo.media")),
    *site,
]
