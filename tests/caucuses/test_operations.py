"""Coming in and going: what changes, what is told to whom, and what a refusal leaves behind."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from caucuses import access
from caucuses.models import JoinAnswer
from caucuses.operations import memberships
from network.models import AuditEntry, Group, Letter, Membership, Seat
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import GroupKind, Role

from .conftest import row, set_policy


def standing_in(caucus, person, on):
    place = access.membership_of(person, caucus, on=on)
    return place and (place.state, place.role)


def actions():
    return [entry.action for entry in AuditEntry.including_private.order_by("pk")]


def trace(caucus):
    """All that an operation could leave behind."""
    return (
        list(access.memberships(caucus).order_by("pk").values_list("state", "until", "role")),
        JoinAnswer.objects.count(),
        Letter.objects.count(),
        DBTaskResult.objects.count(),
        AuditEntry.including_private.count(),
    )


def refused(operation, **what):
    with pytest.raises(ValidationError) as refusal:
        operation(**what)
    return refusal.value.code


@pytest.fixture
def by_alice(cast, at):
    return {"by": cast.alice.user, "at": at}


@pytest.fixture
def by_charlie(cast, at):
    return {"by": cast.charlie.user, "at": at}


@pytest.fixture
def asked(caucus, cast, by_charlie):
    set_policy(caucus, "ask")
    return memberships.ask(caucus=caucus, person=cast.charlie, answer="I keep bees.", **by_charlie)


def test_joining_an_open_caucus_lets_one_in_at_once(caucus, cast, on, by_charlie):
    memberships.join(caucus=caucus, person=cast.charlie, **by_charlie)

    assert standing_in(caucus, cast.charlie, on) == ("active", "member")
    assert actions() == ["caucuses.join"]


def test_what_happened_in_a_caucus_is_in_nobodys_audit_list(caucus, cast, by_charlie):
    memberships.join(caucus=caucus, person=cast.charlie, **by_charlie)

    assert AuditEntry.objects.count() == 0


def test_joining_twice_changes_nothing(caucus, cast, by_charlie):
    memberships.join(caucus=caucus, person=cast.charlie, **by_charlie)
    before = trace(caucus)

    code = refused(memberships.join, caucus=caucus, person=cast.charlie, **by_charlie)

    assert code == "already"
    assert trace(caucus) == before


@pytest.mark.parametrize("policy", ["ask", "invite"])
def test_nobody_joins_where_they_would_have_to_be_let_in(caucus, cast, by_charlie, policy):
    set_policy(caucus, policy)
    before = trace(caucus)

    code = refused(memberships.join, caucus=caucus, person=cast.charlie, **by_charlie)

    assert code == "policy"
    assert trace(caucus) == before


def test_a_closed_caucus_takes_nobody_in(caucus, cast, on, by_charlie):
    Group.including_private.filter(pk=caucus.group_id).update(closed_on=on)

    assert refused(memberships.join, caucus=caucus, person=cast.charlie, **by_charlie) == "closed"


def test_whoever_is_not_of_the_network_cannot_join(caucus, cast, at):
    act = {"caucus": caucus, "person": cast.dana, "by": cast.dana.user, "at": at}

    assert refused(memberships.join, **act) == "not_eligible"


def test_asking_keeps_the_answer_and_tells_those_who_lead(caucus, cast, on, asked):
    assert standing_in(caucus, cast.charlie, on) == ("asked", "member")
    assert JoinAnswer.objects.get().text == "I keep bees."
    assert [letter.to for letter in Letter.objects.all()] == ["alice@example.org"]


def test_asking_where_nobody_leads_tells_the_stewards(make_caucus, cast, by_charlie):
    caucus = make_caucus("orphans", policy="ask")
    row(cast.dana, caucus.group, Role.STEWARD)

    memberships.ask(caucus=caucus, person=cast.charlie, answer="", **by_charlie)

    assert [letter.to for letter in Letter.objects.all()] == ["dana@example.org"]
    assert JoinAnswer.objects.count() == 0


def test_an_answer_that_is_too_long_leaves_no_request(caucus, cast, by_charlie):
    set_policy(caucus, "ask")
    before = trace(caucus)

    with pytest.raises(ValidationError):
        memberships.ask(caucus=caucus, person=cast.charlie, answer="b" * 1001, **by_charlie)

    assert trace(caucus) == before


def test_approval_lets_in_destroys_the_answer_and_says_so(caucus, cast, on, asked, by_alice):
    memberships.approve(membership=asked, **by_alice)

    assert standing_in(caucus, cast.charlie, on) == ("active", "member")
    assert (asked.decided_by, asked.since) == (cast.alice.user, on)
    assert JoinAnswer.objects.count() == 0
    assert Letter.objects.order_by("pk").last().to == "charlie@example.org"
    assert actions() == ["caucuses.ask", "caucuses.approve"]


def test_declining_ends_the_request_and_destroys_the_answer(caucus, cast, on, asked, by_alice):
    memberships.decline(membership=asked, **by_alice)

    assert standing_in(caucus, cast.charlie, on) is None
    assert (asked.end_reason, asked.decided_by) == (MembershipEnd.DECLINED, cast.alice.user)
    assert JoinAnswer.objects.count() == 0


def test_taking_a_request_back_destroys_the_answer(caucus, cast, on, asked, by_charlie):
    memberships.withdraw(membership=asked, **by_charlie)

    assert standing_in(caucus, cast.charlie, on) is None
    assert (asked.end_reason, asked.decided_by) == (MembershipEnd.WITHDRAWN, cast.charlie.user)
    assert JoinAnswer.objects.count() == 0


DECISIONS = [memberships.approve, memberships.decline, memberships.withdraw]


@pytest.mark.parametrize("first", DECISIONS)
@pytest.mark.parametrize("second", DECISIONS)
def test_of_two_decisions_the_first_one_counts(caucus, asked, by_alice, first, second):
    as_read_by_another = Membership.including_private.get(pk=asked.pk)
    first(membership=asked, **by_alice)
    before = trace(caucus)

    code = refused(second, membership=as_read_by_another, **by_alice)

    assert code == "decided"
    assert trace(caucus) == before


def test_nobody_is_let_in_whose_standing_ended_since_they_asked(caucus, cast, on, asked, by_alice):
    Membership.objects.filter(person=cast.charlie, group__kind=GroupKind.NETWORK).update(
        until=on, end_reason="left"
    )
    before = trace(caucus)

    code = refused(memberships.approve, membership=asked, **by_alice)

    assert code == "not_eligible"
    assert trace(caucus) == before


def test_an_invitation_reaches_a_member_by_their_own_address(caucus, cast, on, by_alice):
    memberships.invite(caucus=caucus, email=" Charlie@Example.org ", **by_alice)

    assert standing_in(caucus, cast.charlie, on) == ("invited", "member")
    assert [letter.to for letter in Letter.objects.all()] == ["charlie@example.org"]


@pytest.mark.parametrize(
    "email", ["nobody@example.org", "bob@example.org", "alice@example.org", "dana@example.org", "x"]
)
def test_an_invitation_to_nobody_leaves_nothing(caucus, by_alice, email):
    before = trace(caucus)

    assert memberships.invite(caucus=caucus, email=email, **by_alice) is None
    assert trace(caucus) == before


def test_inviting_twice_changes_nothing(caucus, by_alice):
    memberships.invite(caucus=caucus, email="charlie@example.org", **by_alice)
    before = trace(caucus)

    memberships.invite(caucus=caucus, email="charlie@example.org", **by_alice)

    assert trace(caucus) == before


def test_whoever_is_invited_says_yes(caucus, cast, on, by_alice, by_charlie):
    set_policy(caucus, "invite")
    invited = memberships.invite(caucus=caucus, email="charlie@example.org", **by_alice)

    memberships.accept(membership=invited, **by_charlie)

    assert standing_in(caucus, cast.charlie, on) == ("active", "member")
    assert refused(memberships.accept, membership=invited, **by_charlie) == "decided"


def test_whoever_is_invited_says_no(caucus, cast, on, by_alice, by_charlie):
    invited = memberships.invite(caucus=caucus, email="charlie@example.org", **by_alice)

    memberships.decline_invitation(membership=invited, **by_charlie)

    assert standing_in(caucus, cast.charlie, on) is None
    assert refused(memberships.accept, membership=invited, **by_charlie) == "decided"


def test_a_member_leaves_and_may_come_back_the_same_day(caucus, cast, on, at):
    act = {"caucus": caucus, "person": cast.bob, "by": cast.bob.user, "at": at}

    memberships.leave(**act)

    assert standing_in(caucus, cast.bob, on) is None
    assert refused(memberships.leave, **act) == "not_in"
    memberships.join(**act)
    assert standing_in(caucus, cast.bob, on) == ("active", "member")


def test_the_last_to_lead_cannot_just_leave(caucus, cast, by_alice):
    before = trace(caucus)

    code = refused(memberships.leave, caucus=caucus, person=cast.alice, **by_alice)

    assert code == "last_leader"
    assert trace(caucus) == before


def test_the_last_to_lead_hands_over_to_a_member(caucus, cast, on, by_alice):
    memberships.leave(caucus=caucus, person=cast.alice, successor=cast.bob, **by_alice)

    assert standing_in(caucus, cast.alice, on) is None
    assert standing_in(caucus, cast.bob, on) == ("active", "chair")
    assert [letter.to for letter in Letter.objects.all()] == ["bob@example.org"]
    assert actions() == ["caucuses.leave", "caucuses.hand_over"]


def test_a_successor_takes_the_seat_of_whoever_leaves(caucus, cast, on, by_alice):
    seat = Seat.objects.create(committee=caucus.group, title="Co-chair", count=2)
    access.memberships(caucus).filter(person=cast.alice).update(seat=seat, place=2)

    memberships.leave(caucus=caucus, person=cast.alice, successor=cast.bob, **by_alice)

    heir = access.membership_of(cast.bob, caucus, on=on)
    assert (heir.seat, heir.place) == (seat, 2)


@pytest.mark.parametrize("who", ["charlie", "alice", "dana"])
def test_only_another_member_can_be_named(caucus, cast, by_alice, who):
    before = trace(caucus)
    act = {"caucus": caucus, "person": cast.alice, "successor": getattr(cast, who), **by_alice}

    assert refused(memberships.leave, **act) == "successor"
    assert trace(caucus) == before


def test_a_chair_beside_another_leaves_without_naming_anybody(caucus, cast, on, by_alice):
    row(cast.bob, caucus.group, Role.CHAIR)

    memberships.leave(caucus=caucus, person=cast.alice, **by_alice)

    assert standing_in(caucus, cast.alice, on) is None


def test_a_co_chair_without_standing_is_no_one_to_hand_over_to(caucus, cast, on, by_alice):
    row(cast.bob, caucus.group, Role.CHAIR)
    Membership.objects.filter(person=cast.bob, group__kind=GroupKind.NETWORK).update(
        until=on, end_reason="left"
    )

    code = refused(memberships.leave, caucus=caucus, person=cast.alice, **by_alice)

    assert code == "last_leader"


def test_whoever_is_removed_comes_back_by_invitation_only(caucus, cast, on, at, by_alice):
    mine = {"by": cast.bob.user, "at": at}
    member = access.membership_of(cast.bob, caucus, on=on)

    memberships.remove(membership=member, **by_alice)

    assert standing_in(caucus, cast.bob, on) is None
    assert refused(memberships.remove, membership=member, **by_alice) == "decided"
    assert refused(memberships.join, caucus=caucus, person=cast.bob, **mine) == "barred"
    unwanted = memberships.invite(caucus=caucus, email="bob@example.org", **by_alice)
    memberships.decline_invitation(membership=unwanted, **mine)
    assert refused(memberships.join, caucus=caucus, person=cast.bob, **mine) == "barred"
    invited = memberships.invite(caucus=caucus, email="bob@example.org", **by_alice)
    memberships.accept(membership=invited, **mine)
    assert standing_in(caucus, cast.bob, on) == ("active", "member")
    memberships.leave(caucus=caucus, person=cast.bob, **mine)
    memberships.join(caucus=caucus, person=cast.bob, **mine)
    assert standing_in(caucus, cast.bob, on) == ("active", "member")


def test_whoever_leads_is_not_removed(caucus, cast, on, by_alice):
    leader = access.membership_of(cast.alice, caucus, on=on)

    assert refused(memberships.remove, membership=leader, **by_alice) == "leader"


def test_the_database_refuses_a_second_open_membership(caucus, cast, at, by_charlie, on):
    row(cast.charlie, caucus.group, since=on.replace(year=on.year + 1))
    before = trace(caucus)

    code = refused(memberships.join, caucus=caucus, person=cast.charlie, **by_charlie)

    assert code == "already"
    assert trace(caucus) == before


def _no_paper(execute, sql, params, many, context):
    if "INSERT" in sql and "network_letter" in sql:
        raise DatabaseError("no space left")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("verb", ["ask", "approve", "decline", "invite", "remove", "hand over"])
def test_where_the_letter_cannot_be_written_nothing_happened(
    caucus, cast, at, on, by_alice, somebody, verb
):
    set_policy(caucus, "ask")
    eve = somebody("Eve")
    request = memberships.ask(
        caucus=caucus, person=cast.charlie, answer="I keep bees.", by=cast.charlie.user, at=at
    )
    bobs = access.membership_of(cast.bob, caucus, on=on)
    operation, what = {
        "ask": (memberships.ask, {"caucus": caucus, "person": eve, "answer": "And I."}),
        "approve": (memberships.approve, {"membership": request}),
        "decline": (memberships.decline, {"membership": request}),
        "invite": (memberships.invite, {"caucus": caucus, "email": "eve@example.org"}),
        "remove": (memberships.remove, {"membership": bobs}),
        "hand over": (
            memberships.leave,
            {"caucus": caucus, "person": cast.alice, "successor": cast.bob},
        ),
    }[verb]
    before = trace(caucus)

    with connection.execute_wrapper(_no_paper), pytest.raises(DatabaseError):
        operation(**what, **by_alice)

    assert trace(caucus) == before


def test_letters_name_no_caucus_and_nobodys_record_points_at_them(
    caucus, cast, at, on, asked, by_alice, somebody
):
    memberships.approve(membership=asked, **by_alice)
    eve, fay = somebody("Eve"), somebody("Fay")
    unwanted = memberships.ask(
        caucus=caucus, person=eve, answer="We of lanterns", by=eve.user, at=at
    )
    memberships.decline(membership=unwanted, **by_alice)
    memberships.invite(caucus=caucus, email="fay@example.org", **by_alice)
    memberships.remove(membership=access.membership_of(cast.charlie, caucus, on=on), **by_alice)
    memberships.leave(caucus=caucus, person=cast.alice, successor=cast.bob, **by_alice)

    letters = list(Letter.objects.all())
    assert len(letters) == 7
    assert fay.user.email in [letter.to for letter in letters]
    for letter in letters:
        assert "lanterns" not in f"{letter.subject} {letter.body} {letter.key}".lower()
        assert "Caucus" not in letter.subject
        assert (letter.kind, letter.person, letter.private) == ("notice", None, True)


def test_a_member_without_an_address_of_their_own_gets_no_letter(caucus, cast, asked, by_alice):
    cast.charlie.contacts.update(use="official")
    before = Letter.objects.count()

    memberships.approve(membership=asked, **by_alice)

    assert Letter.objects.count() == before
    assert asked.state == MembershipState.ACTIVE
