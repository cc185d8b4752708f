"""Calls for volunteers in Maryland, who offered, and a seat whose holder lost their office."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import Q
from django.utils import timezone

from network.models import ContactPoint, Membership, Person, Seat, Term, User
from network.models.groups import Eligibility
from network.models.offices import EndReason
from network.models.people import ContactKind, ContactUse
from network.operations import logins, seats, terms, volunteers
from network.roles import Role

from . import cast

CALLS = {
    "Regional seat": (
        "The Shore has had no voice at our table since spring. We meet by video on the second "
        "Tuesday and twice a year in person. If you know what a drawbridge does to a budget, "
        "we want you."
    ),
    "Alumni seat": (
        "For somebody who has left office and still picks up the phone. You would look after "
        "our mentors, two evenings a month."
    ),
    "Co-chair": "You would run our meetings together with the other co-chair, for two years.",
}
WORDS = [
    "I have chaired our planning commission for six years and would like to put that to use.",
    "My evenings are free again. I can drive to anywhere on the Shore.",
    "I would bring school boards to the table: we are too few there.",
    "",
]


def call(director: User, *, rng: Random, at: datetime) -> None:
    """Each vacant seat says whom it hopes for, and a few people offer."""
    on = timezone.localdate(at)
    home = Seat.objects.filter(committee__parent__state=cast.HOME).calling(on=on)
    for seat in home.select_related("committee__parent", "region").order_by("pk"):
        closes = on + timedelta(days=rng.randint(20, 60))
        words = CALLS.get(seat.title, "")
        seats.change(seat=seat, call=words, call_closes_on=closes, by=director, at=at)
        offers = [
            _offer(seat, person, words, at=at - timedelta(days=days))
            for person, words, days in zip(_able(seat, on=on), WORDS, (9, 6, 4, 2), strict=False)
        ]
        if len(offers) > 2:
            volunteers.shortlist(volunteer=offers[0], by=director, at=at - timedelta(days=3))
            volunteers.decline(
                volunteer=offers[2],
                words="We would love to see you on the housing group instead: call me?",
                by=director,
                at=at - timedelta(days=2),
            )


def lose_an_office(director: User, *, at: datetime) -> None:
    """One who sits for a region no longer serves there: somebody has to decide."""
    on = timezone.localdate(at)
    held = Membership.objects.filter(
        seat__eligibility=Eligibility.IN_REGION, group__parent__state=cast.HOME
    )
    holder = held.live(on=on).order_by("seat__pk", "place").last()
    if holder is None:
        return
    for term in Term.objects.held(on=on).filter(person=holder.person_id):
        last = max(term.starts_on or date.min, on - timedelta(days=12))
        terms.end(term=term, ended_on=last, reason=EndReason.RESIGNED, by=director, at=at)


def _offer(seat, person, words, *, at):
    mailbox = person.contacts.filter(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL).first()
    by = logins.ensure(email=mailbox.value, at=at)
    return volunteers.offer(seat=seat, person=person, words=words, by=by, at=at)


def _able(seat, *, on) -> Iterator[Person]:
    """Those of the chapter who may hold it, have a mailbox, and are nobody one signs in as."""
    members = Membership.objects.filter(group=seat.committee.parent, role=Role.MEMBER)
    mailboxes = ContactPoint.objects.filter(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    held = Term.objects.held(on=on)
    held = held.filter(office__jurisdiction__in=seat.region.places()) if seat.region else held
    people = Person.objects.filter(pk__in=members.live(on=on).values("person"), user=None)
    serves = Q(pk__in=held.values("person"))
    people = people.filter(~serves if seat.title == "Alumni seat" else serves)
    for person in people.filter(pk__in=mailboxes.values("person")).order_by("sort_key", "pk"):
        if not volunteers.refusal(seat=seat, person=person, on=on):
            yield person
