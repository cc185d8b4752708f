"""A page's words as a letter: plain HTML that any mail program shows, and the same without."""

import re
import textwrap
from dataclasses import dataclass
from html.parser import HTMLParser

from django.conf import settings
from django.template.loader import render_to_string

COLUMNS = 72
PARAGRAPHS = {"p", "div", "section", "figure", "figcaption", "blockquote", "details", "summary"}
PARAGRAPHS |= {"h1", "h2", "h3", "ul", "ol", "li", "hr"}
UNSAID = {"head", "script", "style"}

_INWARD = re.compile(r'\b(href|src)="/(?!/)')
_SIZES = re.compile(r'\bsrcset="[^"]*"')
_SIZE = re.compile(r'("|, ?)/(?!/)')


@dataclass(frozen=True)
class Letter:
    html: str
    text: str


def letter(page, request) -> Letter:
    """Both halves of what is sent, with whole addresses."""
    root = settings.SITE_URL.rstrip("/")
    context = {"page": page, "address": root + (page.get_url(request) or "/")}
    html = with_whole_addresses(
        render_to_string("cms/newsletter_letter.html", context, request), root
    )
    return Letter(html, said_plainly(html))


def with_whole_addresses(html: str, root: str) -> str:
    """A letter is read far from the site: its links begin with the site's address."""
    html = _INWARD.sub(rf'\1="{root}/', html)
    return _SIZES.sub(lambda found: _SIZE.sub(rf"\1{root}/", found[0]), html)


def said_plainly(html: str) -> str:
    """HTML as text: paragraphs, lists, and each link's address behind its words."""
    reading = _Plain()
    reading.feed(html)
    reading.close()
    return "\n\n".join(reading.said()) + "\n"


class _Plain(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts: list[tuple[str, str]] = []
        self.words = ""
        self.mark = ""
        self.unsaid = 0
        self.href = ""
        self.link_begins = 0
        self.numbers: list[int | None] = []

    def said(self):
        self.end_part()
        for mark, words in self.parts:
            yield textwrap.fill(
                words,
                COLUMNS,
                initial_indent=mark,
                subsequent_indent=" " * len(mark) if mark != "> " else mark,
                break_long_words=False,
                break_on_hyphens=False,
            )

    def end_part(self):
        words = " ".join(self.words.split())
        if words:
            self.parts.append((self.mark, words))
            self.mark = self.mark if self.mark == "> " else ""
        self.words = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in UNSAID:
            self.unsaid += 1
        if tag in PARAGRAPHS or tag == "br":
            self.end_part()
        if tag in ("ul", "ol"):
            self.numbers.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.mark = self.next_mark()
        elif tag == "blockquote":
            self.mark = "> "
        elif tag == "a":
            self.href, self.link_begins = given.get("href") or "", len(self.words)
        elif tag == "img" and given.get("alt"):
            self.words += f" [{given['alt']}] "

    def next_mark(self) -> str:
        if not self.numbers or self.numbers[-1] is None:
            return "- "
        self.numbers[-1] += 1
        return f"{self.numbers[-1]}. "

    def handle_data(self, data):
        if not self.unsaid:
            self.words += data

    def handle_endtag(self, tag):
        if tag in UNSAID:
            self.unsaid -= 1
        if tag == "a" and self.href:
            if self.href not in self.words[self.link_begins :]:
                self.words += f" ({self.href})"
            self.href = ""
        if tag in PARAGRAPHS:
            self.end_part()
        if tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        if tag in ("blockquote", "li"):
            self.mark = ""
