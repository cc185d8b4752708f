"""What waits at the desk of Maryland's events: requests, a line, needs, and a letter sent."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from events.models import Event, MessageTo, NeedKind, Registration
from events.operations import (
    coming,
    limits,
    messages,
    needs,
    registrations,
    ticketing,
    waiting,
)
from network.models import Group, Membership, Person, User
from network.models.people import Standing

TOLD = [
    {NeedKind.DIET: (["Vegetarian"], "")},
    {NeedKind.DIET: (["Vegan", "No nuts"], "no peanuts at the table, please")},
    {NeedKind.ACCESS: (["A seat near the front"], "")},
    {NeedKind.DIET: (["Halal"], ""), NeedKind.ACCESS: (["Live captions"], "")},
]
BUS = (
    "The 9:10 bus from the station stops in front of the library.\n\n"
    "Bring a bottle of water, and shoes you can climb stairs in."
)


def keep(chapter: Group, by: User, *, at: datetime) -> None:
    ask_to_come(Event.objects.get(slug="open-meetings"), chapter, by, at)
    full = Event.objects.get(slug="doors-after-winning")
    say_what_they_need(full, at)
    fill_up(full, chapter, by, at)
    write(full, by, at)


def ask_to_come(event, chapter, by, at):
    """Whoever holds no office yet asks first."""
    then = at - timedelta(days=4)
    ticket = ticketing.add(
        event=event,
        name="Soon in office",
        description="For those who are sworn in this winter: tell us, and we answer in two days.",
        requires_approval=True,
        by=by,
        at=then,
    )
    ticketing.add_price(ticket=ticket, name="Free", cents=0, by=by, at=then)
    for number, person in enumerate(_others(event, chapter, at)[:3]):
        registrations.register(
            event=event,
            ticket_type=ticket,
            person=person,
            by=person.user,
            at=then + timedelta(hours=20 * number + 3),
        )


def say_what_they_need(event, at):
    places = Registration.objects.coming().filter(event=event).order_by("pk")
    for place, told in zip(places, TOLD, strict=False):
        when = max(place.made_at, at - timedelta(days=3))
        needs.note(registration=place, needs=told, by=None, at=when)


def fill_up(event, chapter, by, at):
    """Fewer chairs than were hoped for: two wait."""
    then = at - timedelta(days=2)
    taken = Registration.objects.coming().filter(event=event).count()
    limits.set_size(event=event, size=taken, by=by, at=then)
    ticket = event.ticket_types.get(name="Member")
    for number, person in enumerate(_others(event, chapter, at)[:2]):
        when = then + timedelta(hours=9 * number + 1)
        waiting.join(event=event, ticket_type=ticket, person=person, by=person.user, at=when)


def write(event, by, at):
    messages.send(
        event=event,
        to=MessageTo.EVERYBODY,
        subject="The bus on Saturday, and what to bring",
        words=BUS,
        count=coming.recipients(event, to=MessageTo.EVERYBODY).count(),
        by=by,
        at=at - timedelta(hours=2),
    )


def _others(event, chapter, at) -> list[Person]:
    """Members of the chapter who have no place there."""
    here = Membership.objects.live(on=at.date()).filter(person=OuterRef("pk"), group=chapter)
    people = Person.objects.standing(on=at.date()).filter(Exists(here), standing=Standing.MEMBER)
    there = Registration.objects.filter(event=event).exclude(person=None)
    return list(people.exclude(pk__in=there.values("person")).order_by("-pk")[:5])
