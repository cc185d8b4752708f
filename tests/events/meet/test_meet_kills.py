"""A verb of a meeting fails, or its process is killed, at each of its writes in turn.

Nothing half done stays, and whoever asks again gets the whole of it.
"""

import datetime as dt
import inspect
import json
from contextlib import suppress

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from events.models import Booking
from events.operations.meet import bookings, changing, deciding
from events.operations.meet.bookings import Wish
from network.models import AuditEntry, Interaction, Letter
from network.models.interactions import Visibility
from tests import processes
from tests.caucuses.test_midway import failing_at
from tests.events.meet import invariants
from tests.events.meet.test_bookings import NINE, SUNDAY
from tests.factories import a_chapter, a_member
from tests.meeting_factories import a_host, a_type, booked, held

MODULES = (bookings, changing, deciding)
HOUR = dt.timedelta(hours=1)
TABLES = [
    *(model for model in apps.get_app_config("events").get_models() if ".meet." in str(model)),
    *(Letter, AuditEntry, Interaction, DBTaskResult),
]
#: Done again, it is held anew: whoever holds a time lets go of the one before.
ONE_MORE = {"hold"}


class Room:
    """A host with a colleague, and Dana, who has a meeting with the host at nine."""

    def __init__(self):
        self.chapter = a_chapter()
        self.host, self.colleague = a_host(self.chapter), a_host(self.chapter)
        self.kind = a_type(self.host)
        self.dana = a_member(self.chapter, given="Dana")

    def held(self):
        return {"booking": held(self.kind, self.dana, NINE, at=SUNDAY)}

    def booked(self, **fields):
        kind = a_type(self.host, **fields)
        return {"booking": booked(kind, self.dana, NINE, at=SUNDAY)} | self.act()

    def act(self, at=SUNDAY):
        return {"by": self.dana.user, "at": at}


VERBS = {
    "hold": lambda room: {
        "meeting_type": room.kind,
        "wish": Wish(NINE + HOUR),
        "timezone": "UTC",
        "person": room.dana,
        **(room.held() and room.act()),
    },
    "book": lambda room: {**room.held(), "topic": "Budget", **room.act()},
    "move": lambda room: {**room.booked(), "wish": Wish(NINE + HOUR)},
    "move_by_host": lambda room: {**room.booked(), "wish": Wish(NINE + HOUR / 2)},
    "cancel": lambda room: room.booked(),
    "cancel_by_host": lambda room: room.booked(),
    "hand_on": lambda room: {**room.booked(), "host": room.colleague},
    "approve": lambda room: room.booked(approval=True),
    "decline": lambda room: room.booked(approval=True),
    "did_not_come": lambda room: {**room.booked(), **room.act(NINE)},
    "came_after_all": lambda room: _missed(room),
    "note": lambda room: {
        **room.booked(),
        "body": "The library's roof.",
        "scope": room.chapter,
        "visibility": Visibility.SCOPE,
        "by": room.host.person.user,
        "at": NINE,
    },
}


def _missed(room):
    what = {**room.booked(), **room.act(NINE)}
    deciding.did_not_come(**what)
    return what


def operation_of(name):
    return next(getattr(module, name) for module in MODULES if hasattr(module, name))


def every_row():
    return {model: list(model._base_manager.order_by("pk").values()) for model in TABLES}


@pytest.mark.django_db
@pytest.mark.parametrize("name", VERBS)
def test_wherever_it_fails_no_row_no_letter_and_no_line_is_left(name):
    operation, what = operation_of(name), VERBS[name](Room())
    before = every_row()

    writes = 0
    while failing_at(writes, operation, what):
        assert every_row() == before, f"write {writes} failed, and something stayed"
        writes += 1

    assert writes >= 2
    assert every_row() != before
    assert invariants.broken() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(VERBS.keys() - ONE_MORE))
def test_again_changes_nothing(name):
    operation, what = operation_of(name), VERBS[name](Room())
    operation(**what)
    before = every_row()

    with suppress(ValidationError):
        operation(**what)

    assert every_row() == before


@pytest.mark.django_db
def test_without_its_transaction_something_would_stay():
    """The control: the table is one that sees what a verb leaves behind."""
    what = VERBS["cancel"](Room())
    before = every_row()

    assert failing_at(1, changing.cancel.__wrapped__, what)
    # So that what is there can be read: it fails in a transaction of the test's own.
    transaction.set_rollback(False)
    assert every_row() != before


def test_every_verb_is_in_the_table():
    verbs = {
        name
        for module in MODULES
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__
        and hasattr(found, "__wrapped__")
        and "at" in inspect.signature(found).parameters
    }

    assert verbs == VERBS.keys()


#: One process for each write, which dies as it has been made.
KILLED = """
import json, os, signal, sys
from datetime import UTC, datetime, timedelta
from django.db import connection, connections
from events.models import Booking, Host, MeetingType
from events.operations.meet import bookings, changing, claims, steps
from events.operations.meet.bookings import Wish
from network.models import Person

SUNDAY = datetime(2026, 2, 1, 23, tzinfo=UTC)
TEN = datetime(2026, 2, 2, 15, tzinfo=UTC)

class Dies:
    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
        return answer

def act(verb):
    what = {"by": None, "at": SUNDAY}
    if verb == "hold":
        return hold(
            meeting_type=MeetingType.objects.get(slug="half-an-hour-0"), wish=Wish(TEN),
            timezone="UTC", person=Person.objects.get(given="Dana"), **what,
        )
    what["booking"] = Booking.objects.get()
    if verb == "book":
        return book(**what, topic="Budget")
    if verb == "move":
        return move(**what, wish=Wish(TEN))
    if verb == "hand_on":
        return hand_on(**what, host=Host.objects.exclude(bookings=what["booking"]).first())
    return cancel(**what)

hold, book, move = bookings.hold, bookings.book, changing.move
cancel, hand_on = changing.cancel, changing.hand_on
{unguarded}

verb, first, last = sys.argv[1:]
ends = []
for number in range(int(first), int(last)):
    connections.close_all()
    child = os.fork()
    if not child:
        with connection.execute_wrapper(Dies(number)):
            act(verb)
        os._exit(0)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    if ends[-1] != -signal.SIGKILL:
        break
print(json.dumps(ends))
"""


def killed(database, verb, *, first=0, last=99, unguarded=""):
    """How each of the processes ended."""
    script = KILLED.replace("{unguarded}", unguarded)
    with processes.started(database, verb, str(first), str(last), script=script) as running:
        assert running.wait() == 0, running.stderr
        return json.loads(running.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", ["hold", "book", "move", "cancel", "hand_on"])
def test_killed_at_each_write_it_has_done_nothing_and_can_be_asked_again(committed, name):
    VERBS[name](Room())
    before = every_row()

    # The first three alone, so that what they left is looked at before it is done after all.
    assert killed(committed, name, last=3) == [-9] * 3
    assert every_row() == before
    *kills, last = killed(committed, name, first=3)

    assert (set(kills), last) == ({-9}, 0)
    assert every_row() != before
    assert invariants.broken() == []


def test_without_its_transaction_a_kill_would_leave_half_of_it(committed):
    """The control: called off, and the time is nobody's to book all the same."""
    VERBS["cancel"](Room())
    unguarded = """
steps.current = lambda booking, **seen: booking
cancel = cancel.__wrapped__
"""

    assert killed(committed, "cancel", last=1, unguarded=unguarded) == [-9]

    assert Booking.objects.get().state == "cancelled"
    assert invariants.broken() != []
