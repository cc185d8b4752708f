"""Invite links that end, and invitations that do."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.models import InviteLink, RosterChoice
from caucuses.operations import invitations, memberships
from network.models import Letter, Membership
from network.roles import GroupKind

from .conftest import browser, row
from .test_not_found import answer
from .test_operations import actions, refused, standing_in
from .test_pages import HUB

OVER = "This link has expired or was already used. Ask for a new one."


@pytest.fixture
def made(caucus, cast, at):
    return invitations.make_link(caucus=caucus, days=7, most_uses=1, by=cast.alice.user, at=at)


@pytest.fixture
def link(made):
    return made[0]


@pytest.fixture
def token(made):
    return made[1]


@pytest.fixture
def path(token):
    return f"/caucuses/join/{token}/"


def come(token, person, at):
    return invitations.join_by_link(token=token, user=person.user, by=person.user, at=at)


def test_of_a_token_only_the_hash_is_kept(link, token):
    assert token not in str(vars(link))
    assert len(link.digest) == 64


@pytest.mark.parametrize("days", [0, 61])
def test_a_link_lasts_a_while(caucus, cast, at, days):
    act = {"caucus": caucus, "days": days, "most_uses": 1}

    assert refused(invitations.make_link, **act, by=cast.alice.user, at=at) == "days"
    assert InviteLink.objects.count() == 0


@pytest.mark.parametrize("most", [0, 201])
def test_a_link_is_for_a_few(caucus, cast, at, most):
    act = {"caucus": caucus, "days": 1, "most_uses": most}

    code = refused(invitations.make_link, **act, by=cast.alice.user, at=at)

    assert code == "invite_link_has_a_bound"


def test_whoever_holds_a_link_reads_what_it_is_and_joins(caucus, cast, on, path):
    client = browser(cast.charlie)
    page = client.get(path)
    assertContains(page, "Join Lanterns Caucus")
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]
    assert standing_in(caucus, cast.charlie, on) is None

    assertRedirects(client.post(path, {"appears": "initial"}), HUB)

    assert standing_in(caucus, cast.charlie, on) == ("active", "member")
    assert RosterChoice.objects.get().appears == "initial"
    assert InviteLink.objects.get().used == 1


def test_the_last_use_is_the_last(cast, somebody, at, token):
    come(token, cast.charlie, at)

    assert refused(come, token=token, person=somebody("Late"), at=at) == "link"


def test_whoever_asked_comes_in_by_a_link(caucus, cast, on, at, token):
    row(cast.charlie, caucus.group, state="asked")

    come(token, cast.charlie, at)

    assert standing_in(caucus, cast.charlie, on) == ("active", "member")


def test_a_member_uses_up_no_link(cast, at, token):
    assert refused(come, token=token, person=cast.bob, at=at) == "already"
    assert InviteLink.objects.get().used == 0


@pytest.mark.parametrize("why", ["expired", "revoked", "removed", "outside", "closed", "visitor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_reason_not_to_come_in_reads_the_same(caucus, cast, on, at, link, path, why, method):
    client = browser(None if why == "visitor" else cast.charlie)
    client.get("/caucuses/")
    if why == "expired":
        InviteLink.objects.update(made_at=at - dt.timedelta(9), expires_at=at)
    elif why == "revoked":
        invitations.revoke_link(link=link, by=cast.alice.user, at=at)
    elif why == "removed":
        row(cast.charlie, caucus.group, until=on, end_reason="removed")
    elif why == "outside":
        Membership.objects.filter(person=cast.charlie, group__kind=GroupKind.NETWORK).update(
            until=on, end_reason="left"
        )
    elif why == "closed":
        caucus.group.closed_on = on
        caucus.group.save()

    over = answer(client, method, path)
    never = answer(client, method, "/caucuses/join/never-was/")

    assert over == never
    assert over[0] == 404
    assert OVER in over[1].decode()


def test_those_who_lead_make_list_and_revoke(caucus, cast):
    client = browser(cast.alice)
    page = client.post(f"{HUB}invite-links/", {"days": 3, "most_uses": 5})
    assertContains(page, "/caucuses/join/")
    assertNotContains(client.get(f"{HUB}invite-links/"), "/caucuses/join/")
    link = InviteLink.objects.get()

    client.post(f"{HUB}invite-links/{link.public_id}/revoke/")

    assertContains(client.get(f"{HUB}invite-links/"), "Revoked")
    assert actions() == ["caucuses.link_made", "caucuses.link_revoked"]


def test_revoking_twice_changes_nothing(cast, at, link):
    for _ in range(2):
        invitations.revoke_link(link=link, by=cast.alice.user, at=at)

    assert actions() == ["caucuses.link_made", "caucuses.link_revoked"]


@pytest.mark.parametrize(("days", "known"), [(14, True), (15, False)])
def test_an_invitation_is_good_for_fourteen_days(caucus, cast, on, days, known):
    row(cast.charlie, caucus.group, state="invited", since=on - dt.timedelta(days))

    assert (access.membership_of(cast.charlie, caucus, on=on) is not None) == known
    assert (browser(cast.charlie).get(HUB).status_code == 200) == known


def test_one_that_ran_out_ends_and_they_are_told_without_a_name(caucus, cast, on, at):
    late = row(cast.charlie, caucus.group, state="invited", since=on - dt.timedelta(15))

    invitations.end_run_out(at)
    invitations.end_run_out(at)

    late.refresh_from_db()
    assert (late.until, late.end_reason) == (on, "lapsed")
    letter = Letter.objects.get()
    assert "lanterns" not in (letter.subject + letter.body).lower()


def test_whoever_let_one_run_out_is_invited_anew(caucus, cast, on, at):
    row(cast.charlie, caucus.group, state="invited", since=on - dt.timedelta(15))

    memberships.invite(caucus=caucus, email="charlie@example.org", by=cast.alice.user, at=at)

    assert standing_in(caucus, cast.charlie, on) == ("invited", "member")
