"""An import is taken back: what it wrote goes, what somebody did since stays."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from network.models import (
    AuditEntry,
    ContactPoint,
    Group,
    ImportBatch,
    ImportChange,
    Jurisdiction,
    Membership,
    Office,
    Person,
    SourceRecord,
    Term,
)
from network.operations import contacts, imports, people, terms, undoing
from network.roles import GroupKind
from tests.factories import (
    NOON,
    CaucusGroupFactory,
    MembershipFactory,
    PersonFactory,
    a_chapter,
)

from .import_files import Importer, alder_city, row
from .importing import Desk, roster

LATER = NOON + timedelta(days=1)


@pytest.fixture
def desk(send_letters):
    alder_city()
    return Desk(send_letters)


def state_of_everything():
    """Every field of every row an import may write, but for what an undo has to move on."""
    kinds = (Jurisdiction, Office, Person, Term, ContactPoint, Membership, SourceRecord)
    return {
        kind.__name__: list(
            kind._base_manager.order_by("pk").values(
                *(each.name for each in kind._meta.concrete_fields if each.name != "version")
            )
        )
        for kind in kinds
    }


def without_files(everything):
    records = [one for one in everything["SourceRecord"] if one["source"] != "roster file"]
    return everything | {"SourceRecord": records}


def kept(batch):
    return list(batch.changes.exclude(kept="").order_by("pk").values_list("kept", flat=True))


def lena():
    return Person.objects.get(given="Lena")


FIRST = [
    row("r1", email="a@example.org", phone="410 555 0100", start_date="2023-07-01"),
    row("r2", "Omar Das", office="clerk", seat_status="elected", elected_on="2022-11-08"),
]
SECOND = [
    row("r1", "Lena Hoang-Das", email="b@example.org", end_date="2028-01-01"),
    row("r2", "Omar Das", office="clerk", seat_status="elected", elected_on="2022-11-08"),
    row("r3", "Omar Das", office="clerk", seat_status="elected", elected_on="2026-11-03"),
    row("r4", "Bo New", jurisdiction_name="Nowhere", ocd_division_id="", chapter="texas"),
]


def test_everything_an_import_did_is_as_before(desk):
    a_chapter()
    desk.imported(FIRST)
    before = without_files(state_of_everything())
    batch = desk.imported(SECOND, blanks=["phone", "start_date"])
    assert Membership.objects.filter(group__slug="texas").count() == 1

    batch = desk.undone(batch)

    assert (batch.state, batch.saying, kept(batch)) == ("undone", "", [])
    assert without_files(state_of_everything()) == before


def test_the_first_import_leaves_nothing_behind_and_can_come_again(desk):
    before = roster()
    batch = desk.undone(desk.imported(FIRST))
    assert roster() == before

    again = desk.imported(FIRST)

    assert (again.state, again.digest) == ("done", batch.digest)
    assert Term.objects.count() == 2


def test_the_trail_tells_of_the_undoing(desk):
    desk.imported([row("r1")])
    desk.undone(desk.imported([row("r1", "Lena Huang"), row("r2", "Omar Das", office="clerk")]))

    told = AuditEntry.objects.filter(action="roster.import_undone", by=desk.by)
    omar = told.get(before={"name": "Omar Das"})
    assert (omar.person, omar.subject.partition(":")[0]) == (None, "network.person")
    name = told.get(person=lena())
    assert (name.before["family"], name.after["family"]) == ("Huang", "Hoang")
    whole = told.get(subject__startswith="network.importbatch")
    assert whole.after == {"file": "towns.csv", "rows": 6, "kept": 0}


def test_a_second_undo_changes_nothing(desk):
    batch = desk.undone(desk.imported([row("r1")]))
    before, trail = state_of_everything(), AuditEntry.objects.count()

    with pytest.raises(ValidationError, match="is undone already"):
        imports.undo(batch=batch, by=desk.by, at=NOON)

    assert (state_of_everything(), AuditEntry.objects.count()) == (before, trail)


def test_what_somebody_changed_since_stays_and_is_listed_with_who_and_when(desk):
    desk.imported(FIRST)
    batch = desk.imported([row("r1", "Lena Hoang-Das", end_date="2028-01-01"), FIRST[1]])
    person = lena()
    at = batch.committed_at + timedelta(days=1)
    names = {name: getattr(person, name) for name in people.NAMES}
    people.edit(
        person=person, by=desk.by, at=at, version=person.version, **names | {"family": "Hoang"}
    )
    batch = desk.undone(batch)

    assert Term.objects.get(person=person).ends_on == date(2027, 6, 30)
    assert lena().family == "Hoang"
    [line] = kept(batch)
    assert line.startswith("Lena Hoang: kept: changed on ")
    assert line.endswith(" by Dana Lee.")


def test_a_date_that_was_changed_since_stays_and_the_others_go_back(desk):
    desk.imported([row("r1", start_date="2023-07-01")])
    batch = desk.imported([row("r1", start_date="2023-08-01", end_date="2028-01-01")])
    terms.confirm(
        term=Term.objects.get(),
        ends_on=date(2029, 1, 1),
        ends_precision="day",
        by=desk.by,
        at=batch.committed_at + timedelta(hours=1),
    )
    batch = desk.undone(batch)

    term = Term.objects.get()
    assert (term.starts_on, term.ends_on) == (date(2023, 7, 1), date(2029, 1, 1))
    assert [line.partition(": kept")[0] for line in kept(batch)] == [str(term)]


def test_a_person_whom_somebody_has_touched_since_stays_and_is_found_again(desk):
    batch = desk.imported(FIRST)
    person = lena()
    contacts.add(
        person=person, kind="phone", use="campaign", value="410 555 0177", by=desk.by, at=LATER
    )
    batch = desk.undone(batch)

    assert lena() == person
    assert [each.value for each in person.contacts.all()] == ["410 555 0177"]
    assert Term.objects.count() == 0
    assert kept(batch) == ["Lena Hoang: kept: something else belongs to it by now."]
    record = SourceRecord.objects.get(person=person)
    assert (record.external_id, record.term, record.office) == ("r1", None, None)

    desk.imported(FIRST)
    assert Person.objects.filter(given="Lena").count() == 1
    assert Term.objects.get(person=person).starts_on == date(2023, 7, 1)


def test_somebody_in_a_secret_caucus_stays_and_nothing_says_why(desk):
    batch = desk.imported([row("r1")])
    MembershipFactory(person=lena(), group=CaucusGroupFactory(name="Zephyrine Circle"))
    batch = desk.undone(batch)

    assert kept(batch) == ["Lena Hoang: kept: something else belongs to it by now."]
    assert lena().name == "Lena Hoang"


def test_a_person_who_was_there_before_is_never_deleted(desk):
    """The second row is taken to be the person of an earlier file."""
    desk.imported([row("r1")])
    person = lena()
    batch = desk.imported([row("r1"), row("r9", office="clerk")])
    assert Term.objects.filter(person=person).count() == 2

    desk.undone(batch)

    assert lena() == person
    assert Term.objects.get().office.role == "mayor"


def test_an_office_that_somebody_else_holds_by_now_stays(desk):
    batch = desk.imported([row("r1")])
    other = PersonFactory()
    terms.add(person=other, office=Office.objects.get(), by=desk.by, at=LATER)
    batch = desk.undone(batch)

    assert Term.objects.get().person == other
    assert kept(batch) == ["Mayor, Alder City city, OR: kept: something else belongs to it by now."]


def test_a_term_that_no_longer_fits_its_old_dates_stays(desk):
    """The old term was closed by the file, and somebody has opened another since."""
    desk.imported([row("r1", seat_status="elected", elected_on="2020-11-03", end_date="")])
    batch = desk.imported([row("r2", seat_status="elected", elected_on="2024-11-05", end_date="")])
    newer = Term.objects.get(end_reason="")
    newer.confirmed_on = date(2026, 11, 1)
    newer.save()
    batch = desk.undone(batch)

    assert Term.objects.filter(end_reason="").get() == newer
    assert any("does not fit what is there now" in line for line in kept(batch))


def test_a_way_that_was_taken_away_stays_away_when_it_is_there_again(desk):
    desk.imported([row("r1", phone="410 555 0100")])
    batch = desk.imported([row("r1")], blanks=["phone"])
    again = contacts.add(
        person=lena(), kind="phone", use="official", value="410 555 0100", by=desk.by, at=LATER
    )
    batch = desk.undone(batch)

    assert ContactPoint.objects.get(kind="phone") == again
    assert kept(batch) == [
        "Lena Hoang, official phone: kept: what it was before does not fit what is there now."
    ]


def test_what_is_gone_already_is_no_trouble(desk):
    batch = desk.imported([row("r1", email="a@example.org")])
    contacts.remove(contact=ContactPoint.objects.get(use="official"), by=desk.by, at=LATER)
    batch = desk.undone(batch)

    assert batch.state == "undone"
    assert ContactPoint.objects.filter(use="official").count() == 0


def test_a_later_import_of_the_same_rows_is_to_be_undone_first(desk):
    first = desk.imported([row("r1")], name="march.csv")
    second = desk.imported([row("r1", end_date="2028-01-01")], name="april.csv")
    day = date_format(timezone.localtime(second.committed_at), "F j, Y")

    with pytest.raises(ValidationError) as refusal:
        imports.undo(batch=first, by=desk.by, at=NOON)

    assert refusal.value.code == "later"
    assert refusal.value.messages == [
        f"“april.csv”, imported on {day}, changed the same rows. Undo that one first."
    ]
    assert desk.undone(second).state == "undone"
    assert desk.undone(first).state == "undone"
    assert Term.objects.count() == 0


def test_a_later_import_of_other_rows_is_no_reason(desk):
    first = desk.imported([row("r1")])
    desk.imported([row("r2", "Omar Das", office="clerk")])

    assert desk.undone(first).state == "undone"
    assert [term.person.name for term in Term.objects.all()] == ["Omar Das"]


def test_an_import_by_command_can_be_undone_too(desk, tmp_path):
    before = roster()
    Importer("import_roster", tmp_path)([row("r1", email="a@example.org")])
    batch = ImportBatch.objects.get()
    assert (batch.name, batch.source, batch.by, batch.state) == ("file.csv", "towns", None, "done")

    assert desk.undone(batch).state == "undone"
    assert roster() == before


def test_a_dry_run_of_the_command_journals_nothing(desk, tmp_path):
    Importer("import_roster", tmp_path)([row("r1")], dry_run=True)

    assert (ImportBatch.objects.count(), ImportChange.objects.count()) == (0, 0)


def test_a_failure_midway_leaves_everything_and_undoing_can_be_asked_again(desk, monkeypatch):
    batch = desk.imported(FIRST)
    before, trail = state_of_everything(), AuditEntry.objects.count()
    whole = undoing.Undoing._remove_records

    def fail(self):
        whole(self)
        raise RuntimeError("no power")

    monkeypatch.setattr(undoing.Undoing, "_remove_records", fail)
    batch = desk.undone(batch)
    assert (batch.state, state_of_everything()) == ("undoing", before)
    assert AuditEntry.objects.count() == trail

    monkeypatch.undo()
    imports.resume(batch=batch, by=desk.by, at=NOON)
    assert desk.worked(batch).state == "undone"
    assert Term.objects.count() == 0


def test_undoing_leaves_the_closed_chapter_alone(desk):
    chapter = a_chapter()
    batch = desk.imported([row("r1", chapter="texas")])
    Group.objects.filter(pk=chapter.pk).update(name="Greater Texas")
    desk.undone(batch)

    assert Group.objects.get(kind=GroupKind.CHAPTER).name == "Greater Texas"
    assert Membership.objects.filter(group=chapter).count() == 0
