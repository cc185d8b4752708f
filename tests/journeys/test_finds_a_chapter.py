"""A visitor on a phone, with a state and a question: who are you, and is there room for me?"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.operations import make_chapter_page
from events.models.event import Visibility
from tests import factories
from tests.cms.conftest import answer
from tests.event_factories import EventFactory
from tests.journeys.conftest import violations


@pytest.fixture
def maryland():
    at = timezone.now()
    group = factories.a_chapter("MD", "Maryland")
    director = factories.a_director(group, given="Renata", family="Osei")
    answer(director, given=True)
    region = factories.RegionFactory(parent=group, name="Eastern Shore")
    seat = factories.SeatFactory(committee__parent=group, title="Regional seat", region=region)
    starts_at = at + timedelta(days=9)
    fields = {"host": group, "starts_at": starts_at, "visibility": Visibility.PUBLIC}
    EventFactory(title="Supper in Easton", slug="supper", **fields)
    make_chapter_page(group=group, by=None, at=at)
    return SimpleNamespace(group=group, seat=seat)


def test_a_visitor_finds_who_leads_what_is_open_what_is_next_and_joins(visit, maryland):
    page = visit(width=390)
    page.goto("/")
    choice = page.get_by_label("Your state")
    assert choice.bounding_box()["y"] < 844, "the first screen asks for the state"

    choice.select_option("Maryland")
    page.get_by_role("button", name="Find your chapter").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Maryland")
    expect(page.get_by_text("Renata Osei")).to_be_visible()
    expect(page.get_by_role("link", name="Supper in Easton")).to_be_visible()
    seat = page.get_by_role("link", name="Regional seat, Eastern Shore")
    assert seat.get_attribute("href") == f"/volunteer/{maryland.seat.public_id}/"
    assert violations(page) == []
    page.get_by_role("link", name="Join the chapter").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def test_without_a_script_the_list_and_the_picture_lead_there_too(visit, maryland):
    page = visit(width=320, script=False)
    for way in (page.locator(".states a"), page.get_by_role("link", name="Maryland")):
        page.goto("/")
        way.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Maryland")


def test_a_state_without_a_chapter_is_asked_to_join(visit, maryland):
    page = visit(width=390)
    page.goto("/")

    page.get_by_label("Your state").select_option("Wyoming")
    page.get_by_role("button", name="Find your chapter").click()

    expect(page.get_by_text("Wyoming has no chapter yet.")).to_be_visible()
    page.get_by_role("link", name="join the network", exact=True).click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def test_a_word_leads_to_the_chapter(visit, maryland):
    page = visit(width=390)
    page.goto("/")
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Search the site").fill("eastern shor")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_text("Nothing here has all of these words")).to_be_visible()

    page.get_by_label("Search the site").fill("maryland")
    page.get_by_label("Search the site").press("Enter")

    page.get_by_role("link", name="Maryland", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maryland")
