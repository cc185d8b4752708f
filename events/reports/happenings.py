"""A person's events on the desk's timeline: only those of events the reader keeps."""

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
    kept = Event.objects.editable_by(viewer).filter(registrations__person=person)
    places = Registration.objects.filter(person=person, event__in=kept.values("pk"))
    told = []
    for place in places.select_related("event", "ticket_type"):
        told += _of_place(place)
    came = Attendance.objects.filter(
        registration__person=person, registration__event__in=kept.values("pk"), session=None
    )
    return told + [
        _line(one.came_at, "Came to", one.registration.event)
        for one in came.select_related("registration__event")
    ]


def _of_place(place):
    yield _line(place.made_at, "Registered for", place.event, place.ticket_type.name)
    if place.state in ENDED and place.ended_at:
        yield _line(place.ended_at, f"{ENDED[place.state]}:", place.event, place.reason)


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
