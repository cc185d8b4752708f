"""A large caucus is gone through by name: the same list, page by page, and no number beyond."""

import pytest
from pytest_django.asserts import assertContains

from caucuses import access
from caucuses.access import pages
from caucuses.models import RosterChoice, RosterShown
from network.models import Person

from .conftest import LONG_AGO, browser, row
from .test_pages import HUB

#: Given and family name, how they appear, their role.
CROWD = [
    ("Ann", "Zorn", "initial", "member"),
    ("Bea", "Yew", "shown", "member"),
    ("Cy", "Xu", "hidden", "member"),
    ("Di", "Wade", "", "member"),
    ("Ed", "Vance", "initial", "chair"),
    ("Flo", "Unger", "hidden", "chair"),
    ("Gus", "Abel", "initial", "member"),
    ("Hal", "Abbot", "shown", "member"),
    ("Ida", "Aames", "hidden", "member"),
]


@pytest.fixture
def crowd(caucus, cast, somebody, at):
    """Eleven, among them one whose standing ended, and Hal with a row as a member and a chair."""
    for given, family, appears, role in CROWD:
        person = somebody(given)
        Person.objects.filter(pk=person.pk).update(family=family, sort_key=family.lower())
        made = row(person, caucus.group, role)
        if appears:
            RosterChoice.objects.create(membership=made, appears=appears, text_version="1", at=at)
        if given == "Hal":
            row(person, caucus.group, "chair")
    row(somebody("Gone", member=False), caucus.group)
    return caucus


def read(who, caucus, on):
    """Every page, and what is said of how many there are."""
    allowed = access.can(who.user, caucus, on=on)
    found, number, more = [], 0, True
    while more:
        number += 1
        roster = access.roster_for(allowed, page=number)
        found += [*roster.leaders, *roster.members]
        more = roster.more
    return found, roster.size


@pytest.mark.parametrize("who", ["alice", "bob"])
@pytest.mark.parametrize("shown", RosterShown.values)
@pytest.mark.parametrize("long", [1, 2, 3, 50])
def test_by_name_and_at_once_are_one_list(crowd, cast, on, monkeypatch, who, shown, long):
    crowd.roster_shown_to = shown
    crowd.save()
    monkeypatch.setattr(pages, "PAGE", long)
    at_once, size = read(getattr(cast, who), crowd, on)

    monkeypatch.setattr(pages, "MOST", 8)
    by_name, said = read(getattr(cast, who), crowd, on)

    assert by_name == at_once
    assert said == min(size, 8)


def test_the_list_says_of_each_what_the_rows_say(crowd, cast, on):
    faces, _ = read(cast.alice, crowd, on)

    said = [(face.name, face.leads, face.ref, face.since, face.appears) for face in faces]
    assert said == [
        (one.name, one.leads, one.ref, one.began, one.appears)
        for one in access.people(crowd, on=on)
    ]
    assert {face.since for face in faces} == {LONG_AGO}


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_whose_standing_ended_is_on_no_page_of_a_large_caucus(crowd, cast, on, monkeypatch, who):
    crowd.roster_shown_to = RosterShown.MEMBERS
    crowd.save()
    monkeypatch.setattr(pages, "MOST", 3)

    faces, _ = read(getattr(cast, who), crowd, on)

    names = {face.name for face in faces}
    assert "Gone Example" not in names
    assert {"Cy Xu", "Ida Aames", "Flo Unger"} & names == (
        {"Cy Xu", "Ida Aames", "Flo Unger"} if who == "alice" else set()
    )


def test_of_a_large_caucus_only_that_there_are_more_is_said(crowd, cast, monkeypatch):
    monkeypatch.setattr(pages, "MOST", 6)

    assertContains(browser(cast.bob).get(HUB), "More than 6 people are in this caucus.")
    assertContains(browser(cast.alice).get(HUB), "More than 6 people, with those who lead.")


@pytest.mark.parametrize(("who", "number"), [("alice", 22), ("bob", 18)])
@pytest.mark.parametrize("count", [1, 3])
def test_a_large_caucus_asks_as_often_however_large(
    crowd, cast, somebody, monkeypatch, django_assert_num_queries, who, number, count
):
    monkeypatch.setattr(pages, "MOST", 6)
    for each in range(count):
        row(somebody(f"Another{each}"), crowd.group)
    client = browser(getattr(cast, who))
    client.get(HUB)

    with django_assert_num_queries(number):
        client.get(HUB)
