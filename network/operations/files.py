"""Comma-separated files as people send them: every complaint names its line, field and reason."""

import csv
import difflib
import hashlib
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from network.models import SourceRecord
from network.words import validate_one_line

LARGEST = 10 * 1024 * 1024
MOST_COLUMNS = 200
#: How many values of each column are shown to whoever says what it holds.
EXAMPLES = 3

#: What a spreadsheet would run: "=" always; "+", "-" and "@" unless a number follows.
_FORMULA = re.compile(r"""=|[+\-@]\s*[A-Za-z"'(=@]""")
_MARKED = ("=", "+", "-", "@")


class Outcome(StrEnum):
    """How a row ended. A warned row is imported; its warning says what to look at."""

    IMPORTED = "imported"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WARNED = "warned"
    REFUSED = "refused"


@dataclass(frozen=True)
class Finding:
    """One thing to say about one line; `line` 0 is the whole file."""

    line: int
    field: str
    reason: str
    refused: bool = True

    def __str__(self):
        where = f"line {self.line}" if self.line else "the file"
        named = f", {self.field}" if self.field else ""
        return f"{where}{named}: {self.reason}"


@dataclass(frozen=True)
class Line:
    """A row of the file under its column names, with spaces around cells cut off."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column):
        return self.cells.get(column, "")


@dataclass
class Report:
    """What became of a file. The outcomes of its lines add up to its rows."""

    lines: dict[int, Outcome] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    kept: bool = False
    """Whether anything was written."""
    cells: dict[int, list[str]] = field(default_factory=dict)
    """Each line's cells as they stand in the file."""
    names: dict[int, str] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    """Person pk by line, as far as there is one."""
    changes: dict[int, list] = field(default_factory=lambda: defaultdict(list))
    """[what, before or nothing, after] by line."""

    def tell(self, line: int, what: str, before, after) -> None:
        self.changes[line].append([what, before, after])

    def refuse(self, line: int, column: str, reason: str) -> None:
        self.findings.append(Finding(line, column, reason))
        if line:
            self.lines[line] = Outcome.REFUSED

    def warn(self, line: int, column: str, reason: str) -> None:
        self.findings.append(Finding(line, column, reason, refused=False))

    def count(self, outcome: Outcome) -> int:
        return self.counts[outcome]

    @property
    def counts(self) -> Counter:
        return Counter(self.lines.values())

    @property
    def refused(self) -> list[Finding]:
        return sorted((f for f in self.findings if f.refused), key=lambda f: f.line)

    @property
    def warnings(self) -> list[Finding]:
        """What to look at in the rows that were imported, and about the file as a whole."""
        return sorted(
            (
                finding
                for finding in self.findings
                if not finding.refused
                and self.lines.get(finding.line, Outcome.WARNED) is Outcome.WARNED
            ),
            key=lambda finding: finding.line,
        )


@dataclass(frozen=True)
class Look:
    """What a file holds, before anybody has said what its columns mean."""

    columns: list[str]
    examples: list[list[str]]
    """The first values of each column that are not empty."""
    rows: int


def look(data: bytes) -> Look:
    """Raises ValidationError for what is not CSV in UTF-8 with commas, a header and rows."""
    report = Report()
    rows = list(_rows(data, report))
    header = _named(rows.pop(0)[1]) if rows else []
    _header_fits(header, report)
    if header and not rows and not report.findings:
        report.refuse(0, "", "The file has no rows below its column names.")
    if report.findings:
        raise ValidationError(
            [
                ValidationError(_said_at_once(finding), code="unreadable")
                for finding in report.findings[:5]
            ]
        )
    examples = [[] for _ in header]
    for _, cells in rows:
        if all(len(each) >= EXAMPLES for each in examples):
            break
        for found, cell in zip(examples, cells, strict=False):
            if len(found) < EXAMPLES and cell.strip():
                found.append(storable(cell.strip())[:60])
    return Look(header, examples, len(rows))


def _said_at_once(finding):
    where = f"Line {finding.line}: " if finding.line > 1 else ""
    named = f"Column “{finding.field}”: " if finding.field else ""
    return f"{where}{named}{finding.reason}"


def _named(cells):
    """Column names; one without a name is called by its number."""
    return [cell.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]


def _header_fits(columns, report):
    if not columns:
        return None if report.findings else report.refuse(0, "", "The file is empty.")
    if not _has_commas(columns, report):
        return None
    if len(columns) == 1:
        return report.refuse(1, "", "There is only one column. Save the file as CSV with commas.")
    if len(columns) > MOST_COLUMNS:
        return report.refuse(
            1, "", f"The file has {len(columns):,} columns (at most {MOST_COLUMNS})."
        )
    for column in columns:
        if not column.isprintable() or len(column) > 100:
            report.refuse(1, "", "A column’s name is too long or cannot be printed.")
    return _each_once(columns, report)


def storable(text: str) -> str:
    """Text as every database takes it."""
    return text.replace("\x00", "\ufffd")


def read(
    data: bytes, report: Report, *, required, optional=(), columns=None, given=None
) -> list[Line]:
    """The file's rows. What is wrong goes into the report; a row that is wrong is left out.

    `columns` says what the file's columns are to us, as [theirs, ours or nothing]; without it
    they go by our names. `given` holds what the file as a whole says. A file that cannot be
    understood at all (encoding, columns) gives no rows.
    """
    lines, ours = [], None
    for number, cells in _rows(data, report):
        if ours is None:
            ours = _ours(cells, columns)
            if not _columns_fit([each for each in ours if each], report, required, optional, given):
                return []
            continue
        line = _line(number, ours, cells, given or {}, report)
        if line is not None:
            lines.append(line)
    if report.findings and not report.lines:
        return lines
    if ours is None:
        report.refuse(0, "", "The file is empty.")
    elif not report.lines:
        report.refuse(0, "", "The file has no rows below its column names.")
    return lines


def _rows(data, report):
    """(number, cells) of the rows that are not empty, up to one that cannot be read."""
    text = _decode(data, report)
    if text is None:
        return
    rows, number = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for cells in rows:
            if cells:
                yield number, cells
            number = rows.line_num + 1
    except csv.Error as error:
        report.refuse(number, "", f"This row cannot be read ({error}). Look for a stray quote.")


def _ours(cells, columns):
    if columns is None:
        return [cell.strip() for cell in cells]
    meant = dict(columns)
    return [meant.get(theirs, "") for theirs in _named(cells)]


def record(data: bytes, *, kind: str, name: str, at) -> SourceRecord:
    """Remember that this file was read, for the audit trail to point at."""
    digest = hashlib.sha256(data).hexdigest()
    return SourceRecord.objects.update_or_create(
        source=kind,
        external_id=f"{name[-50:]} {digest[:16]}",
        defaults={"digest": digest, "read_at": at},
    )[0]


def _decode(data, report):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.refuse(0, "", "The file is UTF-16. Save it as CSV in UTF-8.")
        return None
    if b"\x00" in data.partition(b"\n")[0]:
        report.refuse(0, "", "The file looks like UTF-16. Save it as CSV in UTF-8.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        report.refuse(number, "", "This line is not UTF-8. Save the file as CSV in UTF-8.")
        return None


def _has_commas(columns, report):
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(columns) == 1 and sign in columns[0]:
            report.refuse(1, "", f"The columns are separated by {name}. Save it with commas.")
            return False
    return True


def _each_once(columns, report):
    for column, times in Counter(columns).items():
        if times > 1:
            report.refuse(0, column, "This column is there twice.")


def _columns_fit(columns, report, required, optional, given):
    """Whether the header holds the columns we know, each once, and none that we do not."""
    known = [*required, *optional]
    if not _has_commas(columns, report):
        return False
    for column in columns:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            report.refuse(0, column or "(no name)", f"This column is unknown.{hint}")
    _each_once(columns, report)
    for column in required:
        if column not in columns and column not in (given or {}):
            report.refuse(0, column, "This column is missing.")
    return not report.findings


def _line(number, columns, cells, given, report):
    """One row, or None when it is refused."""
    report.lines[number] = Outcome.UNCHANGED
    report.cells[number] = cells
    if len(cells) != len(columns):
        few = "short" if len(cells) < len(columns) else "long"
        report.refuse(
            number, "", f"The row is too {few}: {len(cells)} cells for {len(columns)} columns."
        )
        return None
    read = {c: _unmarked(cell.strip()) for c, cell in zip(columns, cells, strict=True) if c}
    line = Line(number, given | read)
    report.names[number] = line["name"] or f"{line['given_name']} {line['family_name']}".strip()
    for column, cell in read.items():
        if not cell.isprintable():
            try:
                validate_one_line(cell)
            except ValidationError as error:
                report.refuse(number, column, error.messages[0])
        if _FORMULA.match(cell):
            report.refuse(number, column, "This is a spreadsheet formula. Write plain text.")
    return None if report.lines[number] is Outcome.REFUSED else line


def _unmarked(cell):
    """Our own files put a ' before what a spreadsheet would run; when they come back, it goes."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _MARKED else cell
