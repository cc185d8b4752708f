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
from network.views.join import TOO_MANY, USED_UP, WRONG
from tests.factories import (
    JurisdictionFactory,
    PersonFactory,
    a_chapter,
    a_member,
    the_network,
)

ANSWERS = {
    "name": {"given": "Rosa", "family": "O'Neil-Marín"},
    "email": {"email": "Rosa@Example.org"},
    "office": {"office_role": "council", "seat_label": "District 4"},
    "place": {"place": "ocd-division/country:us/state:tx/place:alder_creek"},
    "term": {"starts_month": "1", "starts_year": "2025", "ends_year": "2028"},
    "heard": {"heard": "A colleague"},
}


@pytest.fixture(autouse=True)
def place():
    the_network()
    return JurisdictionFactory(name="Alder Creek city", ocd_id=ANSWERS["place"]["place"])


def answer(client, name, **values):
    return client.post(f"/join/{name}/", {**ANSWERS[name], **values})


def answer_all(client, **changed):
    for name in ANSWERS:
        answer(client, name, **changed.get(name, {}))


def ask_for_code(client, **changed):
    """Walk to the code page; answers with the code in the newest letter."""
    answer_all(client, **changed)
    client.post("/join/check/")
    return newest_code()


def newest_code():
    return re.search(r"\b\d{6}\b", Letter.objects.filter(kind="join_code").latest("pk").body)[0]


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def problems(response):
    """The messages in the error summary."""
    page = response.content.decode()
    summary = re.search(r'class="error-summary".*?</ul>', page, re.S)
    return re.findall(r"<a [^>]*>(.*?)</a>", summary[0]) if summary else []


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


# Bad input


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("name", {"given": ""}, "Enter your first name."),
        ("name", {"family": "x" * 300}, "Use 100 letters or fewer."),
        ("name", {"given": "Ro\nsa"}, "Line breaks are not allowed here."),
        ("name", {"given": "Ro\x1bsa"}, "This holds a character that cannot be printed."),
        ("name", {"given": "Ro\u202esa"}, "This holds a character that cannot be printed."),
        ("place", {"place": "\x00"}, "Null characters are not allowed."),
        ("email", {"email": "rosa"}, "Enter an e-mail address, such as name@example.org."),
        (
            "email",
            {"email": "rosa@example.org\nBcc: all@example.org"},
            "Enter an e-mail address, such as name@example.org.",
        ),
        ("email", {"email": f"{'r' * 300}@example.org"}, "Use 254 letters or fewer."),
        ("office", {"office_role": ""}, "Choose your office."),
        ("office", {"seat_label": "District\r\n4"}, "Line breaks are not allowed here."),
        ("heard", {"heard": "x" * 301}, "Use 300 letters or fewer."),
        (
            "term",
            {"starts_day": "31", "starts_month": "2"},
            "February 2025 has 28 days: check the day.",
        ),
        ("term", {"starts_year": "20225"}, "Enter the year as four digits, such as 2025."),
        ("term", {"starts_year": "9" * 5000}, "Enter the year as four digits, such as 2025."),
        ("term", {"starts_year": "²"}, "Enter the year as four digits, such as 2025."),
        ("term", {"starts_month": "13"}, "Enter the month as a number from 1 to 12."),
        ("term", {"starts_day": "first"}, "Enter the day as a number."),
        (
            "term",
            {"starts_day": "3", "starts_month": ""},
            "Enter the month too, or leave the day empty.",
        ),
        ("term", {"starts_year": ""}, "Enter the year too."),
        ("term", {"ends_year": "2024"}, "The end date is before the start date."),
    ],
)
def test_bad_input_is_named_at_the_top_and_at_the_field(client, step, typed, words):
    answer_all(client)
    before = client.session["join"]

    page = answer(client, step, **typed)

    assert page.status_code == 200
    assert problems(page) == [words]
    assert page.content.decode().count(words) == 2
    assert "<title>Error: " in page.content.decode()
    assert client.session["join"] == before
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, [None, "day"]),
        ({"starts_year": "2025"}, ["2025-01-01", "year"]),
        ({"starts_month": "sept.", "starts_year": "2025"}, None),
        ({"starts_month": "Feb", "starts_year": "2025"}, ["2025-02-01", "month"]),
        (
            {"starts_month": "2", "starts_day": "29", "starts_year": "2028"},
            ["2028-02-29", "day"],
        ),
    ],
)
def test_as_much_of_a_date_as_is_known(client, typed, kept):
    answer_all(client)

    page = client.post("/join/term/", typed)

    if kept is None:
        assert problems(page) == ["Enter the month as a number from 1 to 12."]
    else:
        assert client.session["join"]["answers"]["term"]["starts"] == kept


# The code


def test_only_a_hash_of_the_code_is_kept(client):
    code = ask_for_code(client)

    assert code not in str(client.session["join"])
    assert set(client.session["join"]["code"]) == {"salt", "hash", "until"}


def test_three_wrong_codes_and_the_right_one_no_longer_works(client):
    code = ask_for_code(client)

    heard = [problems(client.post("/join/code/", {"code": wrong(code)})) for _ in range(3)]
    heard.append(problems(client.post("/join/code/", {"code": code})))

    assert heard == [[WRONG]] * 3 + [[USED_UP]]
    assert Application.objects.count() == 0


def test_a_copied_session_brings_no_more_tries(client):
    code = ask_for_code(client)
    before = dict(client.session)
    for _ in range(3):
        client.post("/join/code/", {"code": wrong(code)})
    session = client.session
    session.update(before)
    session.save()

    assert problems(client.post("/join/code/", {"code": code})) == [USED_UP]


def test_a_new_code_voids_the_old_one(client):
    old = ask_for_code(client)
    again = client.post("/join/code/again/", follow=True)
    new = newest_code()

    assert "A new code is on its way." in again.content.decode()
    if old != new:
        assert problems(client.post("/join/code/", {"code": old})) == [WRONG]
    assert client.post("/join/code/", {"code": f" {new[:3]} {new[3:]} "}).url == "/join/done/"


def test_a_late_code_no_longer_works(client):
    code = ask_for_code(client)
    session = client.session
    session["join"]["code"]["until"] = timezone.now().timestamp() - 1
    session.save()

    assert problems(client.post("/join/code/", {"code": code})) == [USED_UP]
    assert Application.objects.count() == 0


def test_a_code_proves_only_the_mailbox_it_went_to(client):
    code = ask_for_code(client)
    answer(client, "email", email="somebody.else@example.org")

    assert client.post("/join/code/", {"code": code}).url == "/join/check/"
    assert Application.objects.count() == 0


def test_a_code_is_not_used_twice(client):
    code = ask_for_code(client)
    client.post("/join/code/", {"code": code})
    letters = Letter.objects.count()

    again = client.post("/join/code/", {"code": code})

    assert again.url == "/join/done/"
    assert (Application.objects.count(), Letter.objects.count()) == (1, letters)


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 5000])
def test_what_is_no_code_costs_no_try(client, typed):
    code = ask_for_code(client)

    for _ in range(4):
        assert len(problems(client.post("/join/code/", {"code": typed}))) == 1
    assert client.post("/join/code/", {"code": code}).url == "/join/done/"


def test_a_mailbox_is_not_flooded(client):
    ask_for_code(client)
    for _ in range(4):
        client.post("/join/code/again/")

    answers = client.post("/join/code/again/", follow=True)

    assert TOO_MANY in answers.content.decode()
    assert Letter.objects.filter(kind="join_code").count() == 5


def test_the_code_letter_holds_nothing_a_stranger_wrote(client):
    ask_for_code(client, name={"given": "Buy at evil.example"})

    letter = Letter.objects.get(kind="join_code")
    assert "evil" not in letter.subject + letter.body


def test_the_code_is_wiped_once_it_is_sent(client, send_letters):
    code = ask_for_code(client)

    sent = send_letters()

    assert code in sent[-1].body
    assert Letter.objects.get(kind="join_code").body == ""


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
