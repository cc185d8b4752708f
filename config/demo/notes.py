"""What the staff wrote down and said they would do next, and a few mailboxes that return mail."""

from datetime import date, datetime, timedelta
from random import Random

from network.models import ContactPoint, Group, Membership, Person, User
from network.models.interactions import InteractionKind, Visibility
from network.models.people import ContactKind
from network.operations import contacts, interactions, next_actions
from network.roles import GroupKind, Role

from . import cast

CALL, MEETING = InteractionKind.CALL, InteractionKind.MEETING
EMAIL, NOTE = InteractionKind.EMAIL, InteractionKind.NOTE

#: Kind, days ago, hour, words.
SAID = [
    (CALL, 3, 10, "Would chair the housing table if somebody else takes the minutes."),
    (
        MEETING,
        9,
        18,
        "Coffee after the county budget hearing. Wants to meet others nearby.",
    ),
    (EMAIL, 12, 9, "Asked for the model ordinance on rental licensing. Sent it the same day."),
    (NOTE, 20, 14, "Prefers a text before a call. Council meets every second Tuesday."),
    (CALL, 26, 16, "Not running again, and thinking about who could. Two names to come."),
    (
        MEETING,
        33,
        12,
        "Came to the lunch in Annapolis with a colleague from the school board.",
    ),
    (NOTE, 41, 8, "Back from parental leave in the new year."),
    (EMAIL, 55, 11, "Would speak about their street safety work at the convening."),
    (CALL, 70, 17, "Worried about a recount. Checked in twice that week."),
    (NOTE, 90, 13, "Grew up in the district next door; knows both mayors well."),
]
#: Words, due in how many days.
TO_DO = [
    ("Call back about the housing table", -4),
    ("Send the names of two school board members nearby", -1),
    ("Ask whether they would mentor somebody new", 0),
    ("Invite to the lunch in Annapolis", 3),
    ("Congratulate on the vote about the bus lanes", 5),
    ("Find out who takes over the finance committee", 12),
]


def write(director: User, national: User, *, rng: Random, at: datetime, on: date) -> None:
    """A few dozen rows, nearly all in the home chapter: notes and next steps."""
    chapter = Group.objects.get(kind=GroupKind.CHAPTER, state=cast.HOME)
    members = Membership.objects.filter(group=chapter, role=Role.MEMBER).live(on=on)
    people = list(Person.objects.filter(pk__in=members.values("person")).order_by("sort_key", "pk"))
    dana = next((p for p in people if p.name == cast.MEMBER.name), people[0])
    others = [person for person in rng.sample(people, min(len(people), 24)) if person != dana]
    _remember(dana, others, director, national, chapter, at)
    _plan([dana, *others], director, national, chapter, at, on)
    official = ContactPoint.objects.filter(person__in=others, kind=ContactKind.EMAIL)
    for contact in official.order_by("pk")[:3]:
        contacts.mark_bounced(contact=contact, by=director, at=at - timedelta(days=5))


def _remember(dana, others, director, national, chapter, at):
    for number, (kind, days, hour, words) in enumerate(SAID):
        about = [dana] if number % 3 == 0 else [others[number]]
        if kind == MEETING:
            about += others[number + 8 : number + 10]
        when = (at - timedelta(days=days)).replace(hour=hour, minute=30, second=0, microsecond=0)
        interactions.write(
            people=about,
            kind=kind,
            happened_at=when,
            scope=chapter,
            visibility=Visibility.SCOPE,
            body=words,
            by=director,
            at=max(when, at - timedelta(days=days)),
        )
    interactions.write(
        people=[dana],
        kind=NOTE,
        happened_at=at - timedelta(days=8),
        scope=chapter,
        visibility=Visibility.NATIONAL,
        body="On the short list to open the convening. Ask in January.",
        by=national,
        at=at - timedelta(days=8),
    )


def _plan(people, director, national, chapter, at, on):
    for person, (words, days) in zip(people, TO_DO, strict=False):
        planned = at + timedelta(days=min(days, 0) - 6)
        next_actions.plan(
            person=person,
            text=words,
            owner=national if days == max(d for _, d in TO_DO) else director,
            due_on=on + timedelta(days=days),
            scope=chapter,
            by=director,
            at=planned,
        )
