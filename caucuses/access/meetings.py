"""When a caucus meets, for those inside; who was there, for those who lead and for oneself."""

from caucuses.models import Attendance, MeetingSeries, Occurrence
from events.models import Event
from events.models.zones import OF_STATE
from network.models import Term

from .permissions import Permissions

#: Of so many meetings a member reads how often they were there.
LATELY = 5


def meetings_for(allowed: Permissions):
    """Every meeting of the caucus, for those inside; nobody else finds any."""
    if not allowed.content:
        return Event.objects.none()
    return Event.objects.hosted_by(allowed.caucus.group)


def next_meeting_for(allowed: Permissions, *, at) -> Event | None:
    return meetings_for(allowed).upcoming(at=at).first() if allowed.content else None


def series_for(allowed: Permissions):
    if not allowed.content:
        return MeetingSeries.objects.none()
    return MeetingSeries.objects.filter(caucus=allowed.caucus).order_by("starts_on", "pk")


def occurrences_for(allowed: Permissions):
    """The meetings that belong to a series, with both."""
    found = Occurrence.objects.filter(series__in=series_for(allowed).order_by())
    return found.select_related("series", "event")


def came_to(allowed: Permissions, event) -> set[int]:
    """Keys of those written down as having been there, for those who lead."""
    if not allowed.lead:
        return set()
    return set(Attendance.objects.filter(event=event).values_list("person", flat=True))


def was_there(allowed: Permissions, *, at) -> tuple[int, int] | None:
    """At how many of the last meetings one was oneself; None where nobody wrote any down."""
    if not allowed.links or allowed.person is None:
        return None
    kept = Attendance.objects.filter(event__in=meetings_for(allowed).order_by()).values("event")
    past = meetings_for(allowed).filter(ends_at__lte=at, cancelled_at=None, pk__in=kept)
    lately = list(past.order_by("-starts_at", "-pk").values_list("pk", flat=True)[:LATELY])
    if not lately:
        return None
    mine = Attendance.objects.filter(event__in=lately, person=allowed.person)
    return mine.count(), len(lately)


def zone_of(person, *, on) -> str:
    """The time zone of the state somebody holds office in; nothing where that is not known."""
    held = Term.objects.held(on=on).filter(person=person)
    states = held.order_by("starts_on").values_list("office__jurisdiction__state", flat=True)
    return OF_STATE.get(states.first() or "", "")
