"""What somebody finds: public pages and events, and for members one another.

Nothing typed is passed on as it is: words are taken out of it, and only those are looked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import F, Q
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search.models import IndexEntry

from cms.models import ChapterPage, ResourcePage, StoryPage
from cms.models.indexing import OTHER_WORDS, WORD, plain, words_in
from events import public as events
from network.models.rights import rights_of
from network.reports import directory

LONGEST = 200
MOST_WORDS = 8
#: Beyond, nobody turns pages: they type another word.
MOST = 200
FEW, PAGE = 5, 10
BEFORE, SNIPPET = 80, 240
#: They say nothing of what somebody looks for; PostgreSQL leaves them out by itself.
SILENT = set(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "i",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "not",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "there",
        "they",
        "this",
        "to",
        "was",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "you",
        "your",
    ]
)
ENDINGS = [("ies", "i"), ("y", "i"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")]
#: Under which name the index keeps a page's own words: PostgreSQL also keeps what it made of them.
TEXT = "body_text" if hasattr(IndexEntry, "body_text") else "body"


@dataclass(frozen=True)
class Asked:
    """What somebody typed, and the words to look for."""

    q: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, typed: str):
        q = " ".join(typed.replace("\x00", " ").split())[:LONGEST].strip()
        words = list(dict.fromkeys(words_in(q)))
        telling = [word for word in words if word not in SILENT] or words
        return cls(q, tuple(telling[:MOST_WORDS]))

    @property
    def roots(self) -> frozenset[str]:
        return frozenset(map(root, self.words))


@dataclass(frozen=True)
class Found:
    title: SafeString
    href: str
    kind: str = ""
    chapter: str = ""
    snippet: SafeString | str = ""
    event: events.PublicEvent | None = None


@dataclass(frozen=True)
class Group:
    """What was found of one kind: some of it, and how much there is."""

    key: str
    title: str
    count: int
    said: str
    rows: list[Found] = field(default_factory=list)
    is_near: bool = False
    """Nothing has all the words; these have some."""
    more: str = ""
    """Where the rest is."""
    page: int = 1

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * PAGE < self.count else None


def root(word: str) -> str:
    """What is left of an English word without its ending, to see that "cities" is "city"."""
    for ending, left in () if word.endswith("ss") else ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + left
    return word


def everything(asked: Asked, request, *, at: datetime, on) -> list[Group]:
    """The first few of each kind of which there are any."""
    groups = [
        pages(asked, request, on=on),
        upcoming(asked, at=at),
        people(asked, request.user, on=on),
    ]
    return [group for group in groups if group.count]


def pages(asked: Asked, request, *, on, page: int = 1, most: int = FEW) -> Group:
    """Pages this reader may open, those with the words in their title first."""
    keys, is_near = _matching(asked, request, on=on), False
    if not keys and len(asked.words) > 1:
        keys, is_near = _matching(asked, request, on=on, operator="or"), True
    shown = keys[(page - 1) * most : page * most]
    rows = list(_told(shown, asked, request))
    return replace(_group("pages", "Pages", len(keys), rows, page, most), is_near=is_near)


def upcoming(asked: Asked, *, at: datetime, page: int = 1, most: int = FEW) -> Group:
    """Public events that are not over, soonest first."""
    found = [event for event in events.every(at=at) if _fits(event, asked.roots)]
    shown = found[(page - 1) * most : page * most]
    rows = [
        Found(
            title=mark(event.title, asked.roots),
            href=event.href,
            kind=event.kind,
            snippet=mark(event.summary, asked.roots),
            event=event,
        )
        for event in shown
    ]
    return _group("events", "Events", len(found), rows, page, most)


def people(asked: Asked, user, *, on) -> Group:
    """Members who show themselves, for members: by name, as the directory finds them."""
    named = " ".join(asked.words)[:100]
    if not rights_of(user).directory or not directory.fold(named):
        return Group("people", "People", 0, "")
    listing = directory.listing(user, on=on, page=1, q=named)
    rows = [
        Found(mark(row.name, asked.roots), row.url, chapter=row.chapter, snippet=row.offices)
        for row in listing.rows[:FEW]
    ]
    more = "directory" if listing.known > len(rows) else ""
    return Group("people", "People", listing.known, listing.said, rows, more=more)


def mark(text: str, roots: Iterable[str]) -> SafeString:
    """The text, escaped, with the words one looked for marked."""
    said, at = [], 0
    for word in WORD.finditer(text):
        if root(plain(word[0])) in roots:
            said += [escape(text[at : word.start()]), format_html("<mark>{}</mark>", word[0])]
            at = word.end()
    return mark_safe("".join([*said, escape(text[at:])]))


def _group(key, title, count, rows, page, most) -> Group:
    said = f"{MOST} or more" if count >= MOST else f"{count:,}"
    more = key if most == FEW and count > len(rows) else ""
    return Group(key, title, count, said, rows, more=more, page=page)


def _fits(event, roots) -> bool:
    said = words_in(f"{event.title} {event.summary} {event.place} {event.kind}")
    return roots <= set(map(root, said))


def _readable(request, *, on):
    """Live pages of the site that this reader may open and a list would show."""
    home = Site.find_for_request(request).root_page
    found = Page.objects.descendant_of(home, inclusive=True).live()
    if rights_of(request.user).directory:
        closed = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.LOGIN)
        for restriction in closed.select_related("page"):
            found = found.not_descendant_of(restriction.page, inclusive=True)
    else:
        found = found.public()
    gone = Q(jobpage__closes_on__lt=on) | Q(chapterpage__group__closed_on__isnull=False)
    return found.exclude(pk__in=Page.objects.filter(gone).values("pk"))


def _matching(asked, request, *, on, operator="and") -> list[int]:
    """Keys of what holds every word, or any, the likeliest first.

    Before all others stand pages with every word in their title, there chapters' own first.
    """
    found = Page.objects.search(" ".join(asked.words), operator=operator).get_queryset()
    found = found.filter(pk__in=_readable(request, on=on).values("pk"))
    rows = list(found.values_list("pk", "title", "chapterpage")[:MOST])
    rows.sort(key=lambda row: _place(asked, row[1], row[2]))
    return [pk for pk, _, _ in rows]


def _place(asked, title, chapter) -> int:
    if not asked.roots <= set(map(root, words_in(title))):
        return 2
    return 0 if chapter else 1


def _told(keys, asked, request) -> Iterator[Found]:
    found = (
        Page.objects.filter(pk__in=keys)
        .annotate(told_as=F("storypage__kind"), kept_as=F("resourcepage__kind"))
        .select_related("content_type")
        .in_bulk()
    )
    texts, chapters = _texts(found), _chapters(found.values())
    for page in (found[key] for key in keys if key in found):
        yield Found(
            title=mark(page.title, asked.roots),
            href=page.get_url(request) or "/",
            kind=_kind(page),
            chapter=chapters.get(page.pk, ""),
            snippet=snippet(texts.get(page.pk) or page.search_description, asked.roots),
        )


def _kind(page) -> str:
    if page.told_as:
        return str(StoryPage.Kind(page.told_as).label)
    if page.kept_as:
        return str(ResourcePage.Kind(page.kept_as).label)
    return KINDS.get(page.content_type.model, "Page")


KINDS = {
    "chapterpage": "Chapter",
    "newsletterpage": "Newsletter",
    "audioseriespage": "Audio series",
    "episodepage": "Episode",
    "jobpage": "Job",
}


def _texts(found) -> dict[int, str]:
    """The words of pages as the index has them, so that no page is opened for a snippet."""
    kinds = {page.content_type_id for page in found.values()}
    rows = IndexEntry.objects.filter(content_type__in=kinds, object_id__in=map(str, found))
    return {
        int(pk): (text or "").partition(OTHER_WORDS)[0]
        for pk, text in rows.values_list("object_id", TEXT)
    }


def _chapters(pages) -> dict[int, str]:
    """The chapter whose page each stands below."""
    above = {
        page.path[:end]: page.pk
        for page in pages
        for end in range(Page.steplen, len(page.path), Page.steplen)
    }
    names = dict(ChapterPage.objects.filter(path__in=above).values_list("path", "title"))
    return {
        page.pk: name
        for page in pages
        for path, name in names.items()
        if page.path != path and page.path.startswith(path)
    }


def snippet(text: str, roots: Iterable[str]) -> SafeString:
    """The words around the first that was looked for; the text's beginning where there is none."""
    hit = next((word for word in WORD.finditer(text) if root(plain(word[0])) in roots), None)
    start = max(hit.start() - BEFORE, 0) if hit else 0
    # From the first whole word on, to the last.
    start = text.find(" ", start) + 1 if start else 0
    end = min(start + SNIPPET, len(text))
    end = text.rfind(" ", start, end) if end < len(text) and " " in text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark(capfirst(f"{before}{text[start:end].strip()}{after}"), roots)
