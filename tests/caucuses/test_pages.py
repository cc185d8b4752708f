"""What each of them reads on the list, on the hub and on their own page."""

import datetime as dt
import time

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.access import pages
from caucuses.models import JoinAnswer, ListedTo, RosterShown
from caucuses.views import hub
from events.models import Event
from network.models import Jurisdiction, Letter, Membership, Office, Term
from network.roles import GroupKind, Role
from tests.privacy.answers import ANEW

from .conftest import LONG_AGO, browser, list_to, row, set_policy

HUB = "/caucuses/lanterns/"


@pytest.fixture
def meeting(caucus):
    """The Thursday after next at half past six in the evening, Eastern time, as members see it."""
    start = dt.datetime(2099, 12, 3, 23, 30, tzinfo=dt.UTC)
    return Event.objects.create(
        host=caucus.group,
        title="Wick night",
        timezone="America/New_York",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=1),
        place="On video",
    )


def test_a_visitor_sees_the_public_ones_and_how_to_join(caucus, make_caucus):
    make_caucus("beacons", policy="ask", listed_to=ListedTo.PUBLIC)

    page = browser().get("/caucuses/")

    assertContains(page, "Beacons Caucus")
    assertContains(page, "We of beacons.")
    assertContains(page, "Ask to join")
    assertNotContains(page, "Lanterns")


def test_my_own_come_first(caucus, cast, make_caucus):
    make_caucus("beacons", listed_to=ListedTo.MEMBERS)

    page = browser(cast.bob).get("/caucuses/").content.decode()

    assert page.index("Lanterns Caucus") < page.index("You are in it") < page.index("Beacons")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    cast, make_caucus, django_assert_num_queries, count
):
    for number in range(count):
        row(cast.bob, make_caucus(f"circle-{number}", listed_to=ListedTo.PUBLIC).group)
    client = browser(cast.bob)
    client.get("/caucuses/")

    with django_assert_num_queries(7):
        client.get("/caucuses/")


def give_office(person):
    place, _ = Jurisdiction.objects.get_or_create(
        ocd_id="ocd-division/country:us/state:oh/place:elyria",
        defaults={"name": "Elyria", "kind": "city", "state": "OH"},
    )
    office, _ = Office.objects.get_or_create(
        jurisdiction=place, role="council", defaults={"title": "Council member"}
    )
    Term.objects.create(person=person, office=office, starts_on=LONG_AGO)


@pytest.mark.parametrize("who", ["alice", "bob"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_hub_asks_as_often_for_three_members_as_for_one(
    caucus, cast, somebody, django_assert_num_queries, who, count
):
    caucus.roster_shown_to = RosterShown.MEMBERS
    caucus.save()
    give_office(cast.alice)
    for number in range(count):
        member, asker = somebody(f"Member{number}"), somebody(f"Asker{number}")
        row(member, caucus.group)
        asked = row(asker, caucus.group, state="asked")
        JoinAnswer.objects.create(membership=asked, text="Bees.")
        give_office(member)
        give_office(asker)
    client = browser(getattr(cast, who))
    client.get(HUB)

    with django_assert_num_queries({"alice": 20, "bob": 16}[who]):
        page = client.get(HUB)

    assertContains(page, "Elyria, OH", count=(1 + 2 * count) if who == "alice" else 1 + count)


def test_a_member_reads_the_next_meeting_in_its_own_zone(caucus, cast, meeting):
    page = browser(cast.bob).get(HUB)

    assertContains(page, "Wick night")
    assertContains(page, "Thursday, December 3, 2099, 6:30 p.m. ET")
    assertContains(page, "On video")


def test_somebody_outside_reads_the_purpose_and_nothing_else(caucus, cast, meeting):
    list_to(caucus, ListedTo.PUBLIC)

    for who in (cast.charlie, cast.dana, cast.ada, None):
        page = browser(who).get(HUB)

        # Tokens are random: one of them has spelled a name.
        said = ANEW.sub("", page.content.decode())
        assert "We of lanterns." in said
        for secret in ("Alice", "Bob", "Wick night", "people are in"):
            assert secret not in said


def test_a_visitor_who_would_join_is_asked_to_sign_in(caucus):
    list_to(caucus, ListedTo.PUBLIC)

    response = browser().post(f"{HUB}join/")

    assertRedirects(response, f"/accounts/login/?next={HUB}", fetch_redirect_response=False)


def test_a_member_joins_and_leaves_an_open_caucus(caucus, cast, on):
    list_to(caucus, ListedTo.MEMBERS)
    client = browser(cast.charlie)
    assertContains(client.get(HUB), "Join this caucus")

    joined = client.post(f"{HUB}join/", follow=True)
    assertContains(joined, "You are in. Welcome.")

    assertContains(client.get(f"{HUB}leave/"), "Leave Lanterns Caucus?")
    left = client.post(f"{HUB}leave/", follow=True)
    assertContains(left, "You have left.")
    assert access.membership_of(cast.charlie, caucus, on=on) is None


def test_whoever_leaves_a_hidden_caucus_lands_on_the_list(caucus, cast):
    response = browser(cast.bob).post(f"{HUB}leave/", follow=True)

    assertRedirects(response, "/caucuses/")
    assertNotContains(response, "Lanterns")


def test_asking_deciding_and_being_told(caucus, cast, on):
    list_to(caucus, ListedTo.MEMBERS)
    set_policy(caucus, "ask")
    charlie, alice = browser(cast.charlie), browser(cast.alice)

    assertContains(
        charlie.post(f"{HUB}ask/", {"answer": "I keep bees."}, follow=True), "You have asked"
    )
    assertContains(alice.get(HUB), "I keep bees.")
    asked = access.membership_of(cast.charlie, caucus, on=on)
    alice.post(f"{HUB}requests/{asked.public_id}/approve/")

    assertContains(charlie.get(HUB), "You are in it")
    again = alice.post(f"{HUB}requests/{asked.public_id}/decline/", follow=True)
    assertContains(again, "Somebody decided this a moment ago.")
    assertNotContains(alice.get(HUB), "I keep bees.")


def test_an_answer_that_is_too_long_is_kept_in_the_form(caucus, cast):
    list_to(caucus, ListedTo.MEMBERS)
    set_policy(caucus, "ask")

    page = browser(cast.charlie).post(f"{HUB}ask/", {"answer": "b" * 1001})

    assertContains(page, "at most 1000 characters")
    assertContains(page, "b" * 1001)


def test_an_asker_takes_it_back(caucus, cast, on):
    list_to(caucus, ListedTo.MEMBERS)
    row(cast.charlie, caucus.group, state="asked")

    page = browser(cast.charlie).post(f"{HUB}withdraw/", follow=True)

    assertContains(page, "You took it back.")
    assert access.membership_of(cast.charlie, caucus, on=on) is None


@pytest.mark.parametrize(("step", "lands"), [("accept", HUB), ("no-thanks", "/caucuses/")])
def test_whoever_is_invited_to_a_hidden_caucus_answers(caucus, cast, step, lands):
    row(cast.charlie, caucus.group, state="invited")
    client = browser(cast.charlie)
    page = client.get(HUB)
    assertContains(page, "You are invited")
    assertNotContains(page, "Alice")

    assertRedirects(client.post(f"{HUB}{step}/"), lands)


def test_every_address_gets_the_same_answer_to_an_invitation(caucus, cast):
    client = browser(cast.alice)

    pages = {
        client.post(f"{HUB}invite/", {"email": email}, follow=True)
        .content.decode()
        .partition("<main")[2]
        .partition("csrfmiddlewaretoken")[0]
        for email in ("charlie@example.org", "bob@example.org", "nobody@example.org")
    }

    assert len(pages) == 1
    assert "If this is a member&#x27;s address, an invitation is on its way." in pages.pop()
    assert [letter.to for letter in Letter.objects.all()] == ["charlie@example.org"]


@pytest.mark.parametrize("email", ["charlie@example.org", "nobody@example.org"])
def test_every_invitation_is_answered_as_late(caucus, cast, email):
    client = browser(cast.alice)
    begun = time.monotonic()

    client.post(f"{HUB}invite/", {"email": email})

    assert time.monotonic() - begun >= hub.ANSWERS_AFTER


def test_an_address_that_is_none_is_refused_at_the_field(caucus, cast):
    page = browser(cast.alice).post(f"{HUB}invite/", {"email": "no address"})

    assertContains(page, "Enter a valid email address.")


def test_a_chair_removes_a_member(caucus, cast, on):
    client = browser(cast.alice)
    member = access.membership_of(cast.bob, caucus, on=on)
    path = f"{HUB}members/{member.public_id}/remove/"

    assertContains(client.get(path), "Remove Bob Example?")
    assertRedirects(client.post(path), HUB)

    assert browser(cast.bob).get(HUB).status_code == 404


def test_a_removed_member_is_told_that_only_an_invitation_brings_them_back(caucus, cast, on):
    list_to(caucus, ListedTo.MEMBERS)
    access.memberships(caucus).filter(person=cast.bob).update(until=on, end_reason="removed")

    page = browser(cast.bob).get(HUB)

    assertContains(page, "You can come back by invitation only.")
    assertNotContains(page, "Join this caucus")


def test_the_last_to_lead_names_who_is_next(caucus, cast, on):
    client = browser(cast.alice)
    bob = access.membership_of(cast.bob, caucus, on=on)

    assertContains(client.get(f"{HUB}leave/"), "Say who leads it next")
    assertContains(client.post(f"{HUB}leave/"), "Choose who leads it next.")
    assertContains(
        client.post(f"{HUB}leave/", {"successor": "x"}), "Choose somebody from the list."
    )
    assertRedirects(client.post(f"{HUB}leave/", {"successor": str(bob.public_id)}), "/caucuses/")
    assert access.membership_of(cast.bob, caucus, on=on).role == Role.CHAIR


def test_whoever_leads_an_empty_caucus_is_told_what_to_do(caucus, cast, on):
    access.memberships(caucus).filter(person=cast.bob).update(until=on, end_reason="left")

    page = browser(cast.alice).get(f"{HUB}leave/")

    assertContains(page, "Invite somebody who can lead it next before you leave.")


def test_whoever_leads_needs_a_second_factor_for_it(caucus, cast):
    row(cast.charlie, caucus.group, state="asked")
    client = Client()
    client.force_login(cast.alice.user)

    page = client.get(HUB)

    assertContains(page, "open with your passkey or authenticator app")
    assertNotContains(page, "Charlie")
    assert "Bob" not in ANEW.sub("", page.content.decode())
    assertRedirects(
        client.post(f"{HUB}invite/", {"email": "charlie@example.org"}),
        f"{HUB}unlock/",
        fetch_redirect_response=False,
    )
    asked = client.get(f"{HUB}unlock/")
    assertContains(asked, "Those who lead a caucus need a passkey", status_code=403)


def test_a_member_whose_standing_ended_reads_that_it_rests(caucus, cast, on, meeting):
    Membership.objects.filter(person=cast.bob, group__kind=GroupKind.NETWORK).update(
        until=on, end_reason="left"
    )

    page = browser(cast.bob).get(HUB)

    assertContains(page, "Your membership rests")
    assertNotContains(page, "Wick night")
    assertNotContains(page, "Alice")


def test_my_page_lists_my_caucuses_and_nobody_elses(caucus, cast):
    pages = {
        who: browser(getattr(cast, who)).get("/me/").content.decode()
        for who in ("alice", "bob", "charlie", "dana", "ada")
    }

    assert {who for who, page in pages.items() if "Lanterns" in page} == {"alice", "bob"}


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "²", "99999999999999999999", ""])
def test_any_page_number_is_answered(caucus, cast, number):
    assert browser(cast.alice).get(HUB, {"page": number}).status_code == 200


def test_a_long_roster_comes_in_pages(caucus, cast, somebody, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 2)
    for number in range(3):
        row(somebody(f"Extra{number}"), caucus.group)
    client = browser(cast.alice)

    first, second = client.get(HUB), client.get(f"{HUB}?page=2")

    assertContains(first, "?page=2#members")
    assertNotContains(first, "Extra2")
    assertContains(second, "Extra1")
    assertContains(second, "?page=1#members")
