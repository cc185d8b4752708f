"""Somebody's own word on their office: told, taken back, put on the record or declined."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from network import audit
from network.models import AuditEntry, Letter, Person, Term, TermReport
from network.operations import term_reports
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
    OfficeFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
)
from tests.network.offices import code_of

LATER = NOON + dt.timedelta(days=2)
LAST = dt.date(2026, 12, 7)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    person = a_member(texas, given="Dana", family="Diaz")
    person.contacts.create(kind="email", use="personal", value="dana@example.org")
    return person


@pytest.fixture
def term(dana):
    return TermFactory(person=dana, ends_on=dt.date(2026, 6, 30))


def told(term, news="still", **said):
    return term_reports.tell(
        person=term.person, news=news, term=term, by=term.person.user, at=NOON, **said
    )


def won(person, office, **said):
    return term_reports.tell(
        person=person,
        news="won",
        jurisdiction=office.jurisdiction,
        office_role=office.role,
        seat_label=office.seat_label,
        by=person.user,
        at=NOON,
        **said,
    )


def test_what_one_tells_waits_and_changes_nothing(dana, term):
    report = told(term, "lost", ends_on=LAST)
    term.refresh_from_db()
    entry = AuditEntry.objects.get(action="network.term_reported")

    assert (report.state, report.news, term.end_reason) == ("waiting", "lost", "")
    assert (entry.by, entry.person, entry.after["news"]) == (dana.user, dana, "I lost the election")


@pytest.mark.parametrize(
    ("news", "said", "code", "words"),
    [
        (
            "lost",
            {},
            "term_report_one_waiting_per_term",
            "You have told us already; staff will read it.",
        ),
        (
            "lost",
            {"starts_on": TODAY, "ends_on": dt.date(2020, 1, 1)},
            "term_report_ends_after_start",
            "The end date is before the start date.",
        ),
    ],
)
def test_a_word_is_refused_in_words(term, news, said, code, words):
    if not said:
        told(term)
    count = TermReport.objects.count()
    with pytest.raises(ValidationError) as refusal:
        told(term, news, **said)

    assert (refusal.value.messages, code_of(refusal)) == ([words], code)
    assert TermReport.objects.count() == count


def test_a_term_that_is_over_is_not_spoken_of(dana):
    over = TermFactory(person=dana, ended_on=TODAY, end_reason="lost")
    with pytest.raises(ValidationError) as refusal:
        told(over)

    assert (refusal.value.messages, code_of(refusal)) == (["This term has already ended."], "ended")


def test_nobody_speaks_of_another_persons_term(dana):
    with pytest.raises(ValidationError) as refusal:
        term_reports.tell(person=dana, news="lost", term=TermFactory(), by=dana.user, at=NOON)

    assert code_of(refusal) == "term_report_is_about_an_office"


def test_winning_is_told_once_an_office(dana):
    office = OfficeFactory()
    won(dana, office)
    won(dana, OfficeFactory())
    with pytest.raises(ValidationError) as refusal:
        won(dana, office)

    assert code_of(refusal) == "term_report_one_waiting_per_term"
    assert TermReport.objects.count() == 2


def test_one_takes_back_what_one_told(dana, term):
    report = term_reports.take_back(report=told(term), by=dana.user, at=LATER)

    assert (report.state, report.decided_at) == ("withdrawn", LATER)
    assert told(term).state == "waiting"


def test_still_confirms_the_term_with_its_new_end(alice, term):
    report = told(term, ends_on=dt.date(2029, 12, 31), ends_precision="year")
    term_reports.accept(report=report, by=alice.user, at=LATER)
    term.refresh_from_db()
    entry = AuditEntry.objects.get(action="network.term_confirmed")

    assert (term.confirmed_on, term.confirmed_by) == (LATER.date(), alice.user)
    assert (term.ends_on, term.ends_precision) == (dt.date(2029, 12, 31), "year")
    assert entry.reason == "Dana Diaz told us: I still serve."


@pytest.mark.parametrize(
    ("news", "reason"), [("lost", "lost"), ("resigned", "resigned"), ("over", "completed")]
)
def test_an_end_is_recorded_with_its_reason(alice, term, news, reason):
    term_reports.accept(report=told(term, news, ends_on=LAST), by=alice.user, at=LATER)
    term.refresh_from_db()

    assert (term.ended_on, term.end_reason) == (LAST, reason)
    assert Term.objects.state(on=LAST).get().state == "unconfirmed"
    assert Term.objects.state(on=LAST + dt.timedelta(days=1)).get().state == "former"


def test_staff_put_the_last_day_right(alice, term):
    report = told(term, "lost", ends_on=LAST)
    term_reports.accept(report=report, ends_on=TODAY, by=alice.user, at=LATER)
    term.refresh_from_db()

    assert term.ended_on == TODAY


def test_winning_adds_a_term(alice, dana):
    office = OfficeFactory()
    report = won(dana, office, elected_on=dt.date(2026, 11, 3), starts_on=dt.date(2027, 1, 4))
    term_reports.accept(report=report, by=alice.user, at=LATER)
    new = Term.objects.get(person=dana)

    assert (new.office, new.elected_on, new.starts_on) == (
        office,
        dt.date(2026, 11, 3),
        dt.date(2027, 1, 4),
    )


def test_winning_again_completes_the_term_before(alice, dana, term):
    report = won(dana, term.office, starts_on=dt.date(2027, 1, 4))
    term_reports.accept(report=report, by=alice.user, at=LATER)
    term.refresh_from_db()

    assert (term.ended_on, term.end_reason) == (dt.date(2027, 1, 3), "completed")
    assert dana.terms.filter(end_reason="").get().starts_on == dt.date(2027, 1, 4)


def test_declining_says_why_in_a_letter(alice, term, send_letters):
    report = term_reports.decline(
        report=told(term), reason=" The clerk says otherwise. ", by=alice.user, at=LATER
    )
    letter = send_letters()[0]
    term.refresh_from_db()

    assert (report.state, report.reason) == ("declined", "The clerk says otherwise.")
    assert (letter.to, "The clerk says otherwise." in letter.body) == (["dana@example.org"], True)
    assert term.confirmed_on is None


def test_accepting_says_thank_you(alice, term, send_letters):
    term_reports.accept(report=told(term), by=alice.user, at=LATER)

    assert "on the record now" in send_letters()[0].body


def test_nobody_writes_to_an_address_that_returns_mail(alice, dana, term):
    dana.contacts.update(bounced_at=NOON)
    term_reports.accept(report=told(term), by=alice.user, at=LATER)

    assert Letter.objects.count() == 0


def test_declining_needs_a_reason(alice, term):
    with pytest.raises(ValidationError) as refusal:
        term_reports.decline(report=told(term), reason="  ", by=alice.user, at=LATER)

    assert code_of(refusal) == "term_report_declined_with_a_reason"
    assert TermReport.objects.get().state == "waiting"


def test_the_second_to_decide_is_told_who_was_faster(alice, term):
    bob = a_director(given="Bob", family="Bell")
    report = told(term)
    term_reports.accept(report=report, by=bob.user, at=LATER)
    for decide in (
        lambda at: term_reports.accept(report=report, by=alice.user, at=at),
        lambda at: term_reports.decline(report=report, reason="No.", by=alice.user, at=at),
        lambda at: term_reports.take_back(report=report, by=alice.user, at=at),
    ):
        with pytest.raises(ValidationError) as refusal:
            decide(LATER)
        assert (refusal.value.messages, code_of(refusal)) == (
            ["Bob Bell accepted this a moment ago."],
            "decided",
        )

    assert AuditEntry.objects.filter(action="network.term_confirmed").count() == 1
    assert Letter.objects.count() == 1


def test_what_was_taken_back_is_not_accepted(alice, dana, term):
    report = told(term)
    term_reports.take_back(report=report, by=dana.user, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        term_reports.accept(report=report, by=alice.user, at=LATER)

    assert refusal.value.messages == ["Dana Diaz took this back on November 24, 2026."]


@pytest.mark.parametrize("verb", ["accept", "decline", "take_back"])
def test_a_failure_midway_leaves_nothing(alice, term, monkeypatch, verb):
    report = told(term)
    said = {"reason": "No."} if verb == "decline" else {}

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        getattr(term_reports, verb)(report=report, by=alice.user, at=LATER, **said)
    term.refresh_from_db()

    assert TermReport.objects.waiting().count() == 1
    assert (term.confirmed_on, Letter.objects.count()) == (None, 0)
    assert AuditEntry.objects.count() == 1


def test_a_failure_while_telling_leaves_nothing(term, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        told(term)

    assert TermReport.objects.count() == 0


def test_a_term_that_ended_meanwhile_leaves_the_word_waiting(alice, term):
    report = told(term)
    Term.objects.filter(pk=term.pk).update(ended_on=TODAY, end_reason="resigned")
    with pytest.raises(ValidationError) as refusal:
        term_reports.accept(report=report, by=alice.user, at=LATER)

    assert code_of(refusal) == "ended"
    assert TermReport.objects.get().state == "waiting"


def test_a_seat_somebody_else_still_holds_is_warned_of(texas, dana):
    holder = TermFactory(person=a_member(texas))
    report = won(dana, holder.office)
    people = Person.objects.all()
    found = term_reports.rivals(report, on=TODAY, people=people)
    holder.office.seats = 2
    holder.office.save()

    assert found == [holder]
    assert term_reports.rivals(report, on=TODAY, people=people) == []
    assert term_reports.rivals(report, on=TODAY, people=people.none()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"term": None},
        {"news": "won"},
        {"news": "won", "office_role": "mayor"},
        {"starts_on": TODAY, "ends_on": dt.date(2020, 1, 1)},
        {"decided_at": NOON},
        {"state": "accepted"},
        {"state": "declined", "decided_at": NOON},
        {"person": "again"},
    ],
)
def test_what_no_word_can_be(term, wrong):
    values = {"person": term.person, "term": term, "news": "lost", "submitted_at": NOON}
    if wrong.pop("person", None):
        TermReport.objects.create(**values)
    with pytest.raises(IntegrityError):
        TermReport.objects.create(**(values | wrong))


def test_a_won_office_needs_no_term(dana):
    place = JurisdictionFactory(name="Cedar Falls", state="TX")
    report = term_reports.tell(
        person=dana, news="won", jurisdiction=place, office_role="mayor", by=None, at=NOON
    )

    assert report.office_said == "Mayor, Cedar Falls, TX"
