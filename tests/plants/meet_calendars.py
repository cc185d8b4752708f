"""A calendar of a host of the other chapter: keepers may know its name, nobody its address."""

import datetime as dt

from django.utils import timezone

from events.models import BusyBlock, BusyFeed, Host, HostArea
from network import sealing
from network.models import Membership, Person
from network.roles import Role


def plant(made, known) -> None:
    now = timezone.now()
    person = Person.objects.create(given="Hanno", family="Hostman")
    Membership.objects.create(
        person=person,
        group=known.theirs,
        role=Role.DIRECTOR,
        since=now.date() - dt.timedelta(days=9),
    )
    host = Host.objects.create(
        person=person, slug="dugong-host", timezone="America/New_York", made_at=now
    )
    HostArea.objects.create(host=host, group=known.theirs, rank=2)
    address = "https://calendar.example.org/private-dugong-9b1/basic.ics"
    made.plant("address of a calendar", "private-dugong-9b1")
    feed = BusyFeed.objects.create(
        host=host,
        name=made.plant("name of a calendar", "Dugong diary", readers="national admin"),
        address=sealing.seal(address),
        made_at=now,
        tried_at=now,
        error=made.plant("why not read", "Dugong answered 404", readers="national admin"),
    )
    BusyBlock.objects.create(feed=feed, starts_at=now, ends_at=now + dt.timedelta(hours=1))
    made.value("calendar", feed.public_id)
    made.value("host", host.slug)
