"""Two of the staff join one pair at the same moment, the same way round and the opposite."""

import pytest
from django.db import connection

from network.models import AuditEntry, Membership, Merge, Person, Term
from tests import processes
from tests.factories import MembershipFactory, PersonFactory, TermFactory, a_chapter, national_staff

JOIN = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import Person, User
from network.operations import merging
from network.operations.merging import joining

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
merge = merging.merge

def act(survivor, merged, user):
    try:
        merge(
            survivor=Person.including_merged.get(pk=survivor),
            merged=Person.including_merged.get(pk=merged),
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "joined"
"""

#: The same, but looking and joining are two steps and nothing is held, in that process alone.
UNGUARDED = (
    JOIN
    + """
import time

def hold(survivor, merged):
    people = [Person.objects.get(pk=one.pk) for one in (survivor, merged)]
    time.sleep(0.5)
    return tuple(people)

merge = joining.merge.__wrapped__
joining.hold = hold
"""
)


@pytest.fixture
def pair(committed):
    texas = a_chapter()
    people = [PersonFactory(given="Dana", family="Lee") for _ in range(2)]
    for person in people:
        MembershipFactory(person=person, group=texas)
        TermFactory(person=person)
    return [person.pk for person in people]


def field(*orders):
    return [[*order, national_staff().user.pk] for order in orders]


@pytest.mark.parametrize("opposite", [False, True])
def test_one_joins_them_and_the_other_is_told(committed, pair, opposite):
    other = pair[::-1] if opposite else pair

    answers = processes.race(committed, JOIN, field(pair, other))

    assert sorted(answers) == ["joined", "merged"]
    survivor = Person.objects.get(pk__in=pair)
    assert Merge.objects.get().survivor == survivor
    assert Term.objects.filter(person=survivor).count() == 2
    assert Membership.objects.filter(person=survivor, until=None).count() == 1
    assert AuditEntry.objects.filter(action="network.record_joined").count() == 2


def test_without_the_guards_they_are_joined_twice(committed, pair):
    """The control: the race above is one that can be lost."""
    by_name = {constraint.name: constraint for constraint in Merge._meta.constraints}
    with connection.schema_editor() as editor:
        editor.remove_constraint(Merge, by_name["merge_one_standing_per_record"])

    answers = processes.race(committed, UNGUARDED, field(pair, pair))

    assert answers == ["joined", "joined"]
    assert Merge.objects.filter(undone_at=None).count() == 2
    assert AuditEntry.objects.filter(action="network.record_joined").count() == 4
