"""Staff make the program: rooms, hours, letters to those who chose, and nothing of the hidden."""

import datetime as dt

import pytest

from events.models import Seat, Session, SessionChoice
from events.operations import choices, limits, registrations, sessions
from network.models import AuditEntry, Letter
from tests.event_factories import BEGINS, NOON, EventFactory, SessionFactory, a_ticket
from tests.events.invariants import broken
from tests.events.refusing import refused
from tests.factories import a_member, national_staff

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def by():
    return national_staff().user


@pytest.fixture
def event():
    return a_ticket(EventFactory(ends_at=BEGINS + 9 * HOUR)).event


def add(event, by, title="Housing", hour=0, room="Hall A", **fields):
    starts = BEGINS + hour * HOUR
    values = {"title": title, "room": room, "starts_at": starts, "ends_at": starts + HOUR}
    return sessions.add(event=event, by=by, at=NOON, **(values | fields))


def chosen(event, session):
    place = registrations.register(
        event=event,
        ticket_type=event.ticket_types.get(),
        person=a_member(email="dana@example.org"),
        by=None,
        at=NOON,
    )
    choices.choose(registration=place, sessions=[session], by=None, at=NOON)
    return place


def test_two_sessions_are_not_in_one_room_at_one_time(event, by):
    add(event, by, "Housing")

    said = refused("room", add, event, by, "Water", room="hall a")
    add(event, by, "Water", hour=1)
    add(event, by, "Budgets", room="Hall B")
    add(event, by, "Walk", room="")
    add(event, by, "Run", room="")

    assert said == "“Housing” is in this room then."
    assert Session.objects.count() == 5


def test_a_private_groups_session_takes_its_room_and_is_not_named(event, by):
    SessionFactory(
        event=event, private=True, audience={"caucus": ["x"]}, room="Hall A", title="Lanterns"
    )

    said = refused("room", add, event, by)

    assert said == "This room is taken then."
    assert (Session.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_session_moved_into_a_taken_room_stays_where_it_was(event, by):
    add(event, by, "Housing")
    water = add(event, by, "Water", hour=1)

    edit = {"session": water, "starts_at": BEGINS, "by": by, "at": NOON}
    refused("room", sessions.edit, **edit)

    water.refresh_from_db()
    assert water.starts_at == BEGINS + HOUR


def test_what_a_session_cannot_be_is_refused(event, by):
    refused("outside", add, event, by, hour=-1)
    refused("outside", add, event, by, hour=9)
    refused("session_ends_after_it_starts", add, event, by, ends_at=BEGINS)
    refused("audience", add, event, by, audience={"standing": ["king"]})
    with pytest.raises(TypeError):
        add(event, by, private=True)
    event.cancelled_at, event.sequence = NOON, 1
    event.save()
    refused("cancelled", add, event, by)


def test_another_hour_is_told_to_those_who_chose_it(event, by):
    session = add(event, by)
    chosen(event, session)

    for _ in range(2):
        sessions.edit(session=session, starts_at=BEGINS, room="Hall B", by=by, at=NOON)
    sessions.edit(session=session, speakers="Ada Park", by=by, at=NOON)

    letter = Letter.objects.get(kind="session_changed")
    assert (letter.to, "Hall B" in letter.body) == ("dana@example.org", True)
    assert AuditEntry.objects.filter(action="events.session_edited").count() == 2


def test_a_withdrawn_session_frees_its_hour_and_tells_those_who_chose_it(event, by):
    session = add(event, by)
    limits.set_size(event=event, session=session, size=2, by=by, at=NOON)
    place = chosen(event, session)

    for _ in range(2):
        sessions.withdraw(session=session, by=by, at=NOON)

    assert Letter.objects.filter(kind="session_withdrawn").count() == 1
    assert (SessionChoice.objects.count(), Seat.objects.taken().count()) == (0, 0)
    assert (broken(), place.seats.count()) == ([], 0)
    assert add(event, by, "Water").room == "Hall A"
    refused("withdrawn", sessions.edit, session=session, title="Late", by=by, at=NOON)
