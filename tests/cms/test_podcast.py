"""A series' feed: what players are told, and what they are never told."""

import datetime as dt
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.models import AudioSeriesPage
from tests.cms import podcast_rules
from tests.cms.audio_made import a_file, a_series, an_episode, mp3
from tests.cms.podcast_rules import NAMES, one, read, said
from tests.factories import a_member

FEED = "/audio/the-back-row/feed.xml"


@pytest.fixture
def series():
    return a_series()


def fetch(client, url=FEED):
    response = client.get(url)
    assert response.status_code == 200
    return response.content


def titles(content):
    return [said(item, "title") for item in read(content).findall("item")]


def test_a_feed_keeps_the_rules_of_players(client, series):
    for number in (1, 2, 3):
        an_episode(series, number)

    assert podcast_rules.broken(fetch(client)) == []


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("itunes:image", "has artwork by http"),
        ("podcast:guid", "feed has 0 of podcast:guid"),
        ("atom:link", "says to itself where it is"),
        ("enclosure", "Number 1 has 0 of enclosure"),
        ("podcast:transcript", "Number 1 has 0 of podcast:transcript"),
    ],
)
def test_the_rules_would_see_what_is_missing(client, series, gone, words):
    an_episode(series)
    rss = ElementTree.fromstring(fetch(client))
    for parent in list(rss.iter()):
        for child in parent.findall(gone, NAMES):
            parent.remove(child)

    assert podcast_rules.broken(ElementTree.tostring(rss)) == [words]


def test_a_feed_says_the_series(client, series, settings):
    settings.SITE_URL = "https://porch.example.org"
    channel = read(fetch(client))

    assert said(channel, "title") == "The Back Row"
    assert said(channel, "link") == "https://porch.example.org/audio/the-back-row/"
    assert said(channel, "description") == "Talk."
    assert said(channel, "itunes:author") == "Mai Truong-Bell"
    assert said(channel, "podcast:guid") == str(series.guid)
    assert one(channel, "itunes:category").get("text") == "Government"
    assert one(channel, "atom:link").get("href") == f"https://porch.example.org{FEED}"


def test_a_feed_says_the_episode_with_its_real_length(client, series, settings):
    settings.SITE_URL = "https://porch.example.org"
    episode = an_episode(series, 7, audio=a_file(mp3(6)), told_on=dt.date(2026, 7, 4))
    [item] = read(fetch(client)).findall("item")

    assert one(item, "enclosure").attrib == {
        "url": "https://porch.example.org/audio/the-back-row/number-7.mp3",
        "length": str(len(mp3(6))),
        "type": "audio/mpeg",
    }
    assert said(item, "itunes:duration") == "6"
    assert said(item, "itunes:episode") == "7"
    assert said(item, "guid") == str(episode.guid)
    assert said(item, "pubDate") == "Sat, 04 Jul 2026 12:00:00 -0400"
    assert one(item, "podcast:transcript").attrib == {
        "url": "https://porch.example.org/audio/the-back-row/number-7/transcript.txt",
        "type": "text/plain",
    }


def test_every_address_a_feed_gives_answers(client, series, settings):
    an_episode(series)
    channel = read(fetch(client))
    item = channel.find("item")
    given = [
        said(channel, "link"),
        said(item, "link"),
        one(item, "enclosure").get("url"),
        one(item, "podcast:transcript").get("url"),
    ]

    paths = [address.removeprefix(settings.SITE_URL) for address in given]
    assert [client.get(path).status_code for path in paths] == [200] * 4
    artwork = one(channel, "itunes:image").get("href").removeprefix(settings.SITE_URL)
    assert default_storage.exists(artwork.removeprefix(settings.MEDIA_URL))


@pytest.mark.parametrize(
    "title",
    [
        "Salt & tires <b>",
        "]]><item>",
        "Bell \x07 and \x0b tab",
        "\ufffe not a letter",
        "“Él dijo” \U0001f514",
        'O\'Brien "says"',
    ],
)
def test_any_title_makes_a_feed_that_can_be_read(client, series, title):
    an_episode(series, title=title, slug="any", search_description=title)
    AudioSeriesPage.objects.update(title=title, who_speaks=title)

    content = fetch(client)

    assert podcast_rules.broken(content) == []
    kept = "".join(letter for letter in title if letter not in "\x07\x0b\ufffe").strip()
    assert titles(content) == [kept]


def test_the_guid_stays_when_addresses_change(client, series):
    episode = an_episode(series)
    before = read(fetch(client))
    episode.slug = "renamed"
    episode.save_revision().publish(skip_permission_checks=True)

    after = read(fetch(client))

    assert [said(one(feed, "item"), "guid") for feed in (before, after)] == [str(episode.guid)] * 2
    assert one(after.find("item"), "enclosure").get("url").endswith("/the-back-row/renamed.mp3")


def test_newest_stand_first(client, series):
    for number in (1, 3, 2):
        an_episode(series, number, told_on=dt.date(2026, 1, number))

    assert titles(fetch(client)) == ["Number 3", "Number 2", "Number 1"]


def test_what_is_not_for_everybody_is_in_no_feed_whoever_asks(client, series, sign_in):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    members = an_episode(series, 1)
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    an_episode(series, 2, live=False)
    an_episode(series, 3, audio=a_file(collection=closed))
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    an_episode(series, 4).audio.file.delete(save=False)
    an_episode(series, 5)
    an_episode(a_series("Another"), 6)

    visitor = fetch(client)
    sign_in(client, a_member().user)

    assert titles(visitor) == ["Number 5"]
    assert titles(fetch(client)) == ["Number 5"]


@pytest.mark.parametrize("how", ["hidden", "members"])
def test_a_series_that_is_not_for_everybody_has_no_feed(client, series, how, sign_in):
    an_episode(series)
    if how == "hidden":
        series.unpublish()
    else:
        PageViewRestriction.objects.create(page=series, restriction_type="login")
    sign_in(client, a_member().user)

    assert client.get(FEED).status_code == 404
    assert client.get("/audio/nothing/feed.xml").status_code == 404


def test_an_empty_series_has_a_feed_that_says_the_same_each_time(client, series):
    assert podcast_rules.broken(fetch(client)) == []
    assert fetch(client) == fetch(client)


def test_a_feed_without_its_picture_still_plays(client, series):
    an_episode(series)
    series.artwork.file.delete(save=False)
    series.artwork.renditions.all().delete()

    assert podcast_rules.broken(fetch(client)) == ["has artwork by http"]


def test_a_reader_that_has_the_feed_is_told_so(client, series):
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert (first.kept_until_changed, again.status_code, again.content) == (True, 304, b"")
    an_episode(series)
    assert client.get(FEED, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.post(FEED).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_however_many_episodes(
    client, series, number, django_assert_num_queries
):
    for which in range(1, number + 1):
        an_episode(series, which)
    fetch(client)

    with django_assert_num_queries(8):
        fetch(client)
