"""The line for a full event, as its staff read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from events.models import PoolKind, Seat, SeatPool, WaitlistEntry, WaitState
from network.models import Person

MOST = 200


@dataclass(frozen=True)
class Turn:
    entry: WaitlistEntry
    is_known: bool
    """Whether the reader may open the record of this person."""
    left: str = ""
    """How long an offer still stands."""


@dataclass(frozen=True)
class Line:
    offered: list[Turn]
    waiting: list[Turn]
    free: list[tuple[str, int]]
    """Seats nobody has, by pool."""


def of(event, *, user, at) -> Line:
    """Four questions, however long it is."""
    rows = WaitlistEntry.objects.filter(event=event).select_related("person", "ticket_type")
    offers = rows.filter(state=WaitState.OFFERED).select_related("registration")
    offered = list(offers.order_by("registration__hold_expires_at", "pk")[:MOST])
    waiting = list(rows.in_line()[:MOST])
    people = [entry.person_id for entry in (*offered, *waiting)]
    mine = Person.objects.visible_to(user).filter(pk__in=people).order_by()
    known = set(mine.values_list("pk", flat=True))
    return Line(
        [Turn(one, one.person_id in known, _left(one, at)) for one in offered],
        [Turn(one, one.person_id in known) for one in waiting],
        _free(event),
    )


def say_left(until: datetime, at: datetime) -> str:
    """ "31 hours" or "40 minutes": rounded down, for nobody is to come too late."""
    left = until - at
    if left <= timedelta():
        return "no time"
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    number, unit = (hours, "hour") if hours else (max(minutes, 1), "minute")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _left(entry, at):
    until = entry.registration.hold_expires_at
    return say_left(until, at) if until else "as long as staff say"


def _free(event):
    pools = SeatPool.objects.filter(event=event, kind__in=[PoolKind.EVENT, PoolKind.TICKETS])
    named = list(pools.order_by("pk"))
    free = Seat.objects.free().filter(pool__in=named).order_by().values_list("pool")
    counted = dict(free.annotate(Count("pk")))
    return [(pool.name, counted.get(pool.pk, 0)) for pool in named]
