"""Looking for members by name, place, office, work and language, and page by page."""

import datetime as dt

import pytest

from network.models import DirectoryChoice, Interest, Speaks
from tests.factories import (
    CaucusGroupFactory,
    JurisdictionFactory,
    MembershipFactory,
    TermFactory,
    a_chapter,
)
from tests.network.test_directory import LIST, names, plain, reader, shown  # noqa: F401

pytestmark = pytest.mark.usefixtures("reader")


def in_office(person, **office):
    state, kind = office.pop("state", "TX"), office.pop("kind", "city")
    place = JurisdictionFactory(state=state, kind=kind)
    return TermFactory(person=person, office__jurisdiction=place, **office)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("ana", ["Ana Silva"]),
        ("sil", ["Ana Silva"]),
        ("silva ana", ["Ana Silva"]),
        ("ANÁ", ["Ana Silva"]),
        ("lva", []),
        ("sam", ["Sam Tull"]),
        ("samantha", []),
        ("deadname", []),
        ("silva sam", []),
        ("  ", ["Ana Silva", "Sam Tull"]),
        ("'; drop", []),
    ],
)
def test_a_name_is_found_by_what_is_shown_of_it_alone(client, q, found):
    """Other names and a first name that somebody does not go by are for staff."""
    shown(given="Ana", family="Silva")
    shown(given="Samantha", known_as="Sam", family="Tull", other_names="Deadname")

    assert names(client, q=q) == found


def test_filters_join(client):
    ana, bea = shown(a_chapter(), given="Ana", family="A"), shown(given="Bea", family="B")
    in_office(ana, office__role="mayor", state="TX")
    in_office(bea, office__role="mayor", state="OH", kind="county")

    assert names(client, role="mayor") == ["Ana A", "Bea B"]
    assert names(client, role="mayor", state="OH") == ["Bea B"]
    assert names(client, kind="county") == ["Bea B"]
    assert names(client, chapter="texas") == ["Ana A"]
    assert names(client, chapter="texas", state="OH") == []


def test_one_office_has_to_fit_all(client):
    ana = shown()
    in_office(ana, office__role="mayor", state="TX")
    in_office(ana, office__role="council", state="OH")

    assert names(client, role="mayor", state="OH") == []


def test_an_office_held_before_finds_nobody(client):
    ana = shown()
    TermFactory(person=ana, ended_on=dt.date(2024, 1, 1), end_reason="completed")

    assert names(client, role="council") == []


@pytest.mark.parametrize(
    ("model", "field", "value", "query", "part"),
    [
        (Interest, "topic", "water", "topic", "interests"),
        (Speaks, "language", "es", "language", "languages"),
    ],
)
def test_what_somebody_hides_does_not_find_them(client, model, field, value, query, part):
    ana, bea = shown(given="Ana", family="A"), shown(given="Bea", family="B")
    for person in (ana, bea):
        model.objects.create(person=person, **{field: value})
    DirectoryChoice.objects.create(person=bea, part=part, shown_to="nobody")

    assert names(client, **{query: value}) == ["Ana A"]
    assert client.get(LIST, {query: value}).context["shown"].said == "1 person"


@pytest.mark.parametrize(
    "query",
    [
        {"chapter": "nowhere"},
        {"group": "texas"},
        {"state": "XX"},
        {"topic": "secrets"},
        {"page": "0"},
        {"page": "x"},
        {"page": "100000"},
        {"q": "x" * 101},
        {"sort": "newest"},
        {"email": "a@b"},
    ],
)
def test_what_it_does_not_know_lists_nobody(client, query):
    shown(given="Anatolia")
    page = client.get(LIST, query)

    assert page.status_code == 200
    assert "Unknown filter." in page.content.decode()
    assert "Anatolia" not in page.content.decode()


def test_a_caucus_is_no_chapter(client):
    group = CaucusGroupFactory(slug="hidden-circle")
    MembershipFactory(person=shown(given="Ana"), group=group)

    hidden, unknown = (
        plain(client.get(LIST, {"chapter": slug})).replace(slug, "")
        for slug in ("hidden-circle", "hidden-square")
    )

    assert hidden == unknown


def test_thirty_to_a_page_and_no_more_whatever_is_asked(client):
    for number in range(32):
        shown(given="P", family=f"{number:02}")

    first, second = client.get(LIST), client.get(LIST, {"page": 2})

    assert [len(page.context["shown"].rows) for page in (first, second)] == [30, 2]
    assert first.context["shown"].said == "32 people"
    assert 'href="?page=2"' in first.content.decode()
    assert len(names(client, q="p")) == 30
    assert len(names(client, q="p", page=2)) == 2


@pytest.mark.parametrize(
    ("query", "asked"), [({}, 10), ({"q": "p"}, 9), ({"topic": "water", "chapter": "texas"}, 10)]
)
def test_it_asks_the_same_number_of_questions_for_one_and_for_three(
    client, query, asked, django_assert_num_queries
):
    client.get(LIST)
    for count in (1, 3):
        for _ in range(count):
            person = shown(a_chapter(), given="P")
            Interest.objects.create(person=person, topic="water")
            TermFactory(person=person)
        with django_assert_num_queries(asked):
            client.get(LIST, query)


@pytest.mark.parametrize("count", [1, 3])
def test_an_entry_asks_the_same_number_of_questions(client, count, django_assert_num_queries):
    ana = shown(a_chapter(), given="Ana")
    for _ in range(count):
        TermFactory(person=ana)
    client.get(LIST)

    with django_assert_num_queries(13):
        client.get(f"{LIST}{ana.public_id}/")
