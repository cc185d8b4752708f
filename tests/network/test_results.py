"""Election results: who won is followed up with, and a file with a mess in it changes nothing."""

import datetime as dt

import pytest

from network import audit
from network.models import (
    AuditEntry,
    ContactPoint,
    ImportBatch,
    Letter,
    Office,
    Person,
    Prospect,
    SourceRecord,
    Term,
)
from network.operations import results
from tests.factories import (
    NOON,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_member,
)
from tests.network.import_files import Importer, text_of

ELECTION = dt.date(2026, 11, 3)
ROW = {
    "ref": "w1",
    "source": "county clerk 2026",
    "name": "Rosa Marín",
    "office": "council",
    "jurisdiction": "Alder City",
    "ocd_division_id": "",
    "district_or_seat": "",
    "state": "TX",
    "elected_on": "2026-11-03",
    "won": "yes",
    "votes": "1204",
    "email": "",
    "phone": "",
}


def row(ref="w1", name="Rosa Marín", **cells):
    return ROW | {"ref": ref, "name": name, **cells}


def read(*rows, **options):
    data = rows[0] if isinstance(rows[0], bytes) else text_of(rows).encode()
    return results.read_results(data=data, name="november.csv", by=None, at=NOON, **options)


def counts():
    kinds = (Person, Term, ContactPoint, Prospect, Letter, AuditEntry, Office, SourceRecord)
    return {model.__name__: model._base_manager.count() for model in (*kinds, ImportBatch)}


def outcomes(report):
    return [outcome.value for outcome in report.lines.values()]


def reasons(report):
    return [(finding.line, finding.field, finding.reason) for finding in report.findings]


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture(autouse=True)
def city(texas):
    return JurisdictionFactory(name="Alder City city", kind="city")


@pytest.fixture
def command(tmp_path):
    return Importer("import_results", tmp_path)


# What comes of it


def test_a_winner_is_on_the_roster_with_the_term_and_followed_up_with(city, texas):
    report = read(row(email="rosa@campaign.example.org", phone="410 555 0123"))
    prospect = Prospect.objects.get()
    term = prospect.person.terms.get()

    assert (outcomes(report), report.kept, reasons(report)) == (["imported"], True, [])
    assert (prospect.person.name, prospect.name, prospect.stage) == (
        "Rosa Marín",
        "Rosa Marín",
        "new",
    )
    assert (prospect.source, prospect.chapter, prospect.referred_by) == (
        "county clerk 2026",
        texas,
        None,
    )
    assert (term.office, term.office.jurisdiction) == (prospect.office, city)
    assert (term.how, term.elected_on, term.source) == ("elected", ELECTION, "county clerk 2026")
    assert sorted(prospect.person.contacts.values_list("use", "value")) == [
        ("campaign", "410 555 0123"),
        ("campaign", "rosa@campaign.example.org"),
    ]
    assert Letter.objects.count() == 0


def test_who_lost_is_left_out_with_a_note():
    before = counts()
    report = read(row(won="no"))

    assert (outcomes(report), report.kept) == (["unchanged"], False)
    assert reasons(report) == [(2, "won", "Did not win: nothing is kept.")]
    assert counts() == before


def test_a_member_gets_the_new_term_and_no_prospect(city, texas):
    dana = a_member(texas, given="Rosa", family="Marin")
    TermFactory(person=dana, office=OfficeFactory(jurisdiction=city, role="school_board"))
    report = read(row(email="rosa@campaign.example.org"))

    assert outcomes(report) == ["warned"]
    assert reasons(report) == [(2, "name", "Rosa Marín is a member: the new term is added.")]
    assert dana.terms.filter(office__role="council", elected_on=ELECTION).count() == 1
    assert (Prospect.objects.count(), Person.objects.count()) == (0, 1)
    assert dana.contacts.filter(use="campaign").count() == 0


def test_a_record_we_have_is_followed_up_with_and_not_doubled(city):
    known = TermFactory(
        person=PersonFactory(given="Rosalía", known_as="Rosa", family="Marin"),
        office=OfficeFactory(jurisdiction=city, role="clerk"),
    ).person
    read(row())

    assert Prospect.objects.get().person == known
    assert Person.objects.count() == 1


def test_whom_somebody_follows_up_with_stays_one_prospect(city):
    known = TermFactory(
        person=PersonFactory(given="Rosa", family="Marin"),
        office=OfficeFactory(jurisdiction=city, role="clerk"),
    ).person
    Prospect.objects.create(person=known, source="refer", made_at=NOON, moved_at=NOON)
    report = read(row())

    assert reasons(report) == [(2, "name", "Somebody follows up with Rosa Marín already.")]
    assert (Prospect.objects.count(), known.terms.count()) == (1, 2)


def test_elected_again_completes_the_term_before(city):
    office = OfficeFactory(jurisdiction=city, seat_label="")
    old = TermFactory(
        person=PersonFactory(given="Rosa", family="Marin"),
        office=office,
        ends_on=dt.date(2027, 1, 4),
    )
    read(row())
    old.refresh_from_db()

    assert (old.ended_on, old.end_reason) == (dt.date(2027, 1, 4), "completed")
    assert Term.objects.get(end_reason="").elected_on == ELECTION


def test_elected_again_with_no_end_on_record_goes_on(city):
    office = OfficeFactory(jurisdiction=city, seat_label="District 4")
    old = TermFactory(person=PersonFactory(given="Rosa", family="Marin"), office=office)
    report = read(row())

    assert (Term.objects.get(), Term.objects.get().elected_on) == (old, ELECTION)
    assert (2, "office", "Elected again: the open term in this office goes on.") in reasons(report)


def test_a_second_reading_changes_nothing():
    rows = [row(email="rosa@campaign.example.org"), row("w2", "Otto Vane", won="no")]
    read(*rows)
    before = counts()
    report = read(*rows)

    assert (outcomes(report), report.kept) == (["unchanged", "unchanged"], False)
    assert counts() == before


def test_a_dry_run_says_it_and_changes_nothing():
    before = counts()
    report = read(row(), dry_run=True)

    assert (outcomes(report), report.kept) == (["imported"], False)
    assert counts() == before


def test_a_corrected_day_is_carried_over_unless_changed_here():
    read(row())
    read(row(elected_on="2026-11-02"))
    first = Term.objects.get().elected_on
    Term.objects.update(elected_on=dt.date(2026, 10, 1))
    report = read(row(elected_on="2026-11-03"))

    assert first == dt.date(2026, 11, 2)
    assert Term.objects.get().elected_on == dt.date(2026, 10, 1)
    assert reasons(report) == [(2, "elected_on", "Changed here since; ours is kept.")]


def test_a_winner_who_lost_the_recount_is_for_somebody_to_look_at():
    read(row())
    report = read(row(won="no"))

    assert outcomes(report) == ["warned"]
    assert reasons(report) == [
        (2, "won", "This row said before that they won. Look at their record.")
    ]
    assert Prospect.objects.get().stage == "new"


def test_whoever_was_erased_does_not_come_back():
    read(row())
    Person.objects.update(erased_at=NOON)
    before = counts()
    read(row(email="again@campaign.example.org"))

    assert counts() == before


def test_what_was_merged_is_found_at_the_survivor(texas):
    read(row())
    merged, survivor = Person.objects.get(), a_member(texas, given="Rosa", family="Marin-Diaz")
    Person.objects.filter(pk=merged.pk).update(merged_into=survivor)
    read(row(email="rosa@campaign.example.org"))

    assert Person.including_merged.count() == 2


def test_a_failure_midway_leaves_nothing(monkeypatch):
    before = counts()
    monkeypatch.setattr(audit, "record_many", lambda entries: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read(row())

    assert counts() == before


def test_many_rows_take_as_many_queries_as_few(django_assert_num_queries):
    people = ["Ana", "Bea", "Cleo", "Dora", "Eva", "Fay", "Gia", "Hana", "Ida", "Jo", "Kay", "Lea"]
    read(row("w0", "Zoe Zuber"))
    with django_assert_num_queries(QUERIES):
        read(row("v1", "Yara Yost"))
    with django_assert_num_queries(QUERIES):
        read(*[row(f"w{n}", f"{given} Marin") for n, given in enumerate(people, 1)])


QUERIES = 30


# The command


def test_the_command_says_what_became_of_each_row(command):
    said = command([row(), row("w2", "Otto Vane", won="no")])

    assert (
        "2 rows: 1 imported, 0 changed, 0 imported with a warning, 1 unchanged, 0 refused." in said
    )
    assert Prospect.objects.count() == 1


def test_the_command_fails_when_a_row_is_refused(command):
    said = command.refuses([row(won="perhaps")])

    assert "Refused: line 2, won: “perhaps” is neither yes nor no." in said
    assert Prospect.objects.count() == 0


def test_the_command_shows_without_writing(command):
    said = command([row()], dry_run=True)

    assert "This was a dry run: nothing was changed." in said
    assert Prospect.objects.count() == 0
