"""Who is expected at a door, and who has come through it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from events.models import Attendance, Registration, Session, SessionChoice, State
from events.models.registrations import ACTIVE
from network.reports import serving
from network.words import fold

MOST_FOUND = 10


@dataclass(frozen=True)
class Line:
    """One place in a list of the door."""

    place: Registration
    name: str
    office: str
    came_at: datetime | None

    @property
    def is_coming(self) -> bool:
        return self.place.state == State.CONFIRMED


@dataclass(frozen=True)
class Tally:
    came: int
    expected: int

    def __str__(self):
        return f"{self.came:,} of {self.expected:,} here"


def tally(event, session=None) -> Tally:
    """One query. Of a session that anybody may come to, all who are expected at the event."""
    came = Attendance.objects.filter(registration=OuterRef("pk"), session=session)
    coming = Q(state=State.CONFIRMED) & _chose(session)
    places = Registration.objects.filter(event=event).annotate(came=Exists(came))
    counted = places.filter(coming | Q(came=True)).aggregate(
        here=Count("pk", filter=Q(came=True)), all=Count("pk")
    )
    return Tally(counted["here"], counted["all"])


def sessions(event) -> list[Session]:
    """Those with a door."""
    return list(Session.objects.filter(event=event, withdrawn_at=None))


def named(event, typed, *, session=None, on) -> list[Line]:
    """Places whose holder's name has words that begin so. Two queries."""
    words = fold(typed).split()
    if not words:
        return []
    found = _places(event, session).filter(state__in=ACTIVE)
    for word in words:
        begins = Q(person__sort_key__startswith=word) | Q(person__sort_key__contains=f" {word}")
        found = found.filter(begins | Q(badge_name__icontains=word))
    return lines(found[:MOST_FOUND], on=on)


def everybody(event, session=None):
    """Who is expected, and who came all the same; by name."""
    coming = Q(state=State.CONFIRMED) & _chose(session)
    return _places(event, session).filter(coming | Q(came_at__isnull=False))


def lines(places, *, on) -> list[Line]:
    places = list(places)
    offices = serving.offices([one.person_id for one in places if one.person_id], on=on)
    return [Line(one, name_of(one), offices.get(one.person_id, ""), one.came_at) for one in places]


def name_of(place) -> str:
    return (place.person.name if place.person else place.badge_name) or "Somebody’s guest"


def _places(event, session):
    came = Attendance.objects.filter(registration=OuterRef("pk"), session=session)
    places = Registration.objects.filter(event=event).select_related("person", "ticket_type")
    return places.annotate(came_at=Subquery(came.values("came_at")[:1])).order_by(
        "person__sort_key", "badge_name", "pk"
    )


def _chose(session) -> Q:
    if session is None or not (session.pool_id or session.audience):
        return Q()
    return Q(Exists(SessionChoice.objects.filter(registration=OuterRef("pk"), session=session)))


def page(event, *, session, typed, answer, at) -> dict:
    """All that a door shows, whoever stands at it."""
    on = event.day(at)
    office = ""
    if answer and answer.registration and answer.registration.person_id:
        office = serving.offices([answer.registration.person_id], on=on).get(
            answer.registration.person_id, ""
        )
    return {
        "event": event,
        "today": on,
        "session": session,
        "sessions": sessions(event),
        "answer": answer,
        "name": name_of(answer.registration) if answer and answer.registration else "",
        "office": office,
        "typed": typed,
        "found": named(event, typed, session=session, on=on),
        "tally": tally(event, session),
    }
