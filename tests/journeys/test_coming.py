"""From the list of events to a ticket, on a phone, without scripts: a member, guest and visitor."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Registration, State
from network.models import Letter
from tests.event_factories import EventFactory, a_ticket
from tests.factories import a_chapter, a_member


@pytest.fixture
def supper(live_server):
    event = EventFactory(
        title="Harbor supper",
        slug="harbor-supper",
        host=a_chapter("MD", "Maryland"),
        starts_at=timezone.now() + timedelta(days=9),
        guests_each=1,
        needs_asked=["diet"],
    )
    a_ticket(event, name="Come along", seats=9)
    a_ticket(event, name="Guest", for_guests=True)
    return event


def test_a_member_comes_with_a_guest_who_opens_their_link(visit, supper, code_for):
    dana = a_member(given="Dana", email="dana@example.org")
    page = visit(user=dana.user, script=False)
    page.goto("/events/")
    page.get_by_role("link", name="Harbor supper").click()
    page.get_by_role("link", name="Take a place").click()
    page.get_by_text("Bring a guest").click()
    page.get_by_label("Guest: name").fill("Robin")
    page.get_by_label("Guest: e-mail").fill("robin@example.org")
    page.get_by_role("button", name="Take this place").click()
    assert page.get_by_text("Confirmed", exact=True).is_visible()

    link = re.search(r"/events/claim/\S+", Letter.objects.get(kind="place_for_guest").body)[0]
    guest = visit(script=False)
    guest.goto(link)
    guest.get_by_label("First name").fill("Robin")
    guest.get_by_label("Last name").fill("Lee")
    guest.get_by_label("Your e-mail").fill("robin@example.org")
    guest.get_by_role("button", name="Send me the code").click()
    guest.get_by_label("Your code").fill(code_for("robin@example.org"))
    guest.get_by_role("button", name="Go on").click()

    assert guest.get_by_role("heading", name="You have a place").is_visible()
    people = Registration.objects.filter(state=State.CONFIRMED).values_list("person__given")
    assert sorted(people) == [("Dana",), ("Robin",)]


def test_a_member_hands_their_place_to_another(visit, supper):
    dana, noor = a_member(given="Dana"), a_member(given="Noor")
    page = visit(user=dana.user)
    page.goto("/events/harbor-supper/register/")
    page.get_by_role("button", name="Take this place").click()
    page.get_by_role("link", name="Hand it on").click()
    page.get_by_label("Their e-mail").fill("noor@example.org")
    page.get_by_role("button", name="Send the link").click()
    page.get_by_text("A letter is on its way.").wait_for()

    link = re.search(r"/events/claim/\S+", Letter.objects.get(kind="place_passed_on").body)[0]
    other = visit(user=noor.user)
    other.goto(link)
    other.get_by_role("button", name="Take this place").click()

    other.get_by_role("heading", name="Your place").wait_for()
    assert Registration.objects.get(state=State.CONFIRMED).person == noor


def test_a_visitor_comes_by_a_code(visit, supper, code_for):
    page = visit(script=False)
    page.goto("/events/harbor-supper/")
    page.get_by_role("link", name="Take a place").click()
    page.get_by_label("First name").fill("Vera")
    page.get_by_label("Last name").fill("Lee")
    page.get_by_label("Your e-mail").fill("vera@example.org")
    page.get_by_role("button", name="Send me the code").click()
    page.get_by_label("Your code").fill(code_for("vera@example.org"))
    page.get_by_role("button", name="Go on").click()

    assert page.get_by_role("heading", name="You have a place").is_visible()
    assert str(Registration.objects.get().person) == "Vera Lee"
