"""A letter to the guest the day before they meet somebody of the staff."""

from datetime import datetime, timedelta

from events.mail import bookings as mail
from events.models import Booking, BookingState
from network import jobs
from network.models import Letter

SOON = timedelta(hours=24)
#: Who was told of it so shortly before has that letter still in hand.
FRESH = timedelta(hours=12)


@jobs.every(15 * 60)
def remind(at: datetime) -> None:
    """Once for each time that was agreed, however often the clock comes by."""
    coming = Booking.objects.filter(
        state=BookingState.CONFIRMED,
        starts_at__gt=at,
        starts_at__lte=at + SOON,
        changed_at__lte=at - FRESH,
    )
    told = set(Letter.objects.filter(kind="meeting_soon").values_list("key", flat=True))
    for booking in coming.select_related("host__person", "person", "place").order_by("pk"):
        if mail.soon_key(booking) not in told:
            mail.soon(booking)
