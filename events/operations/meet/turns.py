"""Whose turn it is in a pool: start-time fair queuing (see `MeetingPool`)."""

from collections.abc import Iterable

from events.models import MeetingPool, PoolMember
from events.models.meet.types import TURN


def in_turn(pool: MeetingPool, members: Iterable[PoolMember]) -> list[PoolMember]:
    """Who is asked first. Whoever stood still meanwhile stands where the last one was served."""
    return sorted(
        members,
        key=lambda member: (
            member.priority,
            max(member.turn, pool.turn),
            member.turn,
            member.since,
            member.pk,
        ),
    )


def take(pool: MeetingPool, member: PoolMember) -> None:
    """This one is served; the pool is held by whoever calls."""
    began = max(member.turn, pool.turn)
    PoolMember.objects.filter(pk=member.pk).update(turn=began + TURN // member.weight)
    MeetingPool.objects.filter(pk=pool.pk).update(turn=began)
