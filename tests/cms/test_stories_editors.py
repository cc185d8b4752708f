"""A chapter's editors tell its stories; nobody else sees one before it is told."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.models import NewsletterPage, StoryPage
from network.roles import Role
from tests.cms.telling import a_picture, a_story, an_issue, text
from tests.cms.test_editors import SECRET, drafts_addresses
from tests.factories import a_member, an_administrator, an_editor

WORDS = json.dumps([{"type": "text", "value": "<p>It was the culvert.</p>"}])
PUBLIC = (
    "/",
    "/stories/",
    "/stories/?kind=news",
    "/stories/?chapter=kansas",
    "/stories/feed.xml",
    "/stories/kansas/feed.xml",
    "/newsletters/",
    "/newsletters/feed.xml",
    "/newsletters/kansas/feed.xml",
    "/chapters/kansas/",
    "/sitemap.xml",
)


def posted(**fields):
    return {
        "title": "The culvert",
        "slug": "the-culvert",
        "kind": "news",
        "told_on": "2026-11-24",
        "topic": "water",
        "lede": "Under the road.",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(
            {
                "blocks": [
                    {
                        "key": "aaaaa",
                        "text": "It was the culvert.",
                        "type": "unstyled",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [],
                    }
                ],
                "entityMap": {},
            }
        ),
        "search_description": "A summary",
        **fields,
    }


def add(parent, kind="storypage"):
    return reverse("wagtailadmin_pages:add", args=["cms", kind, parent.pk])


def test_a_publisher_tells_a_story_and_it_is_everywhere_at_the_next_view(
    enter, client, texas, publisher
):
    picture = a_picture()
    places = (texas.url, "/stories/", "/stories/?chapter=texas", "/stories/texas/feed.xml")
    before = ["The culvert" in client.get(url).content.decode() for url in places]

    enter(publisher).post(
        add(texas.page),
        posted(
            **{"action-publish": "1"}, picture=picture.pk, picture_alt="A culvert", who_wrote="Lou"
        ),
    )

    story = StoryPage.objects.get()
    assert story.url == "/chapters/texas/the-culvert/"
    assert "It was the culvert." in client.get(story.url).content.decode()
    after = ["The culvert" in client.get(url).content.decode() for url in places]
    assert (before, after) == ([False] * 4, [True] * 4)


def test_a_picture_is_described_before_it_is_published(enter, texas, publisher):
    page = enter(publisher).post(
        add(texas.page), posted(**{"action-publish": "1"}, picture=a_picture().pk)
    )

    assert "Say what the picture shows, or that it says nothing." in page.content.decode()
    assert StoryPage.objects.count() == 0


def test_a_writer_drafts_a_story_and_somebody_else_publishes_it(enter, client, texas, publisher):
    enter(an_editor(texas.group, Role.WRITER)).post(
        add(texas.page), posted(**{"action-publish": "1"})
    )
    story = StoryPage.objects.get()
    assert (story.live, client.get("/chapters/texas/the-culvert/").status_code) == (False, 404)

    enter(publisher).post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]), posted(**{"action-publish": "1"})
    )

    assert "The culvert" in client.get("/stories/").content.decode()


def test_a_story_is_previewed_before_there_is_one(enter, texas, publisher):
    editor = enter(publisher)
    address = reverse("wagtailadmin_pages:preview_on_add", args=["cms", "storypage", texas.page.pk])
    editor.post(address, posted())

    preview = editor.get(address + "?mode=").content.decode()

    assert ("It was the culvert." in preview, "Texas</a>" in preview) == (True, True)
    assert StoryPage.objects.count() == 0


@pytest.mark.parametrize("kind", ["storypage", "newsletterpage"])
def test_nobody_tells_a_story_for_another_chapter_or_for_all(enter, texas, kansas, publisher, kind):
    editor = enter(publisher)
    home = Page.objects.get(depth=2)
    places = [kansas.page, home, *home.get_children().filter(slug__in=["stories", "newsletters"])]

    answers = {editor.get(add(place, kind)).status_code for place in places}
    for place in places:
        editor.post(add(place, kind), posted(**{"action-publish": "1", "sent_on": "2026-11-24"}))

    assert answers <= {302, 403, 404}
    assert (StoryPage.objects.count(), NewsletterPage.objects.count()) == (0, 0)
    assert editor.get(add(texas.page, kind)).status_code == 200


@pytest.fixture(params=["story", "newsletter"])
def drafted(request, kansas):
    """Kansas with a story or newsletter that is not told yet."""
    make = {"story": a_story, "newsletter": an_issue}[request.param]
    kansas.draft.delete()
    kansas.draft = make(SECRET, below=kansas.page, draft=True, body=text("<p>Axolotl.</p>"))
    return kansas


def test_another_chapters_draft_is_nowhere_until_it_is_told(
    enter, client, texas, drafted, publisher, sign_in
):
    theirs, national = enter(publisher), enter(an_administrator())
    member = sign_in(type(client)(), a_member(texas.group).user)
    draft = drafted.draft
    shown = 0

    for address in drafts_addresses(drafted):
        said = theirs.get(address, follow=True).content.decode()
        assert (SECRET in said, "Axolotl" in said) == (False, False), address
        shown += SECRET in national.get(address).content.decode()
    for address in (*PUBLIC, draft.url):
        for reader in (client, member, theirs):
            assert SECRET not in reader.get(address).content.decode(), address

    # The crawl means something: with rights these addresses tell, and once told, so do lists.
    assert shown > 15
    draft.save_revision().publish()
    told = [address for address in PUBLIC if SECRET in client.get(address).content.decode()]
    assert len(told) >= 4
    assert SECRET in client.get(draft.url).content.decode()
    found = theirs.get(reverse("wagtailadmin_choose_page_search") + "?q=Secret")
    assert SECRET in found.content.decode()
