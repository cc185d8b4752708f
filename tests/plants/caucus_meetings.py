"""What the hidden caucus plans: its own people alone read the titles and the place."""

import datetime as dt

from django.utils import timezone

from caucuses.models import Attendance, Caucus, Pattern
from caucuses.operations import meetings, series
from network.models import Group, Person

INSIDE = "inside chair"


def plant(made, known) -> None:
    now = timezone.now()
    chair, inside = made.people["chair"], made.people["inside"]
    group = Group.including_private.get(slug="zephyrine-cell")
    caucus = Caucus.objects.get(group=group)
    words = {
        "title": made.plant("hidden meeting", "Quokka supper", readers=INSIDE),
        "place": made.plant("hidden meeting's place", "the Umbral cellar", readers=INSIDE),
        "description": made.plant("hidden agenda", "bring your own ocelot", readers=INSIDE),
        "timezone": "America/Chicago",
    }
    begins = now + dt.timedelta(days=2)
    event = meetings.call(
        caucus=caucus,
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=1),
        by=chair,
        at=now,
        **words,
    )
    repeating = series.call(
        caucus=caucus,
        by=chair,
        at=now,
        pattern=Pattern.WEEKLY,
        starts_on=timezone.localdate(now) + dt.timedelta(days=3),
        starts=dt.time(19),
        minutes=60,
        **words | {"title": made.plant("hidden series", "Bandicoot evenings", readers=INSIDE)},
    )
    past = meetings.call(
        caucus=caucus,
        starts_at=now - dt.timedelta(days=2),
        ends_at=now - dt.timedelta(days=2, hours=-1),
        by=chair,
        at=now - dt.timedelta(days=4),
        **words | {"title": made.plant("past hidden meeting", "Numbat lunch", readers=INSIDE)},
    )
    Attendance.objects.create(event=past, person=Person.objects.get(user=inside), by=chair, at=now)
    for one in (event, past, repeating.occurrences.first().event):
        made.value("meeting", one.public_id)
    made.value("series", repeating.public_id)
