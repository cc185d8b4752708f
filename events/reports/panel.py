"""Somebody's events, as far as the reader keeps them."""

from django.db.models import Exists, OuterRef, Q

from events.models import Attendance, Event, Registration, State
from events.models.registrations import ACTIVE

MOST = 20


def of(person, viewer, at):
    """What is to come, the soonest first, and what they came to; None where there is neither."""
    kept = Event.objects.editable_by(viewer).order_by().values("pk")
    came = Attendance.objects.filter(registration=OuterRef("pk"), session=None)
    places = Registration.objects.filter(
        Q(event__ends_at__lte=at) & ~Q(state=State.DECLINED)
        | Q(event__ends_at__gt=at, event__cancelled_at=None, state__in=ACTIVE),
        person=person,
        event__in=kept,
    )
    rows = places.annotate(came=Exists(came)).select_related("event", "ticket_type")
    told = list(rows.order_by("-event__starts_at", "-pk")[:MOST])
    coming = [place for place in reversed(told) if not place.event.is_over(at=at)]
    past = [place for place in told if place.event.is_over(at=at)]
    return {"coming": coming, "past": past} if told else None
