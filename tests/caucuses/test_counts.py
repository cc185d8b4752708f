"""How many are in a caucus is said from five on, to those inside, and to nobody else at all."""

import re

import pytest
from django.utils.html import strip_tags

from caucuses.models import ListedTo, RosterShown
from tests.privacy.answers import ask

from .conftest import browser, list_to, row

HUB = "/caucuses/lanterns/"
OUTSIDE = ("charlie", "dana", "ada", "visitor")
SMALL = re.compile(r"\b(?:[1-4]|one|two|three|four) (?:people|persons?|members?|are in)\b", re.I)


def words(said):
    main = said.body.partition("<main")[2].partition("</main")[0]
    return " ".join(strip_tags(main).split())


@pytest.fixture
def grow(caucus, somebody):
    """Bring the caucus, which has two, to so many."""
    sizes = {"now": 2}

    def to(size):
        for number in range(sizes["now"], size):
            row(somebody(f"Extra{number}"), caucus.group)
        sizes["now"] = size

    return to


@pytest.mark.parametrize("path", ["/caucuses/", HUB])
@pytest.mark.parametrize("who", OUTSIDE)
def test_outside_a_caucus_of_any_size_looks_the_same(caucus, cast, grow, who, path):
    list_to(caucus, ListedTo.PUBLIC)
    client = browser(getattr(cast, who, None))
    ask(client, "get", path)
    seen = []
    for size in (2, 4, 5, 60):
        grow(size)
        seen.append(ask(client, "get", path).without())

    assert seen[1:] == [seen[0]] * 3


def test_inside_a_caucus_of_less_than_five_nothing_tells_how_many(caucus, cast, grow):
    client = browser(cast.bob)
    ask(client, "get", HUB)
    seen = []
    for size in (2, 3, 4):
        grow(size)
        seen.append(ask(client, "get", HUB).without())

    assert seen[1:] == [seen[0]] * 2
    grow(5)
    five = ask(client, "get", HUB)
    assert five.without() != seen[0]
    assert re.search(r"\b5 people\b", words(five)) is not None


@pytest.mark.parametrize("who", ["alice", "bob"])
@pytest.mark.parametrize("shown", RosterShown.values)
@pytest.mark.parametrize("size", [4, 5])
def test_no_page_says_a_number_below_five(caucus, cast, grow, who, shown, size):
    caucus.roster_shown_to = shown
    caucus.save()
    grow(size)
    client = browser(getattr(cast, who))

    pages = [words(ask(client, "get", path)) for path in ("/caucuses/", HUB, "/me/")]

    assert [found.group() for page in pages for found in SMALL.finditer(page)] == []
    assert ("5 people" in " ".join(pages)) == (size == 5)


def test_four_who_wait_are_named_to_those_who_lead_and_counted_to_nobody(caucus, cast, somebody):
    client = browser(cast.bob)
    ask(client, "get", HUB)
    before = ask(client, "get", HUB).without()

    for number in range(4):
        row(somebody(f"Asker{number}"), caucus.group, state="asked")

    assert ask(client, "get", HUB).without() == before
    assert "Asker3" in words(ask(browser(cast.alice), "get", HUB))
