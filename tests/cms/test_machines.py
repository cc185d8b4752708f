"""What machines are told, and people who look for a page: all of it parses, all of it is public."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cms.models import (
    FormField,
    FormPage,
    HomePage,
    NewsletterPage,
    ResourcePage,
    SectionPage,
    StoryPage,
)
from cms.views import machines
from config import frame
from events.models import Visibility
from network.models import SiteVersion
from tests.cms.test_contact import QUESTIONS
from tests.cms.test_jobs import a_job, said_to_machines
from tests.conftest import sign_in
from tests.event_factories import EventFactory, a_ticket
from tests.factories import a_chapter, a_member

pytestmark = pytest.mark.django_db


def places(answer):
    assert answer["Content-Type"] == "application/xml"
    return [one.text for one in ElementTree.fromstring(answer.content).findall(".//{*}loc")]


def lines(answer):
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.content.decode().splitlines()


def put(kind, **fields):
    index = SectionPage.objects.get(lists=kind.listed_in)
    return index.add_child(instance=kind(**fields))


def test_robots_are_kept_from_what_is_not_theirs_and_shown_the_way(client, settings):
    said = lines(client.get("/robots.txt"))

    assert said == [
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /cms/",
        "Disallow: /accounts/",
        "Disallow: /me/",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/security", "https://example.org/security"),
    ],
)
def test_whoever_finds_a_hole_knows_where_to_write(client, settings, contact, said):
    settings.SECURITY_CONTACT = contact

    told = dict(line.split(": ", 1) for line in lines(client.get("/.well-known/security.txt")))

    until = parse_datetime(told["Expires"])
    assert told["Contact"] == said
    assert told["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert told["Preferred-Languages"] == "en, es"
    assert timezone.now() + timedelta(days=150) < until < timezone.now() + timedelta(days=365)


def test_the_sitemap_says_when_a_page_changed(client, settings):
    page = put(StoryPage, title="A bench", slug="bench")
    page.save_revision().publish()
    page.refresh_from_db()

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    changed = {one.findtext("{*}loc"): one.findtext("{*}lastmod") for one in root.findall("{*}url")}

    said = changed[settings.SITE_URL + page.url]
    assert datetime.fromisoformat(said) == page.last_published_at


def test_a_long_sitemap_comes_in_parts(client, settings, monkeypatch):
    whole = places(client.get("/sitemap.xml"))
    monkeypatch.setattr(machines, "MOST", len(whole) - 1)

    parts = places(client.get("/sitemap.xml"))

    assert parts == [f"{settings.SITE_URL}/sitemap-{number}.xml" for number in (1, 2)]
    in_parts = [place for part in (1, 2) for place in places(client.get(f"/sitemap-{part}.xml"))]
    assert in_parts == whole
    assert [client.get(f"/sitemap-{number}.xml").status_code for number in (0, 3)] == [404, 404]


def test_a_short_sitemap_has_no_parts(client):
    assert client.get("/sitemap-1.xml").status_code == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/site-map/", "/jobs/feed.xml", "/jobs/"])
def test_what_is_the_same_for_all_visitors_is_kept_for_them(client, path):
    assert client.get(path).kept_until_changed is True


def test_the_site_map_shows_pages_where_they_stand_events_and_doors(client, texas):
    texas.page.add_child(instance=StoryPage(title="A fence", slug="fence"))
    event = EventFactory(title="Porch supper")

    page = client.get("/site-map/").content.decode()

    chapters = page.partition('<h2><a href="/chapters/">')[2].partition("<h2>")[0]
    assert f'<a href="{texas.url}">' in chapters
    assert "A fence" in chapters
    assert f'<a href="{event.get_absolute_url()}">Porch supper</a>' in page
    assert '<a href="/join/">Join</a>' in page
    assert page.count("<h1>") == 1


def test_it_tells_whoever_asks_only_what_is_public(client, texas):
    story = texas.page.add_child(instance=StoryPage(title="Members' own", slug="own"))
    story.view_restrictions.create(restriction_type="login")
    texas.page.add_child(instance=StoryPage(title="Drafted", slug="drafted", live=False))
    EventFactory(title="Hidden supper", visibility=Visibility.MEMBERS)
    sign_in(client, a_member().user)

    for path in ("/site-map/", "/sitemap.xml"):
        said = client.get(path).content.decode()
        assert [one for one in ("own/", "drafted", "Hidden supper") if one in said] == []


def test_the_site_map_costs_the_same_at_one_and_three(client, texas, django_assert_num_queries):
    for number in (1, 2, 3):
        texas.page.add_child(instance=StoryPage(title=f"Story {number}", slug=f"s{number}"))
        EventFactory()
        if number != 2:
            client.get("/site-map/")
            with django_assert_num_queries(6):
                client.get("/site-map/")


def test_every_kind_of_page_is_said_to_machines(client, texas, settings):
    home = HomePage.objects.get()
    form = home.add_child(instance=a_form())
    pages = {
        "/": ["Organization"],
        "/chapters/": ["WebPage"],
        texas.url: ["Organization", "BreadcrumbList"],
        put(StoryPage, title='"</script>', slug="a").url: ["Article", "BreadcrumbList"],
        put(NewsletterPage, title="May", slug="b").url: ["Article", "BreadcrumbList"],
        put(ResourcePage, title="Leases", slug="c").url: [None, "BreadcrumbList"],
        a_job().url: ["JobPosting", "BreadcrumbList"],
        form.url: ["WebPage"],
        EventFactory().get_absolute_url(): ["Event", "BreadcrumbList"],
    }

    wrong = []
    for path, kinds in pages.items():
        said = said_to_machines(client.get(path))
        wrong += [path for one in said if one["@context"] != "https://schema.org"]
        found = [one["@type"] for one in said]
        if len(found) != len(kinds) or any(k and k != f for k, f in zip(kinds, found, strict=True)):
            wrong.append((path, found))

    assert wrong == []


def a_form():
    form = FormPage(title="Write to us", slug="contact", told="a@example.org")
    form.form_fields = [FormField(**QUESTIONS[0])]
    return form


def test_the_home_page_says_who_we_are(client, settings):
    said = said_to_machines(client.get("/"))[0]

    assert said["name"] == settings.WAGTAIL_SITE_NAME
    assert said["url"] == f"{settings.SITE_URL}/"
    assert re.fullmatch(re.escape(settings.SITE_URL) + r"/static/mark.*\.svg", said["logo"])


def test_the_way_to_a_page_is_said_with_whole_addresses(client, texas, settings):
    said = said_to_machines(client.get(texas.url))[1]["itemListElement"]

    assert [(one["position"], one["item"]) for one in said] == [
        (1, f"{settings.SITE_URL}/chapters/"),
        (2, settings.SITE_URL + texas.url),
    ]


def test_an_event_says_when_where_for_how_much_and_by_whom(client, settings):
    chapter = a_chapter()
    event = EventFactory(
        host=chapter, place="Town hall", address="1 Main St", timezone="America/Chicago"
    )
    a_ticket(event, cents=12_500)
    a_ticket(event, name="Guest of the house")

    said = said_to_machines(client.get(event.get_absolute_url()))[0]

    assert datetime.fromisoformat(said["startDate"]) == event.starts_at
    assert said["startDate"][-6:] in ("-05:00", "-06:00")
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert said["location"] == [{"@type": "Place", "name": "Town hall", "address": "1 Main St"}]
    assert said["organizer"]["name"] == chapter.name
    assert (said["offers"]["lowPrice"], said["offers"]["highPrice"]) == ("0.00", "125.00")


def test_an_event_that_is_called_off_says_so(client):
    event = EventFactory(cancelled_at=timezone.now(), sequence=1)

    said = said_to_machines(client.get(event.get_absolute_url()))[0]

    assert said["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_event_for_members_is_said_to_no_machine(client):
    event = EventFactory(visibility=Visibility.MEMBERS)
    sign_in(client, a_member().user)

    answer = client.get(event.get_absolute_url())

    assert answer.status_code == 200
    assert said_to_machines(answer) == []


def test_nothing_ends_the_script_early(client):
    page = put(StoryPage, title="</script><b>&", slug="x", lede="<!--")

    answer = client.get(page.url).content.decode()

    assert said_to_machines(client.get(page.url))[0]["name"] == "</script><b>&"
    assert "</script><b>" not in answer


def test_frames_of_tests_are_known():
    """The control: counts of queries in all tests hold for a process that knows the frame."""
    assert frame.remembered.frame.version == SiteVersion.seen
