"""Joining the records of somebody in a caucus: what is theirs moves, and nobody is told."""

import datetime as dt
import re

import pytest

from caucuses.models import Caucus, InviteLink, JoinAnswer, RosterChoice
from network.models import AuditEntry, Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import merging
from network.roles import Role
from tests.factories import (
    NOON,
    CaucusGroupFactory,
    MembershipFactory,
    PersonFactory,
    a_chapter,
    a_director,
    national_staff,
    with_login,
)

QUERIES = 32


@pytest.fixture
def hidden():
    return CaucusGroupFactory()


def merge(survivor, merged):
    return merging.merge(survivor=survivor, merged=merged, by=None, at=NOON)


def inside(group, person):
    return Membership.including_private.filter(group=group, person=person, until=None)


def test_a_membership_moves_unseen(hidden):
    one, other = PersonFactory(), PersonFactory()
    MembershipFactory(person=other, group=hidden)

    made = merge(one, other)

    assert inside(hidden, one).count() == 1
    assert [line["label"] for line in made.moved if line.get("private")] == ["network.membership"]
    assert AuditEntry.objects.filter(action="caucuses.record_joined").count() == 0
    assert AuditEntry.including_private.filter(action="caucuses.record_joined").count() == 1


def test_two_open_rows_of_one_role_are_one_and_the_other_roles_stay(hidden):
    one, other = PersonFactory(), PersonFactory()
    for person, role in ((one, Role.MEMBER), (other, Role.MEMBER), (other, Role.CHAIR)):
        MembershipFactory(person=person, group=hidden, role=role)

    merge(one, other)

    assert set(inside(hidden, one).values_list("role", flat=True)) == {"member", "chair"}
    assert inside(hidden, other).count() == 0


def test_a_request_that_ends_loses_its_answer(hidden):
    one, other = PersonFactory(), PersonFactory()
    MembershipFactory(person=one, group=hidden)
    asked = MembershipFactory(person=other, group=hidden, state=MembershipState.ASKED)
    JoinAnswer.objects.create(membership=asked, text="My grandmother.")

    made = merge(one, other)

    asked.refresh_from_db()
    assert (asked.end_reason, JoinAnswer.objects.count()) == (MembershipEnd.WITHDRAWN, 0)
    assert "grandmother" not in str(made.moved)


def test_a_request_that_goes_on_keeps_its_answer(hidden):
    one, other = PersonFactory(), PersonFactory()
    asked = MembershipFactory(person=other, group=hidden, state=MembershipState.ASKED)
    JoinAnswer.objects.create(membership=asked, text="My grandmother.")

    merge(one, other)

    assert JoinAnswer.objects.get().membership.person == one


def test_taken_apart_the_membership_goes_back_and_what_stays_is_not_told(hidden):
    one, other, third = PersonFactory(), PersonFactory(), PersonFactory()
    MembershipFactory(person=other, group=hidden)
    MembershipFactory(person=third, group=hidden)
    first, second = merge(one, other), merge(PersonFactory(), third)
    Membership.including_private.filter(person=second.survivor).update(role=Role.CHAIR)
    Membership.including_private.filter(person=second.survivor).update(person=one)

    staff = national_staff().user
    said = [merging.take_apart(merge=made, by=staff, at=NOON) for made in (first, second)]

    assert said == [[], []]
    assert inside(hidden, other).count() == 1


def choices(*people):
    """How each appears in what they are in now; nothing where they never said."""
    said = {}
    for person in people:
        chosen = RosterChoice.objects.filter(membership__person=person, membership__until=None)
        said[person] = list(chosen.values_list("appears", flat=True))
    return said


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        ("shown", "hidden", "hidden"),
        ("hidden", "shown", "hidden"),
        ("initial", "hidden", "hidden"),
        ("initial", "shown", "initial"),
        ("", "initial", "initial"),
        ("initial", "", "initial"),
        ("", "shown", ""),
        ("", "", ""),
    ],
)
def test_of_two_choices_the_more_private_goes_on_and_each_gets_back_their_own(
    hidden, ours, theirs, kept
):
    one, other = PersonFactory(), PersonFactory()
    for person, appears in ((one, ours), (other, theirs)):
        place = MembershipFactory(person=person, group=hidden)
        if appears:
            RosterChoice.objects.create(
                membership=place, appears=appears, text_version=appears, at=NOON
            )
    before = choices(one, other)

    made = merge(one, other)
    joined = choices(one, other)
    left = merging.take_apart(merge=made, by=national_staff().user, at=NOON)

    assert joined == {one: [kept] if kept else [], other: []}
    assert (left, choices(one, other)) == ([], before)
    assert set(RosterChoice.objects.values_list("text_version", "appears")) == {
        (appears, appears) for appears in (ours, theirs) if appears
    }


def test_what_is_kept_of_a_choice_is_in_no_line_the_desk_reads(hidden):
    one, other = PersonFactory(), PersonFactory()
    for person, appears in ((one, "shown"), (other, "hidden")):
        place = MembershipFactory(person=person, group=hidden)
        RosterChoice.objects.create(membership=place, appears=appears, text_version="1", at=NOON)

    made = merge(one, other)

    lines = [line for line in made.moved if line["label"] == "caucuses.rosterchoice"]
    assert [line["private"] for line in lines] == [True]


def test_a_link_stays_with_the_login_that_made_it(hidden):
    caucus = Caucus.objects.create(group=hidden, purpose="To meet")
    one, other = PersonFactory(), with_login(PersonFactory())
    InviteLink.objects.create(
        caucus=caucus,
        digest="d",
        made_by=other.user,
        made_at=NOON,
        expires_at=NOON + dt.timedelta(days=7),
        most_uses=1,
    )

    made = merge(one, other)
    joined = InviteLink.objects.filter(made_by__person=one).count()
    merging.take_apart(merge=made, by=national_staff().user, at=NOON)

    assert (joined, InviteLink.objects.filter(made_by__person=other).count()) == (1, 1)


#: What is drawn anew for each page, each row and each moment.
ANEW = re.compile(
    r'(csrfmiddlewaretoken" value|nonce|datetime)="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
    r"|\d+:\d\d [ap]\.m\."
)


def words(response):
    return response.status_code, ANEW.sub("", response.content.decode())


@pytest.mark.parametrize("who", [a_director, national_staff])
def test_staff_see_the_same_whoever_is_in_a_hidden_caucus(
    client, sign_in, hidden, who, django_assert_num_queries
):
    texas = a_chapter()
    desk = sign_in(client, who().user)
    seen = []
    for is_inside in (False, True):
        people = [PersonFactory(given="Dana", family="Lee") for _ in range(2)]
        for person in people:
            MembershipFactory(person=person, group=texas)
        if is_inside:
            MembershipFactory(person=people[1], group=hidden)
        one, other = people
        path = f"/desk/people/{one.public_id}/merge/{other.public_id}/"
        desk.get(path)
        with django_assert_num_queries(QUERIES):
            looked = desk.get(path)
        sent = {name: field.initial for name, field in looked.context["form"].fields.items()}
        joined = desk.post(path, sent, follow=True)
        seen.append((words(looked), words(joined)))

    assert seen[0] == seen[1]
