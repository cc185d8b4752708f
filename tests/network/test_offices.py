"""Facts of offices and places, and the dates of terms: kept by staff, with before and after."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from network import audit
from network.models import AuditEntry, Office, Term
from network.operations import offices, putting_back, terms
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
    OfficeFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)
from tests.network.offices import code_of, unconfirmed


@pytest.fixture
def alice():
    return a_director(a_chapter(), given="Alice", family="Ames")


@pytest.fixture
def office():
    return OfficeFactory(title="Council member")


def facts(office, by, **values):
    known = {
        name: getattr(office, name)
        for name in ("title", "seats", "term_months", "next_election_on")
    }
    return offices.change(office=office, by=by, at=NOON, **(known | values))


def test_what_is_true_of_an_office_is_kept_with_before_and_after(alice, office):
    facts(office, alice.user, seats=2, next_election_on=dt.date(2027, 11, 2))
    entry = AuditEntry.objects.get(action="network.office_changed")

    assert (entry.before, entry.after) == (
        {"seats": 1, "next_election_on": None},
        {"seats": 2, "next_election_on": "2027-11-02"},
    )


def test_saying_what_is_there_changes_nothing(alice, office):
    facts(office, alice.user)
    offices.change_body(
        jurisdiction=office.jurisdiction, body_name="", body_size=None, by=alice.user, at=NOON
    )

    assert AuditEntry.objects.count() == 0


def test_an_office_without_a_seat_is_refused(alice, office):
    with pytest.raises(ValidationError) as refusal:
        facts(office, alice.user, seats=0)

    assert (refusal.value.messages, code_of(refusal)) == (
        ["An office needs at least one seat."],
        "office_has_a_seat",
    )
    with pytest.raises(IntegrityError):
        Office.objects.filter(pk=office.pk).update(seats=0)


def test_the_facts_of_another_state_are_not_ones_own(alice):
    ohio = OfficeFactory(jurisdiction=JurisdictionFactory(state="OH"))
    for change in (
        lambda: facts(ohio, alice.user, seats=2),
        lambda: offices.change_body(
            jurisdiction=ohio.jurisdiction, body_name="", body_size=3, by=alice.user, at=NOON
        ),
    ):
        with pytest.raises(ValidationError) as refusal:
            change()
        assert code_of(refusal) == "rights"

    assert facts(ohio, national_staff().user, seats=2).seats == 2


def test_how_many_sit_on_a_body_is_kept(alice, office):
    place = offices.change_body(
        jurisdiction=office.jurisdiction,
        body_name=" City  Council ",
        body_size=7,
        by=alice.user,
        at=NOON,
    )
    entry = AuditEntry.objects.get(action="network.body_changed")

    assert (place.body_name, place.body_size) == ("City Council", 7)
    assert entry.after == {"body_name": "City Council", "body_size": 7}


def test_the_dates_of_a_term_are_put_right_with_before_and_after(alice):
    term = TermFactory(starts_on=dt.date(2023, 1, 2), ends_on=dt.date(2026, 12, 31))
    terms.change(
        term=term,
        elected_on=dt.date(2022, 11, 8),
        starts_on=dt.date(2023, 1, 1),
        starts_precision="month",
        ends_on=dt.date(2026, 12, 31),
        by=alice.user,
        at=NOON,
    )
    entry = AuditEntry.objects.get(action="network.term_changed")
    office = str(term.office)

    assert entry.before == {
        "office": office,
        "elected_on": None,
        "starts_on": "2023-01-02",
        "starts_precision": "day",
    }
    assert entry.after == {
        "office": office,
        "elected_on": "2022-11-08",
        "starts_on": "2023-01-01",
        "starts_precision": "month",
    }


def test_what_was_put_right_can_be_put_back(alice):
    term = TermFactory(starts_on=dt.date(2023, 1, 2))
    terms.change(
        term=term,
        starts_on=dt.date(2022, 1, 1),
        starts_precision="year",
        by=alice.user,
        at=NOON,
    )
    entry = AuditEntry.objects.get(action="network.term_changed")
    putting_back.put_back(entry=entry, part="starts_on", by=alice.user, at=NOON)
    term.refresh_from_db()

    assert (term.starts_on, term.starts_precision) == (dt.date(2023, 1, 2), "day")


def test_putting_right_what_is_right_changes_nothing(alice):
    term = TermFactory()
    terms.change(term=term, how=term.how, starts_on=term.starts_on, by=alice.user, at=NOON)

    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends_on": dt.date(2022, 1, 1)}, "The end date is before the start date."),
        (
            {"starts_on": None, "elected_on": TODAY, "ends_on": dt.date(2026, 1, 1)},
            "The end date is before the election.",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused(alice, values, words):
    term = TermFactory(starts_on=dt.date(2023, 1, 2))
    with pytest.raises(ValidationError) as refusal:
        terms.change(term=term, by=alice.user, at=NOON, **values)
    term.refresh_from_db()

    assert refusal.value.messages == [words]
    assert (term.starts_on, AuditEntry.objects.count()) == (dt.date(2023, 1, 2), 0)


def test_only_dates_are_changed_so(alice):
    with pytest.raises(TypeError):
        terms.change(term=TermFactory(), by=alice.user, at=NOON, end_reason="lost")


def test_several_are_confirmed_each_with_a_line_of_its_own(alice):
    rows = [unconfirmed(a_chapter()) for _ in range(3)]
    Term.objects.filter(pk=rows[1].pk).update(ended_on=TODAY, end_reason="lost")
    done = terms.confirm_many(terms=rows, by=alice.user, at=NOON)

    assert done == [rows[0], rows[2]]
    assert {
        entry.person for entry in AuditEntry.objects.filter(action="network.term_confirmed")
    } == {rows[0].person, rows[2].person}


@pytest.mark.parametrize("verb", ["office", "body", "term", "several"])
def test_a_failure_midway_leaves_nothing(alice, office, monkeypatch, verb):
    term = TermFactory(person=a_member(a_chapter()))
    place = office.jurisdiction

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    act = {
        "office": lambda: facts(office, alice.user, seats=9),
        "body": lambda: offices.change_body(
            jurisdiction=place, body_name="", body_size=9, by=alice.user, at=NOON
        ),
        "term": lambda: terms.change(term=term, ends_on=TODAY, by=alice.user, at=NOON),
        "several": lambda: terms.confirm_many(terms=[term], by=alice.user, at=NOON),
    }[verb]
    with pytest.raises(RuntimeError):
        act()
    for row in (office, place, term):
        row.refresh_from_db()

    assert (office.seats, place.body_size, term.ends_on, term.confirmed_on) == (1, None, None, None)
