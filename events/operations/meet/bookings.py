"""Booking a meeting: a time is held while it is filled in, then it is confirmed or asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from events.mail import bookings as mail
from events.models import (
    Because,
    Booking,
    BookingState,
    Host,
    MeetingPlace,
    MeetingPool,
    Mode,
)
from network import audiences
from network.models import Person
from network.operations import owners, rows

from . import claims, routing, slots, steps, trust, turns

HELD_FOR = timedelta(minutes=10)
#: A code has to come back from a mailbox meanwhile.
HELD_FOR_VISITORS = timedelta(minutes=20)
NOT_YOURS = "This kind of meeting is not for you to book."
CLOSED = "This kind of meeting is not offered any more."


@dataclass(frozen=True)
class Wish:
    """When, how and where somebody wants to meet."""

    starts_at: datetime
    mode: Mode = Mode.ONLINE
    place: MeetingPlace | None = None


@transaction.atomic
def hold(*, meeting_type, wish: Wish, timezone, person: Person | None = None, by, at) -> Booking:
    """Keep a time for somebody while they fill in the rest; an earlier hold of theirs ends.

    `person` is nobody yet for a visitor. Raises ValidationError "closed", "audience", or "taken"
    where the time is not open now.
    """
    _refuse(meeting_type, person, at)
    candidates = _candidates(meeting_type, at)
    let_go(person=person)
    for host, turn in candidates:
        claims.lapse(at=at, host=host, place=wish.place)
        slot = slots.find(
            meeting_type, host, starts_at=wish.starts_at, mode=wish.mode, place=wish.place, at=at
        )
        if slot is None:
            continue
        because = Because.TURN if turn else routing.because(host, person, on=localdate(at))
        booking = _keep_hold(meeting_type, host, slot, wish, timezone, person, because, at)
        if turn:
            turns.take(*turn)
        return booking
    raise ValidationError(claims.TAKEN, code="taken")


@transaction.atomic
def let_go(*, person=None, booking=None) -> None:
    """End a hold that is not wanted: somebody's, or this one."""
    holds = Booking.objects.filter(state=BookingState.HOLD)
    if booking is not None:
        holds = holds.filter(pk=booking.pk)
    elif person is not None:
        holds = holds.filter(person=person)
    else:
        return
    for held in holds.select_for_update(of=("self",)):
        steps.to(held, BookingState.LAPSED)


@transaction.atomic
def book(
    *,
    booking,
    topic="",
    answers=(),
    person: Person | None = None,
    guest_name="",
    guest_email="",
    by,
    at,
) -> Booking:
    """Fill in what was held: it is confirmed, or the host is asked.

    The host is asked where the type says so, and where a calendar of theirs could not be read.
    A hold that ran out is taken up again if its time is open still. A visitor's mailbox was
    proven by whoever calls; if it is a known person's, the meeting is theirs. Raises
    ValidationError "closed", "audience", "taken", or "state" for what is booked already.
    """
    booking = steps.current(booking)
    if person is None and booking.person_id is None and guest_email:
        person = owners.known(guest_email)
    person = person or booking.person
    _refuse(booking.meeting_type, person, at)
    if booking.state == BookingState.LAPSED:
        _take_up_again(booking, at)
    asks = booking.meeting_type.approval or not trust.is_known(booking.host, at=at)
    state = BookingState.PENDING if asks else BookingState.CONFIRMED
    steps.to(
        booking,
        state,
        person=person,
        guest_name="" if person else " ".join(guest_name.split()),
        guest_email="" if person else guest_email.lower(),
        topic=topic.strip(),
        answers=[list(pair) for pair in answers],
        invited=not asks,
        decided_at=None if asks else at,
        changed_at=at,
    )
    action = "events.meeting_asked" if asks else "events.meeting_booked"
    steps.record(booking, action, by=by, at=at)
    (mail.asked if asks else mail.confirmed)(booking)
    return booking


def may_book(meeting_type, person: Person | None, *, on) -> bool:
    """Whether this kind of meeting is for somebody; of those we do not know, if it is public."""
    return bool(bookable([meeting_type], person, on=on))


def bookable(kinds, person: Person | None, *, on) -> list:
    """Those kinds of meeting that are for somebody, in one question."""
    if person is None:
        return [kind for kind in kinds if kind.public]
    standing, fits = audiences.fitting([kind.audience for kind in kinds], person, on=on)
    known = standing in routing.OF_THE_NETWORK
    return [kind for kind, fit in zip(kinds, fits, strict=True) if kind.public or (known and fit)]


def _refuse(meeting_type, person, at):
    """As it is in the database now, whatever the page was made with."""
    meeting_type.refresh_from_db(fields=["active", "public", "audience"])
    if not meeting_type.active:
        raise ValidationError(CLOSED, code="closed")
    if not may_book(meeting_type, person, on=localdate(at)):
        raise ValidationError(NOT_YOURS, code="audience")


def _candidates(meeting_type, at):
    """Hosts who may be asked, held and in turn, each with the pool and its member if any."""
    meeting = Host.objects.meeting(on=localdate(at))
    if meeting_type.pool_id is None:
        [host] = claims.lock(meeting_type.host)
        return [(host, None)] if meeting.filter(pk=host.pk).exists() else []
    pool = rows.lock(MeetingPool(pk=meeting_type.pool_id))
    members = pool.members.filter(host__in=meeting).select_related("host")
    in_turn = turns.in_turn(pool, members)
    hosts = claims.lock(*(member.host for member in in_turn))
    return [(host, (pool, member)) for host, member in zip(hosts, in_turn, strict=True)]


def _keep_hold(meeting_type, host, slot, wish, timezone, person, because, at):
    place = wish.place
    booking = rows.keep(
        Booking(
            meeting_type=meeting_type,
            host=host,
            person=person,
            guest_timezone=timezone,
            mode=slot.mode,
            place=place,
            place_name=place.name if place else "",
            place_address=place.address if place else "",
            zone=slot.zone,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            hold_until=at + (HELD_FOR if person else HELD_FOR_VISITORS),
            because=because,
            made_at=at,
            changed_at=at,
        )
    )
    claims.take(booking)
    return booking


def _take_up_again(booking, at):
    claims.lapse(at=at, host=booking.host, place=booking.place)
    slot = slots.find(
        booking.meeting_type,
        booking.host,
        starts_at=booking.starts_at,
        mode=booking.mode,
        place=booking.place,
        at=at,
    )
    meeting = Host.objects.meeting(on=localdate(at)).filter(pk=booking.host_id)
    if slot is None or not meeting.exists():
        raise ValidationError(claims.TAKEN, code="taken")
    claims.take(booking)
