"""An office with its holders over time; a place with its body, its offices and our people on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from network.models import AuditEntry, Jurisdiction, Office, Person, Term
from network.models.offices import TermState

from . import quorum
from .offices import SERVING
from .person import TONES

LABELS = {
    "title": "title",
    "seats": "seats",
    "term_months": "months in a term",
    "next_election_on": "next election",
    "body_name": "name of its body",
    "body_size": "seats on its body",
}


@dataclass(frozen=True)
class Change:
    at: datetime
    who: str
    said: list[str]


@dataclass(frozen=True)
class Holder:
    term: Term
    state: str
    tone: str


@dataclass(frozen=True)
class OfficeLine:
    office: Office
    holders: list[Term]
    is_of_body: bool


@dataclass(frozen=True)
class Body:
    """A place: how many sit on its body, how many of them are members, and its offices."""

    size: int | None
    is_counted: bool
    """Whether the size is only the sum of the seats we know."""
    members: int
    offices: list[OfficeLine]
    lines: list[Change]

    @property
    def said(self) -> str:
        if not self.size:
            return "Nobody has recorded how many sit on it."
        are = "is held by a member" if self.members == 1 else "are members"
        return f"{self.members} of {self.size} seats of this body {are}."


def holders(office, user, *, on) -> list[Holder]:
    """Who holds and held it, of those the reader sees; the latest first."""
    people = Person.objects.visible_to(user).order_by()
    terms = (
        Term.objects.state(on=on)
        .filter(office=office, person__in=people.values("pk"))
        .select_related("person")
        .order_by("-starts_on", "-elected_on", "-pk")
    )
    lines = [Holder(term, TermState(term.state).label, TONES[term.state]) for term in terms]
    return sorted(lines, key=lambda line: line.state == TermState.FORMER.label)


def trail(row) -> list[Change]:
    """What staff changed about an office or a place, the latest first."""
    entries = AuditEntry.objects.filter(subject=f"{row._meta.label_lower}:{row.pk}").order_by("-pk")
    return [
        Change(
            entry.at,
            entry.by_name,
            [
                f"{LABELS[name]}: {_say(entry.before.get(name))} → {_say(new)}"
                for name, new in entry.after.items()
                if name in LABELS
            ],
        )
        for entry in entries
    ]


def body(place, user, *, on) -> Body:
    """Five queries."""
    size = Jurisdiction.objects.annotate(size=quorum.body_size()).get(pk=place.pk).size
    of_body = set(
        Office.objects.of_bodies().filter(jurisdiction=place).values_list("pk", flat=True)
    )
    serving = defaultdict(list)
    for term in members_serving(user, on=on).filter(office__jurisdiction=place):
        serving[term.office_id].append(term)
    lines = [
        OfficeLine(office, serving[office.pk], office.pk in of_body)
        for office in place.offices.order_by("role", "seat_label")
    ]
    on_it = {term.person_id for line in lines if line.is_of_body for term in line.holders}
    return Body(size, not place.body_size, len(on_it), lines, trail(place))


def members_serving(user, *, on):
    """The terms in office of members the reader sees."""
    members = Person.objects.visible_to(user).in_network(on=on).order_by()
    return (
        Term.objects.state(on=on)
        .filter(state__in=SERVING, person__in=members.values("pk"))
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def _say(value) -> str:
    if value in (None, ""):
        return "not known"
    try:
        return date_format(date.fromisoformat(value), "F j, Y")
    except (TypeError, ValueError):
        return str(value)
