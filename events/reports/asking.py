"""Requests for a place, and what would become of them if they were approved now."""

from dataclasses import dataclass
from uuid import UUID

from events.models import Registration, Seat, State
from events.operations import seats
from events.operations.assessing import Assessment, assess
from events.reports.worklists import name_of

#: So many are looked at and decided in one go.
MOST = 50


@dataclass(frozen=True)
class Verdict:
    place: Registration
    name: str
    assessment: Assessment
    has_seat: bool

    @property
    def can_be(self):
        return self.assessment.allowed and self.has_seat

    @property
    def why_not(self) -> str:
        if self.assessment.reasons:
            return self.assessment.reasons[0][1]
        return "" if self.has_seat else "No seat is left for them."


def waiting(event):
    return Registration.objects.filter(event=event, state=State.APPLIED).order_by("made_at", "pk")


def chosen(event, keys) -> list[Registration]:
    """Those of the event's requests that these keys name; what is no key names nobody."""
    named = {UUID(key) for key in keys[:MOST] if _is_key(key)}
    rows = waiting(event).filter(public_id__in=named)
    return list(rows.select_related("person", "ticket_type__event", "ticket_type__pool"))


def verdicts(event, places, *, at) -> list[Verdict]:
    """In the order in which they asked, each with one seat of those that are free."""
    left: dict[int, int] = {}
    found = []
    for place in places:
        assessment = assess(place.person, place.ticket_type, at=at)
        pools = seats.pools_of(place.ticket_type)
        for pool in pools:
            if pool not in left:
                left[pool] = Seat.objects.free().filter(pool=pool).count()
        has_seat = all(left[pool] > 0 for pool in pools)
        if assessment.allowed and has_seat:
            left |= {pool: left[pool] - 1 for pool in pools}
        found.append(Verdict(place, name_of(place), assessment, has_seat))
    return found


def _is_key(key):
    try:
        UUID(key)
    except ValueError:
        return False
    return True
