"""Between two council meetings, on a phone: a member books, moves and calls off a meeting."""

import re

import pytest
from django.utils import timezone

from events.models import Booking
from network.models import Letter
from tests.factories import a_chapter, a_member
from tests.journeys.conftest import violations
from tests.meeting_factories import a_host, a_type


@pytest.fixture
def kind(live_server):
    chapter = a_chapter("MD", "Maryland")
    host = a_host(chapter, given="Renata", hours=((8, 22),), days=range(7))
    return a_type(host, name="Talk it over", public=True)


def tomorrow(page):
    """The second day's buttons: today's may have passed."""
    return page.locator("details:has(button[name=time])").nth(1).get_by_role("button")


@pytest.mark.parametrize("script", [True, False])
def test_a_member_books_in_three_taps_moves_it_and_calls_it_off(visit, kind, script):
    dana = a_member(a_chapter("MD", "Maryland"), given="Dana")
    page = visit(user=dana.user, script=script)
    page.goto("/meet/")
    page.get_by_role("link", name="Talk it over").click()
    tomorrow(page).nth(2).click()
    page.get_by_text("Held for you until").wait_for()
    page.get_by_role("button", name="Book it").click()
    page.get_by_text("Confirmed", exact=True).wait_for()
    booking = Booking.objects.get()
    assert (booking.person, booking.state) == (dana, "confirmed")

    page.get_by_role("link", name="Choose another time").click()
    tomorrow(page).nth(6).click()
    page.get_by_text("Moved.").wait_for()
    assert Booking.objects.get().starts_at != booking.starts_at

    page.goto("/me/")
    page.get_by_role("link", name=re.compile(r"\d (a|p)\.m\.")).first.click()
    page.get_by_role("link", name="Call it off").click()
    page.get_by_role("button", name="Call it off").click()
    page.get_by_text("It was called off").wait_for()
    assert Booking.objects.get().state == "cancelled"


def test_a_visitor_books_by_a_code_and_keeps_it_by_the_letter(visit, kind, code_for):
    page = visit()
    page.goto("/meet/")
    page.get_by_role("link", name="Talk it over").click()
    tomorrow(page).nth(2).click()
    page.get_by_label("Your name").fill("Vera Voss")
    page.get_by_label("Your e-mail address").fill("vera@example.org")
    assert violations(page) == []
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Your code").fill(code_for("vera@example.org"))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Your meeting is booked").wait_for()
    assert violations(page) == []

    letter = Letter.objects.filter(to="vera@example.org").latest("pk")
    other = visit(script=False)
    other.goto(re.search(r"/meet/guest/\S+", letter.body)[0])
    other.get_by_role("link", name="Call it off").click()
    other.get_by_role("button", name="Call it off").click()
    other.get_by_text("It was called off").wait_for()
    assert Booking.objects.get().starts_at > timezone.now()
