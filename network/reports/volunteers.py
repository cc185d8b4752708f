"""Those who volunteered for a seat, side by side; and what a member may volunteer for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse

from network.models import Seat, Volunteer
from network.models.eligibility import lacking
from network.models.people import Standing
from network.models.volunteers import VolunteerState
from network.roles import GroupKind, Role

from . import serving

TONES = {
    VolunteerState.NEW: "waiting",
    VolunteerState.SHORTLISTED: "soon",
    VolunteerState.APPOINTED: "filled",
}
MOST = 100


@dataclass(frozen=True)
class Offer:
    """One who volunteered."""

    public_id: UUID
    name: str
    person_url: str
    office: str
    standing: str
    fit: str
    """Why they may not hold the seat now, in words; empty when they may."""
    words: str
    state: str
    tone: str
    offered_at: datetime
    decided_at: datetime | None
    decided_by: str
    is_waiting: bool
    is_listed: bool


def of(seat, volunteers, people, *, on) -> list[Offer]:
    """The offers for a seat: the shortlist, then the first come, then those decided.

    `volunteers` and `people` are those the reader may see. Three queries.
    """
    rows = list(
        volunteers.filter(seat=seat)
        .annotate(lacks=lacking(OuterRef("person"), on=on, seat="seat__"))
        .select_related("person", "decided_by__person")
        .order_by("-offered_at", "pk")[:MOST]
    )
    keys = [row.person_id for row in rows]
    offices = serving.offices(keys, on=on)
    standing = dict(people.filter(pk__in=keys).standing(on=on).values_list("pk", "standing"))
    lines = [_line(row, seat, offices, standing) for row in rows]
    return sorted(lines, key=_turn)


def _turn(line):
    return not line.is_listed, not line.is_waiting, line.offered_at


def _line(row, seat, offices, standing) -> Offer:
    state = VolunteerState(row.state)
    return Offer(
        public_id=row.public_id,
        name=row.person.name,
        person_url=reverse("desk:person", args=[row.person.public_id]),
        office=offices.get(row.person_id, ""),
        standing=Standing(standing[row.person_id]).label if row.person_id in standing else "",
        fit=seat.refusal(row.lacks) if row.lacks else "",
        words=row.words,
        state=state.label,
        tone=TONES.get(state, ""),
        offered_at=row.offered_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by.get_full_name() if row.decided_by else "",
        is_waiting=row.is_waiting,
        is_listed=state == VolunteerState.SHORTLISTED,
    )


@dataclass(frozen=True)
class Chances:
    """What a member reads at home: seats they may volunteer for, and what they offered."""

    seats: list[Seat]
    offers: list[Volunteer]


def for_me(person, memberships, *, on) -> Chances:
    """Two queries. `memberships` are those they may see of their own."""
    mine = memberships.live(on=on).filter(person=person)
    chapters = mine.filter(group__kind=GroupKind.CHAPTER, role=Role.MEMBER).order_by()
    offers = list(
        person.volunteering.select_related("seat__committee", "seat__region").order_by(
            "-offered_at", "pk"
        )[:MOST]
    )
    seats = (
        Seat.objects.filter(committee__parent__in=chapters.values("group"))
        .exclude(committee__in=mine.seated().order_by().values("group"))
        .exclude(pk__in=[offer.seat_id for offer in offers if offer.is_waiting])
        .calling(on=on)
        .lacking(person, on=on)
        .filter(lacks="")
        .select_related("committee", "region")
        .order_by("committee__name", "region__name", "pk")
    )
    return Chances(list(seats), offers)
