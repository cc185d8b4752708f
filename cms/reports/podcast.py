"""A series as players read it: RSS 2.0 with Apple's tags and those of Podcasting 2.0."""

import datetime as dt
import html
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import strip_tags
from wagtail.images.models import SourceImageIOError

from cms.models import EpisodePage
from cms.models.audio import MP3, WHOLE_ARTWORK, whole

TYPE = Rss201rev2Feed.content_type
WORDS_TYPE = "text/plain; charset=utf-8"

SPACES = {
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
#: What XML 1.0 has no way to say.
UNSAID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ENDS_A_LINE = re.compile(r"</(?:p|h[1-6]|li|ul|ol)>|<br ?/?>")
NOON = dt.time(12)


class Podcast(Rss201rev2Feed):
    """`tags` of the feed and of its items: name, text and attributes of one element each."""

    def rss_attributes(self):
        return super().rss_attributes() | SPACES

    def latest_post_date(self):
        """An empty series says the same today as tomorrow."""
        return super().latest_post_date() if self.items else self.feed["begun"]

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        _add(handler, self.feed["tags"])
        handler.startElement("itunes:owner", {})
        _add(handler, self.feed["owner"])
        handler.endElement("itunes:owner")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        _add(handler, item["tags"])


def write(series) -> str:
    """The feed with every episode anybody may hear and whose sound is there."""
    link = whole(series.get_url())
    feed = Podcast(
        title=clean(series.title),
        link=link,
        description=clean(series.search_description or series.title),
        language=settings.LANGUAGE_CODE,
        feed_url=series.feed,
        begun=series.first_published_at,
        tags=_of_series(series),
        owner=[
            ("itunes:name", clean(settings.WAGTAIL_SITE_NAME), {}),
            ("itunes:email", parseaddr(settings.DEFAULT_FROM_EMAIL)[1], {}),
        ],
    )
    heard = EpisodePage.objects.child_of(series).heard().in_order().select_related("audio")
    for episode in heard:
        episode.series = series
        if episode.size is not None:
            feed.add_item(link=f"{link}{episode.slug}/", **_item(episode))
    return feed.writeString("utf-8")


def clean(text: str) -> str:
    """The text without what no XML can hold; a line break stays one."""
    return UNSAID.sub("", text).strip()


def transcript(episode) -> str:
    """Every word, plain, with an empty line between speakers."""
    lines = ENDS_A_LINE.sub("\n\n", episode.transcript)
    said = html.unescape(strip_tags(lines))
    return re.sub(r"\s*\n\s*", "\n\n", re.sub(r"[ \t\xa0]+", " ", said)).strip() + "\n"


def _of_series(series):
    yield "itunes:author", clean(series.who_speaks), {}
    yield "itunes:category", None, {"text": series.category}
    yield "itunes:explicit", str(series.explicit).lower(), {}
    yield "itunes:type", "episodic", {}
    if href := _artwork(series):
        yield "itunes:image", None, {"href": href}
    yield "podcast:guid", str(series.guid), {}
    yield "podcast:locked", "yes", {}
    yield "podcast:medium", "podcast", {}


def _artwork(series) -> str:
    """Where a square rendition lies; nothing while the picture is not there."""
    try:
        return whole(series.drawn.get_rendition(WHOLE_ARTWORK).url) if series.drawn else ""
    except SourceImageIOError:
        return ""


def _item(episode) -> dict:
    return {
        "title": clean(episode.title),
        "description": clean(episode.search_description or episode.title),
        "unique_id": str(episode.guid),
        "unique_id_is_permalink": False,
        "pubdate": timezone.make_aware(dt.datetime.combine(episode.told_on, NOON)),
        "enclosures": [Enclosure(whole(episode.sound), str(episode.size), MP3)],
        "tags": [
            ("itunes:title", clean(episode.title), {}),
            ("itunes:duration", str(episode.seconds), {}),
            ("itunes:episode", str(episode.number), {}),
            ("itunes:episodeType", "full", {}),
            (
                "podcast:transcript",
                None,
                {"url": whole(episode.spoken), "type": "text/plain"},
            ),
        ],
    }


def _add(handler, tags):
    for name, text, attributes in tags:
        handler.addQuickElement(name, text, attributes)
