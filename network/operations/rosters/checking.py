"""What only the roster itself can tell: addresses taken, chapters, terms already open there."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models.functions import Lower

from network.models import ContactPoint, Group, Office, Person, Term
from network.models.people import ContactKind, ContactUse
from network.operations import duplicates
from network.operations.files import Outcome
from network.roles import GroupKind

from .places import BATCH

#: The reasons that need no saying: the name is the same.
SAME_NAME = ["Same last name", "Same first name"]


@dataclass
class Checked:
    """What the check looked up and the writing needs."""

    offices: dict
    """Office pk by (division id, role, seat label)."""
    chapters: dict
    """Chapter pk by slug."""
    to_close: set = field(default_factory=set)
    """Open terms of this source that a row of a later file follows."""


def check(todo, matched, report) -> Checked:
    offices = _offices(todo, matched.places)
    checked = Checked(offices=offices, chapters=_chapters(todo, report))
    _personal_addresses(todo, report)
    held = _held(offices.values())
    _open_terms(todo, held, checked, report)
    _more_holders_than_seats(matched, todo, held, checked, report)
    _somebody_there_already(todo, matched.places, report)
    return checked


def batches(ids):
    """Lists of at most BATCH ids, for databases bound how much one question may name."""
    ids = sorted(set(ids))
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]


def _offices(todo, places):
    wanted = {match.office for match in todo}
    by_pk = {places.ids[place]: place for place, _, _ in wanted if place in places.ids}
    there = {
        (by_pk[jurisdiction], role, label): pk
        for batch in batches(by_pk)
        for pk, jurisdiction, role, label in Office.objects.filter(
            jurisdiction__in=batch
        ).values_list("pk", "jurisdiction", "role", "seat_label")
    }
    return {office: pk for office, pk in there.items() if office in wanted}


def _chapters(todo, report):
    if not any(match.row.chapter for match in todo):
        return {}
    chapters = dict(Group.objects.open().filter(kind=GroupKind.CHAPTER).values_list("slug", "pk"))
    for match in todo:
        if match.row.chapter and match.row.chapter not in chapters:
            report.refuse(match.row.line, "chapter", f"No open chapter “{match.row.chapter}”.")
    return chapters


def _personal_addresses(todo, report):
    """A personal address is one person's, here and in the file."""
    owners = {}
    for match in todo:
        address = match.row.personal_email
        if address and match.row.given:
            person, line = owners.setdefault(address, (match.person, match.row.line))
            if person != match.person:
                report.refuse(
                    match.row.line, "personal_email", f"The person of line {line} has it already."
                )
    taken = {}
    for batch in batches(owners):
        taken |= (
            ContactPoint.objects.annotate(address=Lower("value"))
            .filter(address__in=batch, kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
            .values_list("address", "person")
        )
    for match in todo:
        owner = taken.get(match.row.personal_email)
        if owner and owner != match.person:
            report.refuse(
                match.row.line,
                "personal_email",
                "This personal address belongs to another record.",
            )


def _held(office_pks):
    """Open terms: {office: {person: (term, source, elected or started on)}}."""
    held = defaultdict(dict)
    for batch in batches(office_pks):
        for office, person, term, source, elected_on, starts_on in Term.objects.filter(
            end_reason="", office__in=batch
        ).values_list("office", "person", "pk", "source", "elected_on", "starts_on"):
            held[office][person] = (term, source, elected_on or starts_on)
    return held


def _open_terms(todo, held, checked, report):
    """A row may follow an open term that its own source told of before, and no other."""
    for match in todo:
        stay = match.stay
        there = stay and held[checked.offices.get(match.office)].get(match.person)
        if not there or not stay.open:
            continue
        term, source, since = there
        if term in {each.known.term for each in stay.tellers if each.known}:
            continue
        later = stay.facts["elected_on"] or stay.facts["starts_on"]
        if source == match.row.source and since and later and later > since:
            checked.to_close.add(term)
            report.warn(match.row.line, "", "The term before it is taken to be completed.")
        elif match.known is None or match.known.term != term:
            report.refuse(
                match.row.line,
                "seat_status",
                f"{match.row.name} already has an open term in this office.",
            )


def _more_holders_than_seats(matched, todo, held, checked, report):
    """Rolls are messy: more people than seats is for somebody to look at, not to refuse."""
    seats = {}
    for batch in batches(checked.offices.values()):
        seats |= Office.objects.filter(pk__in=batch).values_list("pk", "seats")
    told = defaultdict(set)
    for match in matched.matches:
        if match.stay and match.stay.open:
            told[match.office].add(match.person)
    ours = {(match.known.person, match.office) for match in matched.matches if match.known}
    elected = elected_at_once(matched)
    for match in todo:
        if not match.stay or not match.stay.open:
            continue
        pk = checked.offices.get(match.office)
        others = {person for person in held[pk] if (person, match.office) not in ours}
        holders = len(told[match.office] | others)
        room = seats.get(pk) or elected.get(match.office, 1)
        if holders > room:
            report.warn(
                match.row.line,
                "office",
                f"{holders} people hold this office, which has {room} "
                f"{'seat' if room == 1 else 'seats'}.",
            )


def elected_at_once(matched) -> dict:
    """The most people a file says were elected to an office on one day: so many seats it has."""
    together = defaultdict(set)
    for match in matched.matches:
        if match.row.given and match.row.facts["elected_on"]:
            together[match.office, match.row.facts["elected_on"]].add(match.person)
    most = {}
    for (office, _), people in together.items():
        most[office] = max(most.get(office, 1), len(people))
    return most


def _somebody_there_already(todo, places, report):
    """People who came another way are left alone; somebody looks whether they are the same."""
    coming = {}
    for match in todo:
        if isinstance(match.person, tuple) and report.lines[match.row.line] is not Outcome.REFUSED:
            coming.setdefault(match.person, match)
    lines = {
        match.row.line: duplicates.Line(
            match.row.given, match.row.family, places.ids.get(match.office[0])
        )
        for match in coming.values()
    }
    for line, found in duplicates.like_many(lines, Person.objects.all()).items():
        for like in found:
            why = "" if like.reasons == SAME_NAME else f": {', '.join(like.reasons).lower()}"
            report.warn(
                line, "name", f"May be the same as {like.person}, already on the roster{why}."
            )
