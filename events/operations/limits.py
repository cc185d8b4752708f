"""How many may come: to the whole event, with one kind of ticket, to one session."""

from django.core.exceptions import ValidationError

from events.models import PoolKind, Registration, Seat, SeatPool, SessionChoice
from events.models.registrations import SEATED
from network import audit

from . import seats, waiting
from .locking import event_txn

WHOLE = "The whole event"


def pool_of(event, *, ticket_type=None, session=None) -> SeatPool | None:
    if ticket_type is not None:
        return ticket_type.pool
    if session is not None:
        return session.pool
    return SeatPool.objects.filter(event=event, kind=PoolKind.EVENT).first()


def set_size(*, event, size, by, at, ticket_type=None, session=None) -> SeatPool | None:
    """So many seats, those held back included; None takes the limit away.

    Whoever has a place has their seat at once, and whoever waits is offered what is free now.
    Raises ValidationError "taken" with the number when more have a place, "too_many",
    "set_aside" for a room that is nobody's session.
    """
    if session is not None and session.set_aside:
        raise ValidationError("Nobody takes seats in a room set aside.", code="set_aside")
    with event_txn(event.pk) as event:
        of = ticket_type or session
        if of is not None:
            of.refresh_from_db()
        pool = pool_of(event, ticket_type=ticket_type, session=session)
        if size is None:
            _take_away(pool, event, by, at)
            pool = None
        elif pool is None:
            pool = _limit(event, ticket_type, session, size, by, at)
        else:
            seats.resize(pool=pool, size=size, by=by, at=at)
        waiting.offer_next(event, at=at)
        return pool


def hold_back(*, pool, number, purpose, by, at) -> None:
    """Keep so many for a purpose; what is given back is offered to those who wait.

    Raises ValidationError "purpose" without one, "full" when fewer are free.
    """
    purpose = " ".join(purpose.split())
    if not purpose:
        raise ValidationError("Say what they are for.", code="purpose")
    with event_txn(pool.event_id) as event:
        seats.hold_back(pool=pool, number=number, purpose=purpose, by=by, at=at)
        waiting.offer_next(event, at=at)


def _limit(event, ticket_type, session, size, by, at):
    holders = _holders(event, ticket_type, session)
    if size < len(holders):
        raise ValidationError(
            f"{len(holders):,} seats are taken: there cannot be fewer.", code="taken"
        )
    kind, name = _named(ticket_type, session)
    pool = SeatPool.objects.create(event=event, kind=kind, name=name)
    for of in filter(None, (ticket_type, session)):
        of.pool = pool
        of.save(update_fields=["pool"])
    seats.resize(pool=pool, size=size, by=by, at=at)
    empty = list(Seat.objects.filter(pool=pool).order_by("number")[: len(holders)])
    for seat, holder in zip(empty, holders, strict=True):
        seat.registration_id = holder
    Seat.objects.bulk_update(empty, ["registration"], batch_size=500)
    return pool


def _holders(event, ticket_type, session) -> list[int]:
    """Who has a place there that takes a seat, by key."""
    seated = Registration.objects.filter(event=event, state__in=SEATED).order_by("pk")
    if ticket_type is not None:
        seated = seated.filter(ticket_type=ticket_type)
    if session is not None:
        chosen = SessionChoice.objects.filter(session=session)
        seated = seated.filter(pk__in=chosen.values("registration"))
    return list(seated.values_list("pk", flat=True))


def _named(ticket_type, session):
    if ticket_type is not None:
        return PoolKind.TICKETS, ticket_type.name
    if session is not None:
        return PoolKind.SESSION, session.title[:120]
    return PoolKind.EVENT, WHOLE


def _take_away(pool, event, by, at):
    if pool is None:
        return
    before = Seat.objects.usable().filter(pool=pool).count()
    pool.ticket_types.update(pool=None)
    event.sessions.filter(pool=pool).update(pool=None)
    Seat.objects.filter(pool=pool).delete()
    audit.record(
        event,
        "events.seats",
        by=by,
        at=at,
        group=event.host,
        before={pool.name: before},
        after={pool.name: "no limit"},
    )
    pool.delete()
