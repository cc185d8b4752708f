"""What a public page owes whoever finds it from outside: its name, its sum, its one address."""

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from cms.models import SectionPage

#: Beside the pages there are: views of ours that search engines are to find.
VIEWS = ["/events/", "/join/", "/pledges/", "/site-map/"]
ASKED = """() => {
    const said = (query, name) => document.querySelector(query)?.getAttribute(name) ?? "";
    return {
        title: document.title,
        description: said("meta[name=description]", "content"),
        canonical: said("link[rel=canonical]", "href"),
        language: document.documentElement.lang,
        viewport: said("meta[name=viewport]", "content"),
        headings: document.querySelectorAll("h1").length,
        weight: performance.getEntriesByType("navigation")[0].decodedBodySize,
    };
}"""
STYLE = (settings.BASE_DIR / "config" / "static" / "site.css").stat().st_size
HEAVIEST = 60_000


@pytest.fixture
def addresses(demo_network):
    """Of each kind of page the first, every index, and our own views."""
    demo_network("looks", members=400, seed=3, at=timezone.now())
    public = Page.objects.live().public().filter(depth__gt=1).order_by("path")
    first = {page.content_type_id: page for page in reversed(public)}
    indexes = SectionPage.objects.live().public().exclude(lists="")
    pages = {page.pk: page for page in (*first.values(), *indexes)}
    return [page.get_url() for page in pages.values()], VIEWS


def test_every_public_page_says_who_it_is_and_is_light(visit, addresses):
    page, (pages, views) = visit(), addresses
    wrong, titles = [], {}
    for path in [*pages, *views]:
        assert page.goto(path).ok, path
        found = page.evaluate(ASKED)
        titles.setdefault(found["title"], []).append(path)
        if found["language"] != "en" or "width=device-width" not in found["viewport"]:
            wrong.append((path, "language or viewport"))
        if found["headings"] != 1:
            wrong.append((path, f"{found['headings']} first headings"))
        if found["weight"] + STYLE >= HEAVIEST:
            wrong.append((path, f"{found['weight'] + STYLE} bytes"))
        if path in pages:
            if not 20 <= len(found["description"]) <= 320:
                wrong.append((path, f"description: {found['description']!r}"))
            if found["canonical"] != page.url.partition("?")[0]:
                wrong.append((path, f"canonical: {found['canonical']!r}"))

    assert wrong == []
    assert [paths for paths in titles.values() if len(paths) > 1] == []
    assert len(pages) >= 14
