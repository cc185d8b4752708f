"""From a first visit to a caucus: the longest way through the house, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from caucuses.models import Caucus, ListedTo
from cms.operations import make_chapter_page
from network.models import Letter
from network.models.groups import JoinPolicy
from tests import factories
from tests.journeys.conftest import violations

ADDRESS = "rosa@example.org"


@pytest.fixture
def texas():
    chapter = factories.ChapterFactory()
    make_chapter_page(group=chapter, by=None, at=timezone.now())
    factories.JurisdictionFactory(
        name="Kerrville", ocd_id="ocd-division/country:us/state:tx/place:kerrville"
    )
    caucus = factories.CaucusGroupFactory(
        name="Rural Caucus", slug="rural-caucus", join_policy=JoinPolicy.OPEN
    )
    Caucus.objects.create(group=caucus, purpose="Small places.", listed_to=ListedTo.MEMBERS)
    return chapter


def answer_until_the_place(page):
    page.goto("/")
    page.get_by_role("link", name="Join").first.click()
    page.get_by_role("link", name="Start").click()
    page.get_by_label("First name").fill("Rosa")
    page.get_by_label("Last name").fill("Delgado-Pruitt")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Personal e-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Council member").check()
    page.get_by_label("District, ward or position").fill("Place 2")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("City, county or district").fill("kerrv")


def answer_the_rest(page, code_for):
    page.get_by_label("Kerrville").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Year").first.fill("2025")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send me the code").click()
    expect(page.get_by_label("Your code")).to_be_visible()
    page.get_by_label("Your code").fill(code_for(ADDRESS))
    page.get_by_role("button", name="Send my application").click()


def test_from_a_first_visit_to_a_caucus(visit, texas, code_for):
    page = visit()
    answer_until_the_place(page)
    answer_the_rest(page, code_for)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert violations(page) == []

    desk = visit(user=factories.a_director(texas).user, width=1280)
    desk.goto("/desk/")
    desk.get_by_role("link", name="Applications").first.click()
    desk.get_by_role("link", name="Rosa Delgado-Pruitt").first.click()
    assert violations(desk) == []
    desk.get_by_role("button", name="Approve").click()
    assert Letter.objects.filter(to=ADDRESS, kind="welcome").count() == 1

    page.goto("/accounts/login/")
    page.get_by_label("address").fill(ADDRESS)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    page.get_by_label("code").fill(code_for(ADDRESS))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/me/")
    expect(page.get_by_role("main")).to_contain_text("Kerrville")

    page.goto("/caucuses/")
    page.get_by_role("link", name="Rural Caucus").first.click()
    page.get_by_role("button", name="Join this caucus").click()
    expect(page.get_by_role("main")).to_contain_text("You are in it")
    page.get_by_role("link", name="Leave this caucus").click()
    page.get_by_role("button", name="Leave").first.click()
    expect(page.get_by_role("main")).not_to_contain_text("You are in it")


def test_joining_needs_no_script(visit, texas, code_for):
    page = visit(script=False)

    answer_until_the_place(page)
    page.get_by_role("button", name="Search", exact=True).click()
    answer_the_rest(page, code_for)

    assert page.url.endswith("/join/done/")
