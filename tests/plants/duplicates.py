"""A pair and a merge in another chapter, and a pair across: its staff alone learn of them."""

from django.utils import timezone

from network.models import DuplicatePair, Membership, Merge, Person
from tests.crawl import LONG_AGO


def plant(made, known) -> None:
    now = timezone.now()
    double = Person.objects.create(
        given="Quenby",
        family=made.plant("other chapter's double", "Xanderley", readers="national admin"),
    )
    joined = Person.objects.create(
        given="Quenby",
        family=made.plant("joined record", "Xandorleigh", readers="national admin"),
        merged_into=known.other,
    )
    Membership.objects.create(person=double, group=known.theirs, since=LONG_AGO)
    theirs = DuplicatePair.objects.create(
        low=known.other,
        high=double,
        score=90,
        reasons=[made.plant("why alike", "Both served in Elyria", readers="national admin")],
        found_at=now,
    )
    low, high = sorted((known.asker, double), key=lambda person: person.pk)
    half = DuplicatePair.objects.create(
        low=low, high=high, score=50, reasons=["Same personal phone number"], found_at=now
    )
    decided = DuplicatePair.objects.create(
        low=known.other,
        high=joined,
        score=80,
        reasons=["Same last name"],
        found_at=now,
        decision="merged",
        decided_at=now,
    )
    merge = Merge.objects.create(
        survivor=known.other,
        merged=joined,
        at=now,
        moved=[
            {
                "label": "network.person",
                "key": joined.pk,
                "before": {"bio": made.plant("journal of a merge", "kept in the kelp forest")},
                "after": {"bio": ""},
            }
        ],
    )
    for pair in (theirs, half, decided):
        made.value("pair", pair.public_id)
    made.value("other", double.public_id)
    made.value("other", known.asker.public_id)
    made.value("merge", merge.public_id)
