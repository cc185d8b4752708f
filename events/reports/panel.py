"""Somebody's events, as far as the reader keeps them."""

from django.db.models import Exists, OuterRef

from events.models import Attendance, Event, Registration, State
from events.models.registrations import ACTIVE

MOST = 10


def of(person, viewer, at):
    """What is to come, the soonest first, and what they came to; None where there is neither."""
    kept = Event.objects.editable_by(viewer).order_by().values("pk")
    came = Attendance.objects.filter(registration=OuterRef("pk"), session=None)
    places = Registration.objects.filter(person=person, event__in=kept)
    places = places.annotate(came=Exists(came)).select_related("event", "ticket_type")
    coming = places.filter(state__in=ACTIVE, event__ends_at__gt=at, event__cancelled_at=None)
    coming = list(coming.order_by("event__starts_at", "pk")[:MOST])
    past = places.filter(event__ends_at__lte=at).exclude(state=State.DECLINED)
    past = list(past.order_by("-event__starts_at", "pk")[:MOST])
    return {"coming": coming, "past": past} if coming or past else None
