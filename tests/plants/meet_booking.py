"""A meeting of somebody without a record with a host of the other chapter, behind its secret."""

import datetime as dt

from django.utils import timezone

from events.models import Booking, Host, HostArea, MeetingType
from network.models import Membership, Person
from network.roles import Role

STAFF = "national admin"


def plant(made, known):
    now = timezone.now()
    person = Person.objects.create(given="Petra", family="Hostess")
    Membership.objects.create(
        person=person, group=known.theirs, role=Role.DIRECTOR, since=now.date() - dt.timedelta(9)
    )
    host = Host.objects.create(
        person=person, slug="petra-hostess", timezone="America/New_York", made_at=now
    )
    HostArea.objects.create(host=host, group=known.theirs)
    members = made.plant(
        "kind of meeting for members",
        "Pangolin half hour",
        readers=f"outside inside chair director {STAFF}",
    )
    kind = MeetingType.objects.create(host=host, slug="pangolin", name=members)
    starts = now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=5)
    booking = Booking.objects.create(
        meeting_type=kind,
        host=host,
        guest_name=made.plant("guest's name", "Tatou Visiteur", readers=STAFF),
        guest_email=made.plant("guest's mailbox", "tatou.v@example.org", readers=STAFF),
        guest_timezone="America/New_York",
        mode="online",
        zone="America/New_York",
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=30),
        state="confirmed",
        topic=made.plant("what a guest writes of", "aardvark ordinance"),
        invited=True,
        made_at=now,
        decided_at=now,
        changed_at=now,
    )
    # It stands in the guest's own letter, and nobody of those who crawl is the guest.
    made.plant("secret of a guest's meeting", booking.guest_token, readers="guest")
    made.value("booking", booking.public_id)
    made.value("host", host.slug)
    made.value("kind", kind.slug)
