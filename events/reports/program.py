"""The sessions of an event by day and hour, as one person may know of them."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from events.models import Seat, Session
from events.models.clocks import wall
from events.operations import choices


@dataclass(frozen=True)
class Part:
    session: Session
    may_choose: bool
    is_full: bool
    is_chosen: bool = False


@dataclass(frozen=True)
class Slot:
    """What begins at one time."""

    starts_at: datetime
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Day:
    on: date
    slots: tuple[Slot, ...]


def agenda(event, person, *, at, chosen=frozenset()) -> list[Day]:
    """Every session that is nobody's secret, and private ones of this person's own groups.

    `chosen` are the keys of those they mean to come to.
    """
    mine = {one.pk: one for one in choices.open_to(event, person, on=event.day(at))}
    known = {one.pk: one for one in Session.objects.filter(event=event, withdrawn_at=None)}
    return _by_day(event, [*(known | mine).values()], mine, chosen)


def to_choose(event, person, *, at, chosen=frozenset()) -> list[Day]:
    """Only those that this person may choose."""
    mine = {one.pk: one for one in choices.open_to(event, person, on=event.day(at))}
    return _by_day(event, list(mine.values()), mine, chosen)


def _by_day(event, sessions, mine, chosen):
    sessions.sort(key=lambda one: (one.starts_at, one.track, one.room, one.pk))
    limited = [one.pool_id for one in sessions if one.pool_id]
    free = set()
    if limited:
        seats = Seat.objects.free().filter(pool__in=limited)
        free = set(seats.values_list("pool", flat=True).distinct())
    parts = [
        Part(
            one,
            may_choose=one.pk in mine,
            is_full=bool(one.pool_id) and one.pool_id not in free and one.pk not in chosen,
            is_chosen=one.pk in chosen,
        )
        for one in sessions
    ]
    slots = [Slot(starts, tuple(group)) for starts, group in groupby(parts, _starts)]
    days = groupby(slots, lambda slot: wall(slot.starts_at, zone=event.timezone).date())
    return [Day(on, tuple(group)) for on, group in days]


def _starts(part):
    return part.session.starts_at
