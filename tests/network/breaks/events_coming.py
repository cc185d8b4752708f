"""What people need, which sessions they chose, and who came."""

from events.models import Attendance, DoorPass
from tests.event_factories import (
    EventFactory,
    NeedFactory,
    RegistrationFactory,
    SessionChoiceFactory,
    SessionFactory,
)
from tests.factories import NOON


def twice(make, **fields):
    for _ in range(2):
        make(**fields)


def came_twice(session=None):
    place = RegistrationFactory()
    within = session and session(event=place.event)
    twice(Attendance.objects.create, registration=place, session=within, came_at=NOON)


def chosen_twice():
    choice = SessionChoiceFactory()
    SessionChoiceFactory(registration=choice.registration, session=choice.session)


def a_pass_that_opens_nothing():
    times = {"made_at": NOON, "expires_at": NOON}
    DoorPass.objects.create(event=EventFactory(), label="Lobby", digest="x", **times)


BREAKS = {
    "need_one_of_each_kind": lambda: twice(NeedFactory, registration=RegistrationFactory()),
    "need_says_something": lambda: NeedFactory(choices=[], words=""),
    "session_ends_after_it_starts": lambda: SessionFactory(ends_at=EventFactory().starts_at),
    "session_private_is_for_somebody": lambda: SessionFactory(private=True),
    "session_for_a_caucus_is_private": lambda: SessionFactory(audience={"caucus": ["x"]}),
    "session_set_aside_is_only_a_room": lambda: SessionFactory(
        private=True, audience={"caucus": ["x"]}, set_aside=True
    ),
    "session_chosen_once": chosen_twice,
    "attendance_once_per_place": came_twice,
    "door_pass_lasts_a_while": a_pass_that_opens_nothing,
    "attendance_once_per_session": lambda: came_twice(SessionFactory),
}
