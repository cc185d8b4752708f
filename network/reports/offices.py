"""The desk's work lists of offices and terms: how long each is, and a page of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, DateField, F, Q, When
from django.urls import reverse
from django.utils.formats import date_format

from network.models import Office, Person, Term
from network.models.offices import Precision, TermState
from network.models.term_reports import ReportState

PAGE = 50
NEW = timedelta(days=120)
AHEAD = timedelta(days=366)
DECIDED = (ReportState.ACCEPTED, ReportState.DECLINED)
SERVING = (TermState.SITTING, TermState.UNCONFIRMED)

#: Key and name of each list, in the order of the page.
LISTS = [
    ("unconfirmed", "Unconfirmed"),
    ("ending", "Ending soon"),
    ("elect", "Elected, not yet in office"),
    ("elections", "Next elections"),
    ("new", "New in office"),
    ("nowhere", "No office known"),
    ("crowded", "More holders than seats"),
]


@dataclass(frozen=True)
class Tab:
    key: str
    name: str
    count: int


@dataclass(frozen=True)
class Row:
    """A line of a list. Without a term there is nothing to confirm or end."""

    url: str
    name: str
    office: str = ""
    office_url: str = ""
    when: date | None = None
    precision: str = Precision.DAY
    note: str = ""
    month: str = ""
    """Said once, above the first row of a month."""
    person: str = ""
    term: str = ""
    """Public ids, for the pages that confirm and end."""


@dataclass(frozen=True)
class WorkList:
    key: str
    tabs: list[Tab]
    rows: list[Row]
    page: int
    count: int

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page * PAGE < self.count else None

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def work_list(user, key, *, on, days, page) -> WorkList:
    """A page of one list and the counts of all, in five queries at most."""
    terms, wanted = _terms(user, on), _wanted(on, days)
    nowhere, crowded = _nowhere(user, on), _crowded(user, on)
    counts = terms.order_by().aggregate(
        **{name: Count("pk", filter=said) for name, (said, _) in wanted.items()}
    )
    counts |= {"nowhere": nowhere.count(), "crowded": crowded.count()}
    window = slice((page - 1) * PAGE, page * PAGE)
    if key == "nowhere":
        rows = [
            Row(url=_person_url(public_id), name=_name(given, known_as, family))
            for public_id, given, known_as, family in nowhere.order_by(
                "sort_key", "pk"
            ).values_list("public_id", "given", "known_as", "family")[window]
        ]
    elif key == "crowded":
        rows = _crowded_rows(crowded.order_by("jurisdiction__name", "pk")[window], terms)
    else:
        said, order = wanted[key]
        found = terms.filter(said).order_by(*order, "pk")
        rows = _term_rows(found[window], key, user)
    tabs = [Tab(name, said, counts[name]) for name, said in LISTS]
    return WorkList(key, tabs, rows, page, counts[key])


def unconfirmed(user, *, on):
    """The terms the reader may confirm."""
    return _terms(user, on).filter(state=TermState.UNCONFIRMED)


def mine(person, *, on) -> dict:
    """Somebody's own terms, the latest first, and what they told us of them. Two queries."""
    reports = list(
        person.term_reports.select_related(
            "term__office__jurisdiction", "jurisdiction", "decided_by__person"
        ).order_by("-submitted_at", "-pk")
    )
    waiting = [report for report in reports if report.state == ReportState.WAITING]
    told = {report.term_id for report in waiting}
    terms = person.terms.state(on=on).select_related("office__jurisdiction")
    return {
        "terms": [
            {"term": term, "may_tell": not term.end_reason and term.pk not in told}
            for term in terms.order_by(F("starts_on").desc(nulls_first=True), "-elected_on", "-pk")
        ],
        "waiting": waiting,
        "decided": [report for report in reports if report.state in DECIDED],
    }


def _terms(user, on):
    people = Person.objects.visible_to(user).order_by()
    ahead = Case(
        When(office__next_election_on__gte=on, then=F("office__next_election_on")),
        default=F("ends_on"),
        output_field=DateField(),
    )
    return Term.objects.state(on=on).filter(person__in=people.values("pk")).annotate(ahead=ahead)


def _wanted(on, days) -> dict:
    """For each list of terms, which of them are on it and in which order."""
    ends_soon = Q(ends_on__gte=on, ends_on__lte=on + timedelta(days=days))
    return {
        "unconfirmed": (Q(state=TermState.UNCONFIRMED), ["ends_on"]),
        "ending": (Q(state=TermState.SITTING) & ends_soon, ["ends_on"]),
        "elect": (Q(state=TermState.ELECT), [F("starts_on").asc(nulls_last=True)]),
        "elections": (Q(state__in=SERVING, ahead__gte=on, ahead__lte=on + AHEAD), ["ahead"]),
        "new": (Q(state__in=SERVING, starts_on__gte=on - NEW, starts_on__lte=on), ["-starts_on"]),
    }


def _nowhere(user, on):
    """People of the network without a term on record, now or ever."""
    members = Person.objects.visible_to(user).in_network(on=on)
    return members.exclude(pk__in=Term.objects.order_by().values("person"))


def _crowded(user, on):
    """Offices with more holders than seats, as far as the reader sees both.

    Asked from the terms' side: to count each office's holders costs by all offices.
    """
    held = (
        _terms(user, on)
        .filter(state__in=SERVING)
        .order_by()
        .values("office")
        .annotate(held=Count("person", distinct=True))
        .filter(held__gt=F("office__seats"))
    )
    return Office.objects.editable_by(user).filter(pk__in=held.values("office"))


def _term_rows(terms, key, user) -> list[Row]:
    rows, month = [], ""
    for term in terms.select_related("person", "office__jurisdiction"):
        when, precision, note = _when(term, key)
        said = date_format(when, "F Y") if when and key == "elections" else ""
        rows.append(
            Row(
                url=_person_url(term.person.public_id),
                name=term.person.name,
                office=str(term.office),
                office_url=office_url(term.office, user),
                when=when,
                precision=precision,
                note=note,
                month=said if said != month else "",
                person=str(term.person.public_id),
                term=str(term.public_id),
            )
        )
        month = said
    return rows


def _when(term, key) -> tuple[date | None, str, str]:
    """The day a row is on its list for, how much of it is known, and what it is."""
    if key == "elect":
        note = f"elected {date_format(term.elected_on, 'F j, Y')}" if term.elected_on else ""
        return term.starts_on, term.starts_precision, note
    if key == "new":
        return term.starts_on, term.starts_precision, term.get_how_display().lower()
    if key == "elections":
        is_election = term.ahead == term.office.next_election_on
        precision = Precision.DAY if is_election else term.ends_precision
        return term.ahead, precision, "election" if is_election else "term ends"
    return term.ends_on, term.ends_precision, ""


def _crowded_rows(offices, terms) -> list[Row]:
    offices = list(offices.select_related("jurisdiction"))
    holders: dict[int, dict[int, str]] = {office.pk: {} for office in offices}
    serving = terms.filter(office__in=holders, state__in=SERVING).select_related("person")
    for term in serving.order_by("person__sort_key", "pk"):
        holders[term.office_id][term.person_id] = term.person.name
    return [
        Row(
            url=reverse("desk:office", args=[office.public_id]),
            name=str(office),
            office=", ".join(holders[office.pk].values()),
            note=f"{len(holders[office.pk])} for {office.seats} "
            + ("seat" if office.seats == 1 else "seats"),
        )
        for office in offices
    ]


def office_url(office, user) -> str:
    """Where its facts are, for those who keep them."""
    rights = user.rights
    is_theirs = rights.everyone or office.jurisdiction.state in rights.states
    return reverse("desk:office", args=[office.public_id]) if is_theirs else ""


def _person_url(public_id) -> str:
    return reverse("desk:person", args=[public_id])


def _name(given, known_as, family) -> str:
    return f"{known_as or given} {family}".strip()
