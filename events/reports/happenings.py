"""A person's events on the desk's timeline: only those of events the reader keeps."""

from django.db.models import OuterRef, Subquery
from django.urls import NoReverseMatch, reverse

from events.models import Attendance, Event, Registration, State
from network.registries import Happening, timeline

ENDED = {
    State.CANCELLED: "Gave their place back",
    State.TRANSFERRED: "Handed their place on",
    State.DECLINED: "Was declined",
    State.EXPIRED: "Let their place lapse",
}


def _tell(person, viewer, at):
    """What somebody chose inside an event is not told: a private group may be behind it."""
    came = Attendance.objects.filter(registration=OuterRef("pk"), session=None)
    places = Registration.objects.filter(
        person=person, event__in=Event.objects.editable_by(viewer).values("pk")
    ).annotate(came_at=Subquery(came.values("came_at")[:1]))
    return [
        line for place in places.select_related("event", "ticket_type") for line in _of_place(place)
    ]


def _of_place(place):
    yield _line(place.made_at, "Registered for", place.event, place.ticket_type.name)
    if place.state in ENDED and place.ended_at:
        yield _line(place.ended_at, f"{ENDED[place.state]}:", place.event, place.reason)
    if place.came_at:
        yield _line(place.came_at, "Came to", place.event)


def _line(at, what, event, detail=""):
    return Happening(
        at=at, kind="Event", text=f"{what} {event.title}", detail=detail, href=_href(event)
    )


def _href(event):
    try:
        return reverse("desk:event", args=[event.slug])
    except NoReverseMatch:
        return event.get_absolute_url()


timeline.add("events", _tell)
