"""A booked meeting is moved, called off, or handed on to a colleague. It stays one row, one UID."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from events.mail import bookings as mail
from events.models import Because, Booking, BookingChange, BookingState, Change, Host
from events.models.meet.bookings import OPEN

from . import claims, slots, steps, trust
from .bookings import Wish

TOO_LATE_TO_MOVE = "It is too late to move this here. Call it off, or write to {host}."
TOO_LATE = "It is too late to call this off here. Write to {host}."
OVER = "This meeting has begun already."
NO_HOST = "They take no meetings now."
SAME = "This is when it is already."


@transaction.atomic
def move(*, booking, wish: Wish, seen=None, by, at) -> Booking:
    """The guest takes another open time; their own old one does not stand in the way.

    It waits for the host again where the type, or a calendar that cannot be read, says so.
    Raises ValidationError "state", "changed", "too_late", "same" or "taken".
    """
    booking = steps.current(booking, seen=seen)
    _refuse_closed(booking, at)
    if not booking.can_be_moved(at=at):
        raise ValidationError(TOO_LATE_TO_MOVE.format(host=booking.host), code="too_late")
    claims.lock_rooms(booking.place, wish.place)
    claims.lapse(at=at, host=booking.host, place=wish.place)
    slot = slots.find(
        booking.meeting_type,
        booking.host,
        starts_at=wish.starts_at,
        mode=wish.mode,
        place=wish.place,
        at=at,
        but=booking,
    )
    if slot is None:
        raise ValidationError(claims.TAKEN, code="taken")
    asks = booking.meeting_type.approval or not trust.is_known(booking.host, at=at)
    state = BookingState.PENDING if asks else BookingState(booking.state)
    return _to_another_time(booking, wish, slot.ends_at, slot.zone, state, by, at)


@transaction.atomic
def move_by_host(*, booking, wish: Wish, seen=None, by, at) -> Booking:
    """The host takes another time: any that nobody has, hours or not.

    Raises ValidationError "state", "changed", "over", "same" or "taken".
    """
    booking = steps.current(booking, seen=seen)
    _refuse_closed(booking, at)
    if wish.starts_at <= at:
        raise ValidationError("Choose a time that is still to come.", code="over")
    claims.lock_rooms(booking.place, wish.place)
    claims.lapse(at=at, host=booking.host, place=wish.place)
    ends_at = wish.starts_at + (booking.ends_at - booking.starts_at)
    zone = wish.place.timezone if wish.place else booking.host.timezone
    state = BookingState(booking.state)
    return _to_another_time(booking, wish, ends_at, zone, state, by, at)


@transaction.atomic
def cancel(*, booking, reason="", seen=None, late=False, by, at) -> Booking:
    """The guest calls it off; again changes nothing. Raises "changed", "too_late" or "state".

    `late` for an erasure, which waits for no hour.
    """
    booking = steps.current(booking)
    if booking.state == BookingState.CANCELLED:
        return booking
    steps.refuse_unseen(booking, seen)
    if booking.is_open and not late and not booking.can_be_cancelled(at=at):
        raise ValidationError(TOO_LATE.format(host=booking.host), code="too_late")
    return _call_off(booking, reason, by, at, by_host=False)


@transaction.atomic
def cancel_by_host(*, booking, reason="", seen=None, by, at) -> Booking:
    """The host calls it off, until it begins; again changes nothing. Raises as above, or "over"."""
    booking = steps.current(booking)
    if booking.state == BookingState.CANCELLED:
        return booking
    steps.refuse_unseen(booking, seen)
    if booking.starts_at <= at:
        raise ValidationError(OVER, code="over")
    return _call_off(booking, reason, by, at, by_host=True)


@transaction.atomic
def hand_on(*, booking, host: Host, seen=None, by, at) -> Booking:
    """A colleague holds it instead, at the same time; guest and calendars keep the meeting.

    Raises ValidationError "state", "changed", "over", "host" for whoever takes no meetings,
    "same", or "taken" where the colleague has something then.
    """
    booking = steps.current(booking, seen=seen, also=host)
    _refuse_closed(booking, at)
    if booking.host_id == host.pk:
        raise ValidationError("It is theirs already.", code="same")
    if not Host.objects.meeting(on=localdate(at)).filter(pk=host.pk).exists():
        raise ValidationError(NO_HOST, code="host")
    claims.lapse(at=at, host=host)
    change = _keep_change(booking, Change.HANDED_ON, by, at)
    zone = booking.zone if booking.place_id else host.timezone
    steps.write(
        booking,
        host=host,
        because=Because.HANDED_ON,
        zone=zone,
        sequence=booking.sequence + 1,
        changed_at=at,
    )
    claims.release(booking)
    claims.take(booking)
    steps.record(booking, "events.meeting_handed_on", by=by, at=at, after={"host": str(host)})
    mail.handed_on(booking, change)
    return booking


def _to_another_time(booking, wish, ends_at, zone, state, by, at):
    now = (booking.starts_at, booking.mode, booking.place_id)
    if now == (wish.starts_at, wish.mode, wish.place.pk if wish.place else None):
        raise ValidationError(SAME, code="same")
    change = _keep_change(booking, Change.MOVED, by, at)
    before = {"starts_at": booking.starts_at}
    values = {
        "starts_at": wish.starts_at,
        "ends_at": ends_at,
        "mode": wish.mode,
        "place": wish.place,
        "place_name": wish.place.name if wish.place else "",
        "place_address": wish.place.address if wish.place else "",
        "zone": zone,
        "sequence": booking.sequence + 1,
        "changed_at": at,
    }
    if state == booking.state:
        steps.write(booking, **values)
    else:
        steps.to(booking, state, **values)
    claims.release(booking)
    claims.take(booking)
    after = {"starts_at": booking.starts_at}
    steps.record(booking, "events.meeting_moved", by=by, at=at, before=before, after=after)
    mail.moved(booking, change)
    return booking


def _call_off(booking, reason, by, at, *, by_host):
    steps.to(
        booking,
        BookingState.CANCELLED,
        reason=" ".join(reason.split()),
        sequence=booking.sequence + 1,
        decided_at=at,
        changed_at=at,
    )
    steps.record(booking, "events.meeting_cancelled", by=by, at=at)
    mail.cancelled(booking, by_host=by_host)
    return booking


def _refuse_closed(booking, at):
    if booking.state not in OPEN:
        raise ValidationError("This meeting does not stand so any more.", code="state")
    if booking.starts_at <= at:
        raise ValidationError(OVER, code="over")


def _keep_change(booking, what, by, at) -> BookingChange:
    return BookingChange.objects.create(
        booking=booking,
        what=what,
        host=booking.host,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        place_name=booking.place_name,
        sequence=booking.sequence,
        at=at,
        by=by,
    )
