"""Who is who in a roster file, and which of its rows tell of one term.

Two rows, of one file or of two from the same source, are one person when the folded names are
exactly equal in the same jurisdiction. Every such guess is a warning that names the other
line. Nothing else identifies: official addresses belong to offices, and a person who came
from elsewhere is never touched because of a name.

Files list the same stay in an office more than once (as an election, as the sitting holder)
and never say that a term ended when its holder was elected again. So, for one person in one
office: rows with equal dates tell of one term; the last election and the sitting row tell of
one term when the election fits before its end; of what is left only the newest is open, and
the others are completed. Two rows that both say "sitting" contradict each other: the second
is refused.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from network.models import SourceRecord
from network.models.offices import EndReason
from network.operations.files import Outcome
from network.words import fold

from .places import BATCH, Places
from .reading import SITTING, VACANT, Row

#: The longest term there is, in days, with room for the time between election and start.
LONGEST_TERM = 6 * 366 + 90


@dataclass
class Known:
    """What a row became when it was last read."""

    person: int | None
    office: int | None
    term: int | None
    digest: str
    said: dict
    erased: bool
    record: dict
    """The record as it is, for the journal."""


@dataclass
class Stay:
    """One term, told by one or more rows."""

    tellers: list
    facts: dict

    @property
    def open(self):
        return not self.facts["end_reason"]

    @property
    def age(self):
        known = (self.facts[name] for name in ("elected_on", "starts_on", "ends_on"))
        return next(filter(None, known), date.min)


@dataclass
class Match:
    """A row, where it leads. `person` is a pk, or a key for somebody to be made."""

    row: Row
    office: tuple
    known: Known | None
    person: int | tuple | None = None
    stay: Stay | None = None
    digest: str = ""


@dataclass
class Matched:
    """All rows of a file and what they were compared with."""

    places: Places
    matches: list[Match] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


def match(rows, report) -> Matched:
    matched = Matched(places=Places(rows))
    known, by_name = _known(rows)
    first_line = {}
    for row in rows:
        place = matched.places.of(row, report)
        there = known.get((row.source, row.ref))
        if there and there.erased:  # whoever asked to be forgotten does not come back by file
            continue
        one = Match(row, (place, row.role, row.seat_label), there)
        if row.status != VACANT:
            key = (name_key(row.name), place)
            one.person = (there and there.person) or by_name.get(key) or key
            other = first_line.setdefault(key, row.line)
            if other != row.line:
                report.warn(row.line, "name", f"Taken to be {row.name} of line {other}.")
            elif there is None and key in by_name:
                report.warn(row.line, "name", f"Taken to be {row.name} of an earlier file.")
            if there and there.person and _somebody_else(row, there.said):
                report.refuse(
                    row.line,
                    "name",
                    f"This row was {there.said['given']} {there.said['family']} before. "
                    "Give a new holder a reference of their own.",
                )
        matched.matches.append(one)
    _tell_stays(matched, report)
    _warn_of_two_offices(matched, report)
    return matched


def name_key(name: str) -> str:
    """A name as it is compared; the name itself where folding leaves nothing of it."""
    return fold(name) or name.casefold()


def _known(rows):
    """Source records by (source, ref), and the people they led to by (name, jurisdiction)."""
    known, by_name = {}, {}
    records = SourceRecord.objects.filter(source__in={row.source for row in rows}).values_list(
        "pk",
        "read_at",
        "source",
        "external_id",
        "person",
        "person__merged_into",
        "person__erased_at",
        "office",
        "term",
        "digest",
        "said",
        "office__jurisdiction__ocd_id",
    )
    for (
        pk,
        read_at,
        source,
        ref,
        person,
        survivor,
        erased,
        office,
        term,
        digest,
        said,
        place,
    ) in records.iterator(chunk_size=BATCH):
        record = {
            "id": pk,
            "person_id": person,
            "office_id": office,
            "term_id": term,
            "digest": digest,
            "said": said,
            "read_at": read_at,
        }
        person = survivor or person
        known[source, ref] = Known(person, office, term, digest, said, bool(erased), record)
        if person and not erased and said.get("given"):
            by_name[name_key(f"{said['given']} {said['family']}".strip()), place] = person
    return known, by_name


def _somebody_else(row, said):
    """Whether neither the given nor the family name is what it was."""
    return fold(row.given) != fold(said.get("given", "")) and fold(row.family) != fold(
        said.get("family", "")
    )


def _tell_stays(matched, report):
    held = defaultdict(list)
    for each in matched.matches:
        if each.person and report.lines[each.row.line] is not Outcome.REFUSED:
            held[each.person, each.office].append(each)
    for here in held.values():
        matched.stays += _stays(here, report)


def _stays(matches, report):
    """The terms of one person in one office. Most have one row and need no thought."""
    if len(matches) == 1:
        return [_begin(matches[0])]
    stays, sitting = [], None
    for each in sorted(matches, key=lambda m: m.row.line):
        if each.row.status == SITTING:
            if sitting:
                report.refuse(
                    each.row.line,
                    "seat_status",
                    f"A second open term: {each.row.name} already sits in this office in "
                    f"line {sitting.row.line}.",
                )
                continue
            sitting = each
        same = next((stay for stay in stays if stay.facts == each.row.facts), None)
        if same:
            report.warn(
                each.row.line, "", f"The same term as line {same.tellers[0].row.line}; kept once."
            )
            same.tellers.append(each)
            each.stay = same
        else:
            stays.append(_begin(each))
    if sitting:
        _join_election(stays, sitting, report)
    _close_all_but_newest(stays, sitting, report)
    return stays


def _begin(match):
    match.stay = Stay([match], dict(match.row.facts))
    return match.stay


def _join_election(stays, sitting, report):
    """The newest election that fits before the sitting term's end is that term's own."""
    own = sitting.stay
    end, start = own.facts["ends_on"], own.facts["starts_on"]
    if own.facts["elected_on"] or not end:
        return
    fits = [
        stay
        for stay in stays
        if stay is not own
        and stay.open
        and stay.facts["elected_on"]
        and not stay.facts["ends_on"]
        and 0 <= (end - stay.facts["elected_on"]).days <= LONGEST_TERM
        and not (start and stay.facts["elected_on"] > start)
    ]
    if not fits:
        return
    newest = max(fits, key=lambda stay: stay.facts["elected_on"])
    own.facts["elected_on"] = newest.facts["elected_on"]
    for each in newest.tellers:
        report.warn(each.row.line, "", f"The election to the term of line {sitting.row.line}.")
        own.tellers.append(each)
        each.stay = own
    stays.remove(newest)


def _close_all_but_newest(stays, sitting, report):
    still = [stay for stay in stays if stay.open]
    if len(still) < 2:
        return
    newest = sitting.stay if sitting else max(still, key=lambda stay: stay.age)
    for stay in still:
        if stay is newest:
            continue
        close(stay.facts)
        for each in stay.tellers:
            report.warn(
                each.row.line,
                "",
                f"Taken to be completed: line {newest.tellers[0].row.line} is a later term of "
                f"{each.row.name} in this office.",
            )


def close(facts: dict) -> None:
    """Complete a term that another has followed; it ended when it was to end, if that is known."""
    facts["end_reason"] = EndReason.COMPLETED
    facts["ended_on"] = facts["ends_on"]
    facts["ended_precision"] = facts["ends_precision"]


def _warn_of_two_offices(matched, report):
    offices = {}
    for each in matched.matches:
        if each.stay and each.stay.open:
            other = offices.setdefault(each.person, each)
            if other.office != each.office:
                report.warn(
                    each.row.line,
                    "office",
                    f"{each.row.name} holds another open office in line {other.row.line}.",
                )
