"""Where a winner was elected, and whether the roster has them.

A winner is somebody on the roster when the folded names are exactly equal in the same place;
nothing else identifies. What an earlier file said is known by (source, ref).
"""

from collections import defaultdict
from dataclasses import dataclass

from network.models import Jurisdiction, Membership, Office, Prospect, SourceRecord, Term
from network.operations.files import Outcome
from network.operations.rosters.checking import batches
from network.operations.rosters.matching import name_key
from network.roles import GroupKind, Role

from .reading import Row

Kind = Jurisdiction.Kind
#: Kinds of place that have such an office, where several places share a name.
KINDS_OF = {
    Office.Role.SCHOOL_BOARD: {Kind.SCHOOL_DISTRICT},
    Office.Role.SPECIAL_BOARD: {Kind.SPECIAL_DISTRICT},
    Office.Role.COUNTY_BOARD: {Kind.COUNTY},
}
#: Before the references of results among those of other files of the source.
PREFIX = "result:"


@dataclass
class Win:
    """A row of somebody who won, and where it leads. `person` is a pk, or a key for somebody to
    be made.
    """

    row: Row
    place: int
    known: SourceRecord | None = None
    person: int | tuple | None = None
    office: tuple = ()
    """(jurisdiction pk, role, seat label)."""
    is_member: bool = False
    is_followed: bool = False
    """Whether somebody follows up with them already."""
    held: Term | None = None
    """Their open term in this office."""


def match(rows, report) -> list[Win]:
    known = _known(rows)
    places = _Places(rows)
    wins = []
    for row in rows:
        there = known.get((row.source, row.ref))
        if not row.won:
            _lost(row, there, report)
            continue
        place = places.of(row, report)
        if place and not _is_gone(there):
            wins.append(Win(row, place, known=there))
    _people(wins, report)
    _elsewhere(wins, report)
    _offices(wins)
    return [win for win in wins if report.lines[win.row.line] is not Outcome.REFUSED]


def _known(rows):
    found = SourceRecord.objects.filter(
        source__in={row.source for row in rows}, external_id__startswith=PREFIX
    ).select_related("person", "term")
    return {(each.source, each.external_id.removeprefix(PREFIX)): each for each in found}


def _is_gone(known):
    """Whoever asked to be forgotten does not come back by file."""
    return bool(known and (known.person is None or known.person.erased_at))


def _lost(row, known, report):
    if known and known.said:
        report.lines[row.line] = Outcome.WARNED
        report.warn(row.line, "won", "This row said before that they won. Look at their record.")
    else:
        report.warn(row.line, "won", "Did not win: nothing is kept.")


class _Places:
    """The places of a file's rows, by division or by name."""

    def __init__(self, rows):
        self.by_id, self.by_name = {}, defaultdict(list)
        for batch in batches({row.division for row in rows if row.won and row.division}):
            self.by_id |= Jurisdiction.objects.filter(ocd_id__in=batch).values_list("ocd_id", "pk")
        named = {row.state for row in rows if row.won and not row.division}
        for pk, name, kind, state in Jurisdiction.objects.filter(state__in=named).values_list(
            "pk", "name", "kind", "state"
        ):
            for key in {name_key(name), name_key(name).removesuffix(f" {name_key(kind)}")}:
                self.by_name[state, key].append((pk, kind))

    def of(self, row, report) -> int | None:
        if row.division:
            if row.division not in self.by_id:
                report.refuse(
                    row.line, "ocd_division_id", f"“{row.division}” is not on our list of places."
                )
            return self.by_id.get(row.division)
        found = self.by_name.get((row.state, name_key(row.place)), [])
        fitting = [each for each in found if each[1] in KINDS_OF.get(row.role, _general())]
        found = fitting or found
        if len(found) == 1:
            return found[0][0]
        if found:
            reason = f"{len(found)} places in {row.state} have this name: give the ocd_division_id."
        else:
            reason = f"No place in {row.state} is called “{row.place}”."
        report.refuse(row.line, "jurisdiction", reason)
        return None


def _general():
    return set(Kind) - {Kind.SCHOOL_DISTRICT, Kind.SPECIAL_DISTRICT, Kind.COUNTY}


def _people(wins, report):
    there = _names_at({win.place for win in wins})
    first = {}
    for win in wins:
        row = win.row
        key = (name_key(row.name), win.place)
        found = there.get(key, set())
        if win.known:
            _same_as_before(win, report)
        elif len(found) > 1:
            report.refuse(
                row.line, "name", f"{len(found)} people of this name are on the roster there."
            )
        else:
            win.person = next(iter(found), key)
        other = first.setdefault((key, row.role, row.seat_label), row)
        if other is not row:
            report.refuse(row.line, "name", f"Line {other.line} has the same winner.")


def _same_as_before(win, report):
    person, said = win.known.person, win.known.said
    win.person = person.merged_into_id or person.pk
    if name_key(win.row.name) != name_key(said.get("name", "")):
        report.refuse(
            win.row.line,
            "name",
            f"This row was {said.get('name')} before. Give a new winner a reference of their own.",
        )


def _names_at(places):
    """People by (folded name, place) among those who serve or served there."""
    found = defaultdict(set)
    for batch in batches(places):
        for pk, given, known_as, family, place in Term.objects.filter(
            office__jurisdiction__in=batch, person__merged_into=None, person__erased_at=None
        ).values_list(
            "person",
            "person__given",
            "person__known_as",
            "person__family",
            "office__jurisdiction",
        ):
            for first in filter(None, {given, known_as}):
                found[name_key(f"{first} {family}".strip()), place].add(pk)
    return found


def _elsewhere(wins, report):
    """A member of the same name who serves elsewhere in the state: for somebody to look at."""
    coming = {
        (name_key(win.row.name), win.row.state): win
        for win in wins
        if isinstance(win.person, tuple)
    }
    states = {state for _, state in coming}
    members = Membership.objects.filter(
        group__kind=GroupKind.NETWORK, role=Role.MEMBER, until=None
    ).order_by()
    served = Term.objects.filter(
        office__jurisdiction__state__in=states, person__in=members.values("person")
    ).exclude(person__merged_into__isnull=False)
    for given, known_as, family, state in served.values_list(
        "person__given", "person__known_as", "person__family", "office__jurisdiction__state"
    ).distinct():
        for first in filter(None, {given, known_as}):
            win = coming.pop((name_key(f"{first} {family}".strip()), state), None)
            if win:
                report.warn(
                    win.row.line,
                    "name",
                    f"May be {first} {family}, a member who serves elsewhere in {state}.",
                )


def _offices(wins):
    """What each winner's record says of this office, of memberships and of follow-ups."""
    people = {win.person for win in wins if isinstance(win.person, int)}
    members, followed, held = set(), set(), defaultdict(list)
    for batch in batches(people):
        members |= set(
            Membership.objects.filter(
                until=None, person__in=batch, group__kind=GroupKind.NETWORK, role=Role.MEMBER
            )
            .exclude(state="asked")
            .values_list("person", flat=True)
        )
        followed |= set(
            Prospect.objects.open().filter(person__in=batch).values_list("person", flat=True)
        )
        for term in Term.objects.filter(person__in=batch, end_reason="").select_related(
            "office", "person"
        ):
            held[term.person_id].append(term)
    for win in wins:
        row = win.row
        win.is_member, win.is_followed = win.person in members, win.person in followed
        mine = [
            term
            for term in held.get(win.person, ())
            if (term.office.jurisdiction_id, term.office.role) == (win.place, row.role)
            and row.seat_label in ("", term.office.seat_label)
        ]
        win.held = mine[0] if mine else None
        label = win.held.office.seat_label if win.held else row.seat_label
        win.office = (win.place, row.role, label)


def offices_of(wins) -> dict[tuple, int]:
    """Those that are there, by (jurisdiction pk, role, seat label)."""
    wanted = {win.office for win in wins}
    found = {}
    for batch in batches({place for place, _, _ in wanted}):
        found |= {
            (place, role, label): pk
            for pk, place, role, label in Office.objects.filter(jurisdiction__in=batch).values_list(
                "pk", "jurisdiction", "role", "seat_label"
            )
        }
    return {key: pk for key, pk in found.items() if key in wanted}
