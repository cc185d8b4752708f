"""A meeting of the chair's with the other chapter's director, in the chair's own calendar.

The crawl opens that calendar, calls the meeting off and reads the letters: what it is about is in
none of them, nor with anybody but the two.
"""

import datetime as dt

from django.utils import timezone

from network.models import Person
from tests.meeting_factories import a_host, a_type, booked


def plant(made, known):
    at = timezone.now()
    monday = at.date() + dt.timedelta(days=14 - at.weekday())
    booking = booked(
        a_type(a_host(known.theirs)),
        Person.objects.get(user=made.people["chair"]),
        dt.datetime.combine(monday, dt.time(15), tzinfo=dt.UTC),
        at=at,
        topic=made.plant("what a meeting is about", "gnathonic zeugma", readers="chair"),
    )
    made.value("booking", booking.public_id)
