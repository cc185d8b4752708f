"""What a merge does to rows, written down so that it can be undone.

Each line names a row by label and key, with the fields that changed before and after, as JSON
holds them: `before` is null for a row that was made, `after` for one that was removed, which
is kept whole. Lines marked private are about a secret group: nobody is ever told of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.apps import apps
from django.db import IntegrityError, models, transaction

PLAIN = (bool, int, str, list, dict)


@dataclass
class Journal:
    """Changes rows and keeps the lines. Fields go by the names of their columns: `person_id`."""

    lines: list[dict] = field(default_factory=list)
    removable: frozenset[str] = frozenset()
    """Labels of the models whose rows may be removed; for those every relation has its rule."""

    def change(self, row: models.Model, *, private=False, **values) -> bool:
        """Set what differs and save it; whether anything did."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return False
        before = plain(row, changed)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=[row._meta.get_field(name).name for name in changed])
        self._note(row, before, plain(row, changed), private)
        return True

    def move(self, found: Iterable, name: str, to: models.Model, *, private=False) -> list:
        """Point rows of one model elsewhere, all in one statement."""
        moved = list(found)
        for row in moved:
            self._note(row, plain(row, [name]), {name: to.pk}, private)
        if moved:
            keys = [row.pk for row in moved]
            type(moved[0])._base_manager.filter(pk__in=keys).update(**{name: to.pk})
        return moved

    def move_all(self, model, name: str, whence: models.Model, to: models.Model) -> None:
        """Point every row of a model that points to `whence` elsewhere, unread."""
        found = model._base_manager.filter(**{name: whence.pk})
        keys = list(found.order_by("pk").values_list("pk", flat=True))
        label = model._meta.label_lower
        self.lines += [
            {"label": label, "key": key, "before": {name: whence.pk}, "after": {name: to.pk}}
            for key in keys
        ]
        if keys:
            model._base_manager.filter(pk__in=keys).update(**{name: to.pk})

    def remove(self, row: models.Model) -> None:
        """Take away a row whose like the survivor has."""
        if row._meta.label not in self.removable:
            raise TypeError(f"No rule says what becomes of what points to {row._meta.label}.")
        self._note(row, plain(row, _columns(row)), None, False)
        row.delete()

    def made(self, row: models.Model, *, private=False) -> None:
        self._note(row, None, plain(row, _columns(row)), private)

    def _note(self, row, before, after, private):
        line = {"label": row._meta.label_lower, "key": row.pk, "before": before, "after": after}
        self.lines.append(line | ({"private": True} if private else {}))


def plain(row: models.Model, names: Iterable[str]) -> dict:
    """Fields of a row as JSON holds them."""
    said: dict[str, object] = {}
    for name in names:
        value = getattr(row, name)
        if isinstance(value, datetime):
            said[name] = value.astimezone(UTC).isoformat()
        elif value is None or isinstance(value, PLAIN):
            said[name] = value
        else:
            said[name] = _column(type(row), name).value_to_string(row)
    return said


def restore(line: dict) -> bool:
    """Put one row back as it was, if it is still as the merge left it; whether that worked."""
    try:
        with transaction.atomic():
            return _restore(line)
    except IntegrityError:
        return False  # something else has taken its place since


def _restore(line):
    model = apps.get_model(line["label"])
    if line["after"] is None:
        return _bring_back(model, line["before"])
    row = model._base_manager.select_for_update(of=("self",)).filter(pk=line["key"]).first()
    if row is None or plain(row, line["after"]) != line["after"]:
        return False
    if line["before"] is None:
        row.delete()
        return True
    for name, value in line["before"].items():
        setattr(row, name, _read(model, name, value))
    row.save(update_fields=[model._meta.get_field(name).name for name in line["before"]])
    return True


def _bring_back(model, values):
    """A removed row, with its old key; not where something it pointed to is gone."""
    for column in model._meta.concrete_fields:
        pointed = values.get(column.attname)
        there = column.is_relation and pointed is not None
        if there and not column.related_model._base_manager.filter(pk=pointed).exists():
            return False
    row = model(**{name: _read(model, name, value) for name, value in values.items()})
    row.save(force_insert=True)
    return True


def _read(model, name, value):
    return value if value is None else _column(model, name).to_python(value)


def _column(model, name) -> models.Field:
    return next(field for field in model._meta.concrete_fields if name == field.attname)


def _columns(row):
    return [column.attname for column in row._meta.concrete_fields]
