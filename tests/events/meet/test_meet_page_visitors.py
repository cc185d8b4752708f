"""Somebody we do not know books what is public: a proven mailbox, and a secret address after."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from cms.operations import make_chapter_page
from events.models import Booking
from events.operations.meet import deciding
from network.models import ContactPoint, Letter
from tests.conftest import sign_in
from tests.events.meet.pages import EVERY_HOUR, button, page, times_of, tomorrow
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_type, booked

VERA = {"name": "Vera Voss", "email": "vera@example.org", "topic": "Marmots"}


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def host():
    return a_host(a_chapter("MD", "Maryland"), given="Renata", family="Osei", **EVERY_HOUR)


@pytest.fixture
def kind(host):
    return a_type(host, name="Open door", public=True, questions=["What did you read?"])


def hold(client, kind, starts_at):
    return client.post(times_of(kind), {"time": button(starts_at)})


def code():
    return re.search(r"\d{6}", Letter.objects.filter(kind="meeting_code").latest("pk").body)[0]


def fill_in(client, kind, starts_at, **typed):
    """Hold it, type what is asked, and the code."""
    address = hold(client, kind, starts_at).url
    client.post(address, {**VERA, **typed, "question_0": "The minutes"})
    return client.post(address + "code/", {"code": code()})


def guest(client, kind, at):
    fill_in(client, kind, tomorrow(at))
    booking = Booking.objects.get()
    return booking, f"/meet/guest/{booking.public_id}/{booking.guest_token}/"


def test_a_visitor_sees_what_is_public_and_by_whom(client, host, kind):
    a_type(host, name="For members")
    words = page(client, "/meet/")

    assert "Open door" in words
    assert "For members" not in words
    assert 'href="/accounts/login/?next=/meet/"' in words
    assert "For members" not in page(client, host.get_absolute_url())


def test_without_anything_public_a_visitor_reads_how_to_join(client, host):
    kind = a_type(host)
    assert "you can be one of them" in page(client, "/meet/")

    for address in (host.get_absolute_url(), times_of(kind), "/meet/nobody/"):
        assert client.get(address).status_code == 404
    assert client.get("/meet/ask/").status_code == 302


def test_a_visitor_books_with_a_code_and_reads_it_is_booked(client, kind, at):
    done = fill_in(client, kind, tomorrow(at))
    booking = Booking.objects.get()

    assert (booking.state, booking.person) == ("confirmed", None)
    assert (booking.guest_name, booking.guest_email) == ("Vera Voss", "vera@example.org")
    assert (booking.topic, booking.answers) == (
        "Marmots",
        [["What did you read?", "The minutes"]],
    )
    assert "on its way to vera@example.org" in page(client, done.url)


def test_whether_we_know_a_mailbox_is_not_told(client, kind, at):
    known = a_member()
    ContactPoint.objects.create(
        person=known, kind="email", use="personal", value="vera@example.org"
    )
    unknown = fill_in(client, kind, tomorrow(at, 11), email="other@example.org")
    said = page(client, unknown.url)
    mine = fill_in(client, kind, tomorrow(at))

    assert Booking.objects.get(person=known).state == "confirmed"
    assert (mine.status_code, mine.url) == (unknown.status_code, unknown.url)
    assert words(page(client, mine.url)) == words(said.replace("other@", "vera@"))
    its = Booking.objects.get(person=known)
    assert client.get(f"/meet/guest/{its.public_id}/{its.guest_token}/").status_code == 404


def words(said):
    return re.sub(r'nonce="[^"]*"', "", said)


def test_the_wrong_code_books_nothing(client, kind, at):
    address = hold(client, kind, tomorrow(at)).url
    client.post(address, VERA)
    wrong = "000000" if code() != "000000" else "111111"
    answer = client.post(address + "code/", {"code": wrong}).content.decode()

    assert "not the code we sent" in answer
    assert Booking.objects.get().state == "hold"


def test_a_mailbox_is_asked_for(client, kind, at):
    address = hold(client, kind, tomorrow(at)).url
    answer = client.post(address, {"name": "", "email": "x"}).content.decode()

    assert "Enter your name." in answer
    assert "Enter an e-mail address" in answer
    assert Letter.objects.count() == 0
    assert client.get(address + "code/").url == address


def test_a_session_keeps_one_time_only(client, kind, at):
    hold(client, kind, tomorrow(at))
    hold(client, kind, tomorrow(at, 11))

    assert sorted(Booking.objects.values_list("state", flat=True)) == ["hold", "lapsed"]


def test_a_session_holds_so_many_times_an_hour_and_no_more(client, kind, at):
    for number in range(10):
        assert hold(client, kind, tomorrow(at, 8 + number)).status_code == 302
    answer = hold(client, kind, tomorrow(at, 20))

    assert "You have held many times already." in answer.content.decode()
    assert Booking.objects.count() == 10


def test_so_does_an_address_of_the_network(client, kind, at):
    for number in range(30):
        client.cookies.clear()
        assert hold(client, kind, tomorrow(at, number % 24)).status_code in (200, 302)
    client.cookies.clear()

    assert "You have held many" in hold(client, kind, tomorrow(at, 20)).content.decode()


def test_what_a_visitor_holds_is_their_sessions(client, kind, at):
    address = hold(client, kind, tomorrow(at)).url
    client.cookies.clear()

    assert client.get(address).url == f"/accounts/login/?next={address}"
    assert client.post(address + "code/", {"code": "1"}).status_code == 404
    sign_in(client, a_member().user)
    assert client.get(address).status_code == 404


def test_a_time_that_was_lost_meanwhile_is_said_after_the_code(client, kind, host, at):
    address = hold(client, kind, tomorrow(at)).url
    client.post(address, VERA)
    Booking.objects.update(hold_until=at - dt.timedelta(minutes=1))
    deciding.lapse(at)
    booked(kind, a_member(), tomorrow(at), at=at)
    answer = client.post(address + "code/", {"code": code()}, follow=True).content.decode()

    assert "just taken" in answer
    assert Booking.objects.filter(state="confirmed").count() == 1


def test_a_guest_keeps_their_meeting_by_the_secret_of_their_letter(client, kind, at):
    booking, address = guest(client, kind, at)
    client.cookies.clear()
    assert "Your meeting with Renata Osei" in page(client, address)
    assert "METHOD:PUBLISH" in client.get(address + "invitation.ics").content.decode()
    client.post(address + "move/", {"time": button(tomorrow(at, 15)), "seen": 0})
    booking.refresh_from_db()
    assert booking.starts_at == tomorrow(at, 15)

    client.post(address + "cancel/", {"seen": 1})
    booking.refresh_from_db()
    assert (booking.state, booking.sequence) == ("cancelled", 2)
    assert "It was called off." in page(client, address)


def test_another_secret_opens_nothing(client, kind, at):
    booking, address = guest(client, kind, at)
    client.cookies.clear()
    for wrong in ("x", "ß", booking.guest_token[:-1], "0" * 64):
        for end in ("", "move/", "cancel/", "invitation.ics"):
            assert client.get(f"/meet/guest/{booking.public_id}/{wrong}/{end}").status_code == 404
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-cache" in answer["Cache-Control"]


def test_whoever_signs_in_meanwhile_types_nothing(client, kind, at):
    dana = a_member(given="Dana")
    address = hold(client, kind, tomorrow(at)).url
    client.force_login(dana.user)
    client.post(address, {"topic": "Marmots"})

    booking = Booking.objects.get()
    assert (booking.person, booking.state, booking.guest_email) == (dana, "confirmed", "")


@pytest.mark.parametrize("met", [True, False])
def test_a_chapters_page_leads_to_its_director_if_they_are_met(client, host, met):
    if not met:
        type(host).objects.update(active=False)
    found = make_chapter_page(group=a_chapter("MD", "Maryland"), by=None, at=timezone.now())

    assert ("Book time with the director" in page(client, found.url)) is met
