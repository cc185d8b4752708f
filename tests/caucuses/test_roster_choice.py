"""How members appear to one another, and what that leaves to be guessed."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from caucuses import access
from caucuses.models import RosterChoice, RosterShown
from caucuses.operations import memberships
from network.models import Person

from .conftest import browser, row
from .test_operations import actions, refused
from .test_pages import HUB, give_office


@pytest.fixture
def shown(caucus):
    caucus.roster_shown_to = RosterShown.MEMBERS
    caucus.save()
    return caucus


def choose(person, caucus, appears, at):
    memberships.appear(caucus=caucus, person=person, appears=appears, by=person.user, at=at)


def roster(viewer, caucus, on):
    return access.roster_for(access.can(viewer.user, caucus, on=on))


def names(viewer, caucus, on):
    seen = roster(viewer, caucus, on)
    return [face.name for face in (*seen.leaders, *seen.members)]


@pytest.mark.parametrize(
    ("appears", "name", "offices"),
    [("shown", "Charlie Example", 1), ("initial", "Charlie E.", 0), ("hidden", None, 0)],
)
def test_members_see_a_member_as_they_chose(shown, cast, on, at, appears, name, offices):
    row(cast.charlie, shown.group)
    give_office(cast.charlie)
    choose(cast.charlie, shown, appears, at)

    faces = {face.name: len(face.offices) for face in roster(cast.bob, shown, on).members}

    assert faces == {"Bob Example": 0} | ({name: offices} if name else {})


@pytest.mark.parametrize("appears", ["initial", "hidden"])
def test_those_who_lead_see_everybody_and_what_each_chose(shown, cast, on, at, appears):
    choose(cast.bob, shown, appears, at)

    faces = roster(cast.alice, shown, on).members

    assert [(face.name, face.appears) for face in faces] == [("Bob Example", appears)]


def test_a_chair_who_hides_is_not_named_to_members(shown, cast, on, at):
    choose(cast.alice, shown, "hidden", at)

    assert names(cast.bob, shown, on) == ["Bob Example"]
    assertContains(browser(cast.bob).get(HUB), "Nobody is named here.")


def test_whoever_shows_an_initial_stands_where_no_family_name_puts_them(
    shown, cast, somebody, on, at
):
    for given, family in [("Zoe", "Abel"), ("Ann", "Zorn")]:
        member = somebody(given)
        Person.objects.filter(pk=member.pk).update(family=family, sort_key=family.lower())
        row(member, shown.group)
        choose(member, shown, "initial", at)

    assert names(cast.bob, shown, on) == ["Alice Example", "Bob Example", "Ann Z.", "Zoe A."]


def test_the_number_beside_a_list_counts_nobody_who_hides(shown, cast, somebody, on, at):
    for number in range(4):
        row(somebody(f"Extra{number}"), shown.group)
    choose(cast.bob, shown, "hidden", at)

    assert roster(cast.bob, shown, on).size == 5
    assert roster(cast.alice, shown, on).size == 6


def test_the_more_private_of_two_rows_counts(shown, cast, on, at):
    also = row(cast.alice, shown.group)
    RosterChoice.objects.create(membership=also, appears="hidden", text_version="1", at=at)

    assert "Alice Example" not in names(cast.bob, shown, on)


def test_the_choice_keeps_which_words_it_answered_and_when(caucus, cast, on, at):
    choose(cast.bob, caucus, "initial", at)

    kept = RosterChoice.objects.get()
    assert (kept.appears, kept.text_version, kept.at) == ("initial", "2026-11", at)
    assert actions() == ["caucuses.appear"]


def test_choosing_the_same_again_changes_nothing(caucus, cast, at):
    choose(cast.bob, caucus, "initial", at)
    choose(cast.bob, caucus, "initial", at)

    assert actions() == ["caucuses.appear"]


def test_nobody_outside_has_a_choice(caucus, cast, at):
    act = {"caucus": caucus, "person": cast.charlie, "appears": "shown"}

    assert refused(memberships.appear, **act, by=cast.charlie.user, at=at) == "not_in"


@pytest.mark.parametrize(
    ("sent", "kept"), [("initial", "initial"), ("", "hidden"), ("x", "hidden")]
)
def test_joining_asks_and_no_answer_is_the_most_private(caucus, cast, on, sent, kept):
    row(cast.charlie, caucus.group, state="invited")

    browser(cast.charlie).post(f"{HUB}accept/", {"appears": sent})

    assert RosterChoice.objects.get().appears == kept


def test_a_member_changes_it_on_a_page(shown, cast):
    client = browser(cast.bob)
    assertContains(client.get(f"{HUB}appear/"), "always see everybody")

    assertRedirects(client.post(f"{HUB}appear/", {"appears": "hidden"}), HUB)

    assertContains(client.get(HUB), "Not on the list")
    assertNotContains(client.get(HUB), "Bob Example")


def test_that_page_is_not_there_for_others(caucus, cast):
    assert browser(cast.charlie).get(f"{HUB}appear/").status_code == 404
