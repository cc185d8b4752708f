"""Two files from county clerks: one is on the roster, one waits for somebody to look."""

import csv
import io
from datetime import datetime, timedelta

from network.models import ImportBatch, Jurisdiction, Office, User
from network.operations import importing, imports

STATE = "OR"
SOURCE = "Oregon county clerks"
#: A council has one mailbox, and all its members are written to there.
BOX = "city.councilors@example.org"
SITTING = [
    ("Maren", "Tolliver", "mayor", "Mayor", ""),
    ("Desmond", "Achebe-Lund", "council_member", "Councilor", "Position 1"),
    ("Ottilie", "Brandvold", "council_member", "Councilor", "Position 2"),
    ("Ruben", "Escarra", "council_member", "Councilor", "Position 3"),
    ("Priya", "Venkat", "council_member", "Councilor", "Position 4"),
    ("Hollis", "Marchbanks", "council_member", "Councilor", "Position 5"),
    ("Jun", "Okabe", "council_member", "Councilor", "Position 6"),
    ("Soraya", "Delacroix", "school_board", "School board director", "Zone 1"),
    ("Thaddeus", "Quill", "school_board", "School board director", "Zone 2"),
    ("Lupe", "Arreola", "clerk", "City recorder", ""),
    ("Winnie", "Strand", "special_board", "Parks board member", "Position 1"),
    ("Abel", "Nakamura", "special_board", "Parks board member", "Position 2"),
]
#: Whom this adds to the roster.
ARRIVALS = len(SITTING)
COMING = [
    ("Delphine", "Marsh", "council_member", "Councilor", "Position 7", "2028-12-31"),
    ("Ike", "Rosenthal", "school_board", "School board director", "Zone 3", "2029-06-30"),
    ("Tamsin", "Boyd", "council_member", "Councilor", "Position 8", "next winter"),
    ("Gil", "=Fontaine", "clerk", "City recorder", "", "2027-12-31"),
]


def send(national: User, *, at: datetime) -> None:
    spring = at - timedelta(days=12)
    sitting = [(*each, "2028-12-31") for each in SITTING]
    done = _checked("oregon-clerks-spring.csv", sitting, national, spring)
    imports.commit(batch=done, leave_refused=False, by=national, at=spring)
    importing.write_rows(_now(done), leave_refused=False, by=national, at=spring)
    longer = [(*each, "2030-12-31") for each in SITTING[:2]]
    _checked("oregon-clerks-fall.csv", [*longer, *COMING], national, at - timedelta(hours=20))


def _checked(name, officials, national, at):
    """Sent, matched by the names of its columns, and checked at once, without a worker."""
    batch = imports.receive(data=_file(officials), name=name, source=SOURCE, by=national, at=at)
    columns = dict(batch.columns)
    imports.match_columns(batch=batch, columns=columns, blanks=[], by=national, at=at)
    importing.check_rows(_now(batch), at=at)
    return batch


def _now(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def _place():
    """A city whose offices nobody on the roster holds, but for those of these files."""
    others = Office.objects.exclude(terms__source=SOURCE).values("jurisdiction")
    cities = Jurisdiction.objects.filter(state=STATE, kind=Jurisdiction.Kind.CITY)
    return cities.exclude(pk__in=others).order_by("ocd_id").first()


def _file(officials):
    """A file as a clerk would write it, with column names of their own."""
    place = _place()
    rows = [
        {
            "ID": f"or:{given}.{family}".lower().replace("=", ""),
            "First name": given,
            "Last name": family,
            "Full name": f"{given} {family}",
            "Role": role,
            "Title": title,
            "Seat": seat,
            "State": STATE,
            "City": place.name,
            "Place type": "place",
            "OCD id": place.ocd_id,
            "Term begins": "2025-01-01",
            "Term ends": ends,
            "Status": "sitting",
            "Office email": BOX if role == "council_member" else "",
            "Office phone": f"(503) 555-01{number:02}",
        }
        for number, (given, family, role, title, seat, ends) in enumerate(officials)
    ]
    text = io.StringIO()
    out = csv.DictWriter(text, rows[0])
    out.writeheader()
    out.writerows(rows)
    return text.getvalue().encode()
