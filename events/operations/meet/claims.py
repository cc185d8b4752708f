"""Claiming a host's time, and a room's: five minutes are nobody's twice, says the schema."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from events.models import Booking, BookingState, Claim, Host, MeetingPlace

from . import slots

TAKEN = "That time was just taken. Please choose another."


def lock(*hosts: Host) -> list[Host]:
    """The hosts as they are now, held in one order whoever asks: nobody waits in a circle."""
    keys = [host.pk for host in hosts]
    held = Host.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    found = {host.pk: host for host in held.select_related("person")}
    return [found[key] for key in keys]


def lock_rooms(*places: MeetingPlace | None) -> None:
    """Two who swap their times in a room would wait for each other's cells, were they not held."""
    keys = [place.pk for place in places if place]
    held = MeetingPlace.objects.filter(pk__in=keys).order_by("pk")
    list(held.select_for_update(of=("self",), no_key=True))


def take(booking: Booking) -> None:
    """Claim its time, and what is kept free around it. Raises ValidationError "taken"."""
    own, room = slots.around(
        booking.meeting_type,
        booking.starts_at,
        booking.ends_at,
        booking.mode,
        booking.place,
    )
    claims = [Claim(booking=booking, host_id=booking.host_id, cell=cell) for cell in own]
    claims += [Claim(booking=booking, place_id=booking.place_id, cell=cell) for cell in room]
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(claims)
    except IntegrityError as clash:
        raise ValidationError(TAKEN, code="taken") from clash


def release(booking: Booking) -> None:
    Claim.objects.filter(booking=booking).delete()


def lapse(*, at, host=None, place=None) -> None:
    """End holds that ran out: a host's and a place's, or all.

    What another transaction has in hand is left to it.
    """
    holds = Booking.objects.lapsing(at=at)
    if host or place:
        of_place = Q(place=place) if place else Q()
        holds = holds.filter(Q(host=host) | of_place if host else of_place)
    keys = list(
        holds.order_by("pk")
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", flat=True)
    )
    Claim.objects.filter(booking__in=keys).delete()
    Booking.objects.filter(pk__in=keys, state=BookingState.HOLD).update(
        state=BookingState.LAPSED, hold_until=None
    )
