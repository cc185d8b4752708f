"""Events called off, and the addresses of calendars."""

import datetime as dt

from events.models import CalendarToken, Event
from tests.factories import NOON, PersonFactory, a_chapter


def cancelled_without_a_word_to_calendars():
    Event.objects.create(
        host=a_chapter(),
        title="Supper",
        timezone="UTC",
        starts_at=NOON,
        ends_at=NOON + dt.timedelta(hours=1),
        cancelled_at=NOON,
    )


def a_token(person, digest, **fields):
    CalendarToken.objects.create(person=person, digest=digest, made_at=NOON, **fields)


def two_live_addresses():
    person = PersonFactory()
    a_token(person, "a")
    a_token(person, "b")


BREAKS = {
    "event_cancelled_is_a_change": cancelled_without_a_word_to_calendars,
    "calendar_token_one_live_per_person": two_live_addresses,
    "calendar_token_private_shown": lambda: a_token(PersonFactory(), "a", private_shown="loud"),
}
