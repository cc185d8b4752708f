"""The program as staff keep it: by day, with how many mean to come. Nothing of private groups."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count

from events.models import Session, SessionChoice
from events.models.clocks import wall

from .room import Room


@dataclass(frozen=True)
class Line:
    session: Session
    whom: str
    chosen: int
    room: Room | None


@dataclass(frozen=True)
class Day:
    on: date
    lines: tuple[Line, ...]


def by_day(event, *, rooms, sayer) -> list[Day]:
    every = Session.objects.filter(event=event, withdrawn_at=None).order_by(
        "starts_at", "track", "room", "pk"
    )
    chosen = SessionChoice.objects.filter(session__event=event).order_by()
    counted = dict(chosen.values_list("session").annotate(Count("pk")))
    lines = [
        Line(one, sayer.say(one.audience), counted.get(one.pk, 0), rooms.get(one.pool_id))
        for one in every
    ]

    def day(line):
        return wall(line.session.starts_at, zone=event.timezone).date()

    return [Day(on, tuple(group)) for on, group in groupby(lines, day)]
