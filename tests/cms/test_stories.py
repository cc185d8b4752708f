"""Stories as visitors find and read them."""

import json
import re

import pytest

from cms.models import StoryPage
from tests.cms.telling import a_picture, a_story, days_ago, for_members, index, text
from tests.factories import TODAY, a_member

Kind = StoryPage.Kind


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, url="/stories/"):
    return re.findall(r'<h2 class="small"><a href="[^"]+">([^<]+)</a>', read(client, url))


def facts(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return next(said for said in map(json.loads, found) if said["@type"] != "BreadcrumbList")


def test_all_stories_are_listed_newest_first_wherever_they_stand(client, texas):
    a_story("Old", day=days_ago(400))
    a_story("From Texas", below=texas.page, day=days_ago(2))
    a_story("New", day=days_ago(1))
    a_story("Still drafted", draft=True)

    assert titles(client) == ["New", "From Texas", "Old"]


def test_a_card_says_kind_chapter_day_and_what_the_picture_shows(client, texas):
    a_story(
        "Bev knows",
        below=texas.page,
        kind=Kind.SPOTLIGHT,
        lede="Thirty-one years of minutes.",
        picture=a_picture(),
        picture_alt="A clerk & her books",
    )

    page = read(client, "/stories/")

    assert "Spotlight · Texas · " in page
    assert '<time datetime="2026-11-24">Tuesday, November 24, 2026</time>' in page
    assert "<p>Thirty-one years of minutes.</p>" in page
    [image] = re.findall(r"<img[^>]*width-480[^>]*>", page)
    for said in ('alt="A clerk &amp; her books"', 'width="480"', 'height="320"', 'loading="lazy"'):
        assert said in image


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=news", ["Water", "Housing in Texas"]),
        ("topic=water", ["Water"]),
        ("chapter=texas", ["Housing in Texas"]),
        ("kind=news&topic=housing&chapter=texas", ["Housing in Texas"]),
        ("kind=story&chapter=texas", []),
        ("kind=", ["Water", "Housing in Texas", "A tale"]),
        ("kind=nonsense", []),
        ("topic=%00", []),
        ("chapter=atlantis", []),
        ("page=2", []),
        ("page=0", []),
        ("page=-1", []),
        ("page=x", []),
        ("page=" + "9" * 5000, []),
        ("kind=news&utm_source=mail", ["Water", "Housing in Texas"]),
    ],
)
def test_filters_stand_in_the_address_and_a_wrong_one_finds_nothing(client, texas, query, found):
    a_story("Water", kind=Kind.NEWS, topic="water", day=days_ago(1))
    a_story("Housing in Texas", below=texas.page, kind=Kind.NEWS, topic="housing", day=days_ago(2))
    a_story("A tale", day=days_ago(3))

    page = read(client, f"/stories/?{query}")

    assert titles(client, f"/stories/?{query}") == found
    assert ("No story fits that." in page) == (not found)


def test_links_keep_the_other_filters_and_offer_only_what_finds_something(client, texas):
    a_story("Water", below=texas.page, kind=Kind.NEWS, topic="water")

    page = read(client, "/stories/?kind=news&topic=nonsense&page=3")

    links = set(re.findall(r'<li><a href="(/stories/[^"]*)"', page))
    assert links == {
        "/stories/",
        "/stories/?kind=news",
        "/stories/?kind=news&amp;topic=water",
        "/stories/?kind=news&amp;chapter=texas",
    }
    assert '<a href="/stories/?kind=news" aria-current="true">News</a>' in page


def test_pages_of_twenty_turn_and_keep_the_filter(client):
    for number in range(41):
        a_story(f"Story {number}", kind=Kind.NEWS, day=days_ago(number))

    first, second, third = (
        read(client, f"/stories/?kind=news&page={number}") for number in (1, 2, 3)
    )

    assert '<a href="/stories/?kind=news&amp;page=2" rel="next">Older</a>' in first
    assert 'rel="prev"' not in first
    assert '<a href="/stories/?kind=news" rel="prev">Newer</a>' in second
    assert "Page 2 of 3" in second
    assert 'rel="next"' not in third
    assert titles(client, "/stories/?kind=news&page=3") == ["Story 40"]


def test_a_list_without_stories_says_so(client):
    assert "The first story is still being written." in read(client, "/stories/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many(client, texas, number, django_assert_num_queries):
    for _ in range(number):
        a_story(below=texas.page, picture=a_picture(), picture_alt="A porch", topic="water")
        a_story(kind=Kind.NEWS)
    client.get("/stories/")

    with django_assert_num_queries(16):
        client.get("/stories/")


def test_a_full_page_of_cards_is_light(client, settings):
    picture = a_picture()
    for number in range(20):
        a_story(
            f"A title of some length {number}",
            lede="Two sentences of summary. " * 5,
            picture=picture,
            picture_alt="A drawing of a small house at dusk with a porch and a lamp. " * 2,
        )

    page = client.get("/stories/").content
    style = (settings.BASE_DIR / "config/static/site.css").read_bytes()

    assert len(page) + len(style) < 60_000


def test_a_story_says_who_when_where_and_leads_on(client, texas):
    older = a_story("Before it", below=texas.page, day=days_ago(9))
    picture = a_picture(credit="Drawn by Lou")
    story = a_story(
        "The culvert",
        below=texas.page,
        day=days_ago(5),
        kind=Kind.SPOTLIGHT,
        topic="water",
        who_wrote="June Abernathy",
        picture=picture,
        picture_alt="A culvert",
        body=text("<p>It was the culvert.</p>"),
    )
    newer = a_story("After it", day=days_ago(1))

    page = read(client, story.url)

    assert 'Spotlight · <time datetime="2026-11-19">Thursday, November 19, 2026</time>' in page
    assert '<a href="/chapters/texas/">Texas</a>' in page
    assert "By June Abernathy" in page
    assert "It was the culvert." in page
    assert "Drawn by Lou" in page
    assert 'class="stack spotlight"' in page
    assert '<a href="/stories/?topic=water">More about water and sewers</a>' in page
    assert f'<a href="{older.url}" rel="prev">Before: Before it</a>' in page
    assert f'<a href="{newer.url}" rel="next">After: After it</a>' in page
    more = page[page.index("More from Texas") :]
    assert ("Before it" in more, "After it" in more) == (True, False)


def test_a_story_is_passed_on_by_mail_and_by_nobody_else(client, settings):
    settings.SITE_URL = "https://chapters.example.org"
    story = a_story("Soup & salt: 100%")

    page = read(client, story.url)

    assert (
        'href="mailto:?subject=Soup%20%26%20salt%3A%20100%25&amp;body=https%3A%2F%2F'
        f'chapters.example.org%2Fstories%2F{story.slug}%2F"' in page
    )
    assert not re.search(r"facebook|twitter|linkedin|bsky", page)


def test_words_for_the_press_say_who_answers(client):
    press = {"kind": Kind.PRESS}
    asked = a_story(press_contact="Hugh Pemberly, 555-0142", **press)

    assert "Questions from the press:</strong> Hugh Pemberly, 555-0142" in read(client, asked.url)
    for silent in (a_story(**press), a_story(press_contact="Hugh")):
        assert "Questions from the press" not in read(client, silent.url)


def test_machines_read_what_a_story_is(client, settings):
    settings.SITE_URL = "https://chapters.example.org"
    story = a_story(
        "</script> & more",
        kind=Kind.NEWS,
        lede="It <b>was</b> the culvert.",
        who_wrote="June Abernathy",
        picture=a_picture(),
        picture_alt="A “culvert”",
    )

    page = read(client, story.url)

    said = facts(page)
    image = said.pop("image")
    assert said.pop("publisher")["name"] == settings.WAGTAIL_SITE_NAME
    assert image.startswith("https://chapters.example.org/media/")
    assert (
        said.items()
        >= {
            "@type": "NewsArticle",
            "headline": "</script> & more",
            "description": "It <b>was</b> the culvert.",
            "datePublished": "2026-11-24",
            "url": f"https://chapters.example.org{story.url}",
        }.items()
    )
    assert said["author"] == {"@type": "Person", "name": "June Abernathy"}
    for name, content in [
        ("og:type", "article"),
        ("og:title", "&lt;/script&gt; &amp; more"),
        ("og:description", "It &lt;b&gt;was&lt;/b&gt; the culvert."),
        ("og:url", f"https://chapters.example.org{story.url}"),
        ("og:image", image),
        ("og:image:alt", "A “culvert”"),
    ]:
        assert f'<meta property="{name}" content="{content}">' in page


def test_a_page_without_a_picture_or_with_a_lost_one_says_none(client):
    picture = a_picture()
    lost = a_story(picture=picture, picture_alt="Gone")
    picture.file.storage.delete(picture.file.name)

    for story in (a_story(), lost):
        page = read(client, story.url)
        assert ("og:image" in page, "image" in facts(page)) == (False, False)
    assert 'property="og:type" content="website"' in read(client, "/")


def test_a_chapter_shows_its_three_newest_and_leads_to_the_rest(client, texas, kansas):
    for number in range(4):
        a_story(f"Tale {number}", below=texas.page, day=days_ago(number))
    a_story("From Kansas", below=kansas.page)
    a_story("National")

    page = read(client, texas.url)

    shown = re.findall(r'<h3 class="small"><a href="[^"]+">([^<]+)</a>', page)
    assert shown == ["Tale 0", "Tale 1", "Tale 2"]
    assert page.count("Tale 0") == 1
    assert '<a href="/stories/?chapter=texas">All stories of the chapter</a>' in page
    assert "Tale 3" in read(client, "/stories/?chapter=texas")


def test_a_closed_or_hidden_chapter_is_no_filter_and_no_link(client, texas, kansas):
    story = a_story(below=texas.page)
    other = a_story(below=kansas.page)
    texas.page.unpublish()
    kansas.group.closed_on = TODAY
    kansas.group.save()

    for url in ("/stories/", story.url, other.url):
        page = read(client, url)
        assert ("/chapters/texas/" in page.replace(story.url, ""), "Kansas · " in page) == (
            False,
            False,
        )
    assert "?chapter=" not in read(client, "/stories/")


def members_story(texas):
    return for_members(a_story("For us alone", below=texas.page, topic="labor", kind=Kind.PRESS))


def test_what_is_for_members_is_in_no_list(client, texas, sign_in):
    members_story(texas)
    open_one = a_story("For all", below=texas.page)

    for who in ("visitor", "member"):
        if who == "member":
            sign_in(client, a_member(texas.group).user)
        for url in ("/stories/", "/stories/?kind=press", texas.url, open_one.url, "/"):
            assert "For us alone" not in read(client, url), (who, url)
        page = read(client, "/stories/")
        assert ("topic=labor" in page, "For all" in page) == (False, True)
        assert "told-" in (told := client.get("/sitemap.xml").content.decode())
        assert open_one.url in told


def test_and_members_read_it_and_nothing_on_the_way_keeps_it(client, texas, sign_in):
    story = members_story(texas)
    assert client.get(story.url).status_code == 302
    sign_in(client, a_member(texas.group).user)

    response = client.get(story.url)

    assert "For us alone" in response.content.decode()
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))
    client.logout()
    assert client.get(story.url).status_code == 302


def test_a_story_is_in_the_list_at_the_next_view_and_gone_at_the_next(client):
    before = titles(client)
    story = a_story("Told today")
    shown = titles(client)

    story.unpublish()

    assert (before, shown, titles(client)) == ([], ["Told today"], [])


def test_stories_stand_below_their_index_and_chapters_only(texas):
    assert StoryPage.can_create_at(index())
    assert StoryPage.can_create_at(texas.page)
    assert not StoryPage.can_create_at(index("newsletters"))
