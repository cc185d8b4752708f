"""What a podcast's feed has to keep to, from what directories and players say they need.

RSS 2.0; Apple's requirements for podcasts; the Podcasting 2.0 namespace.
"""

import re
from email.utils import parsedate_to_datetime
from uuid import UUID
from xml.etree import ElementTree

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
OF_A_CHANNEL = [
    "title",
    "link",
    "description",
    "language",
    "lastBuildDate",
    "itunes:author",
    "itunes:category",
    "itunes:explicit",
    "itunes:type",
    "itunes:owner",
    "podcast:guid",
    "podcast:locked",
    "podcast:medium",
]
OF_AN_ITEM = [
    "title",
    "link",
    "description",
    "guid",
    "pubDate",
    "enclosure",
    "itunes:title",
    "itunes:duration",
    "itunes:episode",
    "itunes:episodeType",
    "podcast:transcript",
]


def read(content: bytes):
    """The channel of a feed that is well-formed."""
    rss = ElementTree.fromstring(content)
    assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
    return rss[0]


def one(element, name):
    return element.find(name, NAMES)


def said(element, name) -> str:
    return (element.findtext(name, "", NAMES) or "").strip()


def broken(content: bytes) -> list[str]:
    """Every rule the feed breaks, in words; an empty list when a player can take it."""
    channel = read(content)
    items = channel.findall("item")
    found = _once(channel, OF_A_CHANNEL, "feed")
    if found:
        return found
    found = [
        words
        for words, holds in (
            ("says to itself where it is", _leads_to_itself(channel)),
            ("is strong or not", said(channel, "itunes:explicit") in ("true", "false")),
            ("has a type", said(channel, "itunes:type") in ("episodic", "serial")),
            ("has a category", _attribute(channel, "itunes:category", "text") != ""),
            ("has a guid", _is_uuid(said(channel, "podcast:guid"))),
            ("is locked or not", said(channel, "podcast:locked") in ("yes", "no")),
            ("has an owner to write to", "@" in said(channel, "itunes:owner/itunes:email")),
            ("names its language", re.fullmatch("[a-z]{2}(-[a-z]{2})?", said(channel, "language"))),
            ("has artwork by http", _is_address(_artwork(channel))),
            ("has each guid once", len({said(item, "guid") for item in items}) == len(items)),
        )
        if not holds
    ]
    for item in items:
        found += _broken_in(item)
    return found


def _broken_in(item) -> list[str]:
    name = said(item, "title")
    missed = _once(item, OF_AN_ITEM, name)
    if missed:
        return missed
    enclosure, transcript = one(item, "enclosure"), one(item, "podcast:transcript")
    rules = (
        ("has a name", name != ""),
        ("keeps its guid apart from its address", one(item, "guid").get("isPermaLink") == "false"),
        ("is dated with a zone", parsedate_to_datetime(said(item, "pubDate")).tzinfo),
        ("has a direct address that ends as it should", enclosure.get("url").endswith(".mp3")),
        ("says its bytes", int(enclosure.get("length")) > 0),
        ("is an MP3", enclosure.get("type") == "audio/mpeg"),
        ("lasts", int(said(item, "itunes:duration")) > 0),
        ("has a number", int(said(item, "itunes:episode")) > 0),
        ("can be read", _is_address(transcript.get("url"))),
        ("says as what it is read", transcript.get("type") in ("text/plain", "text/html")),
    )
    return _once(item, OF_AN_ITEM, name) + [
        f"{name} {words}" for words, holds in rules if not holds
    ]


def _once(element, names, whose) -> list[str]:
    return [
        f"{whose} has {len(element.findall(name, NAMES))} of {name}"
        for name in names
        if len(element.findall(name, NAMES)) != 1
    ]


def _attribute(element, name, attribute) -> str:
    found = one(element, name)
    return "" if found is None else found.get(attribute, "")


def _artwork(channel) -> str:
    return _attribute(channel, "itunes:image", "href")


def _leads_to_itself(channel) -> bool:
    link = one(channel, "atom:link")
    return link is not None and link.get("rel") == "self" and _is_address(link.get("href"))


def _is_address(text) -> bool:
    return re.match(r"https?://[^/]+/\S+$", text) is not None


def _is_uuid(text) -> bool:
    return text == str(UUID(text))
