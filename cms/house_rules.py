"""What readers stumble on in a page's words. Told to whoever writes; nothing is refused for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from wagtail.blocks import StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

#: Words of a link that do not say where it leads.
VAGUE = {
    "click",
    "click here",
    "click this",
    "click this link",
    "details",
    "download",
    "find out more",
    "go",
    "here",
    "learn more",
    "link",
    "more",
    "more details",
    "more info",
    "more information",
    "press here",
    "read more",
    "see here",
    "see more",
    "tap here",
    "this",
    "this link",
    "this page",
    "this site",
    "this website",
    "watch",
    "watch here",
    "website",
    # And in Spanish.
    "aquí",
    "clic aquí",
    "este enlace",
    "haga clic aquí",
    "haz clic aquí",
    "leer más",
    "más",
    "más información",
    "ver más",
}
#: A picture's name in place of what it shows: an ending, a camera's number, or words_like_this.
FILE_NAME = re.compile(
    r"\.(?:avif|gif|heic|jpe?g|png|svg|tiff?|webp)$"
    r"|^(?:dcim|dsc[fn]?|image|img|photo|picture|pxl|screen ?shot)[\s-]*\d"
    r"|^\S*_\S*$",
    re.IGNORECASE,
)

LONGEST_PARAGRAPH = 120
SUMMARY_LETTERS = 155
PARTS = ("a", "p", "li", "h2", "h3")


@dataclass(frozen=True)
class Finding:
    rule: str
    words: str

    def __str__(self):
        return self.words


def found_in(page) -> list[Finding]:
    """Everything a page's writer should hear, once each, from its top to its end."""
    found = [*of_summary(page), *of_top_picture(page), *of_body(page.body)]
    return list(dict.fromkeys(found))


def of_summary(page) -> Iterator[Finding]:
    if not (page.search_description.strip() or getattr(page, "lede", "")):
        yield Finding(
            "summary",
            "There is no summary: lists say nothing of the page, and search engines show how it"
            " begins. It stands under Promote.",
        )


def of_top_picture(page) -> Iterator[Finding]:
    if getattr(page, "picture_id", None) and not page.picture_is_decorative:
        yield from of_alt(page.picture_alt)


def of_body(body) -> Iterator[Finding]:
    texts = []
    for block in body:
        texts += [*_texts(block.value)]
        yield from BLOCKS.get(block.block_type, _nothing)(block.value)
    for source in texts:
        yield from of_text(source)
    yield from of_headings(_headings(body))


def of_text(source: str) -> Iterator[Finding]:
    """Of rich text as it is kept."""
    for tag, words in parts_of(source):
        if tag == "a":
            yield from of_link(words)
        elif tag == "p":
            yield from of_paragraph(words)


def of_link(words: str) -> Iterator[Finding]:
    plain = re.sub(r"[^\w\s]", "", words).strip().lower()
    if not plain:
        yield Finding("link", "A link has no words: say where it leads.")
    elif " ".join(plain.split()) in VAGUE:
        yield Finding(
            "link",
            f"“{words.strip()}” does not say where it leads. Many hear links one by one,"
            " out of their sentence: use words such as “the meeting's minutes”.",
        )
    elif re.match(r"(?:https?://|www\.)\S+$", words.strip(), re.IGNORECASE):
        yield Finding("link", f"“{words.strip()}” is read aloud letter by letter: use words.")


def of_paragraph(words: str) -> Iterator[Finding]:
    count = len(words.split())
    if count > LONGEST_PARAGRAPH:
        first = " ".join(words.split()[:6])
        yield Finding(
            "paragraph",
            f"The paragraph that begins “{first}” has {count} words. Two shorter ones read"
            " better on a phone.",
        )


def of_alt(words: str) -> Iterator[Finding]:
    if FILE_NAME.search(words.strip()):
        yield Finding("alt", f"“{words.strip()}” is a file's name: say what the picture shows.")


def of_headings(headings: list[tuple[int, str]]) -> Iterator[Finding]:
    """Headings as (level, words) below the page's title, which is the first level."""
    last = 1
    for level, words in headings:
        if not words.strip():
            yield Finding("heading", "A heading is empty.")
        elif level > last + 1:
            yield Finding(
                "heading", f"“{words.strip()}” is a small heading with no larger one above it."
            )
        last = level


def parts_of(source: str) -> list[tuple[str, str]]:
    """The links, paragraphs and headings of rich text in order, each as (tag, its words)."""
    reading = _Reading()
    reading.feed(source)
    reading.close()
    return [(tag, "".join(words)) for tag, words in reading.parts]


def first_words(body, most: int = SUMMARY_LETTERS) -> str:
    """How a page begins, whole words only, for where it has no summary."""
    said = " ".join(_paragraphs(body, most)).split()
    text = " ".join(said)
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–—") + "…"


class _Reading(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts: list[tuple[str, list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag, attrs):
        if tag in PARTS:
            self.parts.append((tag, []))
            self.open.append(self.parts[-1])
        elif tag == "br":
            self.handle_data(" ")

    def handle_data(self, data):
        for _, words in self.open:
            words.append(data)

    def handle_endtag(self, tag):
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass


def _texts(value) -> Iterator[str]:
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StructValue):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, ListValue):
        for part in value:
            yield from _texts(part)


def _headings(body) -> list[tuple[int, str]]:
    found = []
    for block in body:
        if block.block_type == "live_list":
            found.append((2, block.value["title"]))
        for source in _texts(block.value):
            found += [(int(tag[1]), words) for tag, words in parts_of(source) if tag[0] == "h"]
    return found


def _paragraphs(body, most) -> Iterator[str]:
    """Of running text, as much as may be asked for: headings are no sentences."""
    length = 0
    for block in body:
        for source in _texts(block.value):
            for tag, words in parts_of(source):
                if tag in ("p", "li") and length <= most:
                    length += len(words)
                    yield words


def _of_picture(value):
    if value is not None and not value.decorative:
        yield from of_alt(value.contextual_alt_text or "")


def _of_named(name):
    """Of a block that leads somewhere by the words under `name`."""

    def of_block(value):
        yield from of_link(value[name])

    return of_block


def _of_documents(value):
    for item in value:
        yield from of_link(item["words"])


def _nothing(value):
    return ()


BLOCKS = {
    "picture": _of_picture,
    "button": _of_named("words"),
    "embed": _of_named("title"),
    "documents": _of_documents,
}
