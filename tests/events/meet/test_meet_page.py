"""Whom one can meet, the times to choose from, and a booking from its first tap to its last."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from events.models import Booking, HostArea, MeetingRequest, WindowMode
from events.models.clocks import wall
from events.operations.meet import deciding, requests, routing
from events.reports.meet import choosing
from network.models import AuditEntry, Letter, Membership, Office, Person
from network.roles import GroupKind
from tests.conftest import sign_in
from tests.events.meet.pages import EVERY_HOUR, button, page, times_of, tomorrow
from tests.factories import (
    GroupFactory,
    JurisdictionFactory,
    TermFactory,
    a_chapter,
    a_member,
    the_network,
)
from tests.meeting_factories import a_host, a_place, a_pool, a_type, booked, held, weekly


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def chapter():
    return a_chapter("MD", "Maryland")


@pytest.fixture
def host(chapter):
    return a_host(chapter, given="Renata", family="Osei", **EVERY_HOUR)


@pytest.fixture
def kind(host):
    return a_type(host)


@pytest.fixture
def dana(chapter):
    return a_member(chapter, given="Dana")


@pytest.fixture
def as_dana(client, dana):
    sign_in(client, dana.user)
    return client


def test_a_member_books_in_three_taps_and_types_nothing(as_dana, kind, dana, at):
    assert times_of(kind) in page(as_dana, "/meet/")
    taken = re.search(r'name="time" value="([^"]+)"', page(as_dana, times_of(kind)))[1]
    hold = as_dana.post(times_of(kind), {"time": taken})
    assert "Held for you until" in page(as_dana, hold.url)
    done = as_dana.post(hold.url, {})

    booking = Booking.objects.get()
    assert (done.url, booking.state, booking.person) == (hold.url, "confirmed", dana)


def test_one_reads_why_it_is_them(as_dana, kind, dana, host, chapter):
    serves = JurisdictionFactory(name="Hagerstown", state="MD")
    office = Office.objects.create(jurisdiction=serves, role="council", title="Councilmember")
    TermFactory(person=dana, office=office)
    said = "You are a councilmember in Hagerstown, MD."
    assert f"{said} Renata Osei is there for Maryland." in page(as_dana, "/meet/")

    region = GroupFactory(kind=GroupKind.REGION, parent=chapter, name="Western Region")
    HostArea.objects.create(host=host, group=region)
    assert f"{said[:-1]}, in the Western Region." in page(as_dana, "/meet/")


@pytest.mark.parametrize("where", ["region", "chapter", "network"])
def test_the_nearest_is_found_in_one_question(
    host, dana, chapter, where, at, django_assert_num_queries
):
    on = timezone.localdate(at)
    HostArea.objects.all().delete()
    groups = {
        "region": GroupFactory(kind=GroupKind.REGION, parent=chapter, name="West"),
        "chapter": chapter,
        "network": the_network(),
    }
    office = Office.objects.create(jurisdiction=JurisdictionFactory(state="MD"), role="mayor")
    TermFactory(person=dana, office=office)
    HostArea.objects.create(host=host, group=groups[where])

    with django_assert_num_queries(1):
        assert routing.nearest(dana, on=on) == host
    assert [route.host for route in routing.routes(dana, on=on)] == [host]
    assert routing.nearest(Person.objects.create(given="Noor"), on=on) is None


def test_only_what_is_for_one_is_offered(as_dana, host, kind):
    alums = a_type(host, name="For alumni", audience={"standing": ["alum"]})

    assert "For alumni" not in page(as_dana, "/meet/")
    assert as_dana.get(times_of(alums)).status_code == 404
    assert as_dana.post(times_of(alums), {"time": "x"}).status_code == 404
    assert as_dana.get(times_of(kind)).status_code == 200


def test_a_pool_is_met_by_whoever_is_free(as_dana, host, chapter, at):
    kind = a_type(pool=a_pool(host, group=chapter), name="Policy desk")
    assert "Policy desk" in page(as_dana, "/meet/")

    hold = as_dana.post(times_of(kind), {"time": button(tomorrow(at))})
    assert "Renata Osei" in page(as_dana, hold.url)


def test_whoever_has_nobody_leaves_a_note(as_dana, dana, chapter):
    assert "Nobody’s hours are here for you yet" in page(as_dana, "/meet/")
    as_dana.post("/meet/ask/", {"words": " The budget, in June. "})
    again = as_dana.post("/meet/ask/", {"words": "Once more"})

    asked = MeetingRequest.objects.get()
    assert (asked.person, asked.group, asked.words) == (dana, chapter, "The budget, in June.")
    assert "We have your note already" in again.content.decode()
    assert AuditEntry.objects.filter(action="events.meeting_wished").count() == 1
    assert Letter.objects.count() == 0


def test_a_note_goes_where_one_serves_else_to_the_network(chapter, at):
    network = the_network()
    serving, elsewhere = a_member(), a_member()
    office = Office.objects.create(jurisdiction=JurisdictionFactory(state="MD"), role="mayor")
    TermFactory(person=serving, office=office)

    for person, group in [(serving, chapter), (elsewhere, network)]:
        asked = requests.ask(person=person, words="Hello", by=person.user, at=at)
        assert asked.group == group


def test_a_note_has_words(as_dana):
    assert "Say in a few words" in as_dana.post("/meet/ask/", {"words": " "}).content.decode()
    assert MeetingRequest.objects.count() == 0


def test_a_time_that_was_just_taken_comes_with_the_three_nearest(as_dana, kind, chapter, at):
    nine = tomorrow(at)
    booked(kind, a_member(chapter), nine, at=at)
    answer = as_dana.post(times_of(kind), {"time": button(nine)}).content.decode()

    assert "just taken" in answer
    half = dt.timedelta(minutes=30)
    near = answer[answer.index('id="near"') : answer.index('id="month"')]
    offered_now = re.findall(r'value="(2[^"]+Z [^"]+)"', near)
    assert offered_now == [button(nine - 2 * half), button(nine - half), button(nine + half)] or (
        offered_now == [button(nine - half), button(nine + half), button(nine + 2 * half)]
    )


def test_a_hold_that_was_lost_says_so_and_offers_others(as_dana, kind, dana, chapter, at):
    hold = held(kind, dana, tomorrow(at), at=at - dt.timedelta(minutes=30))
    booked(kind, a_member(chapter), tomorrow(at), at=at)
    deciding.lapse(at)
    answer = as_dana.post(hold.get_absolute_url(), {"topic": "The budget"}).content.decode()

    assert "just taken" in answer
    assert "The budget" in answer
    assert 'id="near"' in answer


@pytest.mark.parametrize("sent", ["", "x", "2026-01-01", "9999-12-31T23:59Z online"])
def test_a_button_that_says_nothing_holds_nothing(as_dana, kind, sent):
    assert (
        "Choose one of the times." in as_dana.post(times_of(kind), {"time": sent}).content.decode()
    )
    assert Booking.objects.count() == 0


@pytest.mark.parametrize("query", ["month=9999-12", "month=0001-01", "how=x", "zone=x", "month=x"])
def test_what_cannot_be_read_is_as_if_nothing_was_said(as_dana, kind, query):
    assert 'name="time"' in page(as_dana, f"{times_of(kind)}?{query}")


def test_times_are_told_by_the_clocks_of_whoever_reads(as_dana, kind, at):
    seven = tomorrow(at, 7)
    on = f"month={seven:%Y-%m}&how=online"

    def said(zone):
        words = page(as_dana, f"{times_of(kind)}?{on}&zone={zone}")
        return re.search(rf'value="{button(seven)}">([^<(]+)', words)[1].strip()

    assert (said("America/New_York"), said("America/Chicago")) == ("7 a.m.", "6 a.m.")


def test_in_person_the_place_comes_first(as_dana, host, chapter, dana):
    place = a_place(chapter, timezone="America/Chicago", access="Ramp at the back.")
    weekly(host, 0, 1, 3, mode=WindowMode.IN_PERSON, place=place)
    kind = a_type(host, modes=WindowMode.IN_PERSON)
    words = page(as_dana, times_of(kind))

    assert "Ramp at the back." in words
    assert "In person: Annex" in words
    taken = re.search(r'value="(2[^"]+)">midnight <small>\(1 a.m. for you\)', words)[1]
    hold = as_dana.post(times_of(kind), {"time": taken})
    assert "For you: Monday" in page(as_dana, hold.url)
    booking = Booking.objects.get()
    assert (booking.place, booking.zone) == (place, "America/Chicago")


def test_a_zone_once_used_is_kept(as_dana, kind, at):
    as_dana.post(times_of(kind) + "?zone=America/Denver", {"time": button(tomorrow(at))})

    assert Booking.objects.get().guest_timezone == "America/Denver"
    assert "Times are Mountain time" in page(as_dana, times_of(kind))


def test_who_takes_no_meetings_any_more_has_a_page_that_says_so(as_dana, client, host, kind):
    address = host.get_absolute_url()
    assert kind.name in page(as_dana, address)
    Membership.objects.filter(person=host.person).update(
        until=timezone.localdate() - dt.timedelta(days=1), end_reason="left"
    )
    assert "takes no meetings now" in page(as_dana, address)

    client.logout()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_at_one_meeting_and_at_three(
    as_dana, kind, dana, at, count, django_assert_num_queries
):
    for number in range(count):
        booked(kind, dana, tomorrow(at, 9 + number), at=at)
    as_dana.get("/meet/")
    with django_assert_num_queries(MEET_QUERIES):
        as_dana.get("/meet/")
    with django_assert_num_queries(TIMES_QUERIES):
        as_dana.get(times_of(kind))


MEET_QUERIES = 13
TIMES_QUERIES = 16


def test_a_month_is_read_at_once(host, at):
    hosts = [host, *(a_host(**EVERY_HOUR) for _ in range(2))]
    kind = a_type(pool=a_pool(*hosts), step=15, horizon_days=60)
    month = choosing.month(kind, choosing.Wanted("America/New_York"), at=at)
    instants = [time.starts_at for _, times in month.days for time in times]

    assert instants == sorted(set(instants))
    assert month.days[0][0] >= wall(at, zone="America/New_York").date()


def test_a_month_without_times_leads_to_the_next(as_dana, chapter, at):
    bare = a_host(chapter, hours=(), given="Bea")
    words = page(as_dana, times_of(a_type(bare)))

    assert "Nothing is open in" in words
    assert "Ask us for a meeting" in words


def test_an_applicant_sees_what_is_public(client, host, kind):
    person = a_member()
    Membership.objects.filter(person=person).update(state="asked")
    sign_in(client, person.user)
    a_type(host, name="Open door", public=True)
    words = page(client, "/meet/")

    assert "Open door" in words
    assert times_of(kind) not in words
    assert client.get(times_of(kind)).status_code == 404
    assert routing.is_of_network(person, on=timezone.localdate()) is False


def test_nobody_is_sent_to_themselves(client, host, kind):
    sign_in(client, host.person.user)

    assert times_of(kind) not in page(client, "/meet/")
    assert routing.nearest(host.person, on=timezone.localdate()) is None
