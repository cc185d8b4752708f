"""What a row of a roster file says, checked cell by cell."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from network.models import Office
from network.models.offices import EndReason, Precision
from network.operations.files import Line, Outcome, Report
from network.operations.jurisdictions import state_of

REQUIRED = (
    "official_ref",
    "source",
    "name",
    "office",
    "state",
    "jurisdiction_name",
    "jurisdiction_type",
    "ocd_division_id",
    "seat_status",
)
#: Known columns with nothing to read into: where the file says how it knows, and the party.
NOT_KEPT = ("party", "date_basis", "source_url")
OPTIONAL = (
    "given_name",
    "family_name",
    "office_title",
    "body",
    "district_or_seat",
    "ocd_jurisdiction_id",
    "elected_on",
    "start_date",
    "end_date",
    "email",
    "phone",
    "website",
    "last_verified",
    "personal_email",
    "chapter",
    *NOT_KEPT,
)
#: Columns whose empty cells may make empty what the same source said before, and what they fill.
BLANKABLE = {
    "elected_on": "elected_on",
    "start_date": "starts_on",
    "end_date": "ends_on",
    "email": "email",
    "phone": "phone",
    "website": "url",
}
LONGEST = {
    "official_ref": 120,
    "source": 60,
    "name": 200,
    "given_name": 100,
    "family_name": 100,
    "office_title": 200,
    "body": 200,
    "district_or_seat": 100,
    "jurisdiction_name": 200,
    "jurisdiction_type": 40,
    "ocd_division_id": 200,
    "ocd_jurisdiction_id": 200,
    "email": 254,
    "personal_email": 254,
    "phone": 254,
    "website": 254,
}
ROLES = {each: each for each in Office.Role.values} | {"council_member": Office.Role.COUNCIL}
VACANT, FORMER, ELECTED, SITTING = "vacant", "former", "elected", "sitting"
PASSED = "sitting_end_date_passed"
STATUSES = (VACANT, FORMER, ELECTED, SITTING, PASSED)

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_STATE = re.compile(r"[A-Z]{2}", re.ASCII)
_BALLOT_WORDS = re.compile(r"[\s(–-]*\bvote for \d+\)?", re.IGNORECASE)
_email, _web_address = EmailValidator(), URLValidator(schemes=["http", "https"])


@dataclass
class Row:
    """One row in our own words. `facts` are the fields of its term that the file knows."""

    line: int
    source: str
    ref: str
    given: str
    family: str
    role: str
    title: str
    seat_label: str
    status: str
    state: str
    place_name: str
    place_type: str
    body: str
    division: str
    parent: str
    """The jurisdiction as a division id, or empty."""
    contacts: dict[str, str]
    """Official ones, by kind."""
    personal_email: str
    chapter: str
    facts: dict = field(default_factory=dict)
    blanks: tuple = ()
    """What its empty cells make empty, of `BLANKABLE`; where nothing is said they keep."""

    @property
    def name(self):
        return f"{self.given} {self.family}".strip()

    @property
    def open(self):
        """Whether the row says, by itself, that the term is not over."""
        return self.status not in (VACANT, FORMER)


def rows(lines: list[Line], report: Report, *, today: date, blanks=()) -> list[Row]:
    """The rows that are right; what is wrong with the others is in the report."""
    read, seen = [], {}
    for line in lines:
        identity = (line["source"], line["official_ref"])
        if identity in seen:
            report.refuse(
                line.number, "official_ref", f"Line {seen[identity]} has the same reference."
            )
        seen.setdefault(identity, line.number)
        row = _row(line, report, today)
        row.blanks = tuple(BLANKABLE[column] for column in blanks if not line[column])
        if report.lines[line.number] is not Outcome.REFUSED:
            read.append(row)
    return read


def _row(line, report, today):
    def refuse(column, reason):
        report.refuse(line.number, column, reason)

    for column in ("official_ref", "source", "state", "jurisdiction_name"):
        if not line[column]:
            refuse(column, "This cell is empty.")
    for column, longest in LONGEST.items():
        if len(line[column]) > longest:
            refuse(column, f"More than {longest} characters.")
    if line["state"] and not _STATE.fullmatch(line["state"]):
        refuse("state", f"“{line['state']}” is not a state's two letters.")
    status, role = line["seat_status"], ROLES.get(line["office"], "")
    if status not in STATUSES:
        refuse("seat_status", f"“{status}” is none of {', '.join(STATUSES)}.")
    if not role:
        refuse("office", f"“{line['office']}” is not a kind of office we know.")
    given, family = _name(line)
    if status != VACANT and not given:
        refuse("name", "The name is missing, and the seat is not vacant.")
    if max(len(given), len(family)) > 100 and not line["given_name"]:
        refuse("name", "A part of the name has more than 100 characters.")
    if status == VACANT and given:
        report.warn(line.number, "name", "The seat is vacant; the name is not read.")
        given = family = ""
    facts = _facts(line, status, report, today)
    title = _BALLOT_WORDS.sub("", line["office_title"]).strip(" ,")
    return Row(
        line=line.number,
        source=line["source"],
        ref=line["official_ref"],
        given=given,
        family=family,
        role=role,
        title=title or (Office.Role(role).label if role else ""),
        seat_label=line["district_or_seat"],
        status=status,
        state=line["state"],
        place_name=line["jurisdiction_name"],
        place_type=line["jurisdiction_type"],
        body=line["body"],
        division=_division(line, "ocd_division_id", line["ocd_division_id"], report),
        parent=_division(
            line,
            "ocd_jurisdiction_id",
            line["ocd_jurisdiction_id"]
            .removesuffix("/government")
            .replace("ocd-jurisdiction/", "ocd-division/", 1),
            report,
        ),
        contacts=_contacts(line, report) if given else {},
        personal_email=_personal(line, report),
        chapter=line["chapter"],
        facts=facts if given else {},
    )


def _name(line):
    """Given and family name; from the whole name when the file does not part them."""
    given, family = line["given_name"], line["family_name"]
    if not given and not family:
        given, _, family = line["name"].rpartition(" ")
        if not given:
            given, family = family, ""
    return (given, family) if given else (family, "")


def _division(line, column, ocd_id, report):
    state = ocd_id and state_of(ocd_id)
    if state is None:
        report.refuse(line.number, column, f"“{line[column]}” is no US division's id.")
    elif state and state != line["state"]:
        report.refuse(line.number, column, f"The id is in {state}, the row says {line['state']}.")
    return ocd_id


def _contacts(line, report):
    """Official ways to reach somebody. A broken one is left out with a warning."""
    found = {}
    for column, kind, check in (
        ("email", "email", _email),
        ("phone", "phone", None),
        ("website", "url", _web_address),
    ):
        value = line[column]
        if not value:
            continue
        try:
            if check:
                check(value)
            found[kind] = value
        except ValidationError:
            report.warn(line.number, column, f"“{value}” does not work; left out.")
    return found


def _personal(line, report):
    address = line["personal_email"].lower()
    if address:
        try:
            _email(address)
        except ValidationError:
            report.refuse(line.number, "personal_email", f"“{address}” is not an address.")
    return address


def _facts(line, status, report, today):
    """The term's dates. The end of a former term is its actual end, else the scheduled one."""
    elected_on, precision = _date(line, "elected_on", report)
    verified_on, verified_precision = _date(line, "last_verified", report)
    for column, found in (("elected_on", precision), ("last_verified", verified_precision)):
        if found != Precision.DAY:
            report.refuse(line.number, column, "This needs a whole date, such as 2026-11-03.")
    if verified_on and verified_on > today:
        report.warn(line.number, "last_verified", "This day is yet to come; not read.")
        verified_on = None
    starts_on, starts_precision = _date(line, "start_date", report)
    end, end_precision = _date(line, "end_date", report, last=True)
    if end and starts_on and end < starts_on:
        report.refuse(line.number, "end_date", "The end date is before the start date.")
    elif end and elected_on and end < elected_on:
        report.refuse(line.number, "end_date", "The end date is before the election.")
    former = status == FORMER
    if former and end and end > today:
        report.warn(line.number, "end_date", "The row says former, yet the term is still to end.")
    return {
        "elected_on": elected_on,
        "starts_on": starts_on,
        "starts_precision": starts_precision,
        "ends_on": None if former else end,
        "ends_precision": Precision.DAY if former else end_precision,
        "ended_on": end if former else None,
        "ended_precision": end_precision if former else Precision.DAY,
        "end_reason": (EndReason.COMPLETED if end else EndReason.UNKNOWN) if former else "",
        "confirmed_on": verified_on,
    }


def _date(line, column, report, *, last=False):
    """(date, precision). A month or a year stands for its first day, or its last."""
    text = line[column]
    if not text:
        return None, Precision.DAY
    match = _DATE.fullmatch(text)
    try:
        if not match or not 1800 <= int(match[1]) <= 2200:
            raise ValueError(text)
        year, month, day = (part and int(part) for part in match.groups())
        if day:
            return date(year, month, day), Precision.DAY
        precision = Precision.MONTH if month else Precision.YEAR
        month = month or (12 if last else 1)
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1), precision
    except ValueError:  # monthrange's own error is one, too
        report.refuse(line.number, column, f"“{text}” is not a date such as 2026-11-03.")
        return None, Precision.DAY
