"""The desk's pages of who can be met: whose they are, what they do, what they cost."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import BookingState, Host
from events.operations.meet import hosts
from network.models import Membership
from tests.factories import (
    CommitteeFactory,
    RegionFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
    the_network,
)
from tests.meeting_factories import a_host, a_type, booked

pytestmark = pytest.mark.django_db
LOOKS = ("meeting_host", "meeting_host_edit", "meeting_host_link", "meeting_host_for")
DOES = ("meeting_host_stop", "meeting_host_resume", "meeting_host_usual_hours")
ALL = reverse("desk:meeting_hosts")


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def director(texas):
    return a_director(texas, given="Rosa", family="Ortiz")


@pytest.fixture
def desk(client, sign_in, director):
    return sign_in(client, director.user)


@pytest.fixture
def host(texas):
    return a_host(texas, given="Lee", family="Park", email="lee@example.org")


@pytest.fixture
def soon(host):
    """Ten in the morning of a Monday to come, and a meeting then."""
    now = timezone.now()
    monday = timezone.localdate(now) + dt.timedelta(days=14 - timezone.localdate(now).weekday())
    starts = dt.datetime.combine(monday, dt.time(10), ZoneInfo(host.timezone))
    return booked(a_type(host), a_member(email="dana@example.org"), starts, at=now)


def address(name, *args):
    return reverse(f"desk:{name}", args=args)


def says(response):
    return [str(message) for message in response.context["messages"]]


def addresses(host):
    looks = [address(name, host.slug) for name in LOOKS]
    does = [address(name, host.slug) for name in DOES]
    group = host.areas.first().group
    return looks, [*does, address("meeting_host_for_end", host.slug, group.slug)]


def test_each_page_is_there_for_those_who_keep_the_host(desk, host):
    looks, does = addresses(host)

    assert {desk.get(path).status_code for path in looks} == {200}
    assert {desk.get(path).status_code for path in does} == {405}
    assert desk.get(address("meeting_host_new")).status_code == 200


@pytest.mark.parametrize("who", ["another director", "a member", "a visitor"])
def test_whose_host_it_is_not_finds_nothing(client, sign_in, host, texas, who):
    if who == "another director":
        sign_in(client, a_director(a_chapter("OH", "Ohio")).user)
    elif who == "a member":
        sign_in(client, a_member(texas, email="dana@example.org").user)
    looks, does = addresses(host)

    answers = {client.get(path).status_code for path in looks}
    answers |= {client.post(path).status_code for path in [*looks[1:], *does]}

    assert answers == ({302} if who == "a visitor" else {404})
    assert (Host.objects.get().active, host.areas.count()) == (True, 1)


def test_a_director_takes_meetings_with_one_button(desk, director, texas):
    offered = desk.get(ALL)
    answer = desk.post(address("meeting_host_me"), follow=True)

    host = Host.objects.get()
    assert (host.person, host.areas.get().group, host.weekly_hours.count()) == (director, texas, 5)
    assert ("Take meetings" in offered.text, "Take meetings<" in answer.text) == (True, False)
    assert desk.post(address("meeting_host_me")).status_code == 404


def test_a_director_lets_a_colleague_be_met(desk, texas):
    lee = a_director(texas, given="Lee", family="Park", email="lee@example.org")
    asked = {"person": lee.public_id, "group": texas.slug, "timezone": "America/Chicago"}
    answer = desk.post(address("meeting_host_new"), asked | {"headline": "Policy", "slug": "Lee"})

    host = Host.objects.get()
    assert answer["Location"] == address("meeting_host", "lee")
    assert (host.person, host.headline, host.weekly_hours.count()) == (lee, "Policy", 0)


@pytest.mark.parametrize("who", ["a member", "another chapter's director"])
def test_only_ones_own_colleagues_can_be_taken_on(desk, texas, who):
    if who == "a member":
        other = a_member(texas, email="dana@example.org")
    else:
        other = a_director(a_chapter("OH", "Ohio"), email="ohio@example.org")
    asked = {"person": other.public_id, "group": texas.slug, "timezone": "America/Chicago"}
    answer = desk.post(address("meeting_host_new"), asked)

    assert answer.context["form"].errors["person"] == ["Choose one of the list."]
    assert Host.objects.count() == 0


def test_an_address_that_is_taken_is_refused_at_its_field(desk, texas):
    lee = a_director(texas, given="Lee", family="Park", email="lee@example.org")
    asked = {"person": lee.public_id, "group": texas.slug, "timezone": "America/Chicago"}
    answer = desk.post(address("meeting_host_new"), asked | {"slug": "guest"})

    refused = answer.context["form"].errors["slug"]
    assert refused == ["This address is something else already."]


def test_another_zone_says_what_stays(desk, host, soon):
    asked = {"headline": "", "about": "", "timezone": "America/Denver"}
    answer = desk.post(address("meeting_host_edit", host.slug), asked, follow=True)

    assert says(answer)[0] == (
        "Hours read as before, now by the clocks there. "
        "1 booked meeting stays at the very moment it was booked for."
    )


def test_a_link_is_set_and_never_shown(desk, host):
    path, link = address("meeting_host_link", host.slug), "https://video.example.org/lee"
    refused = desk.post(path, {"link": "http://video.example.org"})
    answer = desk.post(path, {"link": link}, follow=True)
    pages = answer.text + desk.get(path).text

    assert refused.context["form"].errors["link"] == ["Enter an address that begins with https://"]
    assert ("There is a link, kept sealed." in pages, link in pages) == (True, False)
    desk.post(path, {"link": "", "forget": "on"})
    host.refresh_from_db()
    assert host.video_link == ""


def test_a_host_is_there_for_groups_that_the_director_keeps(desk, host, texas):
    region = RegionFactory(parent=texas)
    ohio, committee = a_chapter("OH", "Ohio"), CommitteeFactory(parent=texas)
    path = address("meeting_host_for", host.slug)
    desk.post(path, {"group": region.slug, "rank": 2})
    refused = [
        desk.post(path, {"group": other.slug, "rank": 1}).context["form"].errors["group"]
        for other in (ohio, committee, the_network())
    ]

    assert refused == [["Choose one of the list."]] * 3
    assert [area.group for area in host.areas.all()] == [texas, region]


def test_a_group_of_others_is_not_the_directors_to_end(desk, host):
    network = the_network()
    hosts.serve(host=host, group=network, by=None, at=timezone.now())
    page = desk.get(address("meeting_host", host.slug)).text
    end = address("meeting_host_for_end", host.slug, network.slug)

    assert (desk.post(end).status_code, end in page, host.areas.count()) == (404, False, 2)


def test_who_is_there_for_nobody_of_a_directors_leaves_the_directors_list(desk, host, texas):
    answer = desk.post(address("meeting_host_for_end", host.slug, texas.slug))

    assert (answer["Location"], host.areas.count()) == (ALL, 0)


def test_nobody_stops_before_what_is_booked_is_handed_on(desk, host, soon):
    page = desk.get(address("meeting_host", host.slug)).text
    stop = address("meeting_host_stop", host.slug)
    refused = desk.post(stop, follow=True)

    assert ("1 meeting is still to come" in page, stop in page) == (True, False)
    assert f"{reverse('desk:meetings')}?whose={host.slug}" in page
    assert says(refused) == [
        "1 meeting is still to come. Hand on or call off what is booked first."
    ]
    type(soon).objects.update(state=BookingState.CANCELLED)
    desk.post(stop)
    assert Host.objects.get().active is False
    desk.post(address("meeting_host_resume", host.slug))
    assert Host.objects.get().active is True


def test_hours_are_opened_with_one_button_where_there_are_none(desk, host):
    path = address("meeting_host_usual_hours", host.slug)
    with_hours = desk.get(address("meeting_host", host.slug)).text
    host.weekly_hours.all().delete()
    without = desk.get(address("meeting_host", host.slug)).text
    desk.post(path)

    assert (path in with_hours, path in without, host.weekly_hours.count()) == (False, True, 5)


def test_the_list_says_who_left_and_what_they_leave(desk, host, soon):
    here = desk.get(ALL).text
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=host.person).update(until=yesterday, end_reason="left")
    left = desk.get(ALL).text

    assert ("Left the staff" in here, "Left the staff" in left) == (False, True)
    assert ("1 meeting to hand on" in here, "1 meeting to hand on" in left) == (False, True)


def test_national_staff_keep_every_host(client, sign_in, host):
    ohio = a_host(a_chapter("OH", "Ohio"), email="ohio@example.org")
    sign_in(client, national_staff(email="june@example.org").user)
    listed = client.get(ALL).context["hosts"]

    assert {one.pk for one in listed} == {host.pk, ohio.pk}


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_however_many_hosts(
    desk, host, texas, more, django_assert_num_queries
):
    for number in range(more):
        other = a_host(texas, email=f"more{number}@example.org")
        hosts.serve(host=other, group=RegionFactory(parent=texas), by=None, at=timezone.now())
    desk.get(ALL)

    with django_assert_num_queries(8):
        desk.get(ALL)


@pytest.mark.parametrize("more", [0, 2])
def test_a_hosts_page_costs_the_same_however_much_there_is(
    desk, host, texas, more, django_assert_num_queries
):
    a_type(host)
    for number in range(more):
        a_type(host, name=f"Call {number}")
        hosts.serve(host=host, group=RegionFactory(parent=texas), by=None, at=timezone.now())
    path = address("meeting_host", host.slug)
    desk.get(path)

    with django_assert_num_queries(13):
        desk.get(path)
