"""Seats change hands here alone, under the event's lock.

A seat is taken only if nobody has it (compare and swap), so that even code which forgot the
lock gives no seat away twice; the schema is the last to say no.
"""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from events.models import PoolKind, Seat, SeatPool
from network import audit

from .locking import event_txn

MOST = 20_000


def pools_of(ticket_type, sessions=()) -> list[int]:
    """The pools in each of which a place of this kind needs a seat."""
    whole = SeatPool.objects.filter(event=ticket_type.event_id, kind=PoolKind.EVENT)
    own = [ticket_type.pool_id, *(session.pool_id for session in sessions)]
    return [*whole.values_list("pk", flat=True), *(pool for pool in own if pool)]


def take(registration, pools, *, held_for="") -> None:
    """One seat in every one of these pools, or none; where some are held for them, one of those.

    Raises ValidationError("full").
    """
    for pool in pools:
        if not (held_for and _take(registration, pool, held_for)) and not _take(registration, pool):
            raise ValidationError(_("Every place is taken."), code="full")


def _take(registration, pool, held_for="") -> int:
    free = Seat.objects.free(held_for=held_for).filter(pool=pool).order_by("number")
    taken = Seat.objects.filter(pk__in=free.values("pk")[:1], registration=None)
    return taken.update(registration=registration)


def purposes(event) -> list[str]:
    """What free seats of an event are held back for."""
    held = Seat.objects.usable().filter(registration=None).exclude(held_for="")
    ours = held.filter(pool__in=SeatPool.objects.filter(event=event))
    return list(ours.order_by("held_for").values_list("held_for", flat=True).distinct())


def are_free(pools) -> bool:
    return all(Seat.objects.free().filter(pool=pool).exists() for pool in pools)


def release(registration, *, pools=None) -> None:
    """Give back what it has: everything, or the seats in some pools."""
    theirs = Seat.objects.filter(registration=registration)
    (theirs if pools is None else theirs.filter(pool__in=pools)).update(registration=None)


def hand_on(registration, *, to) -> None:
    """The same seats, another holder: nobody who waits comes between."""
    Seat.objects.filter(registration=registration).update(registration=to)


def resize(*, pool, size, by, at) -> None:
    """Set how many seats there are, those held back included.

    Raises ValidationError "taken" when that is fewer than people have or are held back, with
    their number; "too_many".
    """
    if size > MOST:
        raise ValidationError(f"At most {MOST:,} seats.", code="too_many")
    with event_txn(pool.event_id) as event:
        usable = Seat.objects.usable().filter(pool=pool)
        before = usable.count()
        if size < before:
            _retire(pool, before - size)
        elif size > before:
            _add(pool, size - before)
        if size != before:
            audit.record(
                event,
                "events.seats",
                by=by,
                at=at,
                group=event.host,
                before={pool.name: before},
                after={pool.name: size},
            )


def hold_back(*, pool, number, purpose, by, at) -> None:
    """Keep so many free seats for a purpose, such as "speakers"; `number` 0 gives them back.

    Raises ValidationError("full") when fewer are free.
    """
    with event_txn(pool.event_id) as event:
        held = Seat.objects.free(held_for=purpose).filter(pool=pool)
        before = held.update(held_for="")
        free = Seat.objects.free().filter(pool=pool).order_by("-number")
        keys = list(free.values_list("pk", flat=True)[:number])
        if len(keys) < number:
            raise ValidationError(f"Only {len(keys)} seats are free.", code="full")
        Seat.objects.filter(pk__in=keys).update(held_for=purpose)
        if before != number:
            audit.record(
                event,
                "events.seats_held_back",
                by=by,
                at=at,
                group=event.host,
                before={purpose: before},
                after={purpose: number},
            )


def _retire(pool, number):
    free = Seat.objects.free().filter(pool=pool).order_by("-number")
    keys = list(free.values_list("pk", flat=True)[:number])
    if len(keys) < number:
        kept = Seat.objects.usable().filter(pool=pool).count() - len(keys)
        raise ValidationError(
            f"{kept:,} seats are taken or held back: there cannot be fewer.", code="taken"
        )
    Seat.objects.filter(pk__in=keys).update(retired=True)


def _add(pool, number):
    """Those that were taken away come back first."""
    seats = Seat.objects.filter(pool=pool)
    back = list(seats.filter(retired=True).order_by("number").values_list("pk", flat=True)[:number])
    seats.filter(pk__in=back).update(retired=False)
    last = seats.aggregate(last=Max("number"))["last"] or 0
    new = range(last + 1, last + 1 + number - len(back))
    Seat.objects.bulk_create((Seat(pool=pool, number=one) for one in new), batch_size=1000)
