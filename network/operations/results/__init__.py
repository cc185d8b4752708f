"""The results of elections, read from files: who won is followed up with.

`reading` says what each row means, `matching` who and where it is, `writing` carries the winners
into the tables. All or nothing: see `carry`.
"""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network import audit
from network.models import User
from network.models.imports import FileKind
from network.operations import files, journal
from network.operations.files import Outcome, Report

from . import reading, writing
from .matching import match

NOT_KEPT = reading.NOT_KEPT


@transaction.atomic
def read_results(
    *,
    data: bytes,
    name: str,
    by: User | None,
    at,
    dry_run=False,
    skip_refused=False,
    say=lambda text: None,
) -> Report:
    """Read an election's results; every row ends as imported, changed, unchanged, warned or
    refused. What is kept is journaled, and can be undone at the desk.
    """
    report = Report()
    lines = files.read(data, report, required=reading.REQUIRED, optional=reading.OPTIONAL)

    def begin():
        sources = sorted({line["source"] for line in lines})
        return journal.begin(
            name=name,
            source=sources[0] if len(sources) == 1 else f"{len(sources)} sources",
            digest=hashlib.sha256(data).hexdigest(),
            total=len(report.lines),
            kind=FileKind.RESULTS,
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
    """Take the winners of a file into the roster; `begin()` answers with the journal.

    A member gets the new term. Anybody else is a prospect, with a record, the term and the
    campaign's address. Who lost is left out. Known rows are told by (source, ref).
    """
    say(f"Reading {len(report.lines):,} rows")
    rows = reading.rows(lines, report, today=timezone.localdate(at))
    say(f"Matching {len(rows):,} rows")
    wins = match(rows, report)
    report.people |= {win.row.line: win.person for win in wins if isinstance(win.person, int)}
    todo = _todo(wins, report)
    fits = skip_refused or not report.refused
    if todo and fits:
        say(f"Writing {len(todo):,} rows")
        _write(todo, report, name=name, data=data, by=by, at=at, begin=begin)
    _settle(report)
    report.kept = bool(todo) and (skip_refused or not report.refused)
    if not report.kept:
        transaction.set_rollback(True)


def _todo(wins, report):
    """Rows that are new or say something new, marked so and told of in the report."""
    todo = []
    for win in wins:
        if win.known and win.known.digest == writing.digest(win.row):
            continue
        report.lines[win.row.line] = Outcome.CHANGED if win.known else Outcome.IMPORTED
        _tell(win, report)
        todo.append(win)
    return todo


def _tell(win, report):
    line = win.row.line
    report.tell(line, "Elected on", None, win.row.elected_on.isoformat())
    if win.known:
        return
    if win.is_member:
        report.warn(line, "name", f"{win.row.name} is a member: the new term is added.")
    elif win.is_followed:
        report.warn(line, "name", f"Somebody follows up with {win.row.name} already.")
    else:
        report.tell(line, "Prospect", None, win.row.source)


def _write(todo, report, *, name, data, by, at, begin):
    try:
        with transaction.atomic():
            kept = begin()
            writing.Writer(todo, report, by=by, at=at, journal=kept).write()
            audit.record(
                files.record(data, kind="results file", name=name, at=at),
                "results.import",
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
    for finding in report.findings:
        written = report.lines.get(finding.line) in (Outcome.IMPORTED, Outcome.CHANGED)
        if written and not finding.refused:
            report.lines[finding.line] = Outcome.WARNED
