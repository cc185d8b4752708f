"""From one state of a booking to the next."""

from django.core.exceptions import ValidationError

from events.models import Booking, BookingState, Host
from events.models.meet.bookings import CLAIMING, MOVES
from network import audit

from . import claims

CHANGED = "Somebody changed this meeting a moment ago. Look at it once more."


def current(booking: Booking, *, seen: int | None = None, also: Host | None = None) -> Booking:
    """The booking as it is now; its host is held, and so is the booking.

    `also` is another host who is to be held. `seen` is the sequence that whoever acts has read:
    raises ValidationError "changed" if the meeting was moved or handed on since.
    """
    host = Host.objects.get(bookings=booking)
    claims.lock(host, *([also] if also else []))
    found = Booking.objects.select_for_update(of=("self",)).select_related(
        "meeting_type", "host__person", "person", "place"
    )
    booking = found.get(pk=booking.pk)
    if booking.host_id != host.pk:
        raise ValidationError(CHANGED, code="changed")
    refuse_unseen(booking, seen)
    return booking


def refuse_unseen(booking: Booking, seen: int | None) -> None:
    if seen is not None and seen != booking.sequence:
        raise ValidationError(CHANGED, code="changed")


def to(booking: Booking, state: BookingState, **values) -> None:
    """Compare and swap: nothing is written where somebody was faster.

    What claims nothing any more lets go of its time in the same transaction. Raises
    ValidationError "state" for a step there is not, and "changed".
    """
    if state not in MOVES[BookingState(booking.state)]:
        raise ValidationError("This meeting does not stand so any more.", code="state")
    write(booking, state=state, hold_until=None, **values)
    if state not in CLAIMING:
        claims.release(booking)


def write(booking: Booking, **values) -> None:
    """The same without a step."""
    seen = Booking.objects.filter(pk=booking.pk, state=booking.state, sequence=booking.sequence)
    for name, value in values.items():
        setattr(booking, name, value)
    # Only these: to look at a foreign key is to ask the database whether its row is there.
    booking.clean_fields({field.name for field in booking._meta.fields} - values.keys())
    if not seen.update(**values):
        raise ValidationError(CHANGED, code="changed")


def record(booking: Booking, action: str, *, by, at, **more) -> None:
    audit.record(booking, action, by=by, at=at, person=booking.person, **more)
