"""The joining journey, page by page, the way an applicant walks it."""

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from network.models import Application, AuditEntry, Letter, Membership, Person, User
from network.operations import applications
from tests.factories import (
    JurisdictionFactory,
    PersonFactory,
    a_chapter,
    a_member,
    the_network,
)
from tests.network.joining import (
    ANSWERS,
    answer,
    answer_all,
    ask_for_code,
    newest_code,
    problems,
    wrong,
)


@pytest.fixture(autouse=True)
def place():
    the_network()
    return JurisdictionFactory(name="Alder Creek city", ocd_id=ANSWERS["place"]["place"])


def test_the_whole_journey(client, place):
    chapter = a_chapter()
    steps = [client.get("/join/").status_code]
    for name, following in zip(ANSWERS, [*list(ANSWERS)[1:], "check"], strict=True):
        assert answer(client, name).url == f"/join/{following}/"
        steps.append(client.get(f"/join/{following}/").status_code)
    assert client.post("/join/check/").url == "/join/code/"
    steps.append(client.get("/join/code/").status_code)

    end = client.post("/join/code/", {"code": newest_code()})

    application = Application.objects.get()
    assert steps == [200] * 8
    assert end.url == "/join/done/"
    assert client.get("/join/done/").status_code == 200
    assert (application.given, application.family, application.email, application.heard) == (
        "Rosa",
        "O'Neil-Marín",
        "rosa@example.org",
        "A colleague",
    )
    assert (application.jurisdiction, application.chapter, application.seat_label) == (
        place,
        chapter,
        "District 4",
    )
    assert (application.starts_on, application.starts_precision) == (dt.date(2025, 1, 1), "month")
    assert (application.ends_on, application.ends_precision) == (dt.date(2028, 12, 31), "year")
    assert list(Letter.objects.order_by("pk").values_list("kind", "to", "private")) == [
        ("join_code", "rosa@example.org", True),
        ("join_received", "rosa@example.org", False),
    ]
    assert "join" not in client.session
    assert "_auth_user_id" not in client.session


def test_the_check_page_says_everything_once_more(client):
    answer_all(client)

    page = client.get("/join/check/").content.decode()

    for words in (
        "Rosa O&#x27;Neil-Marín",
        "rosa@example.org",
        "Council member, District 4",
        "Alder Creek city, TX",
        "January 2025",
        "2028",
        "A colleague",
    ):
        assert words in page
    assert re.findall(r'href="/join/(\w+)/" aria-label="Change', page) == [
        "name",
        "email",
        "office",
        "place",
        "term",
        "term",
        "heard",
    ]


def test_a_change_goes_back_to_the_check(client):
    answer_all(client)

    assert answer(client, "name", given="Rosalba").url == "/join/check/"
    assert "Rosalba" in client.get("/join/check/").content.decode()


def test_an_answer_is_there_on_the_way_back(client):
    answer_all(client)

    assert 'value="Rosa"' in client.get("/join/name/").content.decode()
    assert 'value="2025"' in client.get("/join/term/").content.decode()
    assert "The place you chose" in client.get("/join/place/").content.decode()


def test_a_deep_link_leads_to_the_first_open_question(client):
    answer(client, "name")

    paths = ("office", "place", "term", "heard", "check")
    assert [client.get(f"/join/{path}/").url for path in paths] == ["/join/email/"] * 5
    assert client.get("/join/code/").url == "/join/check/"
    assert client.get("/join/done/").url == "/join/"
    assert client.get("/join/elsewhere/").status_code == 404


def test_looking_around_leaves_no_session(client):
    for path in ("/join/", "/join/name/", "/join/place/?q=alder", "/join/done/"):
        client.get(path)

    assert client.cookies.get("sessionid") is None


def test_whoever_left_continues_where_they_were(client):
    answer(client, "name")

    assert 'href="/join/email/">Continue where you were' in client.get("/join/").content.decode()


# Finding the place


def test_places_are_found_by_their_beginnings(client):
    JurisdictionFactory(name="Birch Hill city")
    answer_all(client)

    page = client.get("/join/place/", {"q": "ald cre"})

    assert [str(found) for found in page.context["places"]] == ["Alder Creek city, TX"]
    assert 'value="ocd-division/country:us/state:tx/place:alder_creek"' in page.content.decode()


@pytest.mark.parametrize("q", ["zzz", "'; --", "%00\x00", '"', "é" * 300])
def test_a_place_that_is_not_there_is_no_dead_end(client, q):
    answer_all(client)

    page = client.get("/join/place/", {"q": q})

    assert page.status_code == 200
    assert "I can’t find my place" in page.content.decode()
    assert "mailto:" in page.content.decode()


def test_places_with_such_an_office_come_first(client, place):
    schools = JurisdictionFactory(name="Alder Creek Schools", kind="school_district")
    found = {}
    for role in ("council", "school_board"):
        answer_all(client, office={"office_role": role})
        found[role] = client.get("/join/place/", {"q": "alder"}).context["places"]

    assert found == {"council": [place, schools], "school_board": [schools, place]}


def test_many_places_ask_for_more_letters(client):
    for number in range(21):
        JurisdictionFactory(name=f"Elm {number}")
    answer_all(client)

    page = client.get("/join/place/", {"q": "elm"})

    assert len(page.context["places"]) == 20
    assert "There are more." in page.content.decode()


@pytest.mark.parametrize("typed", ["", "nowhere", "1"])
def test_only_a_listed_place_is_taken(client, typed):
    answer_all(client)

    page = client.post("/join/place/", {"place": typed, "q": "alder"})

    assert problems(page) == ["Choose your place from the list."]
    assert "Alder Creek city, TX" in page.content.decode()


# Nobody learns whether we know them


def walk(client):
    """Every answer of the journey as (status, address, bytes), without what differs by chance."""
    seen = []

    def look(response):
        body = re.sub(
            rb'(csrfmiddlewaretoken" value="|nonce="|name="code" value=")[^"]+',
            b"",
            response.content,
        )
        seen.append((response.status_code, response.get("Location"), body))

    for name in ANSWERS:
        look(answer(client, name))
    look(client.get("/join/check/"))
    look(client.post("/join/check/"))
    look(client.get("/join/code/"))
    look(client.post("/join/code/", {"code": wrong(newest_code())}))
    look(client.post("/join/code/again/"))
    look(client.get("/join/code/"))
    look(client.post("/join/code/", {"code": newest_code()}))
    look(client.get("/join/done/"))
    return seen


def known(place):
    PersonFactory(email="rosa@example.org")


def member(place):
    a_member(email="rosa@example.org")


def waits(place):
    applications.submit(
        email="rosa@example.org",
        given="Rosa",
        family="Marín",
        jurisdiction=place,
        office_role="council",
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("somebody", "letter"),
    [
        (known, "join_received"),
        (member, "join_already_member"),
        (waits, "join_already_waiting"),
    ],
)
def test_the_pages_are_the_same_whoever_it_is(place, somebody, letter):
    with transaction.atomic():
        for_a_stranger = walk(Client())
        transaction.set_rollback(True)
    cache.clear()
    somebody(place)

    assert walk(Client()) == for_a_stranger
    assert Letter.objects.latest("pk").kind == letter


@pytest.mark.parametrize("somebody", [member, waits])
def test_for_whoever_need_not_apply_only_a_letter_changes(client, place, somebody):
    somebody(place)
    counted = (Application, Person, User, Membership)
    code = ask_for_code(client)
    before = [model._base_manager.count() for model in counted], AuditEntry.objects.count()

    client.post("/join/code/", {"code": code})

    after = [model._base_manager.count() for model in counted], AuditEntry.objects.count()
    assert after == before


def test_the_pages_are_kept_by_nobody(client):
    answer_all(client)

    assert "no-store" in client.get("/join/check/")["Cache-Control"]
