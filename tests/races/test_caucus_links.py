"""One invite link opened twice at once, and somebody who leaves as they look at a secret link."""

import pytest

from caucuses.models import Caucus, InviteLink, LinkReveal, RotationTask
from caucuses.models.invitations import digest_of
from caucuses.operations import vault
from network.models import AuditEntry, Membership
from network.roles import Role
from tests import processes
from tests.factories import NOON, CaucusGroupFactory, MembershipFactory, a_member
from tests.races.test_caucuses import ACT, IN_TURN

TOKEN = "lantern-door"
ADDRESS = "https://signal.group/#Lantern"

JOIN = (
    ACT
    + f"""
from caucuses.models import InviteLink
from caucuses.models.invitations import InviteLinkQuerySet
from caucuses.operations import invitations

come = invitations.join_by_link

def act(pk):
    user = Person.objects.get(pk=pk).user
    return told(come, token="{TOKEN}", user=user, by=user)
"""
)

#: Uses are read, counted and written one after the other, and nothing is held, there alone.
JOIN_UNGUARDED = (
    JOIN
    + """
write = InviteLinkQuerySet.update

def counted(links, used):
    link = links.first()
    time.sleep(0.5)
    return write(InviteLink.objects.filter(pk=link.pk), used=link.used + 1) if link else 0

come = come.__wrapped__
memberships.hold, InviteLinkQuerySet.update = unheld, counted
"""
)

#: Looking whether they are in and letting them in are two steps, and nothing is held.
TWICE_UNGUARDED = (
    JOIN
    + """
inside = invitations.access.inside

class Slow:
    def __init__(self, found):
        self.found = found

    def filter(self, **what):
        there = self.found.filter(**what).exists()
        time.sleep(0.5)
        return type("Looked", (), {"exists": lambda self: there})()

come = come.__wrapped__
memberships.hold = unheld
invitations.access.inside = lambda caucus, on: Slow(inside(caucus, on=on))
"""
)

LEAVE_OR_LOOK = (
    ACT
    + """
from caucuses.models import GatedLink
from caucuses.operations import vault

leave, reveal = memberships.leave, vault.reveal

def act(verb, person, row):
    person = Person.objects.get(pk=person)
    if verb == "leave":
        return told(leave, caucus=Caucus.objects.get(pk=row), person=person, by=person.user)
    link = GatedLink.objects.select_related("caucus__group").get(pk=row)
    return told(reveal, link=link, by=person.user)
"""
)

#: Looking whether they may and showing it are two steps, and nothing is held, there alone.
LEAVE_OR_LOOK_UNGUARDED = (
    LEAVE_OR_LOOK
    + IN_TURN
    + """
memberships.hold, vault.rows.lock = unheld, lambda row: row
vault._held = after_the_other(vault._held)
leave, reveal = in_between(leave.__wrapped__), reveal.__wrapped__
"""
)


@pytest.fixture
def caucus(committed):
    return Caucus.objects.create(group=CaucusGroupFactory(), purpose="We of lanterns.")


@pytest.fixture
def people(committed):
    return [a_member(email=f"guest{number}@example.org") for number in range(2)]


def open_door(caucus, most_uses):
    ends = NOON.replace(month=12)
    InviteLink.objects.create(
        caucus=caucus, digest=digest_of(TOKEN), made_at=NOON, expires_at=ends, most_uses=most_uses
    )


def came_in(caucus):
    """How many rows there are, how often the link was used, how many lines say so."""
    rows = Membership.including_private.filter(group=caucus.group).count()
    lines = AuditEntry.including_private.filter(action="caucuses.join_by_link").count()
    return rows, InviteLink.objects.get().used, lines


def test_a_link_for_one_lets_one_of_two_in(committed, caucus, people):
    open_door(caucus, 1)

    answers = processes.race(committed, JOIN, [[one.pk] for one in people])

    assert sorted(answers) == ["join_by_link", "link"]
    assert came_in(caucus) == (1, 1, 1)


def test_without_the_guards_it_lets_both_in(committed, caucus, people):
    """The control: the race above is one that can be lost."""
    open_door(caucus, 1)

    answers = processes.race(committed, JOIN_UNGUARDED, [[one.pk] for one in people])

    assert answers == ["join_by_link"] * 2
    assert came_in(caucus) == (2, 1, 2)


def test_whoever_opens_a_link_twice_at_once_is_in_once_and_uses_it_once(committed, caucus, people):
    open_door(caucus, 2)

    answers = processes.race(committed, JOIN, [[people[0].pk]] * 2)

    assert sorted(answers) == ["already", "join_by_link"]
    assert came_in(caucus) == (1, 1, 1)


def test_without_the_guards_it_is_used_twice(committed, caucus, people):
    """The control: in once all the same, for the table has room for one; but a use is lost."""
    open_door(caucus, 2)

    answers = processes.race(committed, TWICE_UNGUARDED, [[people[0].pk]] * 2)

    assert sorted(answers) == ["already", "join_by_link"]
    assert came_in(caucus) == (1, 2, 1)


@pytest.fixture
def field(caucus, people):
    goes, leads = people
    MembershipFactory(person=goes, group=caucus.group)
    MembershipFactory(person=leads, group=caucus.group, role=Role.CHAIR)
    link = vault.add(
        caucus=caucus, kind="signal", label="Our chat", address=ADDRESS, by=leads.user, at=NOON
    )
    return [["leave", goes.pk, caucus.pk], ["reveal", goes.pk, link.pk]]


def seen_and_asked(goes):
    """Who goes: the versions they saw, and those that a task says have to be changed."""
    seen = LinkReveal.objects.filter(person=goes).values_list("version", flat=True)
    asked = RotationTask.objects.filter(person=goes).values_list("version", flat=True)
    return list(seen), list(asked)


def test_what_somebody_sees_as_they_leave_has_to_be_changed(committed, field):
    answers = processes.race(committed, LEAVE_OR_LOOK, field)

    seen = [1] if answers[1] == "reveal" else []
    assert answers in (["leave", "reveal"], ["leave", "links"])
    assert seen_and_asked(field[0][1]) == (seen, seen)


def test_without_the_guards_they_know_it_and_nobody_is_told(committed, field):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, LEAVE_OR_LOOK_UNGUARDED, field)

    assert answers == ["leave", "reveal"]
    assert seen_and_asked(field[0][1]) == ([1], [])
