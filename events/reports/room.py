"""How many places there are, and what became of them. What private groups have is never counted."""

from dataclasses import dataclass

from django.db.models import Count

from events.models import PoolKind, Seat, SeatPool


@dataclass(frozen=True)
class Room:
    """Of one pool."""

    pool: SeatPool
    size: int = 0
    taken: int = 0
    held_for: tuple[tuple[str, int], ...] = ()
    """Free seats that are held back: for what, and how many."""

    @property
    def held_back(self) -> int:
        return sum(number for _, number in self.held_for)

    @property
    def free(self) -> int:
        return self.size - self.taken - self.held_back


def of(event) -> dict[int, Room]:
    """Every pool of an event by key, in three questions."""
    pools = list(SeatPool.objects.filter(event=event).order_by("pk"))
    seats = Seat.objects.usable().filter(pool__in=pools)
    counted = seats.values_list("pool").annotate(Count("pk"), Count("registration"))
    sizes = {pool: (size, taken) for pool, size, taken in counted}
    held: dict[int, list] = {}
    back = seats.filter(registration=None).exclude(held_for="").order_by("held_for")
    for pool, purpose, number in back.values_list("pool", "held_for").annotate(Count("pk")):
        held.setdefault(pool, []).append((purpose, number))
    return {
        pool.pk: Room(pool, *sizes.get(pool.pk, (0, 0)), tuple(held.get(pool.pk, ())))
        for pool in pools
    }


def whole(event) -> Room | None:
    """Of the whole event; None without a limit."""
    return next((room for room in of(event).values() if room.pool.kind == PoolKind.EVENT), None)
