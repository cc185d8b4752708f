"""Messages to those who come to an event."""

from events.models import EventMessage
from tests.event_factories import EventFactory, SessionFactory
from tests.factories import NOON


def message(**fields):
    event = fields.pop("event", None) or EventFactory()
    said = {"to": "everybody", "subject": "Hello", "words": "Hello", "total": 1, "sent_at": NOON}
    return EventMessage.objects.create(event=event, **(said | fields))


def to_a_ticket_without_one():
    message(to="ticket")


def to_everybody_with_a_session():
    session = SessionFactory()
    message(event=session.event, session=session)


def to_nobody():
    message(total=0)


def without_words():
    message(words="")


BREAKS = {
    "event_message_names_its_ticket": to_a_ticket_without_one,
    "event_message_names_its_session": to_everybody_with_a_session,
    "event_message_is_for_somebody": to_nobody,
    "event_message_says_something": without_words,
}
