"""What those who come need, for whoever provides it. Names are for staff alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from events.models import Need, NeedKind, Session, SessionChoice
from events.models.needs import KEPT
from events.models.registrations import SEATED
from events.operations import needs

#: Where the provider has to know in which room.
BY_SESSION = (NeedKind.ACCESS, NeedKind.INTERPRETATION)
WHOLE = "No session chosen"


@dataclass(frozen=True)
class Line:
    """One person's need, as staff read it."""

    need: Need
    name: str
    mark: str
    """Stands for what it says now: see `events.operations.needs.mark`."""

    @property
    def place(self):
        return self.need.registration


@dataclass(frozen=True)
class Part:
    """Without names: what is needed in one session, or at the whole event."""

    session: str
    counts: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Worklist:
    lines: list[Line]
    parts: list[Part]
    purged_at: datetime

    @property
    def unseen(self) -> int:
        return sum(line.need.seen_at is None for line in self.lines)


def waiting(event) -> list[tuple[NeedKind, int, int]]:
    """Of each kind that is asked about or was told: how many, and how many nobody has seen."""
    found = Counter(), Counter()
    rows = _needs(event).values_list("kind", "seen_at")
    for kind, seen_at in rows:
        found[0][kind] += 1
        found[1][kind] += seen_at is None
    kinds = [kind for kind in NeedKind if kind in event.needs_asked or found[0][kind]]
    return [(kind, found[0][kind], found[1][kind]) for kind in kinds]


def worklist(event, kind) -> Worklist:
    """Three questions, however many there are."""
    rows = _needs(event).filter(kind=kind).select_related("registration__person")
    rows = rows.order_by(F("registration__person__sort_key").asc(nulls_last=True), "pk")
    lines = [Line(need, name_of(need.registration), needs.mark(need)) for need in rows]
    every = [line.need for line in lines]
    parts = _by_session(event, every) if kind in BY_SESSION else [_part("", every)]
    return Worklist(lines, [part for part in parts if part.counts], event.ends_at + KEPT)


def name_of(place) -> str:
    """Whose place it is, or what is to stand on the badge of somebody we do not know yet."""
    return str(place.person) if place.person_id else place.badge_name or "Not claimed yet"


def written(listed: Worklist):
    """The rows of a provider's file: session, need and how many. Nobody's name."""
    for part in listed.parts:
        for choice, number in part.counts:
            yield [part.session, choice, number]
        for words, number in part.words:
            yield [part.session, words, number]


def _needs(event):
    return Need.objects.filter(registration__event=event, registration__state__in=SEATED)


def _by_session(event, every):
    """Somebody who goes to two sessions needs it in both."""
    chosen = SessionChoice.objects.filter(
        registration__in=[need.registration_id for need in every], session__withdrawn_at=None
    )
    going = {}
    for place, session in chosen.values_list("registration", "session"):
        going.setdefault(session, set()).add(place)
    parts = []
    for session in Session.objects.filter(event=event, pk__in=going):
        there = [need for need in every if need.registration_id in going[session.pk]]
        parts.append(_part(str(session), there))
    anywhere = set().union(*going.values())
    parts.append(_part(WHOLE, [need for need in every if need.registration_id not in anywhere]))
    return parts


def _part(session, found):
    counts = Counter(choice for need in found for choice in need.choices)
    words = tuple(sorted(Counter(need.words for need in found if need.words).items()))
    only_words = sum(not need.choices for need in found)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    if only_words:
        rows.append(("In their own words only", only_words))
    return Part(session, tuple(rows), words)
