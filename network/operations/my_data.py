"""Everything on record about somebody, for them to take away."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import models, transaction

from network import audit
from network.models import Person

from . import records


@dataclass(frozen=True)
class Table:
    """One table in plain values: text, numbers, lists and what JSON holds besides."""

    key: str
    title: str
    columns: list[str]
    rows: list[list]


@transaction.atomic
def take(*, person, form, by, at) -> list[Table]:
    """All that is told to the person, once it is on record that they took it."""
    keys = [person.pk, *_merged_into(person)]
    tables = [_profile(keys)]
    tables += [_table(record, keys) for record in records.every() if not record.withheld]
    audit.record(
        person,
        "network.data_taken",
        by=by,
        at=at,
        after={"format": form, "rows": sum(len(table.rows) for table in tables)},
    )
    return tables


def _merged_into(person) -> list[int]:
    rows = Person.including_merged.filter(merged_into=person)
    return list(rows.values_list("pk", flat=True))


def _profile(keys) -> Table:
    record = records.Record("profile", "Who you are", Person, link="pk", but=("sort_key",))
    return _table(record, keys)


def _table(record, keys) -> Table:
    fields = record.fields()
    linked = [one.name for one in fields if one.is_relation and not one.many_to_many]
    linked += record.joins
    rows = record.rows(keys).select_related(*linked) if linked else record.rows(keys)
    return Table(
        record.key,
        record.title,
        [one.name for one in fields],
        [[_value(row, one) for one in fields] for row in rows],
    )


def _value(row, one: models.Field):
    if one.many_to_many:
        return [str(other) for other in getattr(row, one.name).all()]
    value = getattr(row, one.name)
    if one.choices:
        return getattr(row, f"get_{one.name}_display")()
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, models.Model | uuid.UUID):
        return str(value)
    return value
