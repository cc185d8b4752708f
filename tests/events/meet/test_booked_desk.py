"""The desk's list of meetings: a week of one's own, of others one keeps, and what waits."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.models import Booking, BookingState
from events.operations.meet import bookings
from network.registries import desk_waits
from tests.factories import TermFactory, a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host, a_type, booked

LIST = "/desk/meetings/"
NEW_YORK = ZoneInfo("America/New_York")
LIST_QUERIES = 9


@pytest.fixture
def monday():
    """Of next week, at nine, and the moment at which all of it is booked."""
    today = timezone.localdate()
    day = today - dt.timedelta(days=today.weekday()) + dt.timedelta(days=7)
    return dt.datetime.combine(day, dt.time(9), tzinfo=NEW_YORK)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei")


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture
def desk(client, sign_in, host):
    return sign_in(client, host.person.user)


def next_week(monday, **more):
    asked = {"week": monday.date().isoformat()} | more
    return LIST + "?" + "&".join(f"{name}={value}" for name, value in asked.items())


def test_a_week_is_told_day_by_day_with_who_comes(desk, kind, chapter, monday, now):
    dana = a_member(chapter, given="Dana", family="Lee")
    TermFactory(person=dana, office__title="Mayor", office__jurisdiction__name="Elyria")
    booked(kind, dana, monday, at=now)
    booked(kind, a_member(chapter, given="Boyd"), monday + dt.timedelta(days=2), at=now)

    page = desk.get(next_week(monday)).content.decode()

    assert [word in page for word in ("Dana Lee", "Mayor", "9 a.m. to 9:30 a.m.", "online")] == [
        True
    ] * 4
    assert page.index("Dana Lee") < page.index("Boyd")
    assert monday.strftime("%A, %B ") in page


def test_this_week_is_shown_unless_another_is_asked_for(desk, kind, chapter, monday, now):
    booked(kind, a_member(chapter, given="Dana", family="Lee"), monday, at=now)

    assert "Nothing is booked." in desk.get(LIST).content.decode()
    assert "Dana Lee" in desk.get(next_week(monday)).content.decode()


def test_what_is_not_understood_shows_this_week(desk, kind):
    page = desk.get(LIST + "?week=nonsense&whose=nobody")

    assert (page.status_code, page.context["week"].is_this) == (200, True)


def test_what_waits_for_a_yes_is_on_top_whichever_week(desk, host, chapter, monday, now):
    asks = a_type(host, approval=True)
    booked(asks, a_member(chapter, given="Dana", family="Lee"), monday, at=now)

    page = desk.get(LIST)

    assert [row.booking.guest for row in page.context["week"].waiting] == ["Dana Lee"]
    assert b"Waits for a yes" in page.content


def test_what_was_called_off_or_only_held_is_not_listed(desk, kind, chapter, monday, now):
    for number, state in enumerate([BookingState.CANCELLED, BookingState.LAPSED]):
        row = booked(kind, a_member(chapter), monday + dt.timedelta(hours=number), at=now)
        Booking.objects.filter(pk=row.pk).update(state=state)

    assert desk.get(next_week(monday)).context["week"].days == []


def test_by_default_ones_own_and_others_one_keeps_when_asked(
    desk, kind, chapter, host, monday, now
):
    colleague = a_host(chapter, given="June", family="Ito")
    booked(kind, a_member(chapter, given="Dana", family="Lee"), monday, at=now)
    booked(a_type(colleague), a_member(chapter, given="Bo", family="Ray"), monday, at=now)

    def named(whose):
        page = desk.get(next_week(monday, **whose)).content.decode()
        return ("Dana Lee" in page, "Bo Ray" in page)

    assert named({}) == (True, False)
    assert named({"whose": colleague.slug}) == (False, True)
    assert named({"whose": "all"}) == (True, True)


def test_meetings_of_a_host_one_does_not_keep_are_nowhere(desk, kind, monday, now):
    stranger = a_host(a_chapter("OH", "Ohio"), given="Otto", family="Far")
    booked(a_type(stranger), a_member(given="Bo", family="Ray"), monday, at=now)

    for whose in ("all", stranger.slug):
        page = desk.get(next_week(monday, whose=whose)).content.decode()
        assert ("Otto" in page, "Bo Ray" in page) == (False, False)


def test_national_staff_who_are_no_host_see_everybodys(client, sign_in, kind, chapter, monday, now):
    booked(kind, a_member(chapter, given="Dana", family="Lee"), monday, at=now)

    page = sign_in(client, national_staff().user).get(next_week(monday))

    assert b"Dana Lee" in page.content


def test_what_it_is_about_is_not_on_the_list(desk, kind, chapter, monday, now):
    booked(kind, a_member(chapter), monday, at=now, topic="Heron wetlands")

    assert b"Heron" not in desk.get(next_week(monday)).content


def test_only_staff_come_in(client, sign_in, chapter, kind):
    assert client.get(LIST).status_code == 302
    assert sign_in(client, a_member(chapter).user).get(LIST).status_code == 404
    assert sign_in(client, a_director(chapter).user).get(LIST).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_many_are_booked(
    desk, kind, chapter, monday, now, rows, django_assert_num_queries
):
    for number in range(rows):
        member = a_member(chapter)
        TermFactory(person=member)
        booked(kind, member, monday + dt.timedelta(days=number), at=now)
    desk.get(next_week(monday))

    with django_assert_num_queries(LIST_QUERIES):
        desk.get(next_week(monday))


def waits(user):
    said = desk_waits.of(user, on=timezone.localdate())
    return {one.title.partition(" ")[2]: one.count for one in said if "meet" in one.title}


def test_the_front_page_counts_what_waits_for_ones_yes(host, chapter, monday, now):
    asks = a_type(host, approval=True)
    booked(asks, a_member(chapter), monday, at=now)

    assert waits(host.person.user)["meeting waits for your yes"] == 1
    assert waits(a_director(chapter).user)["meetings wait for your yes"] == 0


def test_a_guest_the_network_does_not_know_is_named(desk, host, monday, now):
    hold = bookings.hold(
        meeting_type=a_type(host, public=True),
        wish=bookings.Wish(monday),
        timezone="America/Chicago",
        by=None,
        at=now,
    )
    bookings.book(
        booking=hold, guest_name="Vera Visitor", guest_email="v@example.org", by=None, at=now
    )

    page = desk.get(next_week(monday))

    assert b"Vera Visitor" in page.content
    assert b"v@example.org" not in page.content
