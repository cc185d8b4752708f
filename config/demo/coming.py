"""Who comes to Baltimore, how each paid, and what became of their place."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from events.models import (
    USUAL,
    Need,
    NeedKind,
    PaymentKind,
    PaymentState,
    Registration,
    State,
)
from network.models import Person
from network.models.people import Standing

from . import cast, convening_words, names, turnout
from .convening import Convening
from .turnout import Draft

CARD, CHECK, COMP = PaymentKind.STRIPE, PaymentKind.CHECK, PaymentKind.COMP
CAPTURED, OPEN = PaymentState.CAPTURED, PaymentState.OPEN

#: How many in a network of 1,800, and what became of them.
FATES: list[tuple[int, dict[str, Any]]] = [
    (5, {"state": State.HELD, "payment": None}),
    (4, {"state": State.HELD, "paid_by": CHECK, "payment": OPEN, "reference": ""}),
    (4, {"state": State.PROCESSING, "payment": PaymentState.PROCESSING}),
    (14, {"state": State.EXPIRED, "payment": PaymentState.EXPIRED}),
    (6, {"state": State.CANCELLED}),
    (3, {"state": State.CANCELLED, "kept": 20}),
    (6, {"state": State.TRANSFERRED}),
    (14, {"paid_by": COMP, "reference": "Speaker", "speaks": True}),
    (8, {"paid_by": CHECK, "reference": "1042"}),
]
#: Somebody who is about to pay less than is due: see `troubles`.
SHORT: dict[str, Any] = {"state": State.HELD, "payment": OPEN}
#: Those one can be who have a place already. Dana has none, so that she can take one.
THERE = (cast.CHAIR, cast.INSIDER, cast.EDITOR)

#: How many of a hundred need something of a kind.
NEEDS = {
    NeedKind.DIET: 28,
    NeedKind.ACCESS: 6,
    NeedKind.CHILDCARE: 5,
    NeedKind.INTERPRETATION: 4,
}
NEEDS_WORDS = {
    NeedKind.DIET: "An allergy to sesame, please label it.",
    NeedKind.ACCESS: "I use a scooter and need an outlet near my seat.",
    NeedKind.CHILDCARE: "Two children, 3 and 7, on the first two days.",
    NeedKind.INTERPRETATION: "Spanish for the plenaries.",
}


def share_of(members: int) -> float:
    """How large this network is beside the usual one."""
    return min(1.0, members / 1800)


def register(
    made: Convening, known: dict[str, Person], *, share: float, rng: Random, at: datetime
) -> list[Registration]:
    people = _by_standing(made, known, at, rng)
    drafts = list(_drafts(made, people, share, rng, at))
    drafts += [
        Draft(
            known[part.key],
            made.tickets["Member"],
            at - timedelta(days=25, hours=number),
            standing=Standing.MEMBER,
        )
        for number, part in enumerate(THERE)
    ]
    rows = turnout.Writer(made.event, rng, at).write(drafts)
    turnout.choose(made.event, rows, rng=rng, share=0.62, popular=convening_words.POPULAR)
    _need(rows, rng)
    return rows


def _by_standing(made, known, at, rng) -> dict[str, list[Person]]:
    """Everybody but those one can be and those who have a place, in an order of chance."""
    there = made.event.registrations.filter(person__isnull=False)
    among = (
        Person.objects.standing(on=at.date())
        .exclude(pk__in=[person.pk for person in known.values()])
        .exclude(pk__in=there.values("person"))
    )
    found: dict[str, list[Person]] = {}
    for person in among.order_by("pk"):
        found.setdefault(person.standing, []).append(person)
    for people in found.values():
        rng.shuffle(people)
    return found


def _drafts(made, people, share, rng, at) -> Iterator[Draft]:
    members, alumni = people[Standing.MEMBER], people[Standing.ALUM]
    guests = iter(people.get(Standing.PROSPECT, []))

    def draft(kind, person, **fate):
        days = (at - made.opened).total_seconds() * rng.betavariate(1.2, 1.2)
        if fate.get("state") in (State.HELD, State.PROCESSING):
            days = (at - made.opened).total_seconds() - rng.randint(60, 600)
        return Draft(
            person,
            made.tickets[kind],
            made.opened + timedelta(seconds=days),
            standing=person.standing,
            **fate,
        )

    for many, fate in FATES:
        for _ in range(max(1, round(many * share))):
            more = {"to": members.pop()} if fate.get("state") == State.TRANSFERRED else {}
            yield draft("Member", members.pop(), **fate, **more)
    yield draft("Member", members.pop(), **SHORT)
    for person in people[Standing.STAFF][: round(14 * share) + 2]:
        yield draft("Staff", person, payment=None)
    for person in people.get(Standing.PARTNER, [])[:3]:
        yield draft("Partner", person)
    for _ in range(round(52 * share)):
        yield draft("Alumni", alumni.pop())
    for number in range(round(26 * share) + 1):
        one = draft("Member", members.pop())
        known = next(guests, None) if number % 3 else None
        one.guest = Draft(
            known,
            made.tickets["Guest"],
            one.made_at,
            standing=known.standing if known else "",
            name="" if known else " ".join(names.invent(rng)),
        )
        yield one
    for _ in range(round(250 * share)):
        yield draft("Member", members.pop())


def _need(rows, rng):
    needs = [
        _said(row, kind, rng)
        for row in rows
        if row.state in (State.CONFIRMED, State.PROCESSING) and row.person
        for kind, percent in NEEDS.items()
        if rng.random() * 100 < percent
    ]
    Need.objects.bulk_create(needs, batch_size=500)


def _said(row, kind, rng):
    in_words = rng.random() < 0.2
    return Need(
        registration=row,
        kind=kind,
        choices=[rng.choice(USUAL[kind])] if not in_words or rng.random() < 0.5 else [],
        words=NEEDS_WORDS[kind] if in_words else "",
        seen_at=row.made_at + timedelta(days=1) if rng.random() < 0.6 else None,
    )
