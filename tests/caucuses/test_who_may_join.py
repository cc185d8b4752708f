"""Whom a caucus is for, as its steward sets it on a page and as others read it."""

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains, assertNotContains

from caucuses import access
from caucuses.operations import stewarding
from caucuses.templatetags.caucus_sayings import say_who_for
from network.models import Group
from network.roles import GroupKind, Role

from .conftest import browser, list_to, row
from .test_operations import actions, refused, trace
from .test_pages import HUB, give_office

FORM = {
    "purpose": "We of lanterns.",
    "working_on": "",
    "listed_to": "public",
    "roster_shown_to": "leaders",
    "join_policy": "open",
    "grace_days": 0,
}


@pytest.fixture
def kept(caucus, cast):
    row(cast.dana, caucus.group, Role.STEWARD)
    list_to(caucus, "public")
    return caucus


@pytest.fixture
def texas(network):
    return Group.objects.create(
        kind=GroupKind.CHAPTER, name="Texas", slug="texas", state="TX", parent=network
    )


def keep(cast, **more):
    return browser(cast.dana).post(f"{HUB}kept/", FORM | more)


def rule(caucus):
    caucus.refresh_from_db()
    return caucus.may_join


@pytest.mark.parametrize(
    ("chosen", "kept_as"),
    [
        ({}, {}),
        ({"standing": ["alum"]}, {"standing": ["alum"]}),
        ({"chapter": ["texas"]}, {"chapter": ["texas"]}),
        ({"office": ["mayor", "clerk"]}, {"office": ["mayor", "clerk"]}),
        (
            {"standing": ["member"], "office": ["mayor"], "chapter": ["texas"]},
            {"standing": ["member"], "office": ["mayor"], "chapter": ["texas"]},
        ),
    ],
)
def test_a_steward_sets_the_whole_rule_and_finds_it_again(kept, cast, texas, chosen, kept_as):
    assert keep(cast, **chosen).status_code == 302

    page = browser(cast.dana).get(f"{HUB}kept/")
    shown = page.context["form"].initial
    assert rule(kept) == kept_as
    assert {kind: shown[kind] for kind in kept_as} == kept_as
    assert page.content.decode().count(" checked") == sum(map(len, kept_as.values()))


def test_the_rule_decides_who_comes_in_from_then_on(kept, cast, texas, on):
    row(cast.charlie, texas)
    keep(cast, chapter=["texas"])
    kept.refresh_from_db()

    fits = {
        who: access.can(getattr(cast, who).user, kept, on=on).eligible
        for who in ("alice", "bob", "charlie")
    }

    assert fits == {"alice": False, "bob": False, "charlie": True}


def test_an_office_counts_while_it_is_held(kept, cast, on):
    give_office(cast.bob)
    keep(cast, office=["council", "mayor"])
    kept.refresh_from_db()

    assert access.can(cast.bob.user, kept, on=on).links is True
    assert access.can(cast.alice.user, kept, on=on).links is False


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("standing", "prospect", "Select a valid choice."),
        ("office", "king", "Select a valid choice."),
        ("chapter", "atlantis", "There is no such chapter."),
    ],
)
def test_what_cannot_be_chosen_is_refused_at_its_list(kept, cast, texas, kind, sent, words):
    before = trace(kept)

    page = keep(cast, **{kind: [sent]})

    assert words in page.context["form"].errors[kind][0]
    assert (rule(kept), trace(kept)) == ({}, before)


@pytest.mark.parametrize(
    "may_join", [{"weather": ["rain"]}, {"standing": []}, {"office": ["king"]}, {"chapter": ["x"]}]
)
def test_a_rule_that_cannot_be_evaluated_is_refused_whoever_asks(kept, cast, at, may_join):
    act = {"may_join": may_join, "join_policy": "open", "by": cast.dana.user, "at": at}

    assert refused(stewarding.keep, caucus=kept, **act) == "audience"
    assert (rule(kept), actions()) == ({}, [])


def test_one_that_is_on_record_is_said_and_lets_nobody_in_until_it_is_set_anew(kept, cast, on):
    kept.may_join = {"weather": ["rain"]}
    kept.save()
    assertContains(browser(cast.dana).get(f"{HUB}kept/"), "so it lets nobody in")
    assertContains(browser().get(HUB), "Nobody can join at the moment.")
    assert access.admitted(kept, on=on).count() == 0

    keep(cast, standing=["member"])

    assert rule(kept) == {"standing": ["member"]}


@pytest.mark.parametrize(("more", "said"), [(0, "fewer than five people"), (3, "6 people")])
def test_how_many_it_is_for_is_never_a_small_number(kept, cast, somebody, more, said):
    for number in range(more):
        somebody(f"Extra{number}")

    page = browser(cast.dana).get(f"{HUB}kept/")

    assertContains(page, f"Today that is {said} of the network")
    assertNotContains(page, "3 people")


def test_that_number_is_the_same_whoever_of_them_is_in_it(kept, cast, somebody, on):
    people = [somebody(f"Extra{number}") for number in range(4)]
    before = access.could_join(kept, on=on)
    row(people[0], kept.group)

    assert (before, access.could_join(kept, on=on)) == (7, 7)


@pytest.mark.parametrize(
    ("may_join", "said"),
    [
        ({}, "For members in office and alumni."),
        ({"standing": ["alum"]}, "For alumni."),
        ({"standing": ["alum", "member"]}, "For members in office and alumni."),
        ({"chapter": ["texas"]}, "For members in office and alumni in Texas."),
        (
            {"standing": ["member"], "office": ["mayor", "clerk"], "chapter": ["texas"]},
            "For members in office who hold office today as: mayor or clerk, treasurer or auditor,"
            " in Texas.",
        ),
        ({"weather": ["rain"]}, "Nobody can join at the moment."),
        ({"chapter": ["atlantis"]}, "Nobody can join at the moment."),
    ],
)
def test_whom_it_is_for_is_said_in_words(texas, may_join, said):
    assert say_who_for(may_join) == said


def test_grace_beyond_ninety_days_is_refused_at_its_field(kept, cast, at):
    page = keep(cast, grace_days=91)
    assert list(page.context["form"].errors) == ["grace_days"]

    with pytest.raises(ValidationError):
        stewarding.keep(caucus=kept, grace_days=91, join_policy="open", by=cast.dana.user, at=at)


def test_a_failure_midway_keeps_the_rule_as_it_was(kept, cast, at):
    """How one joins is refused after the rule is written: both stay as they were."""
    act = {"may_join": {"standing": ["alum"]}, "by": cast.dana.user, "at": at}

    with pytest.raises(ValidationError):
        stewarding.keep(caucus=kept, join_policy="never", **act)

    assert (rule(kept), actions()) == ({}, [])
