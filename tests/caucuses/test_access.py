"""Four permissions, and what staff and administrators do not get."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from caucuses import access
from caucuses.models import JoinAnswer, ListedTo, RosterShown
from network.models import Membership
from network.models.memberships import MembershipState
from network.roles import GroupKind, Role

from .conftest import LONG_AGO, list_to, row


def names_for(user, on):
    return [caucus.group.name for caucus in access.visible_to(user, on=on)]


@pytest.mark.parametrize(
    ("listed_to", "knowing"),
    [
        (ListedTo.PUBLIC, {"visitor", "alice", "bob", "charlie", "dana", "ada"}),
        (ListedTo.MEMBERS, {"alice", "bob", "charlie"}),
        (ListedTo.NOBODY, {"alice", "bob"}),
    ],
)
def test_who_may_know_of_a_caucus(caucus, cast, on, listed_to, knowing):
    list_to(caucus, listed_to)
    users = {
        "visitor": AnonymousUser(),
        "ada": cast.ada,
        **{key: getattr(cast, key).user for key in ("alice", "bob", "charlie", "dana")},
    }

    assert {who for who, user in users.items() if names_for(user, on)} == knowing


@pytest.mark.parametrize("state", MembershipState.values)
def test_whoever_is_asked_invited_or_in_knows_of_a_hidden_caucus(caucus, cast, on, state):
    row(cast.charlie, caucus.group, state=state)

    assert names_for(cast.charlie.user, on) == ["Lanterns Caucus"]


def test_a_steward_knows_sees_and_leads_but_gets_no_links(caucus, cast, on):
    row(cast.dana, caucus.group, Role.STEWARD)

    can = access.can(cast.dana.user, caucus, on=on)

    assert (can.existence, can.roster, can.content, can.links, can.lead) == (
        True,
        True,
        True,
        False,
        True,
    )


@pytest.mark.parametrize("who", ["dana", "ada"])
@pytest.mark.parametrize("listed_to", ListedTo.values)
def test_staff_and_administrators_get_nothing_extra(caucus, cast, on, who, listed_to):
    list_to(caucus, listed_to)
    user = cast.ada if who == "ada" else cast.dana.user

    can = access.can(user, caucus, on=on)

    assert (can.roster, can.content, can.links, can.lead, can.way_in) == (
        False,
        False,
        False,
        False,
        "",
    )
    assert access.roster_for(can) == access.Roster((), (), False, None)
    assert access.requests_for(can) == ()


@pytest.mark.parametrize(
    ("shown_to", "who", "seen"),
    [
        (RosterShown.LEADERS, "alice", ["Alice Example", "Bob Example"]),
        (RosterShown.LEADERS, "bob", ["Alice Example"]),
        (RosterShown.MEMBERS, "bob", ["Alice Example", "Bob Example"]),
        (RosterShown.MEMBERS, "charlie", []),
    ],
)
def test_the_roster_is_shown_to_whom_the_caucus_says(caucus, cast, on, shown_to, who, seen):
    caucus.roster_shown_to, caucus.listed_to = shown_to, ListedTo.PUBLIC
    caucus.save()

    roster = access.roster_for(access.can(getattr(cast, who).user, caucus, on=on))

    assert [face.name for face in (*roster.leaders, *roster.members)] == seen


@pytest.mark.parametrize(("others", "said"), [(2, None), (3, 5)])
def test_fewer_than_five_are_never_counted_out_loud(caucus, cast, on, somebody, others, said):
    for number in range(others):
        row(somebody(f"Extra{number}"), caucus.group)

    assert access.roster_for(access.can(cast.alice.user, caucus, on=on)).size == said


def test_content_stops_at_the_first_look_after_standing_ended(caucus, cast, on):
    before = access.can(cast.bob.user, caucus, on=on)
    Membership.objects.filter(person=cast.bob, group__kind=GroupKind.NETWORK).update(
        until=on, end_reason="left"
    )

    after = access.can(cast.bob.user, caucus, on=on)

    assert (before.content, before.links) == (True, True)
    assert (after.content, after.links, after.roster) == (False, False, False)
    assert (after.existence, after.inside) == (True, True)
    roster = access.roster_for(access.can(cast.alice.user, caucus, on=on))
    assert [face.name for face in (*roster.leaders, *roster.members)] == ["Alice Example"]


def test_content_stops_when_the_caucus_own_rule_no_longer_holds(caucus, cast, on):
    caucus.may_join = {"standing": ["alum"]}
    caucus.save()

    assert access.can(cast.bob.user, caucus, on=on).content is False


def test_a_rule_that_cannot_be_evaluated_admits_nobody(caucus, cast, on):
    caucus.may_join = {"moon": ["full"]}
    caucus.save()

    assert list(access.admitted(caucus, on=on)) == []


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_a_membership_that_ends_today_is_over_today(caucus, cast, on, who):
    rows = access.memberships(caucus).filter(person=getattr(cast, who))
    rows.update(until=on, end_reason="left")

    assert names_for(getattr(cast, who).user, on) == []


def test_a_membership_of_another_day_opens_nothing_today(caucus, cast, on):
    row(cast.charlie, caucus.group, since=on + dt.timedelta(days=1))

    assert names_for(cast.charlie.user, on) == []


def test_a_closed_caucus_is_gone_for_everybody(caucus, cast, on):
    caucus.group.closed_on = on
    caucus.group.save()

    assert names_for(cast.alice.user, on) == []


def test_only_those_who_lead_read_what_askers_wrote(caucus, cast, on):
    asked = row(cast.charlie, caucus.group, state="asked")
    JoinAnswer.objects.create(membership=asked, text="I keep bees.")

    read = {
        who: [request.answer for request in access.requests_for(access.can(user, caucus, on=on))]
        for who, user in [("alice", cast.alice.user), ("bob", cast.bob.user), ("ada", cast.ada)]
    }

    assert read == {"alice": ["I keep bees."], "bob": [], "ada": []}


def test_leading_without_a_second_factor_is_like_being_any_member(caucus, cast, on):
    can = access.locked(access.can(cast.alice.user, caucus, on=on))

    assert (can.content, can.links, can.roster, can.lead) == (True, True, False, False)
    assert access.requests_for(can) == ()
    assert list(access.removable(can)) == []
    assert access.person_of(can, access.membership_of(cast.bob, caucus, on=on).public_id) is None


def test_where_one_stands_is_the_row_that_says_most(caucus, cast, on):
    row(cast.alice, caucus.group)

    assert access.membership_of(cast.alice, caucus, on=on).role == Role.CHAIR
    assert access.membership_of(cast.charlie, caucus, on=on) is None


def test_the_default_manager_knows_of_no_caucus(caucus, cast):
    assert list(Membership.objects.filter(group=caucus.group_id)) == []
    assert Membership.objects.filter(person=cast.bob, since=LONG_AGO).count() == 1
