"""Two who keep one host's hours write at the same moment: what may not overlap does not."""

import pytest

from tests import processes
from tests.meeting_factories import a_host

ACT = """
import datetime as dt
from django.core.exceptions import ValidationError
from events.models import Host
from events.operations.meet import absences, claims, hours
from tests.races import guards

AT = dt.datetime(2026, 2, 1, 23, tzinfo=dt.UTC)
TUESDAY = dt.date(2026, 2, 3)
add, travel = hours.add, absences.travel

def act(host, what, later):
    host = Host.objects.select_related("person").get(pk=host)
    try:
        if what == "hours":
            start = 540 + 5 * later
            add(host=host, weekday=0, start_minute=start, end_minute=720, by=None, at=AT)
        else:
            days = [TUESDAY + dt.timedelta(days=number) for number in (later, later + 5)]
            zone = "America/Chicago"
            travel(
                host=host, first_day=days[0], last_day=days[1], timezone=zone, by=None, at=AT
            )
    except ValidationError as refusal:
        return refusal.code
    return "kept"
"""
#: Neither the host's row nor a transaction, which is a lock on SQLite.
UNLOCKED = """
claims.lock = lambda *hosts: list(hosts)
add, travel = hours.add.__wrapped__, absences.travel.__wrapped__
guards.slowly(hours, "_refuse_week")
guards.slowly(absences, "_refuse_overlap")
"""
RACERS = 4


def kept(host, what):
    return {"hours": host.weekly_hours, "travel": host.travels}[what].count()


def answers(url, host, what, without=""):
    field = [[host.pk, what, later] for later in range(RACERS)]
    return sorted(processes.race(url, ACT + without, field))


@pytest.mark.parametrize("what", ["hours", "travel"])
def test_of_what_overlaps_one_is_kept(committed, what):
    host = a_host(hours=[])

    assert answers(committed, host, what) == ["kept", *["overlap"] * (RACERS - 1)]
    assert kept(host, what) == 1


@pytest.mark.parametrize("what", ["hours", "travel"])
def test_without_the_lock_they_overlap(committed, what):
    """The control: a race that nobody can lose proves nothing."""
    host = a_host(hours=[])
    answers(committed, host, what, UNLOCKED)

    assert kept(host, what) > 1
