"""Addresses of the public site beside its pages: search, feeds, machines."""

from django.urls import path

from cms.views import feeds, machines, policies

urlpatterns = [
    path("sitemap.xml", machines.sitemap),
    path("stories/feed.xml", feeds.stories, name="stories_feed"),
    path("stories/<str:chapter>/feed.xml", feeds.stories, name="stories_feed"),
    path("newsletters/feed.xml", feeds.newsletters, name="newsletters_feed"),
    path("newsletters/<str:chapter>/feed.xml", feeds.newsletters, name="newsletters_feed"),
    path("me/policies/", policies.listing, name="my_policies"),
    path("me/policies/<uuid:policy>/report/", policies.report, name="policy_report"),
    path("me/policies/told/<uuid:action>/take-back/", policies.take_back, name="policy_take_back"),
    path("me/policies/told/<uuid:action>/name/", policies.name, name="policy_name"),
]
