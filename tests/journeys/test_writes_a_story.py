"""A chapter's publisher writes a story with a picture, looks at it, and tells it to everybody."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.images.tests.utils import get_test_image_file

from cms.models import StoryPage
from cms.operations import make_chapter_page
from network.roles import Role
from tests import factories

WORDS = "It was the culvert, as everybody on Mill Road had said for ten years."


@pytest.fixture
def texas():
    chapter = factories.a_chapter()
    make_chapter_page(group=chapter, by=None, at=timezone.now())
    return chapter


def photo(tmp_path):
    path = tmp_path / "culvert.png"
    path.write_bytes(get_test_image_file(size=(1200, 800)).file.getvalue())
    return path


def choose_picture(page, path):
    page.get_by_role("button", name="Choose an image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(path)
    dialog.get_by_role("textbox", name="Title").fill("Culvert")
    dialog.get_by_role("button", name="Upload").click()
    expect(dialog).to_have_count(0)


def test_a_publisher_writes_a_story_and_the_next_visitor_reads_it(visit, texas, tmp_path):
    publisher = factories.an_editor(texas, Role.PUBLISHER)
    editor, visitor = visit(user=publisher.user, width=1280), visit(width=390)
    visitor.goto("/chapters/texas/")
    expect(visitor.get_by_role("heading", name="Latest from the chapter")).to_have_count(0)

    editor.goto("/cms/")
    editor.get_by_role("link", name="Edit Texas").click()
    editor.goto(editor.url.replace("/edit/", "/add_subpage/"))
    editor.get_by_role("link", name=re.compile("^Story")).click()
    editor.get_by_role("textbox", name="Title*").press_sequentially("The culvert")
    editor.get_by_role("textbox", name="Opening words").fill("A road that flooded, and a form.")
    choose_picture(editor, photo(tmp_path))
    editor.get_by_role("textbox", name="What it shows").fill("A culvert under a road")
    editor.get_by_role("button", name="Insert a block").first.click()
    editor.get_by_role("option", name="Text").first.click()
    editor.locator("[contenteditable=true]").first.click()
    editor.keyboard.type(WORDS)
    expect(editor.locator("[name=body-0-value]")).to_have_value(re.compile(WORDS))

    with editor.context.expect_page() as opened:
        editor.get_by_role("button", name="Toggle preview").click()
        editor.get_by_role("link", name="Preview in new tab").click()
    expect(opened.value.get_by_text(WORDS)).to_be_visible()
    visitor.goto("/stories/")
    expect(visitor.get_by_text("The first story is still being written.")).to_be_visible()
    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text(re.compile("The culvert.* published"))).to_be_visible()

    for address in ("/stories/", "/chapters/texas/"):
        visitor.goto(address)
        expect(visitor.get_by_role("img", name="A culvert under a road")).to_be_visible()
    visitor.get_by_role("link", name="The culvert").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("The culvert")
    expect(visitor.get_by_text(WORDS)).to_be_visible()
    story = StoryPage.objects.get()
    feed = visitor.request.get("/stories/texas/feed.xml").text()
    assert f"<title>{story.title}</title>" in feed
