"""A letter two days before an event, and one on the morning of the day it begins."""

from datetime import datetime, timedelta

from events import mail
from events.models import Event, Registration, State
from events.models.clocks import wall
from network import jobs
from network.models import Letter
from network.models.people import ContactKind, ContactUse

SOON = timedelta(hours=48)
#: Whoever took the place so shortly before has its letter still in hand.
FRESH = timedelta(hours=12)
MORNING = 6


@jobs.every(15 * 60)
def remind(at: datetime) -> None:
    """Each of the two once for each place, however often the clock comes by."""
    begin_soon = Event.objects.with_places().filter(
        starts_at__gt=at, starts_at__lte=at + SOON, cancelled_at=None
    )
    for event in begin_soon:
        is_today = event.day(at) == event.day(event.starts_at)
        if not is_today:
            _write(event, "place_soon", at)
        elif wall(at, zone=event.timezone).hour >= MORNING:
            _write(event, "place_today", at)


def _write(event, template, at):
    coming = Registration.objects.filter(
        event=event,
        state=State.CONFIRMED,
        confirmed_at__lte=at - FRESH,
        person__contacts__kind=ContactKind.EMAIL,
        person__contacts__use=ContactUse.PERSONAL,
    )
    coming = coming.select_related("person", "ticket_type").distinct()
    told = set(Letter.objects.filter(kind=template).values_list("key", flat=True))
    for place in coming:
        place.event = event
        if mail.reminder_key(template, place) not in told:
            mail.reminder(template, place)
