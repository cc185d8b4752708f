"""Jobs: open ones in the list, the feed and the sitemap; closed ones say so, and then are gone."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.models import JobPage, SectionPage

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def a_job(title="Town clerk", *, under=None, closes=10, **fields):
    today = timezone.localdate()
    fields = {
        "employer": "Town of Tansy Hollow",
        "where": "Tansy Hollow, MD",
        "pays_from": 58_000,
        "pays_to": 66_000,
        "posted_on": today - 100 * DAY,
        "closes_on": today + closes * DAY,
        "apply_by_mail": "clerk@example.org",
        **fields,
    }
    under = under or SectionPage.objects.get(lists="jobs")
    return under.add_child(instance=JobPage(title=title, **fields))


def titles(page):
    return re.findall(r'<h2 class="small"><a href="[^"]*">([^<]*)</a>', page.content.decode())


def said_to_machines(page):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    return [json.loads(one) for one in found]


def feed_of(client):
    answer = client.get("/jobs/feed.xml")
    assert answer["Content-Type"].startswith("application/rss+xml")
    return [one.text for one in ElementTree.fromstring(answer.content).findall(".//item/title")]


def test_open_jobs_are_listed_soonest_closing_first(client):
    a_job("Later", closes=20)
    a_job("Closed yesterday", closes=-1)
    a_job("Last day", closes=0)
    a_job("Draft", closes=5, live=False)

    assert titles(client.get("/jobs/")) == ["Last day", "Later"]


def test_the_day_is_the_sites(client, settings):
    settings.TIME_ZONE = "Pacific/Honolulu"
    with timezone.override("Pacific/Honolulu"):
        a_job("Last day there", closes=0)

        assert titles(client.get("/jobs/")) == ["Last day there"]


def test_a_job_says_its_pay_its_place_and_its_last_day_in_words(client):
    job = a_job(closes=3)

    page = client.get(job.url).content.decode()

    closes = f"{job.closes_on:%A, %B} {job.closes_on.day}"
    assert "<dd>$58,000 to $66,000 a year</dd>" in page
    assert "<dd>Tansy Hollow, MD</dd>" in page
    assert f"<dd>{closes}, {job.closes_on.year}</dd>" in page
    assert f"Closes {closes}." in client.get("/jobs/").content.decode()


@pytest.mark.parametrize(
    ("fields", "pay", "place"),
    [
        ({"pays_from": 27, "pays_to": 27, "pays_per": "hour"}, "$27 an hour", "Tansy Hollow, MD"),
        ({"remote": True}, "$58,000 to $66,000 a year", "Tansy Hollow, MD, or from anywhere"),
        ({"remote": True, "where": "Anywhere"}, "$58,000 to $66,000 a year", "From anywhere"),
    ],
)
def test_pay_and_place_in_words(fields, pay, place):
    job = a_job(**fields)

    assert (job.pay, job.place) == (pay, place)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hours=part", ["Part"]),
        ("remote=yes", ["Remote"]),
        ("remote=no", ["Part", "Texan"]),
        ("chapter=texas", ["Texan"]),
        ("hours=part&remote=yes", []),
        ("hours=nonsense", []),
        ("page=9", []),
    ],
)
def test_filters_are_links_and_narrow_the_list(client, texas, query, found):
    a_job("Part", hours="part", closes=1)
    a_job("Remote", remote=True, closes=2)
    a_job("Texan", under=texas.page, closes=3)

    assert titles(client.get(f"/jobs/?{query}")) == found


def test_filters_stand_in_the_page(client, texas):
    a_job("Texan", under=texas.page)

    page = client.get("/jobs/").content.decode()

    for href in ("/jobs/?hours=full", "/jobs/?remote=no", f"/jobs/?chapter={texas.group.slug}"):
        assert f'href="{href}"' in page


def test_a_closed_job_leaves_list_feed_sitemap_and_site_map_the_day_after(client):
    job = a_job("Closed", closes=-1)
    still = a_job("Still open", closes=0)

    everywhere = {
        path: client.get(path).content.decode() for path in ("/sitemap.xml", "/site-map/")
    }

    assert feed_of(client) == ["Still open, Town of Tansy Hollow"]
    assert [path for path, said in everywhere.items() if job.url in said] == []
    assert [path for path, said in everywhere.items() if still.url in said] == list(everywhere)


def test_a_chapters_page_lists_no_closed_job(client, texas):
    closed = a_job("Closed", under=texas.page, closes=-1)
    a_job("Open", under=texas.page)

    assert [page.title for page in texas.page.pages_below()] == ["Open"]
    assert closed.url not in client.get(texas.url).content.decode()


def test_a_closed_job_says_so_for_ninety_days_and_is_for_no_search_engine(client):
    job = a_job(closes=-90)

    answer = client.get(job.url)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert "This job is closed." in page
    assert "clerk@example.org" not in page


def test_after_that_it_is_gone(client):
    job = a_job(closes=-91)

    assert client.get(job.url).status_code == 404


def test_an_open_job_may_be_found_by_search_engines(client):
    answer = client.get(a_job().url)

    assert answer.has_header("X-Robots-Tag") is False
    assert "noindex" not in answer.content.decode()


def test_machines_read_an_open_job_as_a_job(client):
    job = a_job(closes=4, remote=True)

    said = said_to_machines(client.get(job.url))[0]

    assert said["@type"] == "JobPosting"
    assert said["validThrough"][:19] == f"{job.closes_on}T23:59:59"
    assert said["hiringOrganization"]["name"] == "Town of Tansy Hollow"
    assert said["jobLocationType"] == "TELECOMMUTE"
    assert said["jobLocation"]["address"]["addressLocality"] == "Tansy Hollow"
    assert said["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": 58_000,
        "maxValue": 66_000,
        "unitText": "YEAR",
    }


def test_and_a_closed_one_only_as_a_page(client):
    said = said_to_machines(client.get(a_job(closes=-1).url))

    assert [one["@type"] for one in said] == ["WebPage", "BreadcrumbList"]


def test_the_feed_tells_the_newest_first_with_pay_and_last_day(client):
    today = timezone.localdate()
    a_job("Older", posted_on=today - 5 * DAY)
    newer = a_job("Newer", posted_on=today - DAY)

    answer = client.get("/jobs/feed.xml").content
    first = ElementTree.fromstring(answer).find(".//item")

    assert [one.partition(",")[0] for one in feed_of(client)] == ["Newer", "Older"]
    assert "$58,000 to $66,000 a year" in first.findtext("description")
    assert first.findtext("link").endswith(newer.url)


def test_list_and_feed_cost_the_same_at_one_and_three(client, django_assert_num_queries):
    for number in (1, 2, 3):
        a_job(f"Job {number}")
        if number != 2:
            for path, queries in (("/jobs/", 13), ("/jobs/feed.xml", 4)):
                client.get(path)
                with django_assert_num_queries(queries):
                    client.get(path)


def test_one_says_where_to_apply_or_to_whom():
    job = a_job()
    for at, mail in (("", ""), ("https://example.org/apply", "clerk@example.org")):
        job.apply_at, job.apply_by_mail = at, mail
        with pytest.raises(ValidationError, match="one of the two"):
            job.clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"pays_from": 0},
        {"pays_from": 70_000},
        {"posted_on": timezone.localdate() + 30 * DAY},
    ],
)
def test_the_database_keeps_pay_and_days_in_order(fields):
    job = a_job()
    with pytest.raises(IntegrityError), transaction.atomic():
        JobPage.objects.filter(pk=job.pk).update(**fields)
