"""What the tables of imports themselves refuse."""

import pytest
from django.db import IntegrityError, transaction

from network.models import ColumnMap, ImportBatch, ImportRow
from tests.factories import NOON


def a_batch(**fields):
    return ImportBatch.objects.create(name="x.csv", source="towns", at=NOON, **fields)


def breaks(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_nothing_is_undone_that_was_not_imported():
    assert breaks(lambda: a_batch(undone_at=NOON))


@pytest.mark.parametrize("state", ["done", "undoing", "undone"])
def test_what_is_imported_has_a_time(state):
    assert breaks(lambda: a_batch(state=state))
    assert a_batch(state=state, committed_at=NOON).pk


@pytest.mark.parametrize("state", ["committing", "undoing"])
def test_one_file_of_a_kind_is_at_work(state):
    a_batch(state="committing")

    assert breaks(lambda: a_batch(state=state, committed_at=NOON))
    assert a_batch(state=state, committed_at=NOON, kind="results").pk
    assert a_batch(state="checking").pk


def test_a_line_has_one_outcome():
    batch = a_batch()
    ImportRow.objects.create(batch=batch, line=2, state="new")

    assert breaks(lambda: ImportRow.objects.create(batch=batch, line=2, state="same"))
    assert ImportRow.objects.create(batch=a_batch(), line=2, state="same").pk


def test_a_sources_columns_are_remembered_once():
    ColumnMap.objects.create(source="towns")

    assert breaks(lambda: ColumnMap.objects.create(source="towns"))
