"""Meetings with a host of the other chapter, with all they hold, and one of ours whose director
may know when it is, and not what it is about.
"""

import datetime as dt

from django.utils import timezone

from events.models import (
    Booking,
    BookingChange,
    Claim,
    Host,
    HostArea,
    MeetingRequest,
    MeetingType,
)
from network import sealing
from network.models import Membership, Person
from network.roles import Role

STAFF = "national admin"


def plant(made, known) -> None:
    now = timezone.now()
    theirs = _host(made, known.theirs, "olingo-host", now)
    _booking(made, theirs, known.other, now, name="Olingo")
    made.value("gone", theirs.public_id)
    _asked(made, known, now)
    ours = _host(made, known.ours, "coati-host", now, guest="chair")
    chair = Person.objects.get(user=made.people["chair"])
    keepers = f"director {STAFF}"
    _booking(made, ours, chair, now, name="Coati", guest="chair", keepers=keepers)


def _host(made, chapter, slug, now, *, guest=""):
    """Of whom everybody in the network may know; the way in is for who has a meeting."""
    person = Person.objects.create(given="Hilda", family="Hostess")
    Membership.objects.create(
        person=person, group=chapter, role=Role.DIRECTOR, since=now.date() - dt.timedelta(days=9)
    )
    link = f"https://meet.example.org/{slug}-room"
    host = Host.objects.create(
        person=person,
        slug=slug,
        timezone="America/New_York",
        video_link=sealing.seal(made.plant(f"way in to {slug}", link, revealed_to=guest)),
        made_at=now,
    )
    HostArea.objects.create(host=host, group=chapter)
    return host


def _booking(made, host, person, now, *, name, guest="", keepers=STAFF):
    """`guest` and `keepers` are keys of those who may read what each of them may."""
    kind = MeetingType.objects.create(
        host=host, slug=f"{name.lower()}-hour", name=f"{name} hour", minutes=30, step=30, notice=0
    )
    starts = now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=3)
    both = f"{guest} {keepers}"
    booking = Booking.objects.create(
        meeting_type=kind,
        host=host,
        person=person,
        guest_timezone="America/New_York",
        mode="online",
        zone="America/New_York",
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=30),
        state="confirmed",
        topic=made.plant(f"{name}: topic", f"{name} in the attic", readers=guest),
        answers=[["Why?", made.plant(f"{name}: answer", f"{name} droppings", readers=guest)]],
        reason=made.plant(f"{name}: reason", f"{name} is molting", readers=both),
        made_at=now,
        decided_at=now,
        changed_at=now,
    )
    Claim.objects.create(booking=booking, host=host, cell=int(starts.timestamp()) // 300)
    BookingChange.objects.create(
        booking=booking,
        what="moved",
        host=host,
        starts_at=starts - dt.timedelta(days=1),
        ends_at=starts,
        place_name=made.plant(f"{name}: where it was", f"{name} Lounge", readers=both),
        sequence=0,
        at=now,
    )
    made.value("booking", booking.public_id)
    made.value("person", person.public_id)
    made.value("kind", kind.slug)
    return booking


def _asked(made, known, now):
    words = made.plant("what somebody wants to meet about", "an olingo in need", readers=STAFF)
    asked = MeetingRequest.objects.create(
        person=known.other, group=known.theirs, words=words, made_at=now
    )
    made.value("asked", asked.public_id)
