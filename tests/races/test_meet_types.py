"""Several make one kind of meeting, or take on one person, at the same moment: it is one."""

from events.models import Host
from network.models import AuditEntry
from tests import processes
from tests.factories import a_director
from tests.meeting_factories import a_host

ACT = """
import datetime as dt
from uuid import uuid4
from django.core.exceptions import ValidationError
from events.models import Host
from events.operations.meet import claims, hosts, types
from network.models import Person
from tests.races import guards

AT = dt.datetime(2026, 2, 1, 23, tzinfo=dt.UTC)
make = types.make

def act(what, key):
    try:
        if what == "kind":
            make(host=Host.objects.get(pk=key), name="Call", by=None, at=AT)
        else:
            person = Person.objects.get(pk=key)
            hosts.take_on(person=person, timezone="America/Chicago", by=None, at=AT)
    except ValidationError as refusal:
        return refusal.code
    return "made"
"""
#: Neither the host's row nor a transaction, which is a lock on SQLite; nor one address for all.
UNLOCKED = """
claims.lock = lambda *hosts: list(hosts)
make = types.make.__wrapped__
types._free_slug = lambda name, owner: uuid4().hex
guards.slowly(types, "_refuse_twice")
"""
RACERS = 4


def answers(url, what, key, without=""):
    return sorted(processes.race(url, ACT + without, [[what, key]] * RACERS))


def test_of_four_kinds_of_one_name_one_is_made(committed):
    host = a_host()

    assert answers(committed, "kind", host.pk) == ["made", *["twice"] * (RACERS - 1)]
    assert host.meeting_types.count() == 1


def test_without_the_lock_there_are_several(committed):
    """The control: a race that nobody can lose proves nothing."""
    host = a_host()
    answers(committed, "kind", host.pk, UNLOCKED)

    assert host.meeting_types.count() > 1


def test_somebody_taken_on_by_four_is_one_host_and_one_line_of_the_trail(committed):
    person = a_director()

    assert answers(committed, "person", person.pk) == ["made"] * RACERS
    assert Host.objects.count() == 1
    assert AuditEntry.objects.filter(action="events.meeting_host_made").count() == 1
