"""What members say of themselves: work, languages, a few words, where to find them."""

from datetime import datetime, timedelta
from random import Random

from network.models import ContactPoint, DirectoryChoice, Interest, Membership, Person, Speaks, User
from network.models.people import ContactKind, ContactUse
from network.models.profiles import Language, Part, ShownTo, Topic
from network.operations import contacts, profiles
from network.roles import GroupKind, Role

from .cast import HOME

#: Of ten members, how many say what they work on; how many speak another language.
WORK, SPEAK = 6, 2
LANGUAGES = [Language.SPANISH] * 6 + [Language.FRENCH, Language.ASL, Language.KOREAN]
BIOS = [
    "I ran because our bus stopped running on Sundays. It runs again; now for Saturdays after six.",
    "Third term. I keep bees, and a long list of people who know how to read a bond covenant.",
    "Former school nurse. Ask me about lead pipes, or about getting a budget through in one night.",
    "I sit on the board that my mother used to shout at. She still does, from the second row.",
    "Streets, sewers and sidewalks: whatever nobody notices until it breaks.",
    "New at this. If you have been through a first reassessment year, please write to me.",
]


def fill_in(member: Person, director: User, *, rng: Random, at: datetime) -> None:
    """Hundreds in bulk; Dana's own page by hand, and once somebody opened her address."""
    members = Membership.objects.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER)
    people = list(members.order_by("person").values_list("person", flat=True).distinct())
    Interest.objects.bulk_create(
        Interest(person_id=person, topic=topic)
        for person in people
        if rng.randrange(10) < WORK
        for topic in rng.sample(Topic.values, rng.randint(1, 3))
    )
    Speaks.objects.bulk_create(
        [
            Speaks(person_id=person, language=rng.choice(LANGUAGES))
            for person in people
            if rng.randrange(10) < SPEAK
        ],
        ignore_conflicts=True,
    )
    _at_home(rng)
    _of(member, director, at)


def _at_home(rng):
    """In Maryland some wrote a few words, and show their office's address or website."""
    here = Membership.objects.filter(group__state=HOME, role=Role.MEMBER).values("person")
    people = list(Person.objects.filter(pk__in=here, bio="").order_by("pk"))
    chosen = rng.sample(people, min(len(people), 40))
    for person in chosen:
        person.bio = rng.choice(BIOS)
    Person.objects.bulk_update(chosen, ["bio"])
    ContactPoint.objects.bulk_create(
        ContactPoint(
            person=person,
            kind=ContactKind.URL,
            use=ContactUse.OFFICIAL,
            value=f"https://council{person.pk}.example.org",
        )
        for person in chosen[:20]
    )
    DirectoryChoice.objects.bulk_create(
        DirectoryChoice(person=person, part=Part.WEBSITE, shown_to=ShownTo.MEMBERS)
        for person in chosen[:15]
    )


def _of(member, director, at):
    member.refresh_from_db()
    profiles.save(
        person=member,
        version=member.version,
        pronouns="she/her",
        bio="Rail yards, river trails and a library that stays open late. Ask me about pie.",
        languages=[Language.SPANISH],
        topics=[Topic.HOUSING, Topic.TRANSIT],
        by=member.user,
        at=at - timedelta(days=40),
    )
    profiles.add_contact(
        person=member,
        kind=ContactKind.EMAIL,
        use=ContactUse.OFFICIAL,
        value="hagerstown.district2@example.org",
        by=member.user,
        at=at - timedelta(days=40),
    )
    profiles.show(
        person=member,
        choices={Part.OFFICIAL_EMAIL: ShownTo.MEMBERS},
        by=member.user,
        at=at - timedelta(days=40),
    )
    own = member.contacts.get(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    reason = "Her ballot for the steering committee came back"
    contacts.reveal(contact=own, reason=reason, by=director, at=at - timedelta(days=12))
