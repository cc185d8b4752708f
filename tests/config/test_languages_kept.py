"""A page that is kept for visitors is kept in each language, and given to nobody of the other."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import HomePage
from network.models import SiteVersion
from tests.conftest import sign_in
from tests.factories import a_member

from .test_languages import choose, frame


@pytest.fixture
def keeps(settings, committed):
    """A process that keeps pages; each visitor has a browser of their own."""
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]
    return Client().handler


def browser(handler, *, cookie=None, header=None):
    client = Client(headers={"Accept-Language": header} if header else None)
    client.handler = handler
    if cookie:
        client.cookies["language"] = cookie
    return client


READERS = [
    ("en", {}),
    ("es", {"header": "es"}),
    ("es", {"cookie": "es"}),
    ("en", {"cookie": "en", "header": "es"}),
    ("es", {"cookie": "es", "header": "en"}),
    ("en", {"header": "fr"}),
]


@pytest.mark.parametrize("first", range(len(READERS)))
def test_no_visitor_gets_a_page_kept_for_a_reader_of_another_language(keeps, first):
    """Whoever comes first, all who follow are answered from what is kept, each in their own."""
    order = READERS[first:] + READERS[:first]
    heard, cost = [], []
    for _ in range(2):
        for _, reads in order:
            with CaptureQueriesContext(connection) as questions:
                heard.append(frame(browser(keeps, **reads).get("/")))
            cost.append(len(questions))

    assert heard == [language for language, _ in order] * 2
    assert set(cost[len(order) :]) == {1}


def test_a_tag_of_the_english_page_is_no_tag_of_the_spanish(keeps):
    tag = browser(keeps).get("/").headers["ETag"]
    browser(keeps, header="es").get("/")
    answer = browser(keeps, header="es").get("/", headers={"If-None-Match": tag})

    assert (answer.status_code, frame(answer)) == (200, "es")


def test_after_the_switch_the_same_visitor_reads_the_other_language(keeps):
    client = browser(keeps)
    before = frame(client.get("/"))
    choose(client, "es")
    spanish = frame(client.get("/"))
    choose(client, "en")

    assert (before, spanish, frame(client.get("/"))) == ("en", "es", "en")


def test_caches_on_the_way_are_told_what_a_page_depends_on(keeps):
    for reads in ({}, {"header": "es"}, {"cookie": "es"}):
        for _ in range(2):
            answer = browser(keeps, **reads).get("/")
            vary = {name.strip() for name in answer.headers["Vary"].split(",")}
            assert vary >= {"Accept-Language", "Cookie"}


def test_somebody_signed_in_reads_their_own_and_leaves_nothing_behind(keeps):
    member = browser(keeps, cookie="es")
    sign_in(member, a_member().user)
    own = member.get("/")
    SiteVersion.raise_on_commit()

    assert (frame(own), "private" in own.headers["Cache-Control"]) == ("es", True)
    assert frame(browser(keeps).get("/")) == "en"
    assert "Mi página" not in browser(keeps, header="es").get("/").content.decode()


def test_a_published_change_is_seen_in_both_languages(keeps):
    home = HomePage.objects.get()
    for header in ("en", "es"):
        browser(keeps, header=header).get("/")
    home.title = "Said anew"
    home.save_revision().publish()

    for header in ("en", "es"):
        assert "Said anew" in browser(keeps, header=header).get("/").content.decode()
