"""Stories and newsletters as programs that look in for news read them."""

from xml.etree import ElementTree

import pytest

from cms.models import StoryPage
from tests.cms.telling import a_story, an_issue, days_ago, for_members
from tests.factories import TODAY, a_member

ADDRESS = "https://chapters.example.org"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_URL = ADDRESS


def feed(client, url="/stories/feed.xml"):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).find("channel")


def told(client, url="/stories/feed.xml"):
    return [item.findtext("title") for item in feed(client, url).findall("item")]


def test_the_newest_stories_with_whole_addresses(client, texas):
    a_story("Old", day=days_ago(30))
    story = a_story(
        "Soup & <salt>",
        below=texas.page,
        kind=StoryPage.Kind.NEWS,
        topic="water",
        lede="It was the “culvert”.",
        who_wrote="June Abernathy",
    )
    a_story("Still drafted", draft=True)

    channel = feed(client)

    first, last = channel.findall("item")
    assert (channel.findtext("link"), channel.findtext("language")) == (
        f"{ADDRESS}/stories/",
        "en-us",
    )
    own = channel.find("{http://www.w3.org/2005/Atom}link").attrib
    assert own == {"href": f"{ADDRESS}/stories/feed.xml", "rel": "self"}
    assert first.findtext("title") == "Soup & <salt>"
    assert first.findtext("link") == ADDRESS + story.url
    assert first.findtext("description") == "It was the “culvert”."
    assert first.findtext("pubDate") == "Tue, 24 Nov 2026 12:00:00 -0500"
    assert first.findtext("{http://purl.org/dc/elements/1.1/}creator") == "June Abernathy"
    assert [kind.text for kind in first.findall("category")] == ["News", "Water and sewers"]
    assert last.findtext("title") == "Old"


def test_a_story_stays_the_same_entry_wherever_it_moves(client, texas):
    story = a_story()
    before = feed(client).find("item/guid")
    story.slug, story.title = "elsewhere", "Another title"
    story.save()
    story.move(texas.page, pos="last-child")

    item = feed(client).find("item")

    guid = item.find("guid")
    assert (guid.text, guid.attrib) == (before.text, {"isPermaLink": "false"})
    assert guid.text == f"urn:uuid:{story.translation_key}"
    assert item.findtext("link") == f"{ADDRESS}/chapters/texas/elsewhere/"


def test_a_chapter_has_a_feed_of_its_own(client, texas, kansas):
    a_story("From Texas", below=texas.page)
    an_issue("Texas, monthly", below=texas.page)
    a_story("From Kansas", below=kansas.page)
    an_issue("The light")

    assert told(client, "/stories/texas/feed.xml") == ["From Texas"]
    assert told(client, "/newsletters/texas/feed.xml") == ["Texas, monthly"]
    assert told(client, "/newsletters/kansas/feed.xml") == []
    assert told(client, "/newsletters/feed.xml") == ["The light", "Texas, monthly"]
    channel = feed(client, "/stories/texas/feed.xml")
    assert channel.findtext("title").startswith("Stories from Texas, ")
    assert channel.findtext("link") == f"{ADDRESS}/chapters/texas/"


def test_no_chapter_a_hidden_one_and_a_closed_one_have_none(client, texas, kansas):
    a_story(below=texas.page)
    texas.page.unpublish()
    kansas.group.closed_on = TODAY
    kansas.group.save()

    for slug in ("texas", "kansas", "atlantis", "%00", "a'b"):
        for kind in ("stories", "newsletters"):
            assert client.get(f"/{kind}/{slug}/feed.xml").status_code == 404


def test_what_a_title_may_hold_and_xml_may_not_is_left_out(client):
    a_story("Tabbed\x0b title\x00"[:-1] + "\x1f", lede="A\x08 lede", who_wrote="J\x0c A")

    item = feed(client).find("item")

    assert (item.findtext("title"), item.findtext("description")) == ("Tabbed title", "A lede")


def test_what_is_for_members_is_in_no_feed_whoever_asks(client, texas, sign_in):
    for_members(a_story("For us alone", below=texas.page))
    for_members(an_issue("For us alone", below=texas.page))
    a_story("For all", below=texas.page)

    for who in (None, a_member(texas.group)):
        if who:
            sign_in(client, who.user)
        assert told(client) == told(client, "/stories/texas/feed.xml") == ["For all"]
        assert told(client, "/newsletters/feed.xml") == []


def test_it_holds_the_twenty_newest(client):
    for number in range(21):
        a_story(f"Story {number}", day=days_ago(number))

    assert told(client) == [f"Story {number}" for number in range(20)]


def test_it_is_kept_until_a_story_is_told_or_taken_off(client, settings, committed):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    story = a_story()
    kept = client.get("/stories/feed.xml")
    tag = {"If-None-Match": kept.headers["ETag"]}
    assert client.get("/stories/feed.xml", headers=tag).status_code == 304

    story.unpublish()

    assert client.get("/stories/feed.xml", headers=tag).status_code == 200
    assert told(client) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_the_same_however_many(client, number, django_assert_num_queries):
    for _ in range(number):
        a_story(lede="Words", topic="water")
    client.get("/stories/feed.xml?fresh")

    with django_assert_num_queries(4):
        client.get("/stories/feed.xml?fresh")


@pytest.mark.parametrize("path", ["/stories/", "/newsletters/"])
def test_lists_name_their_feed_and_that_of_the_chapter_chosen(client, texas, path):
    a_story(below=texas.page)
    an_issue(below=texas.page)
    alternate = '<link rel="alternate" type="application/rss+xml" '

    page = client.get(f"{path}?chapter=texas").content.decode()

    assert page.count(alternate) == 2
    assert f'href="{path}texas/feed.xml">' in page
    assert client.get(path).content.decode().count(alternate) == 1


def test_a_feed_is_read_and_not_written(client):
    assert client.post("/stories/feed.xml").status_code == 405
