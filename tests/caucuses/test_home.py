"""One's own pages say when one's caucuses meet next and how one appears there, to oneself alone."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from caucuses.operations import meetings
from network.models import Jurisdiction, Office, Term

from .conftest import LONG_AGO, browser, row

HOME = "/me/"
QUERIES = 29
STARTS = dt.datetime(2036, 1, 3, 0, 30, tzinfo=dt.UTC)


def call(caucus, cast, at, **more):
    return meetings.call(
        caucus=caucus,
        title="Wick night",
        timezone="America/New_York",
        starts_at=STARTS,
        ends_at=STARTS + dt.timedelta(hours=1),
        by=cast.alice.user,
        at=at,
        **more,
    )


def test_home_says_when_ones_caucus_meets_next_and_nothing_else_of_it(caucus, cast, at):
    call(caucus, cast, at, place="The garden", description="Bring a wick")

    said = browser(cast.bob).get(HOME)

    assertContains(said, "Meets next", count=1)
    assertContains(said, "Wednesday, January 2, 7:30 p.m. ET")
    for word in ("Wick night", "The garden", "Bring a wick"):
        assertNotContains(said, word)


def test_the_hour_is_the_one_of_ones_own_state(caucus, cast, at):
    call(caucus, cast, at)
    elm = Jurisdiction.objects.create(
        ocd_id="ocd-division/country:us/state:ca/place:elm",
        name="Elm",
        kind="city",
        state="CA",
        body_size=3,
    )
    office = Office.objects.create(jurisdiction=elm, role="council", title="Member", seats=3)
    Term.objects.create(person=cast.bob, office=office, starts_on=LONG_AGO)

    assertContains(browser(cast.bob).get(HOME), "Wednesday, January 2, 4:30 p.m. PT")


@pytest.mark.parametrize(("state", "count"), [("asked", 0), ("invited", 0), ("active", 1)])
def test_only_those_inside_read_when_it_meets(caucus, cast, at, state, count):
    call(caucus, cast, at)
    row(cast.charlie, caucus.group, state=state)

    assertContains(browser(cast.charlie).get(HOME), "Meets next", count=count)


def test_whom_the_caucus_is_no_longer_for_reads_no_hour(caucus, cast, at):
    call(caucus, cast, at)
    caucus.may_join = {"standing": ["alum"]}
    caucus.save()

    assertNotContains(browser(cast.bob).get(HOME), "Meets next")


@pytest.mark.parametrize("who", ["charlie", "dana", "ada"])
def test_nobody_else_reads_of_it(caucus, cast, at, who):
    call(caucus, cast, at)

    said = browser(getattr(cast, who)).get(HOME)

    assertNotContains(said, "Meets next")
    assertNotContains(said, "Lanterns")


@pytest.mark.parametrize(
    ("appears", "words"),
    [
        ("shown", "Other members see your name and office."),
        ("initial", "Other members see your first name and an initial only."),
        ("hidden", "Other members do not see you on the list."),
    ],
)
def test_what_one_chooses_is_said_at_once(caucus, cast, appears, words):
    caucus.roster_shown_to = "members"
    caucus.save()
    bob = browser(cast.bob)
    bob.post("/caucuses/lanterns/appear/", {"appears": appears})

    assertContains(bob.get(HOME), words, count=1)
    assertContains(bob.get("/me/privacy/"), words, count=1)


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_often_for_three_caucuses_as_for_one(
    cast, make_caucus, at, count, django_assert_num_queries
):
    for number in range(count):
        made = make_caucus(f"lamp{number}")
        row(cast.bob, made.group)
        call(made, cast, at)
    bob = browser(cast.bob)
    bob.get(HOME)

    # The login, the page itself, and of caucuses: which, whom for, how one appears, what is next.
    with django_assert_num_queries(QUERIES):
        bob.get(HOME)
