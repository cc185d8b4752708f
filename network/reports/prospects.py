"""Prospects at the desk: the board, the list, and what is known of one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from network.models import NextAction, Person, Prospect, Term
from network.models.prospects import OPEN_STAGES, Closing, Stage
from network.reports.people import MOST, PAGE, Listing
from network.words import fold

#: Cards in a column of the board; the list has the rest.
IN_COLUMN = 10
REFERRED = "refer"
TONES = {
    Stage.NEW: "waiting",
    Stage.CONTACTED: "",
    Stage.TALKING: "",
    Stage.INVITED: "soon",
    Stage.JOINED: "filled",
    Stage.CLOSED: "",
}


@dataclass(frozen=True)
class Card:
    """One prospect as the board and the list show it."""

    public_id: UUID
    url: str
    name: str
    office: str
    source: str
    owner: str
    stage: str
    stage_name: str
    tone: str
    next_step: str
    next_on: dt.date | None
    is_overdue: bool
    chapter: str
    made_at: dt.datetime
    moved_at: dt.datetime
    following: str
    """The stage after this one, if there is an open one."""
    following_name: str


@dataclass(frozen=True)
class Column:
    stage: str
    label: str
    count: int
    cards: list[Card]

    @property
    def rest(self) -> int:
        return self.count - len(self.cards)


@dataclass(frozen=True)
class Referral:
    """Who brought somebody, and their words."""

    by: str
    by_url: str
    """Where the reader may open their record."""
    partner: str
    words: str
    at: dt.datetime


def board(user, *, on) -> list[Column]:
    """The open stages with their first cards: who has a next step first. Seven queries."""
    mine = Prospect.objects.editable_by(user)
    counts = dict(mine.open().order_by().values_list("stage").annotate(Count("pk")))
    found = {
        stage: list(_with_words(in_order(mine.filter(stage=stage)))[:IN_COLUMN])
        for stage in OPEN_STAGES
    }
    names = names_of([row for rows in found.values() for row in rows], user)
    return [
        Column(
            stage=stage.value,
            label=stage.label,
            count=counts.get(stage, 0),
            cards=[_card(row, names, on) for row in rows],
        )
        for stage, rows in found.items()
    ]


def listing(user, wanted, *, on, page) -> Listing:
    """A page of those who fit `wanted` (see `narrow`), in three queries."""
    start = (page - 1) * PAGE
    found = narrow(Prospect.objects.editable_by(user), user=user, on=on, **wanted)
    known = found.order_by()[: MOST + 1].count()
    rows = list(_with_words(found)[start : start + PAGE + 1])
    names = names_of(rows[:PAGE], user)
    cards: list[Any] = [_card(row, names, on) for row in rows[:PAGE]]
    return Listing(
        rows=cards,
        labels=[],
        page=page,
        known=min(known, MOST),
        is_more=known > MOST,
        has_next=len(rows) > PAGE,
    )


def narrow(
    found,
    *,
    user,
    on,
    stage="",
    chapter=None,
    owner="",
    source="",
    referrer="",
    due="",
    won=None,
    sort="",
):
    """Those of `found` who fit every filter, in order. `chapter` is a group, or "none"."""
    if stage in ("", "open"):
        found = found.open()
    elif stage != "any":
        found = found.filter(stage=stage)
    if chapter:
        found = found.filter(chapter=None if chapter == "none" else chapter)
    if source:
        found = found.filter(source=source)
    if won:
        found = found.filter(Exists(_terms_since(won)))
    for word in fold(referrer).split():
        begins = Q(referred_by__sort_key__startswith=word)
        inside = Q(referred_by__sort_key__contains=f" {word}")
        found = found.filter(begins | inside | Q(referred_for__name__icontains=word))
    found = _due(_owned(found, owner, user), due, on)
    return in_order(found, sort)


def in_order(found, sort=""):
    """Whose next step comes first, then those without one who wait longest; or as is wished."""
    orders = {
        "": (F("next_on").asc(nulls_last=True), "moved_at", "pk"),
        "newest": ("-made_at", "-pk"),
        "waiting": ("moved_at", "pk"),
        "name": ("person__sort_key", "pk"),
    }
    return found.order_by(*orders[sort])


def overdue(found, on):
    return found.open().filter(next_on__lt=on)


def choices(user) -> tuple[list, list]:
    """Who follows up and where they come from, among what the reader may see. Two queries."""
    mine = Prospect.objects.editable_by(user)
    owners = (
        mine.exclude(owner=None)
        .order_by("owner__person__sort_key")
        .values_list(
            "owner__person__public_id",
            "owner__person__given",
            "owner__person__known_as",
            "owner__person__family",
        )
        .distinct()
    )
    sources = mine.order_by("source").values_list("source", flat=True).distinct()
    return (
        [
            (str(key), f"{known_as or given} {family}".strip())
            for key, given, known_as, family in owners
            if key
        ],
        [(source, say_source(source)) for source in sources],
    )


def names_of(rows, user) -> dict[int, Person]:
    """The people among them whose records the reader may open, by key."""
    return Person.objects.visible_to(user).in_bulk({row.person_id for row in rows})


def say_source(source) -> str:
    return "Referred" if source == REFERRED else source


def referrals_of(prospect, user) -> list[Referral]:
    """Everybody who brought this person, the first first: two queries."""
    rows = list(
        Prospect.objects.editable_by(user)
        .filter(person=prospect.person_id)
        .filter(Q(pk=prospect.pk) | Q(closed_reason=Closing.MERGED))
        .exclude(referred_by=None, words="")
        .select_related("referred_by", "referred_for")
        .order_by("made_at", "pk")
    )
    open_to_me = Person.objects.visible_to(user).in_bulk({row.referred_by_id for row in rows})
    return [
        Referral(
            by=row.referred_by.name if row.referred_by_id else say_source(row.source),
            by_url=_url(open_to_me.get(row.referred_by_id)),
            partner=row.referred_for.name if row.referred_for_id else "",
            words=row.words,
            at=row.made_at,
        )
        for row in rows
    ]


def actions_of(prospect, user):
    """What else staff said they would do about this person."""
    waiting = NextAction.objects.visible_to(user).waiting().filter(person=prospect.person_id)
    return waiting.select_related("owner__person").order_by("due_on", "pk")


def _owned(found, owner, user):
    if owner == "me":
        return found.filter(owner=user)
    if owner == "nobody":
        return found.filter(owner=None)
    return found.filter(owner__person__public_id=owner) if owner else found


def _due(found, due, on):
    if due == "overdue":
        return found.filter(next_on__lt=on)
    if due == "week":
        return found.filter(next_on__range=(on, on + dt.timedelta(days=7)))
    return found.filter(next_on=None) if due == "none" else found


def _terms_since(day):
    won = Q(elected_on__gte=day) | Q(elected_on=None, starts_on__gte=day)
    return Term.objects.filter(won, person=OuterRef("person"), office=OuterRef("office"))


def _with_words(found):
    return found.select_related(
        "office__jurisdiction", "owner__person", "referred_by", "referred_for", "chapter"
    )


def _card(row, names, on) -> Card:
    person, stage = names.get(row.person_id), Stage(row.stage)
    is_open = stage in OPEN_STAGES
    following = _following(stage)
    return Card(
        public_id=row.public_id,
        url=reverse("desk:prospect", args=[row.public_id]),
        name=person.name if person else row.name or "Name not shown",
        office=str(row.office) if row.office_id else "",
        source=_source(row),
        owner=row.owner.get_full_name() if row.owner_id else "",
        stage=row.stage,
        stage_name=stage.label,
        tone=TONES[stage],
        next_step=row.next_step,
        next_on=row.next_on,
        is_overdue=bool(is_open and row.next_on and row.next_on < on),
        chapter=row.chapter.name if row.chapter_id else "",
        made_at=row.made_at,
        moved_at=row.moved_at,
        following=following.value if following else "",
        following_name=following.label if following else "",
    )


def _following(stage):
    at = OPEN_STAGES.index(stage) + 1 if stage in OPEN_STAGES else len(OPEN_STAGES)
    return OPEN_STAGES[at] if at < len(OPEN_STAGES) else None


def _source(row) -> str:
    if row.referred_by_id is None:
        return say_source(row.source)
    partner = f", {row.referred_for}" if row.referred_for_id else ""
    return f"Referred by {row.referred_by}{partner}"


def _url(person) -> str:
    return person.get_absolute_url() if person else ""
