"""The front door, and the way from it to a state's chapter."""

import re

import pytest
from wagtail.models import PageViewRestriction

from cms import operations
from cms.templatetags.states import ROWS, places
from events.models.event import Visibility
from network.words import STATE_NAMES
from tests.event_factories import EventFactory
from tests.factories import NOON, a_chapter, a_member


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def tiles(page) -> dict[str, str]:
    """Of the picture: each state's letters with the address it leads to."""
    [picture] = re.findall(r'<div class="states" aria-hidden="true">(.*?)</div>', page, re.S)
    linked = re.findall(r'<a href="([^"]+)"[^>]*>(\w\w)</a>', picture)
    return {code: href for href, code in linked}


def test_the_picture_leads_where_the_list_does(client, texas, kansas):
    page = read(client, "/")

    assert tiles(page) == {"KS": "/chapters/kansas/", "TX": "/chapters/texas/"}
    assert re.findall(r'<li><a href="(/chapters/[^"]+)">([^<]+)</a>', page) == [
        ("/chapters/kansas/", "Kansas"),
        ("/chapters/texas/", "Texas"),
    ]
    assert tiles(read(client, "/chapters/")) == tiles(page)


def test_open_seats_show_by_shape_and_in_words(client, texas, kansas):
    page = read(client, "/")

    assert (
        '<a href="/chapters/texas/" tabindex="-1" title="Texas: 1 open seat" class="open">TX</a>'
        in page
    )
    assert '<a href="/chapters/kansas/" tabindex="-1" title="Kansas">KS</a>' in page
    assert '<b title="Wyoming: no chapter yet">WY</b>' in page
    assert '<a href="/chapters/texas/">Texas</a> <span class="meta">1 open' in page


def test_every_state_has_a_tile_and_each_its_own():
    found = [code for code in places() if code]

    assert sorted(found) == sorted(STATE_NAMES)
    assert len(places()) == 11 * len(ROWS)


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("state=TX", "/chapters/texas/"),
        ("state=tx", "/chapters/texas/"),
        ("state=WY", "/chapters/?state=WY"),
        ("state=ZZ", "/chapters/"),
        ("state=", "/chapters/"),
        ("", "/chapters/"),
        ("state=%00", "/chapters/"),
        ("state=//example.org", "/chapters/"),
    ],
)
def test_a_state_leads_to_its_chapter(client, texas, asked, leads_to):
    response = client.get(f"/chapters/find/?{asked}")

    assert (response.status_code, response["Location"]) == (302, leads_to)


def test_a_state_without_a_chapter_is_told_what_to_do(client, texas):
    said = "Wyoming has no chapter yet."

    assert said in read(client, "/chapters/?state=WY")
    for url in ("/chapters/", "/chapters/?state=ZZ", "/chapters/?state=%3Cb%3E"):
        assert "has no chapter yet" not in read(client, url)
    # It has one: whoever made up this address is told nothing false.
    assert "has no chapter yet" not in read(client, "/chapters/?state=TX")


def test_a_chapter_without_a_public_page_is_not_led_to(client, texas, kansas):
    texas.page.unpublish()
    PageViewRestriction.objects.create(page=kansas.page, restriction_type="login")

    for state in ("TX", "KS"):
        found = client.get(f"/chapters/find/?state={state}")
        assert found["Location"] == f"/chapters/?state={state}"


def test_numbers_are_true_and_few_members_are_not_counted(client, texas, kansas):
    for _ in range(4):
        a_member(texas.group, login=False)
    page = read(client, "/")
    assert "<strong>2</strong> chapters in 2 states" in page
    assert "<strong>1</strong> seat waits for somebody" in page
    assert "</strong> members" not in page

    a_member(kansas.group, login=False)

    assert "<strong>5</strong> members" in read(client, "/")


def test_what_is_coming_is_public_and_three_at_most(client, texas):
    for number in range(4):
        EventFactory(title=f"Day {number}", host=texas.group, visibility=Visibility.PUBLIC)
    EventFactory(title="Only for us", host=texas.group, visibility=Visibility.MEMBERS)

    page = read(client, "/")

    assert len(re.findall(r'<h3><a href="/events/[^"]+">Day \d', page)) == 3
    assert "Only for us" not in page


def test_the_home_page_asks_for_a_state_before_anything_else(client, texas):
    page = read(client, "/")
    main = page[page.index("<main") : page.index("</main>")]

    assert main.index("<h1>") < main.index('<select name="state"') < main.index("Who joins")
    assert main.count("<form") == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_page_costs_the_same_queries_however_many_chapters(
    client, number, django_assert_num_queries
):
    for state in ("TX", "KS", "OH")[:number]:
        chapter = a_chapter(state, STATE_NAMES[state])
        operations.make_chapter_page(group=chapter, by=None, at=NOON)
        EventFactory(title=state, host=chapter, visibility=Visibility.PUBLIC)
    client.get("/")

    with django_assert_num_queries(22):
        client.get("/")
