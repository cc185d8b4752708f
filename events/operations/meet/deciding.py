"""What the host says of a meeting: yes, no, they did not come, what was talked about."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from events.mail import bookings as mail
from events.models import Booking, BookingState, BusyBlock, TimeAway
from network import jobs
from network.models.interactions import InteractionKind
from network.operations import interactions

from . import claims, steps

BUSY = "Your calendar has something at that time. Say yes all the same, or decline."
LATE = "Nobody answered in time."


@transaction.atomic
def approve(*, booking, anyway=False, seen=None, by, at) -> Booking:
    """The host says yes; again changes nothing.

    Looks once more whether the time is theirs. Raises ValidationError "busy" where another
    calendar or time away is in the way, unless `anyway`; "over", "changed" or "state".
    """
    booking = steps.current(booking, seen=seen)
    if booking.state == BookingState.CONFIRMED:
        return booking
    if booking.starts_at <= at:
        raise ValidationError("Its time has passed.", code="over")
    if not anyway and _is_busy(booking):
        raise ValidationError(BUSY, code="busy")
    claims.release(booking)
    claims.take(booking)
    steps.to(booking, BookingState.CONFIRMED, invited=True, decided_at=at, changed_at=at)
    steps.record(booking, "events.meeting_approved", by=by, at=at)
    mail.confirmed(booking)
    return booking


@transaction.atomic
def decline(*, booking, reason="", seen=None, by, at) -> Booking:
    """The host says no; again changes nothing. Raises "changed" or "state"."""
    booking = steps.current(booking)
    if booking.state == BookingState.DECLINED:
        return booking
    steps.refuse_unseen(booking, seen)
    steps.to(
        booking,
        BookingState.DECLINED,
        reason=" ".join(reason.split()),
        sequence=booking.sequence + booking.invited,
        decided_at=at,
        changed_at=at,
    )
    steps.record(booking, "events.meeting_declined", by=by, at=at)
    mail.declined(booking)
    return booking


@transaction.atomic
def did_not_come(*, booking, by, at) -> Booking:
    """Noted once it has begun. Raises ValidationError "early" or "state"."""
    booking = steps.current(booking)
    if booking.starts_at > at:
        raise ValidationError("It has not begun yet.", code="early")
    if booking.state != BookingState.NO_SHOW:
        steps.to(booking, BookingState.NO_SHOW)
        steps.record(booking, "events.meeting_missed", by=by, at=at)
    return booking


@transaction.atomic
def came_after_all(*, booking, by, at) -> Booking:
    booking = steps.current(booking)
    if booking.state != BookingState.CONFIRMED:
        steps.to(booking, BookingState.CONFIRMED)
        steps.record(booking, "events.meeting_kept", by=by, at=at)
    return booking


@transaction.atomic
def note(*, booking, body, scope, visibility, by, at) -> Booking:
    """What was talked about, on the guest's timeline, for the staff who may read it.

    Raises ValidationError "guest" for somebody the network has no record of, "early", "noted"
    where it has notes, and what `interactions.write` raises.
    """
    booking = steps.current(booking)
    if booking.person is None:
        raise ValidationError("There is no record of them to write this on.", code="guest")
    if booking.starts_at > at:
        raise ValidationError("It has not begun yet.", code="early")
    if booking.interaction_id:
        raise ValidationError("It has notes already: change those.", code="noted")
    written = interactions.write(
        people=[booking.person],
        kind=InteractionKind.MEETING,
        happened_at=booking.starts_at,
        scope=scope,
        visibility=visibility,
        body=body,
        by=by,
        at=at,
    )
    steps.write(booking, interaction=written)
    return booking


@jobs.every(60)
def lapse(at: datetime) -> None:
    """What nobody answered before its time is declined; holds that ran out end.

    In this order: hosts are held before meetings, as everywhere, so that nobody waits in a circle.
    """
    rows = Booking.objects.filter(state=BookingState.PENDING, starts_at__lte=at)
    unanswered = list(rows.select_related("host").order_by("pk"))
    claims.lock(*(booking.host for booking in unanswered))
    for booking in unanswered:
        decline(booking=booking, reason=LATE, by=None, at=at)
    claims.lapse(at=at)


def _is_busy(booking) -> bool:
    then = {"starts_at__lt": booking.ends_at, "ends_at__gt": booking.starts_at}
    busy = BusyBlock.objects.filter(feed__host=booking.host_id, **then)
    return busy.exists() or TimeAway.objects.filter(host=booking.host_id, **then).exists()
