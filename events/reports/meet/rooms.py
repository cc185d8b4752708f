"""Rooms for meetings: who offers them in their hours, and what is booked there."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.timezone import localdate

from events.models import Booking, MeetingPlace, OverrideWindow, WeeklyHours


@dataclass
class Room:
    place: MeetingPlace
    hosts: list[str] = field(default_factory=list)
    """Those whose hours name it."""
    meetings: int = 0
    """Booked there from now on, whoever's they are."""
    bookings: list[Booking] = field(default_factory=list)
    """Those the reader may see."""


def kept(user, *, at) -> list[Room]:
    """The reader's rooms, those that are closed last."""
    found = MeetingPlace.objects.editable_by(user).select_related("group")
    rooms = [Room(place) for place in found.order_by("name", "pk")]
    rooms.sort(key=lambda room: room.place.closed_on is not None)
    return _with_use(rooms, at)


def of(place: MeetingPlace, user, *, at) -> Room:
    [room] = _with_use([Room(place)], at)
    seen = _coming([place], at) & Booking.objects.editable_by(user)
    room.bookings = list(seen.select_related("person", "host__person").order_by("starts_at", "pk"))
    return room


def _with_use(rooms, at):
    places = [room.place for room in rooms]
    names: dict[int, set[str]] = {}
    weekly = WeeklyHours.objects.filter(place__in=places).select_related("host__person")
    own = OverrideWindow.objects.filter(place__in=places, override__on__gte=localdate(at))
    for window in weekly:
        names.setdefault(window.place_id, set()).add(str(window.host))
    for window in own.select_related("override__host__person"):
        names.setdefault(window.place_id, set()).add(str(window.override.host))
    booked = Counter(_coming(places, at).values_list("place", flat=True))
    for room in rooms:
        room.hosts = sorted(names.get(room.place.pk, ()))
        room.meetings = booked[room.place.pk]
    return rooms


def _coming(places, at):
    return Booking.objects.open().filter(place__in=places, ends_at__gt=at)
