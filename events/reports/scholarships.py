"""Scholarships as those read who decide about them: funds, requests, and what reviewers said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from events.models import AidState, ScholarshipApplication, ScholarshipReview
from network.models import Person
from network.reports import columns as roster
from network.reports import pictures
from network.words import say_money

MOST = 200
#: Columns of the file for whoever keeps the books. Nobody's words are in it.
COLUMNS = {
    "who": "Name",
    "ticket": "Ticket",
    "fund": "Fund",
    "asked": "Asked",
    "granted": "Granted",
    "state": "State",
    "asked_on": "Asked on",
    "decided_on": "Decided on",
    "accept_by": "Accept by",
    "order": "Order",
}


@dataclass(frozen=True)
class Listed:
    """Requests of one event, or of all that the reader keeps."""

    to_review: list[ScholarshipApplication]
    reviewed: list[ScholarshipApplication]
    """Those that wait for somebody else."""
    decided: list[ScholarshipApplication]


def picture(funds) -> pictures.Bars | None:
    """How much of each fund is promised."""
    rows = [
        (
            fund.name,
            fund.committed_cents / (fund.budget_cents or 1),
            f"{say_money(fund.committed_cents)} of {say_money(fund.budget_cents)}",
        )
        for fund in funds
    ]
    head = ("Fund", "Promised")
    return pictures.bars("Promised of each fund", rows, head=head, most=1) if rows else None


def of(event, *, user, at) -> Listed:
    """Three questions, however many there are."""
    mine = _rows(user).filter(fund__event=event)
    decided = mine.exclude(state=AidState.ASKED).order_by("-decided_at", "-pk")
    to_review = list(_unseen(mine, user, at)[:MOST])
    shown = {asked.pk for asked in to_review}
    waiting = [asked for asked in mine.waiting()[:MOST] if asked.pk not in shown]
    return Listed(to_review, waiting, list(decided[:MOST]))


def waiting_for(user, *, at) -> list[ScholarshipApplication]:
    """Of every event the reader keeps, what waits for their review; the oldest first."""
    rows = _unseen(_rows(user), user, at).select_related("fund__event")
    return list(rows[:MOST])


@dataclass(frozen=True)
class Request:
    asked: ScholarshipApplication
    who: dict[str, Any]
    """What the roster says of them, if the reader may open their record."""
    mine: ScholarshipReview | None
    said: list[ScholarshipReview]
    """What all said: for who has said theirs, or once it is decided."""
    may_review: bool


def whole(asked, *, user, at) -> Request:
    said = list(asked.reviews.select_related("by__person").order_by("at", "pk"))
    mine = next((one for one in said if one.by_id == user.pk), None)
    is_open = asked.state == AidState.ASKED
    event = asked.fund.event
    to_come = event.cancelled_at is None and not event.has_begun(at=at)
    return Request(
        asked,
        _who(asked.person_id, user, event.day(at)),
        mine,
        said if mine or not is_open else [],
        is_open and mine is None and to_come,
    )


def written(event) -> Iterator[list[str]]:
    rows = ScholarshipApplication.objects.filter(fund__event=event).order_by("asked_at", "pk")
    related = ("person", "ticket_type", "fund", "registration__order")
    for asked in rows.select_related(*related).iterator():
        yield [
            str(asked.person),
            asked.ticket_type.name,
            asked.fund.name,
            f"{asked.asked_cents / 100:.2f}",
            f"{asked.granted_cents / 100:.2f}",
            asked.get_state_display(),
            _day(event, asked.asked_at),
            _day(event, asked.decided_at),
            _day(event, asked.accept_by),
            asked.registration.order.code if asked.registration else "",
        ]


def _day(event, at):
    return f"{event.day(at):%Y-%m-%d}" if at else ""


def _rows(user):
    given = ScholarshipReview.objects.filter(application=OuterRef("pk"), by=user)
    rows = ScholarshipApplication.objects.editable_by(user).select_related(
        "person", "ticket_type", "fund"
    )
    return rows.annotate(said=Count("reviews"), is_mine=Exists(given)).order_by("asked_at", "pk")


def _unseen(rows, user, at):
    unseen = ScholarshipApplication.objects.waiting_for(user, at=at).order_by()
    return rows.filter(pk__in=unseen.values("pk"))


def _who(person_id, user, on):
    """Standing, office and chapter: nothing of what else they belong to."""
    if not Person.objects.visible_to(user).filter(pk=person_id).exists():
        return {}
    return roster.read([person_id], ["standing", "office", "chapter"], user=user, on=on)[person_id]
