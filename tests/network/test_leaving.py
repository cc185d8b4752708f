"""Leaving the network: everything ends today, the record and the sign-in stay."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from caucuses.models import Caucus, JoinAnswer
from network import audit
from network.models import AuditEntry, Consent, Letter, Membership, Person, Volunteer
from network.models.directory import listed
from network.operations import consents, leaving
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    with_login,
)

LEAVE = "/me/leave/"


@pytest.fixture
def ana():
    return a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")


def go(person):
    leaving.leave(person=person, by=person.user, at=NOON)


def refused(person):
    with pytest.raises(ValidationError) as refusal:
        go(person)
    return refusal.value.error_list[0].code


def a_caucus(*people, role=Role.MEMBER, **fields):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(), purpose="To meet", **fields)
    for person in people:
        MembershipFactory(person=person, group=caucus.group, role=role)
    return caucus


def ended(person):
    rows = Membership.including_private.filter(person=person).order_by("pk")
    return [(row.role, row.state, row.until, row.end_reason) for row in rows]


def test_every_membership_ends_today_with_its_reason(ana):
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)
    MembershipFactory(person=ana, group=a_chapter(), role=Role.ORGANIZER)
    MembershipFactory(person=ana, group=CommitteeFactory(), state="asked")

    go(ana)

    assert ended(ana) == [
        ("member", "active", TODAY, "left"),
        ("member", "active", TODAY, "left"),
        ("member", "active", TODAY, "resigned"),
        ("organizer", "active", TODAY, "resigned"),
        ("member", "asked", TODAY, "withdrawn"),
    ]


def test_from_tomorrow_on_they_are_no_member(ana):
    go(ana)

    standing = Person.objects.standing(on=TODAY + dt.timedelta(days=1)).get(pk=ana.pk).standing
    assert standing == "prospect"


def test_what_was_to_end_later_ends_today_and_keeps_its_reason(ana):
    later = TODAY + dt.timedelta(days=30)
    role = MembershipFactory(
        person=ana, group=a_chapter(), role=Role.WRITER, until=later, end_reason="term_over"
    )

    go(ana)

    role.refresh_from_db()
    assert (role.until, role.end_reason) == (TODAY, "term_over")


def test_what_begins_later_ends_when_it_begins(ana):
    later = TODAY + dt.timedelta(days=30)
    role = MembershipFactory(person=ana, group=a_chapter(), role=Role.WRITER, since=later)

    go(ana)

    role.refresh_from_db()
    assert role.until == later


def test_offers_to_take_a_seat_are_taken_back(ana):
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    Volunteer.objects.create(person=ana, seat=seat, offered_at=NOON)

    go(ana)

    assert Volunteer.objects.get().state == "withdrawn"


def test_they_are_out_of_the_directory_at_once(ana):
    for purpose in ("directory", "newsletter"):
        consents.answer(person=ana, purpose=purpose, given=True, how="self", by=ana.user, at=NOON)

    go(ana)

    assert listed(on=TODAY).count() == 0
    latest = Consent.objects.latest().values_list("purpose", "given")
    assert dict(latest) == {"directory": False, "newsletter": False}


def test_the_record_and_the_sign_in_stay(ana, client):
    go(ana)
    client.force_login(ana.user)

    assert client.get("/me/").status_code == 200
    assert client.get("/directory/").status_code == 404


def test_staff_read_it_in_the_trail_and_the_leaver_in_a_letter(ana, send_letters):
    go(ana)

    (letter,) = send_letters()
    assert (letter.to, letter.subject) == (
        ["ana@example.org"],
        "You have left Chapterhouse Network",
    )
    actions = AuditEntry.objects.filter(person=ana).values_list("action", flat=True)
    assert sorted(actions) == ["network.left"] + ["network.membership_ended"] * 2


def test_caucuses_end_too_and_the_desk_does_not_learn_of_it(ana):
    mine, asked, invited = a_caucus(ana), a_caucus(), a_caucus()
    request = MembershipFactory(person=ana, group=asked.group, state="asked")
    JoinAnswer.objects.create(membership=request, text="Please")
    MembershipFactory(person=ana, group=invited.group, state="invited", since=TODAY)

    go(ana)

    assert ended(ana)[2:] == [
        ("member", "active", TODAY, "left"),
        ("member", "asked", TODAY, "withdrawn"),
        ("member", "invited", TODAY, "declined"),
    ]
    assert JoinAnswer.objects.count() == 0
    seen = AuditEntry.objects.filter(person=ana).values_list("action", flat=True)
    assert [action for action in seen if action.startswith("caucuses")] == []
    assert mine.group.name not in " ".join(Letter.objects.values_list("body", flat=True))


def test_a_steward_looks_after_it_no_longer(ana):
    a_caucus(ana, role=Role.STEWARD)

    go(ana)

    assert ended(ana)[2] == ("steward", "active", TODAY, "left")


def test_the_last_leader_hands_it_on_first_and_only_they_are_told(ana, client, sign_in):
    caucus = a_caucus(ana, role=Role.CHAIR)
    MembershipFactory(person=ana, group=caucus.group)
    MembershipFactory(person=a_member(), group=caucus.group)

    assert refused(ana) == "last_leader"
    page = sign_in(client, ana.user).post(LEAVE, {"sure": "on"}).content.decode()
    assert f"You are the last to lead {caucus}." in page
    assert set(ended(ana)) == {
        ("member", "active", None, ""),
        ("chair", "active", None, ""),
    }


def test_one_of_two_leaders_may_go(ana):
    a_caucus(ana, a_member(), role=Role.CHAIR)

    go(ana)

    assert ended(ana)[2] == ("chair", "active", TODAY, "left")


def test_the_only_administrator_stays():
    admin = an_administrator()

    assert refused(admin) == "last_admin"
    an_administrator()
    go(admin)
    assert ended(admin) == [("admin", "active", TODAY, "resigned")]


def test_whoever_belongs_to_nothing_cannot_leave():
    assert refused(with_login(PersonFactory())) == "not_in"


def test_leaving_twice_is_leaving_once(ana):
    go(ana)

    assert refused(ana) == "not_in"
    assert AuditEntry.objects.filter(action="network.left").count() == 1


def test_a_failure_midway_leaves_nothing(ana, monkeypatch):
    caucus = a_caucus(ana)
    record = audit.record

    def fail(subject, action, **fields):
        if action == "network.left":
            raise RuntimeError("the disk is full")
        return record(subject, action, **fields)

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        go(ana)

    assert {row[2] for row in ended(ana)} == {None}
    assert (Letter.objects.count(), AuditEntry.including_private.count()) == (0, 0)
    assert caucus.group.closed_on is None


# The page


def test_the_page_says_what_leaving_means_and_does_it_on_a_post(client, ana, sign_in):
    sign_in(client, ana.user)

    assert "Today is its last day." in client.get(LEAVE).content.decode()
    assert ended(ana)[0][2] is None
    answer = client.post(LEAVE, {"sure": "on"})
    assert answer.url == "/me/"
    assert ended(ana)[0][3] == "left"


def test_without_a_tick_nobody_leaves(client, ana, sign_in):
    page = sign_in(client, ana.user).post(LEAVE, {})

    assert "Tick the box to go on." in page.content.decode()
    assert ended(ana)[0][2] is None


@pytest.mark.parametrize("page", ["/me/leave/", "/me/erase/", "/me/data/"])
@pytest.mark.parametrize("how", ["get", "post"])
def test_an_old_session_proves_who_it_is_first(client, ana, page, how):
    client.force_login(ana.user)

    answer = getattr(client, how)(page, {"sure": "on", "form": "json"})

    assert answer.url.startswith(f"/accounts/reauthenticate/?next={page.replace('/', '%2F')}")
    assert Membership.objects.filter(person=ana, until=None).count() == 2


@pytest.mark.parametrize("page", ["/me/leave/", "/me/erase/", "/me/data/"])
def test_visitors_sign_in_and_nobody_s_account_has_no_such_page(client, page, sign_in):
    assert client.get(page).url.startswith("/accounts/login/")
    assert sign_in(client, UserFactory()).get(page).status_code == 404


def test_only_ones_own_membership_ends(client, ana, sign_in):
    director = a_director()

    sign_in(client, director.user).post(LEAVE, {"sure": "on", "person": ana.public_id})

    assert ended(ana)[0][2] is None
    assert ended(director) == [("director", "active", timezone.localdate(), "resigned")]


# Being erased, on one's own page and at the desk


def test_one_asks_to_be_erased_and_stops_it(client, ana, sign_in):
    sign_in(client, ana.user)

    assert "Who held a public office is public" in client.get("/me/erase/").content.decode()
    client.post("/me/erase/", {"sure": "on"})
    waits = client.get("/me/").content.decode()
    client.post("/me/erase/stop/")

    assert "Your record will be erased" in waits
    assert ana.erasures.get().state == "canceled"
    assert client.post("/me/erase/stop/").status_code == 302


def test_an_administrator_erases_at_the_desk_with_a_reason(client, ana, sign_in):
    sign_in(client, an_administrator().user)
    desk = f"/desk/people/{ana.public_id}/"

    assert "Say why you need it." in client.post(f"{desk}erase/", {}).content.decode()
    client.post(f"{desk}erase/", {"reason": "Her letter"})
    record = client.get(desk).content.decode()
    client.post(f"{desk}erase/stop/")

    assert "Her letter" in record
    assert ana.erasures.get().state == "canceled"


@pytest.mark.parametrize("who", [lambda: a_director(), lambda: a_member(), lambda: UserFactory()])
@pytest.mark.parametrize("page", ["erase/", "erase/stop/"])
def test_nobody_else_finds_that_page(client, ana, sign_in, who, page):
    made = who()
    sign_in(client, getattr(made, "user", made))

    answer = client.post(f"/desk/people/{ana.public_id}/{page}", {"reason": "Because"})

    assert answer.status_code == 404
    assert ana.erasures.count() == 0
