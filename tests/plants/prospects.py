"""Somebody the other chapter follows up with, and what was said of them."""

import datetime as dt

from django.utils import timezone

from network.models import ContactPoint, Person, Prospect, Term
from tests.crawl import LONG_AGO


def plant(made, known) -> None:
    now = timezone.now()
    person = Person.objects.create(
        given="Ulla", family=made.plant("prospect", "Yarrowbeck", readers="national admin")
    )
    Term.objects.create(person=person, office=known.office, starts_on=LONG_AGO)
    ContactPoint.objects.create(
        person=person,
        kind="email",
        use="official",
        value=made.plant("prospect's address", "ulla@elyria.example.org"),
    )
    row = Prospect.objects.create(
        person=person,
        chapter=known.theirs,
        office=known.office,
        name=made.plant("prospect as told", "Ulla Yarrobeck", readers="outside national admin"),
        source=made.plant("source of a prospect", "lakeside list", readers="national admin"),
        referred_by=made.people["outside"].person,
        words=made.plant("referrer's words", "we sang in the choir", readers="national admin"),
        stage="talking",
        owner=known.national.user,
        next_step=made.plant("next step", "bring her gooseberries", readers="national admin"),
        next_on=timezone.localdate() - dt.timedelta(days=3),
        made_at=now,
        moved_at=now,
    )
    made.value("prospect", row.public_id)
