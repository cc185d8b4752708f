"""Terms begin, end and are confirmed, at the desk and behind it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import AuditEntry, Office, Term
from network.models.offices import Precision
from network.operations import offices, terms
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
)


def code_of(refusal):
    return refusal.value.error_list[0].code


@pytest.fixture
def alice():
    return a_director(given="Alice", family="Ames")


@pytest.fixture
def dana():
    return a_member(a_chapter(), given="Dana", family="Diaz")


def test_an_office_is_made_once():
    town = JurisdictionFactory()
    first = offices.find_or_make(jurisdiction=town, role="council", seat_label=" District  4 ")
    again = offices.find_or_make(jurisdiction=town, role="council", seat_label="District 4")

    assert (again, first.title, first.seat_label) == (first, "Council member", "District 4")


def test_a_term_is_added_with_one_line_of_history(alice, dana):
    office = OfficeFactory()
    term = terms.add(
        person=dana, office=office, starts_on=dt.date(2025, 1, 1), by=alice.user, at=NOON
    )

    entry = AuditEntry.objects.get(action="network.term_added")
    assert (term.person, entry.person, entry.by, entry.at) == (dana, dana, alice.user, NOON)


def test_a_second_open_term_in_one_office_is_refused(dana):
    open_term = TermFactory(person=dana)
    with pytest.raises(ValidationError) as refusal:
        terms.add(person=dana, office=open_term.office, by=None, at=NOON)

    assert refusal.value.messages == ["This person already has an open term in this office."]
    assert code_of(refusal) == "term_one_open_per_office"
    assert Term.objects.count() == 1
    assert AuditEntry.objects.count() == 0


def test_an_end_before_the_start_is_refused(dana):
    with pytest.raises(ValidationError) as refusal:
        terms.add(
            person=dana,
            office=OfficeFactory(),
            starts_on=dt.date(2025, 1, 1),
            ends_on=dt.date(2024, 12, 31),
            by=None,
            at=NOON,
        )

    assert refusal.value.messages == ["The end date is before the start date."]


def test_a_failure_midway_leaves_nothing(dana, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        terms.add_in(
            person=dana, jurisdiction=JurisdictionFactory(), role="mayor", by=None, at=NOON
        )

    assert (Term.objects.count(), Office.objects.count()) == (0, 0)


def test_ending_a_term_twice_changes_nothing(dana):
    term = TermFactory(person=dana)
    for _ in range(2):
        ended = terms.end(term=term, ended_on=TODAY, reason="resigned", by=None, at=NOON)

    assert (ended.ended_on, ended.end_reason) == (TODAY, "resigned")
    assert AuditEntry.objects.filter(action="network.term_ended").count() == 1


def test_a_term_that_ended_otherwise_is_refused(dana):
    term = TermFactory(person=dana, ended_on=TODAY, end_reason="lost")
    with pytest.raises(ValidationError) as refusal:
        terms.end(term=term, ended_on=TODAY, reason="resigned", by=None, at=NOON)

    assert (refusal.value.messages, code_of(refusal)) == (
        ["This term has already ended."],
        "ended",
    )


def test_a_term_ends_on_a_day_nobody_knows(dana):
    term = TermFactory(person=dana)
    terms.end(term=term, ended_on=None, reason="unknown", by=None, at=NOON)

    assert Term.objects.state(on=TODAY).get().state == "former"


def test_a_confirmed_term_sits_again(alice, dana):
    term = TermFactory(person=dana, ends_on=dt.date(2026, 6, 30))
    before = Term.objects.state(on=TODAY).get().state
    terms.confirm(term=term, by=alice.user, at=NOON)
    after = Term.objects.state(on=TODAY).get()

    assert (before, after.state, after.confirmed_by) == ("unconfirmed", "sitting", alice.user)


def test_confirming_twice_on_a_day_is_one_line_of_history(alice, dana):
    term = TermFactory(person=dana)
    for _ in range(2):
        terms.confirm(term=term, ends_on=dt.date(2030, 1, 1), by=alice.user, at=NOON)

    assert AuditEntry.objects.filter(action="network.term_confirmed").count() == 1


def test_a_term_that_is_over_is_not_confirmed(dana):
    term = TermFactory(person=dana, ended_on=TODAY, end_reason="lost")
    with pytest.raises(ValidationError) as refusal:
        terms.confirm(term=term, by=None, at=NOON)

    assert code_of(refusal) == "ended"


def test_a_director_adds_a_term_in_words(client, sign_in, alice, dana):
    town = JurisdictionFactory(name="Cedar Falls", state="TX", ocd_id="ocd/cedar")
    answer = sign_in(client, alice.user).post(
        f"/desk/people/{dana.public_id}/terms/add/",
        {
            "place": "cedar",
            "jurisdiction": "ocd/cedar",
            "role": "mayor",
            "how": "elected",
            "starts_month": "January",
            "starts_year": "2025",
            "ends_year": "2028",
        },
    )
    term = Term.objects.get(person=dana)

    assert (answer.status_code, answer.url) == (302, dana.get_absolute_url())
    assert (term.office.jurisdiction, term.office.role) == (town, "mayor")
    assert (term.starts_on, term.starts_precision) == (dt.date(2025, 1, 1), Precision.MONTH)
    assert (term.ends_on, term.ends_precision) == (dt.date(2028, 12, 31), Precision.YEAR)


def test_the_place_is_found_while_typing(client, sign_in, alice, dana):
    JurisdictionFactory(name="Cedar Falls", ocd_id="ocd/cedar")
    page = sign_in(client, alice.user).get(
        f"/desk/people/{dana.public_id}/terms/add/", {"place": "ced fa"}
    )

    assert 'value="ocd/cedar"' in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose the one you mean."),
        ({"jurisdiction": "nowhere"}, "Choose one of those found."),
        ({"role": "emperor"}, "Choose one of the list."),
        ({"starts_year": "20x5"}, "Enter the year as four digits, such as 2025."),
        ({"starts_year": "2025", "ends_year": "2024"}, "The end date is before the start date."),
        ({"seat_label": "a" * 101}, "Use 100 letters or fewer."),
        ({"seat_label": "a\nb"}, "Line breaks are not allowed here."),
    ],
)
def test_a_bad_term_is_refused_in_words(client, sign_in, alice, dana, sent, words):
    page = sign_in(client, alice.user).post(f"/desk/people/{dana.public_id}/terms/add/", sent)

    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert Term.objects.count() == 0


def test_the_second_open_term_is_refused_at_the_office(client, sign_in, alice, dana):
    town = JurisdictionFactory(name="Cedar Falls", ocd_id="ocd/cedar")
    TermFactory(person=dana, office=OfficeFactory(jurisdiction=town, role="mayor", seat_label=""))
    page = sign_in(client, alice.user).post(
        f"/desk/people/{dana.public_id}/terms/add/",
        {"place": "cedar", "jurisdiction": "ocd/cedar", "role": "mayor", "how": "elected"},
    )

    assert page.context["form"].errors == {
        "role": ["This person already has an open term in this office."]
    }


def test_a_term_is_ended_and_confirmed_at_the_desk(client, sign_in, alice, dana):
    going, staying = TermFactory(person=dana), TermFactory(person=dana)
    sign_in(client, alice.user)
    base = f"/desk/people/{dana.public_id}/terms"
    client.post(f"{base}/{going.public_id}/end/", {"reason": "resigned", "ended_year": "2026"})
    client.post(f"{base}/{staying.public_id}/confirm/", {"ends_year": "2029"})
    going.refresh_from_db()
    staying.refresh_from_db()

    assert (going.ended_on, going.end_reason) == (dt.date(2026, 12, 31), "resigned")
    assert (staying.ends_on, staying.confirmed_by) == (dt.date(2029, 12, 31), alice.user)


def test_another_persons_term_is_not_found_here(client, sign_in, alice, dana):
    strange = TermFactory(person=PersonFactory())
    answer = sign_in(client, alice.user).post(
        f"/desk/people/{dana.public_id}/terms/{strange.public_id}/end/", {"reason": "resigned"}
    )

    assert answer.status_code == 404
