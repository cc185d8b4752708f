"""The members' directory: who is found, and what each of them shows."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from network.models import ContactPoint, Term
from network.models.directory import (
    chapter_rows,
    choices_of,
    in_chapter,
    listed,
    listed_for,
    seats_of,
    shows,
)
from network.models.offices import TermState
from network.models.people import ContactKind, ContactUse
from network.models.profiles import Part, ShownTo
from network.words import fold

PAGE = 30
#: People are counted up to here; beyond, "more than" is all anybody needs to know.
MOST = 2000


class Row(NamedTuple):
    url: str
    name: str
    offices: str
    chapter: str


@dataclass(frozen=True)
class Listing:
    rows: list[Row]
    page: int
    known: int
    is_more: bool
    has_next: bool

    @property
    def said(self) -> str:
        if self.is_more:
            return f"More than {self.known:,} people"
        return "1 person" if self.known == 1 else f"{self.known:,} people"

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.has_next else None


@dataclass(frozen=True)
class Entry:
    """One person as members see them: text and dates, and nothing they do not show."""

    public_id: str
    name: str
    pronouns: str
    bio: str
    offices: list[Term]
    past: list[Term]
    chapters: list[str]
    seats: list[str]
    languages: list[str]
    interests: list[str]
    email: str
    phone: str
    websites: list[str]


def narrow(people, *, on, state="", role="", kind="", chapter="", topic="", language=""):
    """Those of `people` who fit every filter. What somebody hides does not find them."""
    held = Term.objects.held(on=on).order_by()
    for lookup, value in (
        ("office__jurisdiction__state", state),
        ("office__role", role),
        ("office__jurisdiction__kind", kind),
    ):
        held = held.filter(**{lookup: value}) if value else held
    if state or role or kind:
        people = people.filter(pk__in=held.values("person"))
    if chapter:
        people = people.filter(in_chapter(chapter, on=on))
    if topic:
        people = people.filter(shows(Part.INTERESTS), interests__topic=topic)
    if language:
        people = people.filter(shows(Part.LANGUAGES), speaks__language=language)
    return people


def listing(user, *, on, page, q="", **wanted) -> Listing:
    """A page of those who show themselves and fit, in four queries at most."""
    found = narrow(listed_for(user), on=on, **wanted).order_by("sort_key", "pk")
    start = (page - 1) * PAGE
    if fold(q):
        keys = _named(found, q)
        count, keys = len(keys), keys[start : start + PAGE + 1]
    else:
        count = found.order_by()[: MOST + 1].count()
        keys = list(found.values_list("pk", flat=True)[start : start + PAGE + 1])
    return Listing(
        rows=_rows(keys[:PAGE], on),
        page=page,
        known=min(count, MOST),
        is_more=count > MOST,
        has_next=len(keys) > PAGE,
    )


def entry(user, public_id, *, on) -> Entry | None:
    """Somebody in the directory as this reader sees them, or nobody."""
    person = listed_for(user).filter(public_id=public_id).first()
    return None if person is None else of(person, on=on)


def of(person, *, on) -> Entry:
    """What somebody shows, were they in the directory."""
    shown = {part for part, to in choices_of(person).items() if to == ShownTo.MEMBERS}
    terms = list(
        person.terms.state(on=on)
        .select_related("office__jurisdiction")
        .order_by("-starts_on", "-pk")
    )
    ways = [row for row in person.contacts.order_by("pk") if row.bounced_at is None]
    past = [term for term in terms if term.state == TermState.FORMER]
    websites = [row.value for row in ways if row.kind == ContactKind.URL]
    seats = seats_of(person, on=on) if Part.SEATS in shown else ()
    return Entry(
        public_id=str(person.public_id),
        name=person.name,
        pronouns=person.pronouns if Part.PRONOUNS in shown else "",
        bio=person.bio if Part.BIO in shown else "",
        offices=[term for term in terms if term.state != TermState.FORMER],
        past=past if Part.PAST_OFFICES in shown else [],
        chapters=[row.group.name for row in chapter_rows([person], on=on)],
        seats=[_say_seat(row) for row in seats],
        languages=_labels(person.speaks.all()) if Part.LANGUAGES in shown else [],
        interests=_labels(person.interests.all()) if Part.INTERESTS in shown else [],
        email=_official(ways, ContactKind.EMAIL) if Part.OFFICIAL_EMAIL in shown else "",
        phone=_official(ways, ContactKind.PHONE) if Part.OFFICIAL_PHONE in shown else "",
        websites=websites if Part.WEBSITE in shown else [],
    )


def is_listed(person, *, on) -> bool:
    return listed(on=on).filter(pk=person.pk).exists()


def may_be_written_to(user, public_id):
    """The person in the directory whom this reader may write to: anybody but themselves who has
    an address that works.
    """
    reached = ContactPoint.objects.filter(
        kind=ContactKind.EMAIL, use=ContactUse.PERSONAL, bounced_at=None
    )
    return (
        listed_for(user)
        .filter(public_id=public_id, pk__in=reached.values("person"))
        .exclude(user=user)
        .first()
    )


def _named(found, q) -> list[int]:
    """Keys of those whose shown name has a word that begins with each word typed.

    The search key holds names that only staff may know, so what it finds is looked at again.
    """
    words = fold(q).split()
    rows = found.named_like(q).order_by("sort_key", "pk")
    likely = rows.values_list("pk", "given", "known_as", "family")[: MOST + 1]
    return [
        pk
        for pk, given, known_as, family in likely
        if _is_named(f"{known_as or given} {family}", words)
    ]


def _is_named(name, words) -> bool:
    has = fold(name).split()
    return all(any(own.startswith(word) for own in has) for word in words)


def _rows(keys, on: date) -> list[Row]:
    if not keys:
        return []
    people = {
        pk: values
        for pk, *values in listed(on=on)
        .filter(pk__in=keys)
        .values_list("pk", "public_id", "given", "known_as", "family")
    }
    offices, chapters = _offices(keys, on), _chapters(keys, on)
    root = reverse("network:directory")
    return [
        Row(
            url=f"{root}{people[pk][0]}/",
            name=f"{people[pk][2] or people[pk][1]} {people[pk][3]}".strip(),
            offices="; ".join(offices[pk]),
            chapter=", ".join(chapters[pk]),
        )
        for pk in keys
        if pk in people  # or they said no since the first query
    ]


def _offices(keys, on) -> dict[int, list[str]]:
    rows = Term.objects.held(on=on).filter(person__in=keys).select_related("office__jurisdiction")
    said = defaultdict(list)
    for term in rows.order_by("starts_on", "pk"):
        said[term.person_id].append(str(term.office))
    return said


def _chapters(keys, on) -> dict[int, list[str]]:
    said = defaultdict(list)
    for row in chapter_rows(keys, on=on):
        said[row.person_id].append(row.group.name)
    return said


def _labels(rows) -> list[str]:
    return sorted(str(row) for row in rows)


def _say_seat(row) -> str:
    return f"{row.group}: {row.seat}" if row.seat_id else f"{row.group}: {row.get_role_display()}"


def _official(ways, kind) -> str:
    return next((row.value for row in ways if row.kind == kind and row.use == "official"), "")
