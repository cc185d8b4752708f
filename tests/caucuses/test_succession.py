"""A caucus is not left without whoever leads or looks after it unless somebody is told."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.operations import going, memberships, stewarding
from network.models import Erasure, Letter, Membership
from network.operations import erasure, leaving
from network.roles import GroupKind, Role

from .conftest import browser, on_the_staff, row
from .test_operations import actions, refused, trace
from .test_pages import HUB
from .test_stewards import lose_standing


@pytest.fixture
def kept(caucus, cast):
    """The caucus with Dana as its steward."""
    row(cast.dana, caucus.group, Role.STEWARD)
    return caucus


@pytest.fixture
def fay(cast, somebody):
    """Another of the national staff."""
    team = Membership.objects.get(person=cast.dana, group__kind=GroupKind.STAFF).group
    fay = somebody("Fay", member=False)
    row(fay, team, Role.STAFF)
    return fay


def told():
    """Who got which letter, by what only that letter says."""
    return [
        (letter.to.partition("@")[0], letter.key.partition(" ")[0])
        for letter in Letter.objects.order_by("pk")
    ]


def hand_on(caucus, steward, person, at):
    act = {"caucus": caucus, "steward": steward, "person": person}
    stewarding.hand_on(**act, by=steward.user, at=at)


def stewards(caucus, on):
    return list(access.stewards(caucus, on=on).values_list("given", flat=True))


# Handing on


def test_a_steward_hands_on_by_the_page_and_the_next_is_told_without_a_name(kept, cast, fay, on):
    client = browser(cast.dana)
    assertContains(client.get(HUB), "Hand it on to another steward")

    answer = client.post(f"{HUB}hand-on/", {"person": fay.public_id})

    assertRedirects(answer, "/caucuses/")
    assert (stewards(kept, on), told()) == (["Fay"], [("fay", "caucus_looks_after")])
    assert "antern" not in str(Letter.objects.values().get())
    assert actions() == ["caucuses.steward_named", "caucuses.steward_left"]
    assert client.get(HUB).status_code == 404


def test_the_page_offers_the_national_staff_who_do_not_look_after_it(kept, cast, fay):
    page = browser(cast.dana).get(f"{HUB}hand-on/")

    offered = [str(label) for _, label in page.context["form"].fields["person"].choices]
    assert offered == ["Choose one of the national staff", "Fay Example"]


@pytest.mark.parametrize("sent", ["", "x", "bob"])
def test_nobody_else_can_be_chosen_and_the_page_says_so(kept, cast, fay, on, sent):
    before = trace(kept)
    chosen = cast.bob.public_id if sent == "bob" else sent

    page = browser(cast.dana).post(f"{HUB}hand-on/", {"person": chosen})

    words = "Choose somebody from the list." if sent else "Choose one of the national staff."
    assertContains(page, words)
    assert trace(kept) == before


@pytest.mark.parametrize(
    ("steward", "person", "code"),
    [
        ("alice", "fay", "not_steward"),
        ("dana", "bob", "steward"),
        ("dana", "dana", "keeps"),
    ],
)
def test_what_handing_on_refuses_leaves_nothing(kept, cast, fay, at, steward, person, code):
    before = trace(kept)
    people = vars(cast) | {"fay": fay}
    act = {"steward": people[steward], "person": people[person], "by": cast.dana.user, "at": at}

    assert refused(stewarding.hand_on, caucus=kept, **act) == code
    assert trace(kept) == before


def test_a_closed_caucus_is_not_handed_on_and_a_second_time_changes_nothing(kept, cast, fay, at):
    hand_on(kept, cast.dana, fay, at)
    before = trace(kept)
    act = {"caucus": kept, "steward": cast.dana, "person": fay, "by": cast.dana.user, "at": at}
    assert refused(stewarding.hand_on, **act) == "not_steward"
    assert trace(kept) == before

    stewarding.close(caucus=kept, by=fay.user, at=at)

    assert refused(stewarding.hand_on, **act | {"steward": fay, "person": cast.dana}) == "closed"


@pytest.mark.parametrize("page", ["hand-on", "steward"])
@pytest.mark.parametrize("who", ["alice", "charlie", "fay", "ada"])
def test_staff_and_others_find_no_such_page(kept, cast, fay, who, page):
    client = browser((vars(cast) | {"fay": fay})[who])

    found = client.get(f"{HUB}{page}/").status_code

    assert found == (200 if (who, page) == ("alice", "steward") else 404)


# The last steward


def leave(person, at):
    with pytest.raises(ValidationError) as refusal:
        leaving.leave(person=person, by=person.user, at=at)
    return refusal.value


@pytest.mark.parametrize("verb", ["leave", "ask"])
def test_the_only_steward_hands_on_before_they_go_or_ask_to_be_erased(kept, cast, at, verb):
    before = trace(kept)
    act = leaving.leave if verb == "leave" else erasure.ask

    with pytest.raises(ValidationError) as refusal:
        act(person=cast.dana, by=cast.dana.user, at=at)

    assert refusal.value.code == "last_steward"
    assert refusal.value.messages == [
        "You are the only steward of Lanterns Caucus. Hand it on to another of the national"
        " staff first, on its own page."
    ]
    assert (trace(kept), Erasure.objects.count()) == (before, 0)


def test_one_of_two_stewards_may_go(kept, cast, fay, on, at):
    row(fay, kept.group, Role.STEWARD)

    leaving.leave(person=cast.dana, by=cast.dana.user, at=at)

    assert stewards(kept, on) == ["Fay"]


def test_whoever_handed_on_may_go(kept, cast, fay, on, at):
    hand_on(kept, cast.dana, fay, at)

    leaving.leave(person=cast.dana, by=cast.dana.user, at=at)

    assert stewards(kept, on) == ["Fay"]


def test_nobody_is_kept_by_a_closed_caucus(kept, cast, at):
    stewarding.close(caucus=kept, by=cast.dana.user, at=at)

    leaving.leave(person=cast.dana, by=cast.dana.user, at=at)


def test_a_steward_who_is_a_member_too_is_asked_as_well(kept, cast, on, at):
    row(cast.dana, kept.group)

    assert leave(cast.dana, at).code == "last_steward"


# Nobody leads any more


def test_ending_the_last_chairs_lapsed_place_tells_the_steward_in_every_way(kept, cast, on, at):
    lose_standing(cast.alice, on)
    client = browser(cast.dana)
    place = access.membership_of(cast.alice, kept, on=on)

    client.post(f"{HUB}standing/{place.public_id}/end/")

    assert told() == [("dana", "caucus_nobody_leads")]
    assert "antern" not in str(Letter.objects.values().get())
    for page in (HUB, f"{HUB}standing/"):
        assertContains(client.get(page), "Nobody leads this caucus now.")
    assertContains(client.get("/caucuses/steward/"), "Nobody leads it")


def test_a_chair_the_caucus_is_no_longer_for_may_go_and_the_steward_is_told(kept, cast, on, at):
    lose_standing(cast.alice, on)

    memberships.leave(caucus=kept, person=cast.alice, by=cast.alice.user, at=at)

    assert told() == [("dana", "caucus_nobody_leads")]


def test_without_a_steward_those_in_it_are_told(caucus, cast, on, at):
    lose_standing(cast.alice, on)

    memberships.leave(caucus=caucus, person=cast.alice, by=cast.alice.user, at=at)

    assert told() == [("bob", "caucus_nobody_leads")]


def test_where_another_leads_nobody_is_told(kept, cast, on, at):
    row(cast.bob, kept.group, Role.CHAIR)
    lose_standing(cast.alice, on)

    stewarding.end_lapsed(caucus=kept, person=cast.alice, by=cast.dana.user, at=at)

    assert told() == []
    assertNotContains(browser(cast.dana).get("/caucuses/steward/"), "Nobody leads it")


# Erased


def erase(person, by, at):
    made = Erasure.objects.create(
        person=person, asked_by=by, asked_at=at - erasure.GRACE, due_at=at, reason="Asked"
    )
    erasure.carry_out(erasure=made, at=at)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("gone", "letters"),
    [
        (["alice"], [("dana", "caucus_nobody_leads")]),
        (["dana"], [("alice", "caucus_no_steward")]),
        (["alice", "dana"], [("bob", "caucus_no_steward")]),
        (["bob"], []),
    ],
)
def test_an_erasure_waits_for_no_caucus_and_those_who_stay_are_told(kept, cast, at, gone, letters):
    for who in gone:
        assert erase(getattr(cast, who), cast.ada, at).state == "done"

    told_at_last = [letter for letter in told() if letter[1].startswith("caucus")]
    assert told_at_last == letters


def test_somebody_who_led_and_looked_after_it_is_not_told_of_their_own_erasure(kept, cast, on, at):
    on_the_staff(cast.alice)
    row(cast.alice, kept.group, Role.STEWARD)
    Membership.including_private.filter(person=cast.dana, group=kept.group).delete()

    erase(cast.alice, cast.ada, at)

    assert sorted(told()) == [("bob", "caucus_no_steward"), ("bob", "caucus_nobody_leads")]


# Those in it choose another


def test_a_chair_chooses_a_steward_where_there_is_none(caucus, cast, fay, on):
    client = browser(cast.alice)
    assertContains(client.get(f"{HUB}steward/"), "Nobody of the national staff looks after")

    assertRedirects(client.post(f"{HUB}steward/", {"person": fay.public_id}), HUB)

    assert (stewards(caucus, on), told()) == (["Fay"], [("fay", "caucus_looks_after")])
    assertContains(client.get(f"{HUB}steward/"), "Fay Example of the national staff looks after")


def test_a_member_chooses_one_only_where_nobody_leads(caucus, cast, fay, on):
    client = browser(cast.bob)
    client.post(f"{HUB}steward/", {"person": fay.public_id})
    assert stewards(caucus, on) == []

    lose_standing(cast.alice, on)
    client.post(f"{HUB}steward/", {"person": fay.public_id})

    assert stewards(caucus, on) == ["Fay"]


def test_where_there_is_a_steward_nobody_chooses_another(kept, cast, fay, on, at):
    before = trace(kept)
    act = {"caucus": kept, "person": fay, "by": cast.alice.user, "at": at}

    browser(cast.alice).post(f"{HUB}steward/", {"person": fay.public_id})

    assert refused(stewarding.name_steward, **act) == "has_steward"
    assert (stewards(kept, on), trace(kept)) == (["Dana"], before)


def test_one_sees_who_the_steward_is_from_inside_only(kept, cast):
    assertContains(browser(cast.bob).get(f"{HUB}steward/"), "Dana Example of the national staff")
    assert browser(cast.charlie).get(f"{HUB}steward/").status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(
    kept, cast, make_caucus, django_assert_num_queries
):
    client = browser(cast.dana)
    client.get("/caucuses/steward/")
    for slugs in ([], ["second", "third"]):
        for slug in slugs:
            row(cast.dana, make_caucus(slug).group, Role.STEWARD)
        with django_assert_num_queries(QUERIES):
            client.get("/caucuses/steward/")


QUERIES = 6


def test_leaving_everything_midway_leaves_nothing(kept, cast, at, monkeypatch):
    """The refusal comes before the first row is touched, wherever the caucus stands in the list."""
    before = trace(kept)

    assert refused(going.leave_all, person=cast.alice, by=cast.alice.user, at=at) == "last_leader"
    assert trace(kept) == before
