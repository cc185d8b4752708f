"""The editor in a real browser: nothing its policy refuses, no word to anybody else, no error."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection

from cms import operations
from cms.models import Picture, SectionPage, StoryPage
from network.roles import Role
from tests.factories import NOON, a_chapter, an_editor
from tests.journeys.conftest import violations


def png(size=(1200, 800)):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return file.getvalue()


def every_block(picture, paper):
    """A page with each kind of block, as it is kept."""
    to = {"words": "All chapters", "page": None, "address": "https://example.org/"}
    return [
        {"type": "text", "value": "<h2>What we did</h2><p>Nine towns wrote <b>one</b> letter.</p>"},
        {
            "type": "picture",
            "value": {"image": picture.pk, "alt_text": "A bridge", "decorative": False},
        },
        {"type": "quote", "value": {"words": "It has a roof now.", "who": "Ada", "office": ""}},
        {"type": "callout", "value": {"title": "Monday", "words": "<p>Come at six.</p>"}},
        {"type": "button", "value": to},
        {"type": "questions", "value": [{"question": "Food?", "answer": "<p>Always.</p>"}]},
        {"type": "documents", "value": [{"document": paper.pk, "words": "The letter"}]},
        {
            "type": "embed",
            "value": {"title": "The opening", "address": "https://films.example.org/1"},
        },
        {
            "type": "live_list",
            "value": {"title": "Next", "what": "stories", "everywhere": True, "most": 3},
        },
    ]


@pytest.fixture
def maryland(live_server):
    group = a_chapter("MD", "Maryland")
    page = operations.make_chapter_page(group=group, by=None, at=NOON)
    shelf = Collection.objects.get(name="Maryland")
    picture = Picture.objects.create(
        title="Bridge", file=ContentFile(png(), "bridge.png"), collection=shelf, credit="Ada"
    )
    paper = Document.objects.create(
        title="Letter", file=SimpleUploadedFile("letter.pdf", b"%PDF-1.7"), collection=shelf
    )
    story = StoryPage(
        title="A bridge",
        slug="bridge",
        search_description="How nine towns got a bridge.",
        body=every_block(picture, paper),
        picture=picture,
        picture_alt="Three councilmembers under a bridge",
    )
    page.add_child(instance=story)
    story.save_revision().publish()
    return page


def test_a_page_of_every_block_is_whole_for_a_visitor(visit, maryland):
    for width, scheme in ((320, "light"), (1280, "dark")):
        page = visit(width=width, scheme=scheme)

        assert page.goto("/chapters/maryland/bridge/").ok
        page.locator("figure img").first.scroll_into_view_if_needed()
        page.wait_for_function(
            "[...document.images].every(one => one.loading == 'lazy' || one.naturalWidth)"
        )

        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_editors_screens_work_under_their_policy(visit, maryland):
    """The browser would say what the policy refused, and to whom it spoke; so does a failure."""
    page = visit(user=an_editor(maryland.group, Role.PUBLISHER).user, width=1280)
    story = StoryPage.objects.get()
    screens = [
        "/cms/",
        f"/cms/pages/{maryland.pk}/",
        f"/cms/pages/{maryland.pk}/edit/",
        f"/cms/pages/{maryland.pk}/add_subpage/",
        f"/cms/pages/{story.pk}/history/",
        "/cms/images/",
        "/cms/images/add/",
        f"/cms/images/{Picture.objects.get().pk}/",
        "/cms/documents/",
        "/cms/documents/multiple/add/",
    ]
    for path in screens:
        assert page.goto(path).ok, path
        page.wait_for_load_state("networkidle")

    page.goto(f"/cms/pages/{story.pk}/edit/")
    assert page.get_by_text("Readers may stumble").count() == 0
    page.get_by_role("button", name="Toggle preview").click()
    draft = page.frame_locator("iframe#w-preview-iframe")
    draft.get_by_role("heading", name="A bridge", level=1).wait_for()
    page.get_by_role("button", name="Toggle checks").click()
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_text("Set schedule").click()
    page.get_by_text("Times are those of New York.").first.wait_for()


def test_a_new_page_is_written_with_a_picture_just_sent(visit, maryland):
    page = visit(user=an_editor(maryland.group, Role.PUBLISHER).user, width=1280)
    page.goto(f"/cms/pages/{maryland.pk}/add_subpage/")
    page.get_by_role("link", name="Section", exact=True).click()
    page.locator("[name=title]").fill("Our bylaws")

    page.get_by_role("button", name="Insert a block").first.click()
    page.locator(".w-combobox__option-preview").nth(2).click()
    shown = page.frame_locator("iframe[src*=block-preview]")
    shown.get_by_text("It took two years.").wait_for()
    page.get_by_role("option", name="Picture").click()
    page.get_by_role("button", name="Choose an image").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(
        {"name": "kitchen.png", "mimeType": "image/png", "buffer": png((900, 600))}
    )
    dialog.get_by_label("Title").and_(page.locator("input")).fill("kitchen")
    dialog.get_by_role("button", name="Upload").click()
    page.get_by_label("Alt text").fill("IMG_2041.jpg")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("is a file's name: say what the picture shows").wait_for()

    made = SectionPage.objects.get(title="Our bylaws")
    assert (made.live, Picture.objects.filter(title="kitchen").count()) == (True, 1)
