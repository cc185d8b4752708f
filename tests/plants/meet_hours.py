"""Hours, days, time away and travel of a host of the other chapter, and a room of theirs."""

import datetime as dt

from django.utils import timezone

from events.models import (
    DateOverride,
    Host,
    HostArea,
    HostTravel,
    MeetingPlace,
    OverrideWindow,
    TimeAway,
    WeeklyHours,
)
from network.models import Membership, Person
from network.roles import Role

STAFF = "national admin"
EASTERN = "America/New_York"


def plant(made, known):
    now = timezone.now()
    day = now.date() + dt.timedelta(days=9)
    person = Person.objects.create(given="Odd", family="Keeper")
    Membership.objects.create(
        person=person, group=known.theirs, role=Role.DIRECTOR, since=dt.date(2020, 1, 6)
    )
    host = Host.objects.create(person=person, slug="odd-keeper", timezone=EASTERN, made_at=now)
    HostArea.objects.create(host=host, group=known.theirs)
    room = MeetingPlace.objects.create(
        group=known.theirs,
        name=made.plant("their room", "Wombat parlor", readers=STAFF),
        address=made.plant("where their room is", "9 Wombat Way, Elyria", readers=STAFF),
        access=made.plant("how to get into it", "ring for the wombat", readers=STAFF),
        timezone=EASTERN,
    )
    there = {"mode": "in_person", "place": room}
    window = WeeklyHours.objects.create(
        host=host, weekday=0, start_minute=425, end_minute=1015, **there
    )
    different = DateOverride.objects.create(
        host=host, on=day, note=made.plant("why a day differs", "numbat day", readers=STAFF)
    )
    OverrideWindow.objects.create(override=different, start_minute=540, end_minute=600, **there)
    away = TimeAway.objects.create(
        host=host,
        starts_at=now + dt.timedelta(days=3),
        ends_at=now + dt.timedelta(days=4),
        note=made.plant("why they are away", "numbat surgery", readers=STAFF),
    )
    travel = HostTravel.objects.create(
        host=host, first_day=day, last_day=day, timezone="America/Chicago"
    )
    for name, value in (
        ("host", host.slug),
        ("window", window.public_id),
        ("day", different.public_id),
        ("away", away.public_id),
        ("travel", travel.public_id),
        ("place", room.public_id),
    ):
        made.value(name, value)
