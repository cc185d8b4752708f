"""Which files the desk reads, and how: one reader for each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from network.models.imports import FileKind

from . import results, rosters
from .results import reading as winners
from .rosters import reading


@dataclass(frozen=True)
class Reader:
    """`carry(lines, report, *, data, name, by, at, begin, blanks, skip_refused)` takes the
    lines of a file in, all or nothing: see `rosters.carry`.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    labels: dict[str, str]
    """Our columns in words."""
    other_names: dict[str, tuple[str, ...]]
    """What others call them, folded."""
    blankable: tuple[str, ...]
    """Those whose empty cells may make empty."""
    given: tuple[str, ...]
    """Those that the source named with the file fills where it has no such column."""
    carry: Callable

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(column for column in self.required if column not in self.given)


READERS = {
    FileKind.ROSTER: Reader(
        required=reading.REQUIRED,
        optional=tuple(each for each in reading.OPTIONAL if each not in reading.NOT_KEPT),
        labels={
            "official_ref": "Reference (theirs, one a row)",
            "source": "Source",
            "name": "Whole name",
            "office": "Kind of office",
            "state": "State (two letters)",
            "jurisdiction_name": "City, county or district",
            "jurisdiction_type": "Kind of place",
            "ocd_division_id": "Division (Open Civic Data id)",
            "seat_status": "Status (sitting, former, vacant)",
            "given_name": "First name",
            "family_name": "Last name",
            "office_title": "Title of the office",
            "body": "Body",
            "district_or_seat": "District or seat",
            "ocd_jurisdiction_id": "Jurisdiction (Open Civic Data id)",
            "elected_on": "Elected on",
            "start_date": "Term begins",
            "end_date": "Term ends",
            "email": "Official e-mail",
            "phone": "Official phone",
            "website": "Official website",
            "last_verified": "Last verified",
            "personal_email": "Personal e-mail",
            "chapter": "Chapter (its short name)",
        },
        other_names={
            "official_ref": ("id", "ref", "reference", "official id", "person id", "record id"),
            "name": ("full name", "official", "official name", "whole name"),
            "office": ("role", "office type", "kind of office"),
            "state": ("st", "state code"),
            "jurisdiction_name": ("jurisdiction", "city", "place", "municipality", "county"),
            "jurisdiction_type": ("kind of place", "place type"),
            "ocd_division_id": ("ocd id", "division id", "division"),
            "seat_status": ("status", "term status"),
            "given_name": ("first name", "first", "given"),
            "family_name": ("last name", "last", "surname", "family"),
            "office_title": ("title", "position"),
            "district_or_seat": ("district", "seat", "ward", "seat label"),
            "elected_on": ("elected", "election date", "date elected"),
            "start_date": ("start", "term start", "term begins", "term starts", "sworn in"),
            "end_date": ("end", "term end", "term ends", "term expires"),
            "email": ("e mail", "official email", "office email", "email address"),
            "phone": ("telephone", "phone number", "office phone"),
            "website": ("url", "web", "web site"),
            "last_verified": ("verified", "verified on"),
            "personal_email": ("private email", "home email"),
        },
        blankable=tuple(reading.BLANKABLE),
        given=("source",),
        carry=rosters.carry,
    ),
    FileKind.RESULTS: Reader(
        required=winners.REQUIRED,
        optional=tuple(each for each in winners.OPTIONAL if each not in winners.NOT_KEPT),
        labels={
            "ref": "Reference (theirs, one a row)",
            "source": "Source",
            "name": "Whole name",
            "office": "Kind of office",
            "state": "State (two letters)",
            "elected_on": "Day of the election",
            "won": "Won (yes or no)",
            "jurisdiction": "City, county or district",
            "ocd_division_id": "Division (Open Civic Data id)",
            "district_or_seat": "District or seat",
            "given_name": "First name",
            "family_name": "Last name",
            "email": "E-mail of the campaign",
            "phone": "Phone of the campaign",
        },
        other_names={
            "ref": ("id", "reference", "candidate id", "official ref", "record id"),
            "name": ("candidate", "candidate name", "full name", "whole name"),
            "office": ("role", "contest", "kind of office", "office type"),
            "state": ("st", "state code"),
            "elected_on": ("election date", "election day", "date"),
            "won": ("winner", "elected", "result", "is winner"),
            "jurisdiction": ("jurisdiction name", "city", "place", "municipality", "county"),
            "ocd_division_id": ("ocd id", "division id", "division"),
            "district_or_seat": ("district", "seat", "ward", "seat label"),
            "given_name": ("first name", "first", "given"),
            "family_name": ("last name", "last", "surname", "family"),
            "email": ("e mail", "campaign email", "email address"),
            "phone": ("telephone", "phone number", "campaign phone"),
        },
        blankable=(),
        given=("source",),
        carry=results.carry,
    ),
}
