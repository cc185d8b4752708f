"""Two of the staff press the same button for the same people at the same moment."""

from django.db import connection

from network.models import AuditEntry, Membership, Person
from network.operations import bulk
from tests import processes
from tests.factories import TODAY, CommitteeFactory, a_chapter, a_member, national_staff

ADD = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import Group, Person, User
from network.operations import bulk, memberships, rows

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
add = bulk.add

def act(people, group, digest, user):
    try:
        add(
            people=Person.objects.filter(pk__in=people),
            group=Group.objects.get(pk=group),
            since=NOON.date(),
            digest=digest,
            by=User.objects.get(pk=user),
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.messages[0]
    return "added"
"""

#: The same without holding the people, and without a check, in that process alone.
UNGUARDED = (
    ADD
    + """
import time

def look_only(people, digest, look):
    plan = look(list(people))
    time.sleep(0.5)
    return plan

def save(row, codes=None):
    row.save()
    return row

add = bulk.add.__wrapped__
bulk._agreed = look_only
memberships.begin = memberships.begin.__wrapped__
rows.keep = save
"""
)


def field():
    chapter = a_chapter()
    committee = CommitteeFactory(parent=chapter)
    keys = [a_member(chapter, login=False).pk for _ in range(5)]
    people = Person.objects.filter(pk__in=keys)
    digest = bulk.adding(people=people, group=committee, on=TODAY).digest
    staff = [national_staff(), national_staff()]
    return committee, [[keys, committee.pk, digest, one.user.pk] for one in staff]


def test_of_two_who_add_the_same_people_one_is_told_that_the_list_has_changed(committed):
    committee, runners = field()

    answers = processes.race(committed, ADD, runners)

    assert sorted(answers) == [bulk.CHANGED, "added"]
    assert Membership.objects.filter(group=committee).count() == 5
    assert AuditEntry.objects.filter(action="network.membership_begun").count() == 5


def test_without_the_guards_they_are_added_twice(committed):
    """The control: the race above is one that can be lost."""
    by_name = {constraint.name: constraint for constraint in Membership._meta.constraints}
    with connection.schema_editor() as editor:
        editor.remove_constraint(Membership, by_name["membership_one_open_per_role"])
    committee, runners = field()

    answers = processes.race(committed, UNGUARDED, runners)

    assert answers == ["added"] * 2
    assert Membership.objects.filter(group=committee).count() == 10
