"""What a page's writer is told about its words."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from cms import house_rules
from cms.blocks import BodyBlock
from cms.models import Picture, SectionPage, StoryPage

BODY = BodyBlock()
LONG = " ".join(["word"] * 121)


def body(*blocks):
    return BODY.normalize([(kind, value) for kind, value in blocks])


def rules(*blocks, **fields):
    page = SimpleNamespace(body=body(*blocks), search_description="Said.", **fields)
    return [finding.rule for finding in house_rules.found_in(page)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("here", ["link"]),
        ("Click here!", ["link"]),
        ("  Read   more… ", ["link"]),
        ("<b>this</b> link", ["link"]),
        ("haz clic aquí", ["link"]),
        ("", ["link"]),
        ("https://example.org/minutes", ["link"]),
        ("the minutes of May 6", []),
        ("Here is how we did it", []),
        ("www.example.org is ours", []),
    ],
)
def test_a_link_says_where_it_leads(words, found):
    text = f'<p>See <a href="https://example.org/">{words}</a> about it.</p>'

    assert rules(("text", text)) == found


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        ("button", {"words": "Click here", "address": "https://example.org/"}, ["link"]),
        ("button", {"words": "Read our bylaws", "address": "https://example.org/"}, []),
        ("embed", {"title": "Watch", "address": "https://example.org/"}, ["link"]),
        ("embed", {"title": "Three treasurers", "address": "https://example.org/"}, []),
        ("documents", [{"document": None, "words": "Download"}], ["link"]),
        ("documents", [{"document": None, "words": "Model ordinance"}], []),
        ("callout", {"title": "Now", "words": "<p><a href='/'>here</a></p>"}, ["link"]),
        ("questions", [{"question": "Q", "answer": "<p><a href='/'>more</a></p>"}], ["link"]),
    ],
)
def test_every_kind_of_block_is_read(kind, value, found):
    assert rules((kind, value)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"<p>{LONG}</p>", ["paragraph"]),
        (f"<p>{LONG[5:]}</p>", []),
        (f"<p>{LONG[:300]}</p><p>{LONG[300:]}</p>", []),
        ("<h2>One</h2><h3>Two</h3><h2>Three</h2>", []),
        ("<h3>Two</h3>", ["heading"]),
        ("<h2> </h2>", ["heading"]),
        ("<p>Not <b>closed", []),
    ],
)
def test_paragraphs_are_short_and_headings_in_order(text, found):
    assert rules(("text", text)) == found


def test_headings_are_read_over_all_blocks():
    below = ("text", "<h3>Small</h3>")

    assert rules(("live_list", {"title": "Next", "what": "events", "most": 3}), below) == []
    assert rules(("text", "<p>Words.</p>"), below) == ["heading"]


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("IMG_2041.JPG", ["alt"]),
        ("DSC 0042", ["alt"]),
        ("Screenshot 2026-11-02", ["alt"]),
        ("council_photo_final", ["alt"]),
        ("bridge.webp", ["alt"]),
        ("Three councilmembers look at a map of pipes", []),
        ("A bridge in the rain. Photographed at dusk", []),
    ],
)
def test_a_pictures_words_are_no_files_name(alt, found):
    shown = Picture(title="x")
    shown.contextual_alt_text, shown.decorative = alt, False

    assert rules(("picture", shown)) == found
    assert rules(picture_id=1, picture_is_decorative=False, picture_alt=alt) == found
    assert rules(picture_id=1, picture_is_decorative=True, picture_alt=alt) == []


def test_a_page_without_a_summary_is_told_so_once():
    page = SimpleNamespace(body=body(), search_description=" ")

    assert [finding.rule for finding in house_rules.found_in(page)] == ["summary"]
    page.lede = "Opening words do as well."
    assert house_rules.found_in(page) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<h2>Head</h2><p>Nine towns   wrote.</p><ul><li>One letter.</li></ul>", None),
        (f"<p>{LONG}</p>", " ".join(["word"] * 30) + "…"),
        ("", ""),
    ],
)
def test_a_page_without_summary_is_described_by_its_first_words(text, said):
    words = house_rules.first_words(body(("text", text)))

    assert words == ("Nine towns wrote. One letter." if said is None else said)
    assert len(words) <= house_rules.SUMMARY_LETTERS


def test_summary_then_opening_words_then_first_words():
    page = StoryPage(title="A bridge", body=body(("text", "<p>Nine towns wrote.</p>")))
    assert (page.summary, page.description) == ("", "Nine towns wrote.")

    page.lede = "It opened."
    assert (page.summary, page.description) == ("It opened.", "It opened.")

    page.search_description = "How it opened."
    assert (page.summary, page.description) == ("How it opened.", "How it opened.")


def test_search_engines_are_always_told_something(client, texas):
    page = SectionPage(title="Bylaws", body=body(("text", "<p>We meet monthly.</p>")))
    texas.page.add_child(instance=page)

    shown = client.get(page.url).content.decode()

    assert '<meta name="description" content="We meet monthly.">' in shown


def posted(**fields):
    text = '{"blocks": [{"key": "a", "type": "unstyled", "text": "Read here", "depth": 0,'
    text += '"inlineStyleRanges": [], "entityRanges": [{"offset": 5, "length": 4, "key": 0}]}],'
    text += '"entityMap": {"0": {"type": "LINK", "mutability": "MUTABLE",'
    text += '"data": {"url": "https://example.org/"}}}}'
    return {
        "title": "Bylaws",
        "slug": "bylaws",
        "search_description": "How we meet.",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-value": text,
        **fields,
    }


def test_the_writer_is_told_and_publishes_all_the_same(enter, texas, publisher, client):
    editor = enter(publisher)
    page = texas.page.add_child(instance=SectionPage(title="Bylaws", slug="bylaws"))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    saved = editor.post(edit, posted(), follow=True).content.decode()
    published = editor.post(edit, posted(**{"action-publish": "1"}), follow=True).content.decode()

    told = "“here” does not say where it leads"
    assert (saved.count(told), published.count(told), "Mend it" in published) == (1, 1, True)
    assert "Read <a" in client.get(page.url).content.decode()


def test_a_page_without_stumbling_blocks_says_nothing(enter, texas, publisher):
    editor = enter(publisher)
    page = SectionPage(title="Bylaws", slug="bylaws", search_description="How we meet.")
    texas.page.add_child(instance=page)

    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Readers may stumble" not in shown


def test_the_editors_own_checker_keeps_the_same_rules(enter, texas, publisher):
    shown = enter(publisher).get(reverse("wagtailadmin_pages:edit", args=[texas.page.pk]))

    assert "screen ?shot" in shown.content.decode()
