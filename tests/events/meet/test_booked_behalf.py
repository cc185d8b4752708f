"""Staff book a meeting for somebody who asked for it by other means."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Booking
from tests.factories import a_chapter, a_director, a_member
from tests.meeting_factories import a_host, a_type


@pytest.fixture
def chapter():
    return a_chapter()


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei", hours=((0, 24),), days=range(7))


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana", family="Lee", email="dana@example.org")


@pytest.fixture
def desk(client, sign_in, host):
    return sign_in(client, host.person.user)


def at(person, kind=None):
    return f"/desk/meetings/for/{person.public_id}/" + (f"{kind.slug}/" if kind else "")


def a_time(page):
    return page.context["month"].days[-1][1][-1]


def test_what_they_may_book_is_offered_as_far_as_one_keeps_it(desk, kind, dana, chapter):
    a_type(a_host(a_chapter("OH", "Ohio"), given="Far"), name="Far away")

    page = desk.get(at(dana)).content.decode()

    assert (at(dana, kind) in page, "Far away" in page) == (True, False)


def test_a_time_is_booked_with_one_button(desk, kind, dana, host):
    time = a_time(desk.get(at(dana, kind)))

    page = desk.post(at(dana, kind), {"time": time.value}, follow=True)

    booking = Booking.objects.get()
    assert (booking.person, booking.host, booking.state) == (dana, host, "confirmed")
    assert booking.starts_at == time.starts_at
    assert b"Booked. A letter tells them." in page.content


def test_where_the_host_says_yes_to_each_it_waits(desk, host, dana):
    asks = a_type(host, approval=True)
    time = a_time(desk.get(at(dana, asks)))

    page = desk.post(at(dana, asks), {"time": time.value}, follow=True)

    assert Booking.objects.get().state == "pending"
    assert b"It waits for a yes." in page.content


@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("", "Choose one of the times."),
        ("nonsense", "Choose one of the times."),
        ("2020-01-02T09:00Z online", "just taken"),
    ],
)
def test_what_is_no_open_time_is_refused_in_words(desk, kind, dana, time, said):
    page = desk.post(at(dana, kind), {"time": time}, follow=True)

    assert said in page.content.decode()
    assert Booking.objects.count() == 0


def test_what_is_not_for_them_is_refused_in_words_and_nothing_stays_held(desk, host, dana):
    closed = a_type(host, audience={"standing": ["alum"]})
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=2)

    page = desk.post(at(dana, closed), {"time": f"{starts:%Y-%m-%dT%H:%MZ} online"}, follow=True)

    assert "not for you to book" in page.content.decode()
    assert Booking.objects.count() == 0


def test_neither_anothers_kind_nor_anothers_person_is_found(desk, kind, dana):
    ohio = a_chapter("OH", "Ohio")
    theirs = a_type(a_host(ohio))

    for address in (at(dana, theirs), at(a_member(ohio)), at(a_member(ohio), kind)):
        assert desk.get(address).status_code == 404
    assert desk.post(at(a_member(ohio), kind)).status_code == 404


@pytest.mark.parametrize("who", ["elsewhere", "member", "visitor"])
def test_for_everybody_else_there_is_nothing(client, sign_in, kind, dana, who):
    if who != "visitor":
        reader = dana if who == "member" else a_director(a_chapter("OH", "Ohio"))
        sign_in(client, reader.user)

    expected = 302 if who == "visitor" else 404
    assert client.get(at(dana)).status_code == expected
    assert client.get(at(dana, kind)).status_code == expected
    assert client.post(at(dana, kind)).status_code == expected
