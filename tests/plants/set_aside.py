"""A room set aside at the event of `tests.plants.events`, which the hidden caucus takes."""

import datetime as dt

from django.utils import timezone

from caucuses.models import Caucus
from caucuses.operations import convening
from events.models import Event
from events.operations import sessions

INSIDE = "inside chair"


def plant(made, known) -> None:
    now = timezone.now()
    event = Event.objects.get(slug="all-convene")
    begins = event.starts_at + dt.timedelta(hours=3)
    taken, free = (
        sessions.add(
            event=event,
            title="Caucus time",
            room=room,
            starts_at=begins,
            ends_at=begins + dt.timedelta(hours=1),
            set_aside=True,
            by=None,
            at=now,
        )
        for room in ("Pratt Room", "Key Room")
    )
    session = convening.meet(
        caucus=Caucus.objects.get(group__slug="zephyrine-cell"),
        room=taken,
        title=made.plant("hidden session in a room set aside", "Okapi hour", readers=INSIDE),
        description=made.plant("what it is about", "bring an antler", readers=INSIDE),
        by=made.people["chair"],
        at=now,
    )
    made.value("room", free.public_id)
    made.value("session", session.public_id)
