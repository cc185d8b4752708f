"""The same seed and the same day give the same people; another seed gives others."""

from django.db import transaction

from config.demo import generator
from network.models import ContactPoint, Membership, Person, Term
from tests.config.conftest import PEOPLE
from tests.factories import NOON


def facts():
    """Who there is, where they serve and where they belong."""
    return [
        sorted(Person.objects.values_list("sort_key", "pronouns")),
        sorted(ContactPoint.objects.values_list("person__sort_key", "value")),
        sorted(
            str(fact)
            for fact in Term.objects.values_list(
                "person__sort_key", "office__jurisdiction__ocd_id", "starts_on", "ends_on"
            )
        ),
        sorted(
            Membership.including_private.values_list(
                "person__sort_key", "group__slug", "role", "since", "state"
            )
        ),
    ]


def built(seed):
    with transaction.atomic():
        generator.build(members=PEOPLE, seed=seed, at=NOON, say=lambda text: None)
        made = facts()
        transaction.set_rollback(True)
    return made


def test_seed_decides_who_there_is(committed, demo_network, database_copies):
    """The first may have been built by another process than the second."""
    demo_network("demo", members=PEOPLE, seed=1, at=NOON)
    first = facts()
    database_copies.fresh()

    again, other = built(1), built(2)

    assert first == again
    assert [left == right for left, right in zip(first, other, strict=True)] == [False] * 4
