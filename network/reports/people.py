"""The roster as a list: who fits, a page of them, and what each row says."""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from network.models import Membership, Person, Term
from network.models.offices import TermState
from network.models.people import Standing
from network.roles import GroupKind, Role

PAGE = 50
#: People are counted up to here; beyond, "more than" is all anybody needs to know.
MOST = 2000
LAST_PAGE = 10_000

STANDINGS = dict(Standing.choices)
TERM_STATES = dict(TermState.choices)
#: Which of somebody's terms a row shows first.
FIRST = [TermState.SITTING, TermState.UNCONFIRMED, TermState.ELECT, TermState.FORMER]


class Row(NamedTuple):
    """What a row says, in plain text; a template unpacks it faster than it asks an object."""

    url: str
    name: str
    standing: str
    office: str
    term: str
    """Words for the state of the term, or nothing."""
    tone: str
    chapter: str
    seat: str


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    page: int
    known: int
    """How many there are, as far as they were counted."""
    is_more: bool
    """Whether there are more than that."""
    has_next: bool

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.has_next else None

    @property
    def said(self) -> str:
        if self.is_more:
            return f"More than {self.known:,} people"
        return "1 person" if self.known == 1 else f"{self.known:,} people"


def narrow(people, *, on, q="", standing="", term="", role="", chapter=None, region=None, sort=""):
    """Those of `people` who fit every filter, in order."""
    if standing:
        people = people.of_standing(standing, on=on)
    if term:
        people = people.filter(pk__in=_of(Term.objects.state(on=on).filter(state=term)))
    if role or region:
        held = Term.objects.held(on=on)
        held = held.filter(office__role=role) if role else held
        held = held.filter(office__jurisdiction__in=region.places()) if region else held
        people = people.filter(pk__in=_of(held))
    if chapter:
        people = people.in_chapter(chapter, on=on)
    people = people.named_like(q) if q else people.order_by("sort_key", "pk")
    if sort == "newest":
        return people.order_by("-pk")
    if sort == "state":
        return people.annotate(office_state=_office_state(on)).order_by(
            "office_state", "sort_key", "pk"
        )
    return people


def listing(user, wanted, *, on, page) -> Listing:
    """A page of those the user sees who fit `wanted` (see `narrow`), in five queries at most.

    Keys come first, for the page and the count at once or one after the other; the others read
    the page's people and what their rows say.
    """
    start = (page - 1) * PAGE
    indexed = wanted.get("sort", "") in ("", "newest") and not wanted.get("q")
    find = _in_order if indexed else _sorted
    keys, count = find(user, wanted, on, start)
    return Listing(
        rows=_rows(keys[:PAGE], user, on),
        page=page,
        known=min(count, MOST),
        is_more=count > MOST,
        has_next=len(keys) > PAGE,
    )


def _sorted(user, wanted, on, start) -> tuple[list[int], int]:
    """Keys from `start` on, and how many there are, where everybody who fits must be sorted."""
    found = _fitting(user, wanted, on)
    keys = list(found.values_list("pk", flat=True)[start : start + MOST + 1])
    return keys, start + len(keys) if keys else 0


def _in_order(user, wanted, on, start) -> tuple[list[int], int]:
    """The same in the order of an index. Where too many fit to be counted, people are gone
    through in that order until the page is full; else those who fit are sorted.
    """
    found = _fitting(user, wanted, on)
    count = found.order_by()[: MOST + 1].count()
    if count > MOST:
        found = _fitting(user, wanted, on, in_turn=True)
    return list(found.values_list("pk", flat=True)[start : start + PAGE + 1]), count


def _fitting(user, wanted, on, *, in_turn=False):
    return narrow(Person.objects.visible_to(user, in_turn=in_turn), on=on, **wanted)


def _of(rows):
    return rows.values("person")


def _office_state(on):
    held = Term.objects.held(on=on).filter(person=OuterRef("pk"))
    return Subquery(
        held.order_by("office__jurisdiction__state").values("office__jurisdiction__state")[:1]
    )


def _rows(keys, user, on) -> list[Row]:
    if not keys:
        return []
    known = {
        pk: values
        for pk, *values in Person.objects.visible_to(user, seen=keys)
        .standing(on=on)
        .order_by()
        .values_list("pk", "public_id", "given", "known_as", "family", "standing")
    }
    terms = _terms(keys, on)
    chapters, seats = _belonging(keys, user, on)
    root = reverse("desk:people")
    rows = []
    for pk in keys:
        if pk not in known:
            continue  # merged or moved away since the first query
        public_id, given, known_as, family, standing = known[pk]
        office, state = terms.get(pk, ("", ""))
        rows.append(
            Row(
                url=f"{root}{public_id}/",
                name=f"{known_as or given} {family}".strip(),
                standing=STANDINGS[standing],
                office=office,
                term=TERM_STATES.get(state, ""),
                tone="waiting" if state == TermState.UNCONFIRMED else "",
                chapter=", ".join(chapters.get(pk, ())),
                seat="; ".join(seats.get(pk, ())),
            )
        )
    return rows


def _terms(keys, on) -> dict[int, tuple[str, str]]:
    """For each person their foremost term: office and state."""
    rows = (
        Term.objects.filter(person__in=keys)
        .state(on=on)
        .order_by("starts_on", "pk")
        .values_list(
            "person_id",
            "state",
            "office__title",
            "office__seat_label",
            "office__jurisdiction__name",
            "office__jurisdiction__state",
        )
    )
    best, held = {}, Counter()
    for person, state, *office in rows:
        rank = FIRST.index(state)
        held[person] += state != TermState.FORMER
        if person not in best or rank <= best[person][0]:
            best[person] = (rank, office, state)
    return {
        person: (_say_office(*office, more=held[person] - 1), state)
        for person, (_, office, state) in best.items()
    }


def _say_office(title, label, place, state, *, more) -> str:
    said = f"{title}, {label}, {place}, {state}" if label else f"{title}, {place}, {state}"
    return f"{said} and {more} more" if more > 0 else said


def _belonging(keys, user, on) -> tuple[dict, dict]:
    """For each person the names of their chapters, and of their seats."""
    rows = (
        Membership.objects.visible_to(user, seen=keys)
        .live(on=on)
        .filter(Q(group__kind=GroupKind.CHAPTER, role=Role.MEMBER) | Q(seat__isnull=False))
        .order_by("pk")
        .values_list("person_id", "group__name", "seat__title", "seat__region__name")
    )
    chapters, seats = {}, {}
    for person, group, seat, region in rows:
        if seat:
            seats.setdefault(person, []).append(f"{seat}, {region}" if region else seat)
        else:
            chapters.setdefault(person, []).append(group)
    return chapters, seats
