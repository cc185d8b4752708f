"""Newsletters, kept to read again, and the letter each is."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from cms.models import NewsletterPage
from tests.cms.telling import a_picture, an_issue, days_ago, for_members, index, text
from tests.factories import a_member, national_staff


def read(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, url="/newsletters/"):
    return re.findall(r'<h2 class="small"><a href="[^"]+">([^<]+)</a>', read(client, url))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["The light", "Texas, monthly", "Old light"]),
        ("year=2026", ["The light", "Texas, monthly"]),
        ("year=2025", ["Old light"]),
        ("chapter=texas", ["Texas, monthly"]),
        ("year=2025&chapter=texas", []),
        ("year=1066", []),
        ("year=x%00", []),
        ("chapter=atlantis", []),
        ("page=7", []),
    ],
)
def test_issues_are_listed_by_year_and_chapter(client, texas, query, found):
    an_issue("Old light", day=days_ago(400))
    an_issue("Texas, monthly", below=texas.page, day=days_ago(3))
    an_issue("The light")
    an_issue("Not sent yet", draft=True)

    page = read(client, f"/newsletters/?{query}")

    assert titles(client, f"/newsletters/?{query}") == found
    assert ("No newsletter fits that." in page) == (not found)
    assert '<a href="/newsletters/feed.xml">Follow by RSS</a>' in page or "chapter=texas" in query


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many(client, texas, number, django_assert_num_queries):
    for _ in range(number):
        an_issue(below=texas.page)
        an_issue()
    client.get("/newsletters/")

    with django_assert_num_queries(14):
        client.get("/newsletters/")


def test_an_issue_says_when_it_was_sent_and_leads_to_the_others(client, texas):
    older = an_issue("October", below=texas.page, day=days_ago(30))
    issue = an_issue("November", below=texas.page, body=text("<p>Hello from the porch.</p>"))
    national = an_issue("The light", day=days_ago(40))

    page = read(client, issue.url)

    assert 'Sent <time datetime="2026-11-24">Tuesday, November 24, 2026</time>' in page
    assert '<a href="/chapters/texas/">Texas</a>' in page
    assert "Hello from the porch." in page
    assert f'<a href="{older.url}" rel="prev">Before: October</a>' in page
    assert national.url not in page


def test_a_chapter_shows_its_two_newest(client, texas, kansas):
    for number in range(3):
        an_issue(f"Issue {number}", below=texas.page, day=days_ago(number))
    an_issue("From Kansas", below=kansas.page)

    page = read(client, texas.url)

    shown = re.findall(r'<h3 class="small"><a href="[^"]+">([^<]+)</a>', page)
    assert shown == ["Issue 0", "Issue 1"]
    assert '<a href="/newsletters/?chapter=texas">' in page


def test_what_is_for_members_is_in_no_list_and_they_read_it(client, texas, sign_in):
    issue = for_members(an_issue("For us alone", below=texas.page, day=days_ago(900)))
    other = an_issue("For all", below=texas.page)

    for who in (None, a_member(texas.group)):
        if who:
            sign_in(client, who.user)
        for url in ("/newsletters/", "/newsletters/?year=2024", texas.url, other.url):
            assert "For us alone" not in read(client, url)
        assert ("year=2024" in read(client, "/newsletters/"), issue.url) == (False, issue.url)
    response = client.get(issue.url)

    assert "For us alone" in response.content.decode()
    assert {"no-store", "private"} <= set(response.headers["Cache-Control"].split(", "))
    client.logout()
    assert client.get(issue.url).status_code == 302


@pytest.fixture
def issue(settings, texas):
    """One with all that a letter may hold."""
    settings.SITE_URL = "https://chapters.example.org"
    words = (
        "<h2>Clerks</h2><p>Thank <b>yours</b>. Read the"
        f' <a linktype="page" id="{texas.page.pk}">chapter&#x27;s page</a>.</p>'
        "<ol><li>See the clerk.</li><li>Read the packet.</li></ol><ul><li>Soup</li></ul>"
        '<p>Or <a href="https://elsewhere.example.org/x">elsewhere</a>.</p>'
        f"<p>{'A line that has to be folded. ' * 4}</p>"
    )
    body = [
        {"type": "text", "value": words},
        {"type": "quote", "value": {"words": "They pick up.", "who": "W. Tate", "office": ""}},
        {
            "type": "picture",
            "value": {"image": a_picture().pk, "decorative": False, "alt_text": "A porch"},
        },
    ]
    page = an_issue("What held", lede="Four members.", below=texas.page, body=json.dumps(body))
    page.save_revision()
    return page


def preview(enter, page, mode):
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return enter(national_staff()).get(f"{address}?mode={mode}")


def test_it_is_seen_as_a_letter_before_it_goes(enter, issue):
    response = preview(enter, issue, "letter")

    html = response.content.decode()
    assert "<h1>What held</h1>" in html
    assert 'href="https://chapters.example.org/chapters/texas/"' in html
    assert f'<a href="https://chapters.example.org{issue.url}">' in html
    assert re.findall(r'(?:href|src)="/|srcset="/| /media', html) == []
    assert re.findall(r"<style|<script|<link|style=", html) == []
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_and_as_plain_text(enter, issue):
    html = preview(enter, issue, "text").content.decode()

    [said] = re.findall(r"<pre>(.*)</pre>", html, re.S)
    assert (
        unescape(said)
        == f"""\
Chapterhouse, Tuesday, November 24, 2026

What held

Four members.

Clerks

Thank yours. Read the chapter's page
(https://chapters.example.org/chapters/texas/).

1. See the clerk.

2. Read the packet.

- Soup

Or elsewhere (https://elsewhere.example.org/x).

A line that has to be folded. A line that has to be folded. A line that
has to be folded. A line that has to be folded.

> They pick up.

W. Tate

[A porch]

Read it on the web:
https://chapters.example.org{issue.url}
"""
    )


def test_and_as_the_page_it_is(enter, issue):
    html = preview(enter, issue, "").content.decode()

    assert ("Skip to content" in html, "Sent <time" in html) == (True, True)


def test_issues_stand_below_their_index_and_chapters_only(texas):
    assert NewsletterPage.can_create_at(index("newsletters"))
    assert NewsletterPage.can_create_at(texas.page)
    assert not NewsletterPage.can_create_at(index())
