"""One person's record in words: offices, groups, ways to reach them, and why one sees it."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.utils.formats import date_format

from network.models import Membership, Term
from network.models.consents import Purpose
from network.models.memberships import hold_state
from network.models.offices import TermState
from network.models.people import ContactKind, ContactUse
from network.operations.people import NAMES
from network.roles import Role

TONES = {
    TermState.SITTING: "filled",
    TermState.UNCONFIRMED: "waiting",
    TermState.ELECT: "soon",
    TermState.FORMER: "",
}


@dataclass(frozen=True)
class TermLine:
    term: Term
    state: str
    tone: str
    is_over: bool
    is_unconfirmed: bool


@dataclass(frozen=True)
class Belonging:
    membership: Membership
    where: str
    state: str
    """For a seat, how it stands."""
    is_over: bool
    may_end: bool


@dataclass(frozen=True)
class Contact:
    public_id: UUID
    kind: str
    use: str
    shown: str
    """A website as it is; addresses and numbers with all but their ends hidden."""
    is_hidden: bool
    note: str
    tone: str
    can_bounce: bool
    can_be_verified: bool


@dataclass(frozen=True)
class Use:
    """The ways to reach somebody in one part of their life."""

    label: str
    contacts: list[Contact]


@dataclass(frozen=True)
class Answer:
    purpose: str
    label: str
    said: str


def timeline(person, *, on) -> list[TermLine]:
    """Their terms, those that are not over first, then the latest."""
    terms = person.terms.state(on=on).select_related("office__jurisdiction", "confirmed_by__person")
    lines = [
        TermLine(
            term=term,
            state=TermState(term.state).label,
            tone=TONES[term.state],
            is_over=bool(term.end_reason),
            is_unconfirmed=term.state == TermState.UNCONFIRMED,
        )
        for term in terms.order_by("-starts_on", "-pk")
    ]
    return sorted(lines, key=lambda line: line.is_over)


def belongings(memberships, *, on, may_end) -> list[Belonging]:
    """Memberships, roles and seats, open ones first. `may_end(group, role)` says whose they are."""
    rows = memberships.select_related("group", "seat__region").order_by("-since", "-pk")
    lines = []
    for row in rows:
        is_over = bool(row.until and row.until < on)
        state = hold_state(acting=row.acting, term_ends_on=row.term_ends_on, on=on)
        lines.append(
            Belonging(
                membership=row,
                where=f"{row.group}: {row.seat}" if row.seat_id else str(row.group),
                state=state.label if row.seat_id and not is_over else "",
                is_over=is_over,
                may_end=not row.end_reason and may_end(row.group, row.role),
            )
        )
    return sorted(lines, key=lambda line: line.is_over)


def contacts(person) -> list[Contact]:
    """Ways to reach them: personal ones first, then official, campaign and assistant."""
    rows = list(person.contacts.order_by("kind", "pk"))
    return [_contact(row) for use in ContactUse for row in rows if row.use == use]


def by_use(contacts: list[Contact]) -> list[Use]:
    """The same, each use of them together."""
    return [Use(use, list(theirs)) for use, theirs in groupby(contacts, attrgetter("use"))]


def _contact(row):
    is_hidden = row.kind != ContactKind.URL
    return Contact(
        public_id=row.public_id,
        kind=row.get_kind_display(),
        use=row.get_use_display(),
        shown=mask(row.kind, row.value) if is_hidden else row.value,
        is_hidden=is_hidden,
        note=_note(row),
        tone="vacant" if row.bounced_at else "filled" if row.verified_at else "",
        can_bounce=row.kind == ContactKind.EMAIL and row.bounced_at is None,
        can_be_verified=is_hidden and (row.bounced_at is not None or row.verified_at is None),
    )


def mask(kind, value) -> str:
    """Enough to recognise, too little to write to."""
    if kind == ContactKind.EMAIL:
        name, _, host = value.partition("@")
        return f"{name[:1]}•••@{host[:1]}•••"
    return f"••• {value[-2:]}"


def profile(person) -> dict:
    """Names, and what they speak and work on, as a form begins with them."""
    return {
        **{name: getattr(person, name) for name in NAMES},
        "languages": list(person.speaks.values_list("language", flat=True)),
        "topics": list(person.interests.values_list("topic", flat=True)),
    }


def answers(person) -> list[Answer]:
    """The answer that holds to each question we ask."""
    given = {row.purpose: row for row in person.consents.latest()}
    return [
        Answer(purpose.value, purpose.label, _say_answer(given.get(purpose))) for purpose in Purpose
    ]


def why(person, user, memberships, *, on) -> str:
    """In one sentence, what lets this reader see this person."""
    rights = user.rights
    if rights.everyone:
        return "You are national staff, and national staff see everybody."
    here = memberships.live(on=on).filter(group__in=rights.chapters).select_related("group")
    row = here.order_by("group__kind").first()
    if row:
        role = "belong" if row.role == Role.MEMBER else "have a role"
        return f"You staff {row.group}, where they {role}."
    nearby = memberships.live(on=on).filter(group__parent__in=rights.chapters)
    row = nearby.select_related("group__parent").first()
    if row:
        return f"You staff {row.group.parent}, and they are on its {row.group}."
    return "They hold or held office in your state, and belong to no chapter yet."


def _note(contact) -> str:
    if contact.bounced_at:
        return f"Returned mail on {_day(contact.bounced_at)}"
    return f"Proven on {_day(contact.verified_at)}" if contact.verified_at else ""


def _say_answer(row) -> str:
    if row is None:
        return "Not asked yet"
    how = "themselves" if row.how == "self" else "staff, on their word"
    return f"{'Yes' if row.given else 'No'}, recorded by {how} on {_day(row.at)}"


def _day(instant) -> str:
    return date_format(instant, "F j, Y")
