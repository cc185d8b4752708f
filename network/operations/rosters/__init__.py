"""Rosters of officials, read from files.

`reading` says what each row means, `matching` who is who, `checking` what the roster itself
knows, `writing` carries the rest into the tables. All or nothing: see `read_roster`.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from network import audit
from network.models import User
from network.operations import files
from network.operations.files import Outcome, Report

from . import reading, writing
from .checking import check
from .matching import match

NOT_KEPT = reading.NOT_KEPT


@transaction.atomic
def read_roster(
    *,
    data: bytes,
    name: str,
    by: User | None,
    at,
    dry_run=False,
    skip_refused=False,
    say=lambda text: None,
) -> Report:
    """Import a roster; every row ends as imported, changed, unchanged, warned or refused.

    One refused row leaves everything as it was, unless `skip_refused`. A dry run does all of
    it and takes it back. Known rows are told by (source, official_ref); one that is read
    again changes what its source owns (names, official contacts, its term) where nobody
    changed it here, and never memberships or personal contacts. Empty cells keep what is
    there.
    """
    report = Report()
    lines = files.read(data, report, required=reading.REQUIRED, optional=reading.OPTIONAL)
    say(f"Reading {len(report.lines):,} rows")
    rows = reading.rows(lines, report, today=timezone.localdate(at))
    say(f"Matching {len(rows):,} rows")
    matched = match(rows, report)
    todo = _todo(matched, report)
    checked = check(todo, matched, report)
    todo = [each for each in todo if report.lines[each.row.line] is not Outcome.REFUSED]
    if todo and (skip_refused or not report.refused):
        _write(todo, matched, checked, report, name=name, data=data, by=by, at=at, say=say)
    _settle(report)
    report.kept = bool(todo) and not dry_run and (skip_refused or not report.refused)
    if not report.kept:
        transaction.set_rollback(True)
    return report


def _todo(matched, report):
    """Rows that are new or say something new, marked so in the report."""
    todo = []
    for each in matched.matches:
        line = each.row.line
        if report.lines[line] is Outcome.REFUSED:
            continue
        each.digest = writing.digest(each)
        if each.known is None:
            report.lines[line] = Outcome.IMPORTED
        elif each.known.digest != each.digest:
            report.lines[line] = Outcome.CHANGED
        else:
            continue
        todo.append(each)
    return todo


def _write(todo, matched, checked, report, *, name, data, by, at, say):
    try:
        with transaction.atomic():
            writing.Writer(todo, matched, checked, report, by=by, at=at).write(say)
            audit.record(
                files.record(data, kind="roster file", name=name, at=at),
                "roster.import",
                by=by,
                at=at,
                after={"file": name, "rows": len(report.lines), "written": len(todo)},
            )
    except IntegrityError as error:
        report.refuse(0, "", f"The rows do not fit together with the roster: {error}")


def _settle(report):
    """Rows that are written and have something to look at end as warned."""
    warned = {finding.line for finding in report.findings if not finding.refused}
    for line in warned:
        if report.lines.get(line) in (Outcome.IMPORTED, Outcome.CHANGED):
            report.lines[line] = Outcome.WARNED
