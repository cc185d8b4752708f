"""Holders of seats who lost what their seat asks for: worked out, never stored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse

from network.models import Membership
from network.models.eligibility import doubtful

from . import serving

#: What is more than this is looked at chapter by chapter.
MOST = 200


@dataclass(frozen=True)
class Doubt:
    """One hold that somebody has to decide about."""

    membership: Membership
    name: str
    person_url: str
    office: str
    """What they hold all the same, elsewhere."""
    why: str
    kept_on: date | None
    """When staff let them stay before, though they have lost more since."""


def doubts(memberships, *, on) -> list[Doubt]:
    """In two queries, by committee and name."""
    rows = (
        doubtful(memberships, on=on)
        .select_related("person", "group__parent", "seat__committee", "seat__region")
        .order_by("group__name", F("seat__region__name").asc(nulls_first=True), "person__sort_key")
    )[:MOST]
    held = serving.offices([row.person_id for row in rows], on=on)
    return [
        Doubt(
            membership=row,
            name=row.person.name,
            person_url=reverse("desk:person", args=[row.person.public_id]),
            office=held.get(row.person_id, ""),
            why=row.seat.refusal(row.lacks),
            kept_on=row.kept_on,
        )
        for row in rows
    ]
