"""The desk's page of a host's calendars: who sees what, who may do what, and in which words."""

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.models import BusyFeed
from events.operations.meet import busy, fetching
from network import sealing
from tests.factories import a_chapter, a_director, a_member, national_staff
from tests.meeting_factories import a_host

ADDRESS = "https://calendar.example.org/private-numbat/basic.ics"
LIST_QUERIES = 7


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def host():
    return a_host(a_chapter(), given="Renata", family="Osei")


@pytest.fixture
def own(client, sign_in, host):
    return sign_in(client, host.person.user)


@pytest.fixture
def feed(host, now):
    return add(host, now)


def add(host, now, name="Home"):
    return busy.add(host=host, name=name, address=ADDRESS, by=host.person.user, at=now)


def page(host):
    return f"/desk/meetings/hosts/{host.slug}/calendars/"


def addresses(host, feed):
    """Each with whether anybody but the host finds it, and the one way to ask for it."""
    here = f"{page(host)}{feed.public_id}/"
    return [
        ("get", page(host), True),
        ("get", f"{here}remove/", True),
        ("post", f"{here}read/", True),
        ("get", f"{page(host)}add/", False),
        ("post", f"{page(host)}add/", False),
        ("get", f"{here}address/", False),
        ("post", f"{here}address/", False),
    ]


def words(response):
    return " ".join(response.content.decode().split())


def test_a_host_adds_a_calendar_and_never_sees_its_address_again(own, host):
    form = {"name": "Home", "address": ADDRESS}
    answer = own.post(f"{page(host)}add/", form, follow=True)

    assert sealing.unseal(BusyFeed.objects.get().address) == ADDRESS
    assert "Added. It is read in a moment." in words(answer)
    assert "numbat" not in words(answer)
    assert "numbat" not in words(
        own.get(f"{page(host)}{BusyFeed.objects.get().public_id}/address/")
    )


def test_what_is_wrong_stands_at_its_field(own, host, feed):
    taken = own.post(f"{page(host)}add/", {"name": "Home", "address": ADDRESS})
    open_ = own.post(f"{page(host)}add/", {"name": "Work", "address": "http://example.org/"})

    assert taken.context["form"].errors == {"name": ["There is a calendar of this name already."]}
    assert open_.context["form"].errors == {"address": [fetching.NOT_SECURE]}
    assert BusyFeed.objects.count() == 1


def test_the_page_says_when_it_was_read_and_what_went_wrong(own, host, feed, now):
    assert "It is read in a moment." in words(own.get(page(host)))

    busy.keep(feed=feed, blocks=[], at=now)
    read = words(own.get(page(host)))
    assert ("Read</span>" in read, "meetings are asked for first" in read) == (True, False)

    busy.fail(feed=feed, words="The address answered 404.", at=now + dt.timedelta(minutes=9))
    failed = words(own.get(page(host)))
    assert "Not read</span> The address answered 404." in failed
    assert "what it said then still counts" in failed


def test_a_calendar_nobody_could_read_lately_is_said_to_turn_yes_into_asking(own, host, feed, now):
    busy.keep(feed=feed, blocks=[], at=now - dt.timedelta(hours=4))

    assert "meetings are asked for first, and you say yes or no" in words(own.get(page(host)))


def test_read_again_now_is_left_to_a_worker(own, host, feed):
    waiting = DBTaskResult.objects.count()
    answer = own.post(f"{page(host)}{feed.public_id}/read/", follow=True)

    assert DBTaskResult.objects.count() == waiting + 1
    assert "It is read in a moment." in words(answer)


def test_reading_it_again_within_the_minute_is_refused_in_words(own, host, feed, now):
    busy.keep(feed=feed, blocks=[], at=now)
    answer = own.post(f"{page(host)}{feed.public_id}/read/", follow=True)

    assert "It was tried less than a minute ago." in words(answer)


def test_an_address_is_replaced(own, host, feed):
    own.post(f"{page(host)}{feed.public_id}/address/", {"address": f"{ADDRESS}?2"})

    assert sealing.unseal(BusyFeed.objects.get().address) == f"{ADDRESS}?2"


@pytest.mark.parametrize("who", ["director", "national"])
def test_those_who_keep_the_host_see_the_name_and_may_remove_it_and_no_more(
    client, sign_in, host, feed, who
):
    keeper = a_director(a_chapter()) if who == "director" else national_staff()
    sign_in(client, keeper.user)
    for how, address, is_theirs in addresses(host, feed):
        form = {"name": "Mine", "address": "https://example.org/"} if how == "post" else {}
        answer = getattr(client, how)(address, form)
        assert (answer.status_code == 404) is not is_theirs, address
    shown = words(client.get(page(host)))
    assert ("Home" in shown, "Add a calendar" in shown, "Replace" in shown) == (True, False, False)

    assert client.get(f"{page(host)}{feed.public_id}/remove/").status_code == 200
    assert BusyFeed.objects.count() == 1
    client.post(f"{page(host)}{feed.public_id}/remove/")
    assert BusyFeed.objects.count() == 0


@pytest.mark.parametrize("who", ["another director", "member", "visitor"])
def test_for_everybody_else_there_is_nothing_here(client, sign_in, host, feed, who):
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "member":
        sign_in(client, a_member(a_chapter()).user)
    for how, address, _ in [
        *addresses(host, feed),
        ("post", f"{page(host)}{feed.public_id}/remove/", True),
    ]:
        answer = getattr(client, how)(address)
        assert answer.status_code == (302 if who == "visitor" else 404), address
        if who == "visitor":
            assert answer["Location"].startswith("/accounts/login/")

    assert BusyFeed.objects.count() == 1


def test_a_calendar_of_one_host_is_not_found_below_another(own, host, now):
    other = a_host(a_chapter(), given="Other")
    theirs = add(other, now)

    assert own.get(f"{page(host)}{theirs.public_id}/address/").status_code == 404
    assert own.post(f"{page(host)}{theirs.public_id}/remove/").status_code == 404
    assert BusyFeed.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_one_and_of_three_costs_the_same(
    own, host, now, number, django_assert_num_queries
):
    for name in range(number):
        add(host, now, name=f"Calendar {name}")
    own.get(page(host))
    with django_assert_num_queries(LIST_QUERIES):
        own.get(page(host))


def test_a_sixth_is_not_offered(own, host, now):
    for name in range(5):
        add(host, now, name=f"Calendar {name}")

    shown = words(own.get(page(host)))
    assert ("Add a calendar" in shown, "5 calendars is the most" in shown) == (False, True)
