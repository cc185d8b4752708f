"""What a row of an election's results says, checked cell by cell."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from network.models.people import ContactKind
from network.operations import contacts
from network.operations.files import Line, Outcome, Report
from network.operations.jurisdictions import state_of
from network.operations.rosters.reading import ROLES

REQUIRED = ("ref", "source", "name", "office", "state", "elected_on", "won")
#: Known columns of which nothing is kept.
NOT_KEPT = ("votes", "party")
OPTIONAL = (
    "jurisdiction",
    "ocd_division_id",
    "district_or_seat",
    "given_name",
    "family_name",
    "email",
    "phone",
    *NOT_KEPT,
)
LONGEST = {
    "ref": 100,
    "source": 60,
    "name": 200,
    "given_name": 100,
    "family_name": 100,
    "jurisdiction": 200,
    "ocd_division_id": 200,
    "district_or_seat": 100,
    "email": 254,
    "phone": 40,
}
WON = {"yes": True, "no": False}
EARLIEST = 1900
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_STATE = re.compile(r"[A-Z]{2}", re.ASCII)


@dataclass
class Row:
    line: int
    source: str
    ref: str
    given: str
    family: str
    role: str
    seat_label: str
    state: str
    place: str
    division: str
    elected_on: date | None
    won: bool
    contacts: dict[str, str] = field(default_factory=dict)
    """Of the campaign, by kind."""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


def rows(lines: list[Line], report: Report, *, today: date) -> list[Row]:
    """The rows that can be read; what is wrong with the others is in the report."""
    read, seen = [], {}
    for line in lines:
        identity = (line["source"], line["ref"])
        if identity in seen:
            report.refuse(line.number, "ref", f"Line {seen[identity]} has the same reference.")
        seen.setdefault(identity, line.number)
        row = _row(line, report, today)
        if report.lines[line.number] is not Outcome.REFUSED:
            read.append(row)
    return read


def _row(line, report, today):
    _cells(line, report)
    given, family = _name(line)
    if max(len(given), len(family)) > 100:
        report.refuse(line.number, "name", "A part of the name has more than 100 characters.")
    return Row(
        line=line.number,
        source=line["source"],
        ref=line["ref"],
        given=given,
        family=family,
        role=ROLES.get(line["office"], ""),
        seat_label=" ".join(line["district_or_seat"].split()),
        state=line["state"],
        place=line["jurisdiction"],
        division=line["ocd_division_id"],
        elected_on=_day(line, report, today),
        won=WON.get(line["won"].lower(), False),
        contacts=_contacts(line, report),
    )


def _cells(line, report):
    def refuse(column, reason):
        report.refuse(line.number, column, reason)

    for column in ("ref", "source", "name", "state", "elected_on"):
        if not line[column]:
            refuse(column, "This cell is empty.")
    for column, longest in LONGEST.items():
        if len(line[column]) > longest:
            refuse(column, f"More than {longest} characters.")
    if line["office"] not in ROLES:
        refuse("office", f"“{line['office']}” is not a kind of office we know.")
    if line["won"].lower() not in WON:
        refuse("won", f"“{line['won']}” is neither yes nor no.")
    if line["state"] and not _STATE.fullmatch(line["state"]):
        refuse("state", f"“{line['state']}” is not a state's two letters.")
    if not line["jurisdiction"] and not line["ocd_division_id"]:
        refuse("jurisdiction", "Name the place, or give its ocd_division_id.")
    if line["ocd_division_id"]:
        state = state_of(line["ocd_division_id"])
        if state is None:
            refuse("ocd_division_id", f"“{line['ocd_division_id']}” is no US division's id.")
        elif state != line["state"]:
            refuse("ocd_division_id", f"The id is in {state}, the row says {line['state']}.")


def _name(line):
    """Given and family name; from the whole name when the file does not part them."""
    given, family = line["given_name"], line["family_name"]
    if not given and not family:
        given, _, family = line["name"].rpartition(" ")
    return (given.strip(), family) if given else (family, "")


def _day(line, report, today):
    text = line["elected_on"]
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        day = date.fromisoformat(text)
        if day.year < EARLIEST:
            raise ValueError(text)
    except ValueError:
        report.refuse(line.number, "elected_on", f"“{text}” is not a date such as 2026-11-03.")
        return None
    if day > today:
        report.refuse(line.number, "elected_on", "This election is yet to come.")
    return day


def _contacts(line, report):
    """A way to reach somebody that is broken is left out with a warning."""
    found = {}
    for column, kind in (("email", ContactKind.EMAIL), ("phone", ContactKind.PHONE)):
        if not line[column]:
            continue
        try:
            found[kind] = contacts.checked(kind, line[column])
        except ValidationError:
            report.warn(line.number, column, f"“{line[column]}” does not work; left out.")
    return found
