"""What the public pages cost, made anew and kept: CPU as a multiple of a bare view's.

A question in the address, which no page asks, is never answered from what is kept.
"""

from django.test import Client

from cms.models import StoryPage
from network.models import SiteVersion

from .rosters import page

PAGES = {
    "home": "/",
    "chapter": "/chapters/maryland/",
    "stories": "/stories/",
    "stories feed": "/stories/feed.xml",
    "sitemap": "/sitemap.xml",
}
#: Never kept.
SEARCHES = {"search": "/search/?q=rental+licensing"}
ANEW = "?anew"


def measure(rounds) -> dict:
    visitor = Client()
    story = StoryPage.objects.live().public().order_by("pk").first()
    pages = PAGES | ({"story": story.get_url()} if story else {})
    SiteVersion.raise_on_commit()
    found = {name: page(visitor, address, rounds) for name, address in SEARCHES.items()}
    for name, address in pages.items():
        found[f"{name}, made anew"] = page(visitor, address + ANEW, rounds)
        found[f"{name}, kept"] = page(visitor, address, rounds)
    return found
