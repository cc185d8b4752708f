"""Staff book for somebody who asked for it by other means."""

from django.db import transaction

from events.models import Booking
from network.models import Person

from . import bookings
from .bookings import Wish


@transaction.atomic
def book(*, meeting_type, wish: Wish, person: Person, timezone, by, at) -> Booking:
    """Hold an open time and book it at once; the guest is told as if they had done it.

    Raises ValidationError as `bookings.hold` and `bookings.book` do.
    """
    held = bookings.hold(
        meeting_type=meeting_type, wish=wish, timezone=timezone, person=person, by=by, at=at
    )
    return bookings.book(booking=held, person=person, by=by, at=at)
