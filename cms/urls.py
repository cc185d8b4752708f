"""Addresses of the public site beside its pages: search, feeds, machines."""

from django.urls import path

from cms.views import audio, feeds, finding, jobs, machines, policies, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("chapters/find/", finding.find, name="find_chapter"),
    path("sitemap.xml", machines.sitemap),
    path("sitemap-<int:number>.xml", machines.sitemap, name="sitemap_part"),
    path("site-map/", machines.site_map, name="site_map"),
    path("jobs/feed.xml", jobs.feed, name="jobs_feed"),
    path("stories/feed.xml", feeds.stories, name="stories_feed"),
    path("stories/<str:chapter>/feed.xml", feeds.stories, name="stories_feed"),
    path("newsletters/feed.xml", feeds.newsletters, name="newsletters_feed"),
    path("newsletters/<str:chapter>/feed.xml", feeds.newsletters, name="newsletters_feed"),
    # Slugs may be in any alphabet, which Django's own kind of slug is not.
    path("audio/<str:series>/feed.xml", audio.feed, name="podcast"),
    path("audio/<str:series>/<str:episode>.mp3", audio.sound, name="episode_sound"),
    path(
        "audio/<str:series>/<str:episode>/transcript.txt",
        audio.transcript,
        name="episode_transcript",
    ),
    path("me/policies/", policies.listing, name="my_policies"),
    path("me/policies/<uuid:policy>/report/", policies.report, name="policy_report"),
    path("me/policies/told/<uuid:action>/take-back/", policies.take_back, name="policy_take_back"),
    path("me/policies/told/<uuid:action>/name/", policies.name, name="policy_name"),
]
