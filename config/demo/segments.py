"""What staff keep beside the roster: tags on some people, and questions asked again and again."""

from datetime import date, datetime, timedelta
from random import Random

from network.models import Membership, Person, Speaks, User
from network.models.profiles import Language
from network.operations import segments, tags
from network.roles import Role

from .cast import HOME
from .groups import Groups

TAGS = ["Good on camera", "Needs a call", "Mentor", "Budget season", "Could run for state office"]
#: Name, filters and columns of the segments of the home chapter, and of the network.
HOME_SEGMENTS = [
    ("Terms to confirm", {"term": ["unconfirmed"], "sort": ["ends"]}, ["office", "term", "ends"]),
    ("Mayors", {"role": ["mayor"]}, []),
    ("Spanish speakers", {"language": ["es"]}, ["office", "languages", "tags"]),
    ("School boards of larger places", {"role": ["school_board"], "size": ["25k-100k"]}, []),
]
NETWORK_SEGMENTS = [
    ("Alumni who read the newsletter", {"standing": ["alum"], "consent": ["newsletter"]}, []),
    ("Mayors of smaller cities", {"role": ["mayor"], "size": ["5k-25k"]}, ["office", "chapter"]),
    ("Just elected", {"term": ["elect"], "sort": ["newest"]}, []),
]


def keep(groups: Groups, *, rng: Random, at: datetime, on: date, director: User, national: User):
    chapter = groups.chapters[HOME]
    who = {"at": at - timedelta(days=12)}
    here = Membership.objects.live(on=on).filter(group=chapter, role=Role.MEMBER)
    people = list(Person.objects.filter(pk__in=here.values("person")).order_by("sort_key"))
    for name in TAGS:
        tag = tags.make(group=chapter, name=name, by=director, **who)
        some = rng.sample(people, min(len(people), rng.randint(2, 6)))
        tags.put_on(tag=tag, people=some, by=director, **who)
    for kept, user, asked in (
        (chapter, director, HOME_SEGMENTS),
        (groups.network, national, NETWORK_SEGMENTS),
    ):
        for name, query, columns in asked:
            segments.save(group=kept, name=name, query=query, columns=columns, by=user, **who)
    _speak(people, rng)


def _speak(people, rng):
    """Some of the home chapter serve in more than one language."""
    speaking = rng.sample(people, len(people) // 5)
    rows = [Speaks(person=p, language=rng.choice(Language.values[:6])) for p in speaking]
    Speaks.objects.bulk_create(rows, ignore_conflicts=True)
