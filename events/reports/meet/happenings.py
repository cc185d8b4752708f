"""Meetings with the staff on the desk's timeline: that there was one, never what it was about."""

from django.urls import reverse

from events.models import Booking, BookingState
from network.registries import Happening, timeline

TOLD = {
    BookingState.CONFIRMED: "Meeting with {}",
    BookingState.NO_SHOW: "Did not come to the meeting with {}",
    BookingState.CANCELLED: "The meeting with {} was called off",
}


def _tell(person, viewer, at):
    """To whoever may open the record; the meeting itself opens for those who keep it."""
    found = Booking.objects.filter(person=person, state__in=TOLD)
    rows = list(found.select_related("host__person").order_by("pk"))
    if not rows:
        return []
    kept = set(Booking.objects.editable_by(viewer).filter(person=person).values_list("pk"))
    return [
        Happening(
            at=booking.starts_at,
            kind="Meeting",
            text=TOLD[BookingState(booking.state)].format(booking.host),
            detail="To come" if _is_to_come(booking, at) else "",
            href=reverse("desk:meeting", args=[booking.public_id]) if (booking.pk,) in kept else "",
        )
        for booking in rows
    ]


def _is_to_come(booking, at):
    return booking.state == BookingState.CONFIRMED and booking.starts_at > at


timeline.add("meetings", _tell)
