"""Lists with filters in their address: each filter is a row of plain links, each page a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from wagtail.models import Page

from .chapters import ChapterPage

A_PAGE = 20

#: Of one page in a list: its key, and what it is by the name of each filter.
Row = Mapping[str, object]


@dataclass(frozen=True)
class Facet:
    """One filter: its name in the address, its words, and those for each of its values."""

    name: str
    title: str
    everything: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    words: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    title: str
    now: str
    """What is chosen, in words."""
    choices: tuple[Choice, ...]
    narrows: bool


def listing(request, rows: Sequence[Row], facets: Sequence[Facet]) -> dict:
    """What a list's template needs: the keys of one page of rows, filters, and where to go on.

    A value nobody offered, and a page that is not there, find nothing.
    """
    asked = {facet.name: value for facet in facets if (value := request.GET.get(facet.name))}
    offered = {
        facet.name: [
            value for value in facet.labels if any(row[facet.name] == value for row in rows)
        ]
        for facet in facets
    }
    kept = {name: value for name, value in asked.items() if value in offered[name]}
    fitting = [row for row in rows if all(row[name] == value for name, value in asked.items())]
    page = _page(fitting, request.GET.get("page") or "1")

    def href(**changed) -> str:
        wanted = {name: value for name, value in {**kept, **changed}.items() if value}
        return f"{request.path}?{urlencode(wanted)}" if wanted else request.path

    return {
        "keys": [row["pk"] for row in page] if page else [],
        "filters": [
            _filter(facet, offered[facet.name], kept.get(facet.name, ""), href)
            for facet in facets
            if offered[facet.name]
        ],
        "chosen": kept,
        "page_number": page.number if page else None,
        "page_count": page.paginator.num_pages if page else 0,
        "newer": href(page=_but_first(page.number - 1)) if page and page.has_previous() else "",
        "older": href(page=page.number + 1) if page and page.has_next() else "",
        "everything": request.path,
        "is_narrow": bool(asked) or "page" in request.GET,
    }


def chapters_shown() -> dict[str, ChapterPage]:
    """Public pages of open chapters, by their place in the tree."""
    pages = ChapterPage.objects.live().public().filter(group__closed_on=None)
    return {page.path: page for page in pages.defer_streamfields().order_by("title")}


def chapter_above(path: str, chapters: Mapping[str, ChapterPage]) -> ChapterPage | None:
    """Whose page stands above a place in the tree."""
    above = (path[:end] for end in range(len(path) - Page.steplen, 0, -Page.steplen))
    return next((chapters[place] for place in above if place in chapters), None)


def by_chapter(chapters: Iterable[ChapterPage]) -> Facet:
    labels = {page.slug: page.title for page in chapters}
    return Facet("chapter", "Chapter", "All chapters", labels)


def _page(rows, number):
    try:
        return Paginator(rows, A_PAGE).page(number)
    except InvalidPage:
        return None


def _but_first(number: int) -> int | None:
    return number if number > 1 else None


def _filter(facet, values, chosen, href) -> Filter:
    choices = [Choice(facet.everything, href(**{facet.name: ""}), not chosen)]
    choices += [
        Choice(facet.labels[value], href(**{facet.name: value}), value == chosen)
        for value in values
    ]
    now = facet.labels[chosen] if chosen else facet.everything.lower()
    return Filter(facet.name, facet.title, now, tuple(choices), bool(chosen))
