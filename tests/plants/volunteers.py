"""An offer to take a seat of the other chapter, with words and a reason for its staff only."""

from django.utils import timezone

from network.models import Membership, Person, Seat, Volunteer
from network.operations import seats
from tests.crawl import LONG_AGO


def plant(made, known):
    offered = Person.objects.create(
        given="Ottoline", family=made.plant("volunteer", "Brackenbury", readers="national admin")
    )
    for group in (known.network, known.theirs):
        Membership.objects.create(person=offered, group=group, since=LONG_AGO)
    wanted = Seat.objects.create(committee=known.committee, title="Regional seat")
    volunteer = Volunteer.objects.create(
        seat=wanted,
        person=offered,
        words=made.plant("offer", "gooseberry orchard", readers="national admin"),
        offered_at=timezone.now(),
    )
    lost = Seat.objects.create(committee=known.committee, title="Office", eligibility="in_office")
    holder = Person.objects.create(
        given="Lost", family=made.plant("holder", "Thistlewood", readers="national admin")
    )
    for group in (known.network, known.theirs):
        Membership.objects.create(person=holder, group=group, since=LONG_AGO)
    held = Membership.objects.create(
        person=holder, group=known.committee, seat=lost, place=1, since=LONG_AGO
    )
    seats.let_stay(
        membership=held,
        reason=made.plant("why they stay", "promised by aunt Hepzibah", readers="national admin"),
        by=None,
        at=timezone.now(),
    )
    made.value("volunteer", volunteer.public_id)
    made.value("seat", wanted.public_id)
    made.value("membership", held.public_id)
    made.value("public_id", wanted.public_id)
    made.value("public_id", volunteer.public_id)
