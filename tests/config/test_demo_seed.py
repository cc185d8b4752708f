"""The same seed and the same day give the same people; another seed gives others."""

import hashlib

from django.db import transaction

from config.demo import generator
from network.models import ContactPoint, Membership, Person, Term
from tests.factories import NOON


def digest(seed):
    """A fingerprint of who there is, where they serve and where they belong."""
    with transaction.atomic():
        generator.build(members=300, seed=seed, at=NOON, say=lambda text: None)
        facts = [
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
        transaction.set_rollback(True)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def test_seed_decides_who_there_is():
    first, again, other = digest(7), digest(7), digest(8)

    assert first == again
    assert first != other
