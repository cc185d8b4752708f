"""What the questions refuse, named at the top and at the field."""

import pytest

from network.models import Letter
from tests.factories import (
    JurisdictionFactory,
    the_network,
)
from tests.network.joining import ANSWERS, answer, answer_all, problems


@pytest.fixture(autouse=True)
def place():
    the_network()
    return JurisdictionFactory(name="Alder Creek city", ocd_id=ANSWERS["place"]["place"])


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
