"""A seat filled at the desk shows on the chapter's page at the next view."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.operations import make_chapter_page
from network.models.consents import Purpose
from network.operations import consents
from tests import factories


@pytest.fixture
def open_seat():
    seat = factories.SeatFactory(title="Hill Country representative")
    make_chapter_page(group=seat.committee.parent, by=None, at=timezone.now())
    return seat


def test_a_seat_filled_at_the_desk_shows_on_the_page(visit, open_seat):
    chapter = open_seat.committee.parent
    holder = factories.a_member(chapter, given="Imelda", family="Ortega-Vance")
    factories.TermFactory(person=holder)
    consents.answer(
        person=holder,
        purpose=Purpose.PUBLIC_NAME,
        given=True,
        how="self",
        by=holder.user,
        at=timezone.now(),
    )
    public = visit()
    public.goto("/chapters/texas/")
    expect(public.get_by_role("main")).to_contain_text("Volunteer for this seat")

    desk = visit(user=factories.a_director(chapter).user)
    desk.goto("/desk/people/?q=ortega")
    desk.get_by_role("link", name="Imelda Ortega-Vance").first.click()
    desk.goto(f"/desk/people/{holder.public_id}/seat/")
    desk.get_by_label("Seat").select_option(str(open_seat.public_id))
    desk.get_by_role("button").last.click()
    desk.wait_for_url(f"**/desk/people/{holder.public_id}/")

    public.reload()
    expect(public.get_by_role("main")).to_contain_text("Imelda Ortega-Vance")
    expect(public.get_by_role("main")).not_to_contain_text("Volunteer for this seat")
