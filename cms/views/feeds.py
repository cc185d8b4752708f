"""Stories and newsletters for programs that look in for what is new."""

import re
from datetime import UTC, datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.views.decorators.http import require_safe

from cms.models import NewsletterPage, StoryPage
from cms.models.listing import chapters_shown

MOST = 20
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
#: What somebody may paste into a title, and XML has no way to say.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def sayable(words: str) -> str:
    return _UNSAYABLE.sub("", words)


class Steady(Rss201rev2Feed):
    """The same words each time it is fetched: an empty feed names no hour of today."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


class Told(Feed):
    """The newest of one kind of page: of all, or of one chapter."""

    model: type[StoryPage] | type[NewsletterPage]
    name: str
    feed_type = Steady
    language = "en-us"
    item_guid_is_permalink = False

    def __init__(self, request):
        self.request = request

    def get_object(self, request, chapter=None):
        if chapter is None:
            return None
        shown = {page.slug: page for page in chapters_shown().values()}
        if chapter not in shown:
            raise Http404
        return shown[chapter]

    def title(self, chapter):
        said = f"{self.name} from {chapter.title}" if chapter else self.name
        return sayable(f"{said}, {settings.WAGTAIL_SITE_NAME}")

    def description(self, chapter):
        return f"{self.name} as they are told, the newest first."

    def link(self, chapter):
        return whole(chapter.get_url(self.request) if chapter else f"/{self.model.listed_in}/")

    def feed_url(self, chapter):
        return whole(
            reverse(f"{self.model.listed_in}_feed", args=[chapter.slug] if chapter else [])
        )

    def items(self, chapter):
        told = self.model.told()
        return (told.descendant_of(chapter) if chapter else told)[:MOST]

    def item_title(self, page):
        return sayable(page.title)

    def item_description(self, page):
        return sayable(page.summary)

    def item_link(self, page):
        return whole(page.get_url(self.request))

    def item_guid(self, page):
        """The same wherever the page moves and whatever it is called."""
        return f"urn:uuid:{page.translation_key}"

    def item_pubdate(self, page):
        return timezone.make_aware(datetime.combine(page.day, time(12)))


class Stories(Told):
    model = StoryPage
    name = "Stories"

    def item_author_name(self, page):
        return sayable(page.who_wrote) or None

    def item_categories(self, page):
        return filter(None, [page.get_kind_display(), page.get_topic_display()])


class Newsletters(Told):
    model = NewsletterPage
    name = "Newsletters"


@require_safe
def stories(request, chapter=None):
    return _kept(Stories(request)(request, chapter=chapter))


@require_safe
def newsletters(request, chapter=None):
    return _kept(Newsletters(request)(request, chapter=chapter))


def whole(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _kept(response):
    """It says the same to everybody until something changes: see `config.page_cache`."""
    response.kept_until_changed = True
    return response
