"""Rosters of officials, read from files.

`reading` says what each row means, `matching` who is who, `checking` what the roster itself
knows, `writing` carries the rest into the tables. All or nothing: see `carry`.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network import audit
from network.models import User
from network.operations import files, journal
from network.operations.files import Outcome, Report

from . import reading, remembering, writing
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
    it and takes it back. What is kept is journaled, and can be undone at the desk.
    """
    report = Report()
    lines = files.read(data, report, required=reading.REQUIRED, optional=reading.OPTIONAL)

    def begin():
        return journal.begin(
            name=name,
            source=_source(lines),
            digest=hashlib.sha256(data).hexdigest(),
            total=len(report.lines),
            by=by,
            at=at,
        )

    carry(
        lines,
        report,
        data=data,
        name=name,
        by=by,
        at=at,
        begin=(lambda: journal.Journal(None)) if dry_run else begin,
        skip_refused=skip_refused,
        say=say,
    )
    if dry_run:
        report.kept = False
        transaction.set_rollback(True)
    return report


@transaction.atomic
def carry(
    lines,
    report,
    *,
    data,
    name,
    by,
    at,
    begin,
    blanks=(),
    skip_refused=False,
    say=lambda text: None,
) -> None:
    """Take a file's lines into the roster; `begin()` answers with the journal once there is
    something to write.

    Known rows are told by (source, official_ref); one that is read again changes what its
    source owns (names, official contacts, its term) where nobody changed it here, and never
    memberships or personal contacts. Empty cells keep what is there, but for `blanks`.
    """
    say(f"Reading {len(report.lines):,} rows")
    rows = reading.rows(lines, report, today=timezone.localdate(at), blanks=blanks)
    say(f"Matching {len(rows):,} rows")
    matched = match(rows, report)
    report.people |= {
        each.row.line: each.person for each in matched.matches if isinstance(each.person, int)
    }
    todo = _todo(matched, report)
    checked = check(todo, matched, report)
    todo = [each for each in todo if report.lines[each.row.line] is not Outcome.REFUSED]
    if todo and (skip_refused or not report.refused):
        _write(
            todo, matched, checked, report, name=name, data=data, by=by, at=at, begin=begin, say=say
        )
    _settle(report)
    report.kept = bool(todo) and (skip_refused or not report.refused)
    if not report.kept:
        transaction.set_rollback(True)


def _todo(matched, report):
    """Rows that are new or say something new, marked so in the report."""
    todo = []
    for each in matched.matches:
        line = each.row.line
        if report.lines[line] is Outcome.REFUSED:
            continue
        each.digest = remembering.digest(each)
        if each.known is None:
            report.lines[line] = Outcome.IMPORTED
        elif each.known.digest != each.digest:
            report.lines[line] = Outcome.CHANGED
        else:
            continue
        todo.append(each)
    return todo


def _write(todo, matched, checked, report, *, name, data, by, at, begin, say):
    try:
        with transaction.atomic():
            kept = begin()
            writer = writing.Writer(todo, matched, checked, report, by=by, at=at, journal=kept)
            writer.write(say)
            audit.record(
                files.record(data, kind="roster file", name=name, at=at),
                "roster.import",
                by=by,
                at=at,
                after={"file": name, "rows": len(report.lines), "written": len(todo)},
            )
            kept.close(at=at)
    except IntegrityError as error:
        report.refuse(0, "", f"The rows do not fit together with the roster: {error}")
    except ValidationError as refusal:
        report.refuse(0, "", refusal.messages[0])


def _settle(report):
    """Rows that are written and have something to look at end as warned."""
    warned = {finding.line for finding in report.findings if not finding.refused}
    for line in warned:
        if report.lines.get(line) in (Outcome.IMPORTED, Outcome.CHANGED):
            report.lines[line] = Outcome.WARNED


def _source(lines):
    """The source of a file, or how many it has."""
    found = sorted({line["source"] for line in lines})
    return found[0] if len(found) == 1 else f"{len(found)} sources"
