"""Rooms in Baltimore that are set aside, the caucuses that take one, and who means to come."""

from datetime import datetime, timedelta
from random import Random

from caucuses import access
from caucuses.models import Caucus
from caucuses.operations import convening as sessions_of_caucuses
from events.models import Registration, SessionChoice, State
from events.operations import sessions
from network.models import User

from .convening import Convening
from .convening_words import ROOMS

#: Day, hour, minute: the second day before lunch and in the afternoon.
HOURS = [(1, 12, 0), (1, 16, 15)]
LASTS = timedelta(minutes=75)
SAID = {
    "black-caucus": "Strategy, shelter and joy: the yearly meeting",
    "nuestro-caucus": "Nos reunimos: interpreters, outreach, and lunch",
    "lgbtq-caucus": "A room of our own",
    "young-electeds": "Chairing people twice your age",
    "rural-caucus": "Long drives, short agendas",
    "parents-in-office": "Bring the toddler",
    "recovery-caucus": "The circle, for once in one room",
}


def take(made: Convening, network, rows, *, rng: Random, at: datetime, by: User) -> None:
    rooms = [_set_aside(made, hours, room, by) for hours in HOURS for room in ROOMS[1:5]]
    coming = {row.person_id: row for row in rows if row.state == State.CONFIRMED and row.person_id}
    chosen: set[tuple[int, datetime]] = set()
    for room, (slug, title) in zip(rooms, SAID.items(), strict=False):
        caucus = Caucus.objects.select_related("group").get(group=network.caucuses[slug])
        chair = access.leaders(caucus, on=at.date()).first()
        session = sessions_of_caucuses.meet(
            caucus=caucus,
            room=room,
            title=title,
            description="Doors close five minutes in. What is said here stays here.",
            by=chair.user,
            at=at - timedelta(days=20),
        )
        inside = access.people(caucus, on=at.date()).values_list("pk", flat=True)
        _choose(session, [coming[pk] for pk in inside if pk in coming], chosen, rng)


def _set_aside(made, hours, room, by):
    begins = made.when(*hours)
    return sessions.add(
        event=made.event,
        title="Caucus time",
        room=room,
        starts_at=begins,
        ends_at=begins + LASTS,
        set_aside=True,
        by=by,
        at=made.opened,
    )


def _choose(session, rows: list[Registration], chosen, rng):
    free = [row for row in rows if (row.pk, session.starts_at) not in chosen]
    coming = [row for row in free if rng.random() < 0.8]
    chosen |= {(row.pk, session.starts_at) for row in coming}
    SessionChoice.including_private.bulk_create(
        SessionChoice(registration=row, session=session) for row in coming
    )
