"""The list of jurisdictions, read from a file of Open Civic Data divisions."""

import re

from django.core.validators import MaxLengthValidator
from django.db import transaction

from network import audit
from network.models import Jurisdiction, User

from . import files
from .files import Outcome, Report

REQUIRED = ("ocd_division_id", "name", "kind", "state", "county", "geoid")
OPTIONAL = ("population", "body_name", "body_size")
NUMBERS = ("population", "body_size")
LARGEST = {"population": 2_147_483_647, "body_size": 32_767}
FIELDS = {column: column for column in (*REQUIRED, *OPTIONAL)} | {"ocd_division_id": "ocd_id"}

OCD_ID = re.compile(
    r"ocd-division/country:us/(state|district|territory):([a-z]{2})(/[^/\s:]+:[^/\s:]+)*"
)


def state_of(ocd_id: str) -> str | None:
    """The postal code in a division id, or None when it is not the id of a US division."""
    match = OCD_ID.fullmatch(ocd_id)
    return match and match[2].upper()


@transaction.atomic
def read_jurisdictions(
    *, data: bytes, name: str, by: User | None, at, dry_run=False, say=lambda text: None
) -> Report:
    """Add what is new and change what differs; a file with an error in it changes nothing.

    Rows that are not in the file stay. An empty cell, and a column the file does not have,
    keep what is there.
    """
    report = Report()
    lines = files.read(data, report, required=REQUIRED, optional=OPTIONAL)
    say(f"Checking {len(report.lines):,} rows")
    rows = _checked(lines, report)
    known = {each.ocd_id: each for each in Jurisdiction.objects.iterator(chunk_size=5000)}
    new, changed = [], []
    for number, values in rows:
        there = known.get(values["ocd_id"])
        if there is None:
            there = Jurisdiction(**values)
            new.append(there)
            report.lines[number] = Outcome.IMPORTED
        elif any(getattr(there, field) != value for field, value in values.items()):
            for field, value in values.items():
                setattr(there, field, value)
            changed.append(there)
            report.lines[number] = Outcome.CHANGED
        else:
            continue
        there.fold_names()
    if report.refused or dry_run or not (new or changed):
        return report
    say(f"Writing {len(new) + len(changed):,} jurisdictions")
    _write(new, changed)
    audit.record(
        files.record(data, kind="jurisdictions file", name=name, at=at),
        "jurisdictions.import",
        by=by,
        at=at,
        after={"file": name, "added": len(new), "changed": len(changed)},
    )
    report.kept = True
    return report


def _write(new, changed):
    Jurisdiction.objects.bulk_create(new)
    Jurisdiction.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["ocd_id"],
        update_fields=[
            each.name
            for each in Jurisdiction._meta.concrete_fields
            if each.name not in ("id", "ocd_id")
        ],
    )


def _checked(lines, report):
    """(line number, model fields) of the rows that are right."""
    lengths = {
        column: max(
            each.limit_value
            for each in Jurisdiction._meta.get_field(field).validators
            if isinstance(each, MaxLengthValidator)
        )
        for column, field in FIELDS.items()
        if column not in NUMBERS
    }
    kinds, seen, rows = set(Jurisdiction.Kind.values), {}, []
    for line in lines:
        ocd_id, number = line["ocd_division_id"], line.number
        state = state_of(ocd_id)
        if state is None:
            report.refuse(number, "ocd_division_id", f"“{ocd_id}” is no US division's id.")
        elif state != line["state"]:
            report.refuse(number, "state", f"The id is in {state}, the row says {line['state']}.")
        if ocd_id in seen:
            report.refuse(number, "ocd_division_id", f"Line {seen[ocd_id]} has the same id.")
        seen.setdefault(ocd_id, number)
        if line["kind"] not in kinds:
            report.refuse(number, "kind", f"“{line['kind']}” is not a kind of jurisdiction.")
        if not line["name"]:
            report.refuse(number, "name", "The name is missing.")
        values = {}
        for column, cell in line.cells.items():
            if column in NUMBERS:
                cell = _number(line, column, report)
            elif len(cell) > lengths[column]:
                report.refuse(number, column, f"More than {lengths[column]} characters.")
            if cell not in ("", None):
                values[FIELDS[column]] = cell
        rows.append((number, values))
    return [row for row in rows if report.lines[row[0]] is not Outcome.REFUSED]


def _number(line, column, report):
    cell = line[column].replace(",", "")
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and int(cell) <= LARGEST[column]):
        report.refuse(line.number, column, f"“{line[column]}” is not a whole number.")
        return None
    return int(cell)
