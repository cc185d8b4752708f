"""Pages that go live, and are taken off, at the hour somebody gave."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cms import jobs
from cms.models import SectionPage, StoryPage
from network import jobs as network_jobs
from tests.factories import national_staff

MINUTE = timedelta(minutes=1)


@pytest.fixture
def at():
    """The real moment: Wagtail reads the clock itself."""
    return timezone.now()


@pytest.fixture
def cached(settings, committed):
    settings.MIDDLEWARE = ["config.page_cache.PageCache", *settings.MIDDLEWARE]


def planned(parent, *, at, title="A bridge", slug="bridge", **fields):
    """A page that nobody sees until `at`."""
    page = parent.add_child(instance=StoryPage(title=title, slug="draft-of-" + slug, live=False))
    page.slug, page.go_live_at = slug, at
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(approved_go_live_at=at)
    return page


def test_a_page_goes_live_at_its_hour_and_every_visitor_sees_it(cached, client, texas, at):
    index = texas.page.add_child(instance=SectionPage(title="News", slug="news"))
    planned(index, at=at - MINUTE)
    assert client.get("/chapters/texas/news/bridge/").status_code == 404
    assert "A bridge" not in client.get("/chapters/texas/news/").content.decode()

    jobs.keep_schedule(at)

    assert client.get("/chapters/texas/news/bridge/").status_code == 200
    assert "A bridge" in client.get("/chapters/texas/news/").content.decode()
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 1


def test_and_not_before(client, texas, at):
    page = planned(texas.page, at=at + MINUTE)

    jobs.keep_schedule(at)

    page.refresh_from_db()
    assert (page.live, jobs.late(at=at)) == (False, 0)


def test_a_page_is_taken_off_at_its_hour_and_no_kept_copy_stays(cached, client, texas, at):
    page = SectionPage(title="Potluck", slug="potluck", expire_at=at - MINUTE)
    texas.page.add_child(instance=page)
    assert client.get(page.url).status_code == 200

    jobs.keep_schedule(at)

    assert client.get("/chapters/texas/potluck/").status_code == 404


def test_a_second_round_changes_nothing(texas, at):
    planned(texas.page, at=at - MINUTE)
    jobs.keep_schedule(at)
    before = PageLogEntry.objects.count()

    jobs.keep_schedule(at)

    assert (PageLogEntry.objects.count(), ModelLogEntry.objects.count()) == (before, 0)


def test_the_worker_does_it_each_minute(texas, at):
    page = planned(texas.page, at=at - MINUTE)

    network_jobs.tick(at=at)

    page.refresh_from_db()
    assert page.live


def test_a_page_that_cannot_go_live_keeps_no_other_waiting_and_is_said_to_be_late(
    client, enter, texas, at, caplog
):
    stuck = planned(texas.page, at=at - 12 * MINUTE, slug="taken")
    texas.page.add_child(instance=SectionPage(title="A", slug="taken"))
    fine = planned(texas.page, at=at - 11 * MINUTE, slug="fine")
    assert client.get("/readyz").content.decode().startswith("ok\nlate: 2 ")

    jobs.keep_schedule(at)

    stuck.refresh_from_db()
    fine.refresh_from_db()
    assert (stuck.live, stuck.slug, fine.live) == (False, "draft-of-taken", True)
    assert "Scheduled publishing" in caplog.text
    assert client.get("/readyz").content.decode() == (
        "ok\nlate: 1 scheduled on the public site. Does a worker run?"
    )
    assert "Pages wait past their hour" in enter(national_staff()).get("/cms/").content.decode()


def test_in_time_the_machines_hear_ok(client, enter, texas, at, publisher):
    planned(texas.page, at=at - 9 * MINUTE)

    assert client.get("/readyz").content.decode() == "ok"
    assert "past their hour" not in enter(national_staff()).get("/cms/").content.decode()


def test_a_page_that_should_be_gone_is_late_too_and_chapters_are_not_told(
    client, enter, texas, at, publisher
):
    page = SectionPage(title="Potluck", slug="potluck", expire_at=at - 11 * MINUTE)
    texas.page.add_child(instance=page)

    assert jobs.late(at=at) == 1
    assert client.get("/healthz").content.decode() == "ok"
    assert "past their hour" not in enter(publisher).get("/cms/").content.decode()
