"""Rounds of letters in numbers: who would get one, who answered what, who has not yet."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse

from network.models import Campaign, Person, Question, Term
from network.models.offices import TermState
from network.models.verifications import Answer
from network.operations import verifications
from network.roles import GroupKind

from .offices import SERVING


@dataclass(frozen=True)
class Asked:
    name: str
    url: str
    office: str
    note: str


@dataclass(frozen=True)
class Preview:
    """What `seen` stands for: exactly these letters."""

    asked: list[Asked]
    left_out: list[Asked]
    seen: str
    refused: str = ""

    @property
    def said(self) -> str:
        letters = len(self.asked)
        return "1 letter" if letters == 1 else f"{letters:,} letters"


@dataclass(frozen=True)
class Round:
    campaign: Campaign
    asked: int
    answered: int
    yes: int
    no: int

    @property
    def said(self) -> str:
        return f"{self.answered:,} of {self.asked:,} answered"


@dataclass(frozen=True)
class Result:
    name: str
    url: str
    office: str
    answer: str
    tone: str
    at: datetime | None


def terms_of(group, user, *, on):
    """The unconfirmed terms of a group's people, of those the reader may change."""
    people = Person.objects.editable_by(user)
    terms = Term.objects.state(on=on).filter(state=TermState.UNCONFIRMED)
    if group.kind == GroupKind.REGION:
        terms = terms.filter(office__jurisdiction__in=group.places())
    else:
        people = people.in_chapter(group, on=on)
    return terms.filter(person__in=people.order_by().values("pk"))


def terms_held_by(public_ids, user, *, on):
    """The terms in office of these people, of those the reader may change."""
    people = Person.objects.editable_by(user).filter(public_id__in=public_ids)
    return Term.objects.state(on=on).filter(
        state__in=SERVING, person__in=people.order_by().values("pk")
    )


def preview(about, *, on) -> Preview:
    found = verifications.recipients(about, on=on)
    return Preview(
        [_asked(term, "") for term, _ in found.asked],
        [_asked(term, why) for term, why in found.left_out],
        found.seen,
        verifications.TOO_MANY if found.is_too_many else "",
    )


def rounds(user) -> list[Round]:
    """The reader's rounds, the latest first, with how many of whom they see have answered."""
    campaigns = list(
        Campaign.objects.editable_by(user).select_related("group", "made_by__person")
        .order_by("-made_at", "-pk")
    )  # fmt: skip
    counts = _counts(campaigns, user)
    return [Round(campaign, *counts.get(campaign.pk, (0, 0, 0, 0))) for campaign in campaigns]


def round_of(campaign, user) -> Round:
    return Round(campaign, *_counts([campaign], user).get(campaign.pk, (0, 0, 0, 0)))


def results(campaign, user, *, on: date):
    """Everybody who was asked: those without an answer first. Yet to be sliced into pages."""
    return (
        _questions(user)
        .filter(campaign=campaign)
        .select_related("term__person", "term__office__jurisdiction")
        .order_by("answer", "term__person__sort_key", "pk")
    )


def result(question) -> Result:
    person = question.term.person
    return Result(
        name=person.name,
        url=reverse("desk:person", args=[person.public_id]),
        office=str(question.term.office),
        answer=question.get_answer_display() if question.answer else "No answer yet",
        tone={Answer.YES: "filled", Answer.NO: "waiting"}.get(question.answer, ""),
        at=question.answered_at,
    )


def _counts(campaigns, user) -> dict[int, tuple[int, int, int, int]]:
    rows = (
        _questions(user)
        .filter(campaign__in=campaigns)
        .order_by()
        .values_list("campaign")
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=~Q(answer="")),
            yes=Count("pk", filter=Q(answer=Answer.YES)),
            no=Count("pk", filter=Q(answer=Answer.NO)),
        )
    )
    return {campaign: tuple(counts) for campaign, *counts in rows}


def _questions(user):
    people = Person.objects.visible_to(user).order_by()
    return Question.objects.filter(term__person__in=people.values("pk"))


def _asked(term, note) -> Asked:
    return Asked(
        name=term.person.name,
        url=reverse("desk:person", args=[term.person.public_id]),
        office=str(term.office),
        note=note,
    )
