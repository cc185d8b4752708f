"""A file in the browser: taken in, matched, checked, imported."""

import pytest

from network.models import (
    ContactPoint,
    ImportChange,
    Jurisdiction,
    Membership,
    Office,
    Person,
    SourceRecord,
    Term,
)

from .import_files import alder_city, row
from .importing import Desk, changes, outcomes, reasons


@pytest.fixture
def desk(send_letters):
    alder_city()
    return Desk(send_letters)


def roster():
    """How many of each there are; the records of files that were read are for the trail."""
    records = SourceRecord.objects.exclude(source="roster file").count()
    kinds = (Person, Office, Term, ContactPoint, Jurisdiction, Membership)
    return [records, *(kind.objects.count() for kind in kinds)]


def test_a_file_is_checked_and_nothing_but_the_outcome_is_written(desk):
    before = roster()

    batch = desk.checked([row("r1"), row("r2", "Omar Das", end_date="soon")])

    assert (batch.state, batch.done, batch.total, batch.saying) == ("ready", 2, 2, "")
    assert outcomes(batch) == [(2, "new"), (3, "error")]
    assert reasons(batch, 3) == ["“soon” is not a date such as 2026-11-03."]
    assert changes(batch, 2) == [
        ["person", None, "Lena Hoang"],
        ["term", None, "Mayor; scheduled end June 30, 2027"],
    ]
    assert roster() == before
    assert ImportChange.objects.count() == 0


def test_what_the_preview_shows_is_imported(desk):
    batch = desk.imported([row("r1", email="mayor@alder.example.org")])

    assert (batch.state, batch.done, batch.saying) == ("done", 1, "")
    person = Person.objects.get(family="Hoang")
    assert batch.rows.get().person == person
    assert bytes(type(batch).objects.get(pk=batch.pk).data) == b""
    assert [each.label for each in batch.changes.order_by("pk")] == [
        "network.office",
        "network.person",
        "network.term",
        "network.contactpoint",
        "network.sourcerecord",
    ]


def test_undo(desk):
    before = roster()
    batch = desk.undone(desk.imported([row("r1", email="mayor@alder.example.org")]))

    assert (batch.state, batch.saying) == ("undone", "")
    assert roster() == before
