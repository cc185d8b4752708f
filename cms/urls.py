"""Addresses of the public site beside its pages: search, feeds, machines."""

from django.urls import path

from cms.views import feeds, machines

urlpatterns = [
    path("sitemap.xml", machines.sitemap),
    path("stories/feed.xml", feeds.stories, name="stories_feed"),
    path("stories/<str:chapter>/feed.xml", feeds.stories, name="stories_feed"),
    path("newsletters/feed.xml", feeds.newsletters, name="newsletters_feed"),
    path("newsletters/<str:chapter>/feed.xml", feeds.newsletters, name="newsletters_feed"),
]
