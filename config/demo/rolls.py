"""Who is in which caucus, who leads it and who asks to come in."""

from datetime import date, datetime, timedelta
from random import Random

from caucuses.models import JoinAnswer
from network.models import Membership, Person, Term
from network.models.memberships import MembershipState
from network.roles import Role

from . import cast, groups, names

#: Where a caucus finds its people: by family names, as invented people have nothing else.
FAMILIES = {"black-caucus": names.families(1, 8), "nuestro-caucus": names.families(2)}
ANSWERS = [
    "I was sworn in last spring and would be glad of company.",
    "A colleague on the county board told me this is where the real advice is.",
    "I have been meaning to ask for a year. I can help with notes.",
]


def enroll(network: groups.Groups, known: dict, *, rng: Random, at: datetime, on: date) -> None:
    for _, slug, _, _, policy, share in groups.CAUCUSES:
        group = network.caucuses[slug]
        pool = _pool(network, slug, known, on=on)
        wanted = max(int(len(_pool(network, "", known, on=on)) * share), 6)
        people = rng.sample(pool, min(wanted, len(pool)))
        chairs = [known[cast.CHAIR.key].pk] if slug == "nuestro-caucus" else []
        chairs += [people.pop() for _ in range(2 - len(chairs))]
        asking = [people.pop() for _ in range(3)] if policy == "ask" else []
        roles = [(pk, Role.CHAIR) for pk in chairs] + [(pk, Role.MEMBER) for pk in people]
        if slug == groups.HIDDEN_CAUCUS:
            roles.append((known[cast.INSIDER.key].pk, Role.MEMBER))
        else:
            roles.append((known["steward"].pk, Role.STEWARD))
        _write(group, roles, asking, rng=rng, on=on)


def _pool(network, slug, known, *, on):
    """Keys of members in office, of a caucus's families where that is all there is to go by."""
    members = Membership.objects.filter(
        group=network.network, person__in=Term.objects.held(on=on).values("person")
    ).live(on=on)
    people = Person.objects.filter(pk__in=members.values("person")).exclude(
        pk__in=[person.pk for person in known.values()]
    )
    if slug in FAMILIES:
        people = people.filter(family__in=FAMILIES[slug])
    return list(people.order_by("pk").values_list("pk", flat=True))


def _write(group, roles, asking, *, rng, on):
    def membership(person, role, **more):
        return Membership(
            public_id=groups.seeded_id(rng),
            person_id=person,
            group=group,
            role=role,
            since=on - timedelta(days=rng.randint(3, 500)),
            **more,
        )

    Membership.objects.bulk_create((membership(*role) for role in roles), batch_size=1000)
    asked = Membership.objects.bulk_create(
        membership(pk, Role.MEMBER, state=MembershipState.ASKED) for pk in asking
    )
    JoinAnswer.objects.bulk_create(
        JoinAnswer(membership=row, text=ANSWERS[number % len(ANSWERS)])
        for number, row in enumerate(asked)
    )
