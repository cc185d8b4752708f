"""Comma-separated files as people send them: every complaint names its line, field and reason."""

import csv
import difflib
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError

from network.models import SourceRecord
from network.words import validate_one_line

#: What a spreadsheet would run: "=" always; "+", "-" and "@" unless a number follows.
_FORMULA = re.compile(r"""=|[+\-@]\s*[A-Za-z"'(=@]""")


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


def read(data: bytes, report: Report, *, required, optional=()) -> list[Line]:
    """The file's rows. What is wrong goes into the report; a row that is wrong is left out.

    A file that cannot be understood at all (encoding, columns) gives no rows.
    """
    text = _decode(data, report)
    if text is None:
        return []
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, columns, number = [], None, 1
    try:
        for cells in rows:
            if columns is None and cells:
                columns = [cell.strip() for cell in cells]
                if not _columns_fit(columns, report, required, optional):
                    return []
            elif cells:
                line = _line(number, columns, cells, report)
                if line is not None:
                    lines.append(line)
            number = rows.line_num + 1
    except csv.Error as error:
        report.refuse(number, "", f"This row cannot be read ({error}). Look for a stray quote.")
    if columns is None:
        report.refuse(0, "", "The file is empty.")
    elif not report.lines:
        report.refuse(0, "", "The file has no rows below its column names.")
    return lines


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
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        report.refuse(number, "", "This line is not UTF-8. Save the file as CSV in UTF-8.")
        return None


def _columns_fit(columns, report, required, optional):
    """Whether the header holds the columns we know, each once, and none that we do not."""
    known = [*required, *optional]
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(columns) == 1 and sign in columns[0]:
            report.refuse(1, "", f"The columns are separated by {name}. Save it with commas.")
            return False
    for column in columns:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            report.refuse(0, column or "(no name)", f"This column is unknown.{hint}")
    for column, times in Counter(columns).items():
        if times > 1:
            report.refuse(0, column, "This column is there twice.")
    for column in required:
        if column not in columns:
            report.refuse(0, column, "This column is missing.")
    return not report.findings


def _line(number, columns, cells, report):
    """One row, or None when it is refused."""
    report.lines[number] = Outcome.UNCHANGED
    if len(cells) != len(columns):
        few = "short" if len(cells) < len(columns) else "long"
        report.refuse(
            number, "", f"The row is too {few}: {len(cells)} cells for {len(columns)} columns."
        )
        return None
    line = Line(number, {c: cell.strip() for c, cell in zip(columns, cells, strict=True)})
    for column, cell in line.cells.items():
        if not cell.isprintable():
            try:
                validate_one_line(cell)
            except ValidationError as error:
                report.refuse(number, column, error.messages[0])
        if _FORMULA.match(cell):
            report.refuse(number, column, "This is a spreadsheet formula. Write plain text.")
    return None if report.lines[number] is Outcome.REFUSED else line
