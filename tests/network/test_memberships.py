"""Memberships and roles: who may give which, and how they end."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, Membership
from network.operations import memberships
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    RegionFactory,
    StaffTeamFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    the_network,
)

NOT_YOURS = "You can only give rights you hold, inside your chapters."
YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


def begin(person, group, role, by):
    return memberships.begin(
        person=person, group=group, role=role, since=TODAY, by=by and by.user, at=NOON
    )


def givers(texas, ohio):
    return {
        "administrator": an_administrator(),
        "national": national_staff(),
        "director": a_director(texas),
        "elsewhere": a_director(ohio),
        "member": a_member(texas),
    }


#: Who may begin what; nobody else may.
MAY = {
    ("staff", Role.STAFF): {"administrator"},
    ("staff", Role.ADMIN): {"administrator"},
    ("network", Role.MEMBER): {"administrator", "national", "director", "elsewhere"},
    ("chapter", Role.MEMBER): {"administrator", "national", "director"},
    ("chapter", Role.DIRECTOR): {"administrator", "national"},
    ("chapter", Role.STAFF): {"administrator", "national"},
    ("chapter", Role.WRITER): {"administrator", "national", "director"},
    ("chapter", Role.PUBLISHER): {"administrator", "national", "director"},
    ("region", Role.ORGANIZER): {"administrator", "national", "director"},
    ("committee", Role.CHAIR): {"administrator", "national", "director"},
    ("national committee", Role.CHAIR): {"administrator", "national"},
}


@pytest.mark.parametrize(("where", "role"), MAY)
def test_a_right_is_given_only_by_those_who_hold_it(texas, ohio, where, role):
    group = {
        "staff": StaffTeamFactory,
        "network": the_network,
        "chapter": lambda: texas,
        "region": lambda: RegionFactory(parent=texas),
        "committee": lambda: CommitteeFactory(parent=texas),
        "national committee": lambda: CommitteeFactory(parent=the_network()),
    }[where]()
    everybody = givers(texas, ohio)
    for name in everybody.keys() - MAY[where, role]:
        with pytest.raises(ValidationError) as refusal:
            begin(PersonFactory(), group, role, everybody[name])
        assert (refusal.value.messages, refusal.value.code) == ([NOT_YOURS], "rights")

    for name in MAY[where, role]:
        assert begin(PersonFactory(), group, role, everybody[name]).role == role


def test_no_caucus_is_joined_through_here(texas):
    with pytest.raises(ValidationError) as refusal:
        begin(PersonFactory(), CaucusGroupFactory(), Role.MEMBER, None)

    assert refusal.value.code == "role"


def test_a_role_the_group_does_not_have_is_refused(texas):
    with pytest.raises(ValidationError) as refusal:
        begin(PersonFactory(), texas, Role.CHAIR, None)

    assert (refusal.value.messages, refusal.value.code) == (
        ["This group has no such role."],
        "role",
    )


def test_a_closed_group_takes_nobody(texas):
    texas.closed_on = YESTERDAY
    texas.save()
    with pytest.raises(ValidationError) as refusal:
        begin(PersonFactory(), texas, Role.MEMBER, None)

    assert refusal.value.messages == ["Texas is closed."]


def test_the_same_role_twice_is_refused_and_leaves_one(texas):
    person = PersonFactory()
    begin(person, texas, Role.WRITER, None)
    with pytest.raises(ValidationError) as refusal:
        begin(person, texas, Role.WRITER, None)

    assert refusal.value.messages == ["This person already has this role here."]
    assert Membership.objects.count() == 1
    assert AuditEntry.objects.count() == 1


def test_a_failure_midway_leaves_no_membership(texas, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        begin(PersonFactory(), texas, Role.MEMBER, None)

    assert Membership.objects.count() == 0


def end(membership, by=None, until=TODAY):
    return memberships.end(
        membership=membership, until=until, reason="left", by=by and by.user, at=NOON
    )


def test_ending_twice_changes_nothing(texas):
    membership = MembershipFactory(group=texas)
    ended = [end(membership), end(membership)]

    assert {(row.until, row.end_reason) for row in ended} == {(TODAY, "left")}
    assert AuditEntry.objects.count() == 1


def test_an_end_before_the_beginning_is_refused(texas):
    membership = MembershipFactory(group=texas, since=TODAY)
    with pytest.raises(ValidationError) as refusal:
        end(membership, until=YESTERDAY)

    assert refusal.value.messages == ["The end date is before the start date."]
    assert refusal.value.code == "membership_ends_after_it_begins"


def test_a_director_does_not_end_a_director(texas):
    colleague = MembershipFactory(group=texas, role=Role.DIRECTOR)
    with pytest.raises(ValidationError) as refusal:
        end(colleague, by=a_director(texas))

    assert refusal.value.messages == [NOT_YOURS]


def test_only_national_staff_take_somebody_out_of_the_network(texas):
    membership = MembershipFactory(group=the_network())
    with pytest.raises(ValidationError) as refusal:
        end(membership, by=a_director(texas))

    assert refusal.value.code == "rights"
    assert end(membership, by=national_staff()).until == TODAY


def test_moving_to_another_chapter_ends_the_old_membership_the_day_before(texas, ohio):
    person = a_member(texas)
    move = {"person": person, "chapter": ohio, "since": TODAY, "at": NOON}
    memberships.move(by=national_staff().user, **move)

    told = dict(
        Membership.objects.filter(person=person, group__kind="chapter").values_list(
            "group__name", "until"
        )
    )
    assert told == {"Texas": YESTERDAY, "Ohio": None}


def test_moving_where_they_are_is_refused(texas):
    with pytest.raises(ValidationError) as refusal:
        memberships.move(person=a_member(texas), chapter=texas, since=TODAY, by=None, at=NOON)

    assert refusal.value.messages == ["They already belong to Texas."]


def test_a_director_moves_nobody_out_of_the_chapter(texas, ohio):
    with pytest.raises(ValidationError) as refusal:
        memberships.move(
            person=a_member(texas), chapter=ohio, since=TODAY, by=a_director(texas).user, at=NOON
        )

    assert refusal.value.messages == [NOT_YOURS]


def test_a_role_is_given_and_ended_at_the_desk(client, sign_in, texas):
    alice, dana = a_director(texas), a_member(texas, given="Dana", family="Diaz")
    sign_in(client, alice.user)
    found = client.get("/desk/groups/texas/roles/give/", {"name": "dia"}).content.decode()
    sent = {"name": "dia", "person": dana.public_id, "role": "writer", "since": TODAY}
    client.post("/desk/groups/texas/roles/give/", sent)
    given = Membership.objects.get(person=dana, role="writer")
    client.post(f"/desk/memberships/{given.public_id}/end/", {"until": TODAY, "reason": "resigned"})
    given.refresh_from_db()

    assert (str(dana.public_id) in found, given.end_reason) == (True, "resigned")


def test_a_right_a_director_does_not_hold_is_refused_in_words(client, sign_in, texas):
    alice, dana = a_director(texas), a_member(texas)
    page = sign_in(client, alice.user).post(
        "/desk/groups/texas/roles/give/",
        {"name": "x", "person": dana.public_id, "role": "director", "since": TODAY},
    )

    assert page.context["form"].errors == {"role": [NOT_YOURS]}


def test_nobody_of_another_chapter_is_given_a_role(client, sign_in, texas, ohio):
    alice, stranger = a_director(texas), a_member(ohio, given="Quenby")
    sign_in(client, alice.user)
    found = client.get("/desk/groups/texas/roles/give/", {"name": "quenby"}).content.decode()
    page = client.post(
        "/desk/groups/texas/roles/give/",
        {"name": "quenby", "person": stranger.public_id, "role": "writer", "since": TODAY},
    )

    assert str(stranger.public_id) not in found
    assert page.context["form"].errors == {"person": ["Choose one of those found."]}
