"""The line for a full event. Whoever waits is offered a place before anybody else gets one."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events import mail
from events.models import PoolKind, Registration, SeatPool, State, WaitlistEntry, WaitState
from events.models.waiting import IN_LINE
from network import audit

from . import orders, places, seats
from .assessing import assess
from .locking import event_txn

#: How long an offered place is held for whoever waited.
OFFER = timedelta(hours=48)
#: Less when the event is near: a place offered in the last two days must be free again in time.
SHORT_OFFER = timedelta(hours=6)
NEAR = timedelta(days=3)
#: Nobody is offered a place so late that they could not come.
TOO_LATE = timedelta(hours=1)


def join(*, event, ticket_type, person, by, at, ahead=False) -> WaitlistEntry:
    """Wait for a place. Somebody in line already stays where they are, unless a rule puts them
    `ahead` of those who only asked.

    Raises ValidationError: what `assess` refuses, "have_place", "room" while places are free and
    nobody waits for them.
    """
    with event_txn(event.pk) as event:
        ticket_type = event.ticket_types.get(pk=ticket_type.pk)  # as it is now, and its event
        found = WaitlistEntry.objects.filter(event=event, person=person, state__in=IN_LINE).first()
        if found:
            if ahead and not found.ahead:
                found.ahead = True
                found.save(update_fields=["ahead"])
            return found
        if places.active_of(event, person):
            raise ValidationError(_("You already have a place."), code="have_place")
        assess(person, ticket_type, at=at).require()
        if not ahead and not must_wait(ticket_type):
            raise ValidationError(_("There is room: take a place right away."), code="room")
        entry = WaitlistEntry.objects.create(
            event=event, ticket_type=ticket_type, person=person, asked_at=at, ahead=ahead
        )
        audit.record(entry, "events.waitlist_joined", by=by, at=at, person=person, group=event.host)
        return entry


def leave(*, entry, by, at) -> WaitlistEntry:
    """Wait no longer; an offered place goes to the next. Again changes nothing."""
    with event_txn(entry.event_id) as event:
        entry = WaitlistEntry.objects.select_related("registration").get(pk=entry.pk)
        if entry.state not in IN_LINE:
            return entry
        if entry.state == WaitState.OFFERED and entry.registration.state == State.HELD:
            places.end(
                entry.registration, State.CANCELLED, by=by, at=at, action="events.place_cancelled"
            )
        _close(entry, WaitState.LEFT, at)
        audit.record(
            entry, "events.waitlist_left", by=by, at=at, person=entry.person, group=event.host
        )
        offer_next(event, at=at)
        return entry


def accept(*, entry, by, at) -> Registration:
    """Take the place that was offered, if nothing is to be paid for it. Again changes nothing.

    Raises ValidationError "lapsed" when nothing is offered any more, "unpaid".
    """
    with event_txn(entry.event_id):
        registration = Registration.objects.select_related(
            "event__host", "ticket_type", "order", "person"
        ).get(offer=entry)
        if registration.state == State.CONFIRMED:
            return registration
        until = registration.hold_expires_at
        if registration.state != State.HELD or (until is not None and until <= at):
            raise ValidationError("This place is no longer held for you.", code="lapsed")
        if not orders.is_paid(registration.order):
            raise ValidationError("It is yours once it is paid for.", code="unpaid")
        claimed(registration, at=at)
        places.confirm(registration, by=by, at=at)
        return registration


def before(entry) -> int:
    """How many are in line before somebody."""
    line = list(WaitlistEntry.objects.in_line().filter(event=entry.event_id).values_list("pk"))
    return line.index((entry.pk,))


def must_wait(ticket_type) -> bool:
    """Whether places of this kind are full, or others wait for the same seats already."""
    return not seats.are_free(seats.pools_of(ticket_type)) or others_wait_for(ticket_type)


def others_wait_for(ticket_type) -> bool:
    """Whether somebody is in line for seats that a place of this kind would take."""
    line = WaitlistEntry.objects.in_line().filter(event=ticket_type.event_id)
    if not line.exists():
        return False
    whole = SeatPool.objects.filter(event=ticket_type.event_id, kind=PoolKind.EVENT)
    return whole.exists() or (
        ticket_type.pool_id is not None
        and line.filter(ticket_type__pool=ticket_type.pool_id).exists()
    )


def offer_next(event, *, at) -> list[WaitlistEntry]:
    """Hold free seats for those who wait, in their order. Within the event's lock.

    Somebody whose kind of place is still full is passed over, not the others behind them; who
    may no longer come by the rules of the day loses their turn and is told so by the list.
    """
    if at >= event.ends_at - TOO_LATE or event.cancelled_at is not None:
        return []
    offered = []
    for entry in (
        WaitlistEntry.objects.in_line()
        .filter(event=event)
        .select_related("ticket_type__event", "person__user")
    ):
        if not seats.are_free(seats.pools_of(entry.ticket_type)):
            continue
        if _offer(event, entry, at):
            offered.append(entry)
    return offered


def closed(registration, *, at, lapsed: bool) -> None:
    """What becomes of an offer whose place lapsed or was given back."""
    entry = WaitlistEntry.objects.filter(registration=registration, state=WaitState.OFFERED).first()
    if entry:
        _close(entry, WaitState.LAPSED if lapsed else WaitState.LEFT, at)


def claimed(registration, *, at) -> None:
    """The offered place is taken."""
    entry = WaitlistEntry.objects.filter(registration=registration, state=WaitState.OFFERED).first()
    if entry:
        _close(entry, WaitState.CLAIMED, at)


def _offer(event, entry, at):
    assessment = assess(entry.person, entry.ticket_type, at=at)
    if not assessment.allowed or places.active_of(event, entry.person):
        _close(entry, WaitState.LAPSED, at)
        return False
    order = orders.open_for(event=event, payer=entry.person, by=None, at=at)
    registration = places.make(
        event=event,
        order=order,
        assessment=assessment,
        person=entry.person,
        by=None,
        at=at,
        hold=SHORT_OFFER if event.starts_at - at < NEAR else OFFER,
    )
    entry.state, entry.registration = WaitState.OFFERED, registration
    entry.save(update_fields=["state", "registration"])
    audit.record(
        entry, "events.place_offered", by=None, at=at, person=entry.person, group=event.host
    )
    mail.place_offered(entry)
    return True


def _close(entry, state, at):
    entry.state, entry.ended_at = state, at
    entry.save(update_fields=["state", "ended_at"])
