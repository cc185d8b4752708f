"""Hosts who take turns."""

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import MeetingPool, PoolMember
from network import audit
from network.operations import rows
from network.roles import GroupKind

#: Whose staff may keep a pool.
KEEPERS = (GroupKind.NETWORK, GroupKind.CHAPTER)


@transaction.atomic
def make(*, group, name, by, at) -> MeetingPool:
    """Raises ValidationError "group", "closed", or the constraint's name for one of this name."""
    if group.kind not in KEEPERS:
        raise ValidationError("Choose a chapter or the network.", code="group")
    if group.closed_on:
        raise ValidationError(f"{group} is closed.", code="closed")
    pool = rows.keep(MeetingPool(group=group, name=" ".join(name.split())))
    _note(pool, "events.meeting_pool_made", by, at, after={"name": pool.name})
    return pool


@transaction.atomic
def rename(*, pool, name, by, at) -> MeetingPool:
    pool = rows.lock(pool)
    before, after = rows.change(pool, name=" ".join(name.split()))
    if after:
        _note(pool, "events.meeting_pool_renamed", by, at, before=before, after=after)
    return pool


@transaction.atomic
def join(*, pool, host, weight=1, priority=1, by, at) -> PoolMember:
    """They take turns from now on: the next is not theirs alone, they begin where the pool is.

    Who is in it already is only given another weight and priority; the same again changes
    nothing. Raises ValidationError "stopped" for a host who takes no meetings, or what the
    fields refuse.
    """
    pool = rows.lock(pool)
    member = pool.members.filter(host=host).first()
    if member is not None:
        return _weigh(pool, member, weight, priority, by, at)
    if not host.active:
        raise ValidationError("They take no meetings now.", code="stopped")
    member = rows.keep(
        PoolMember(pool=pool, host=host, weight=weight, priority=priority, since=at, turn=pool.turn)
    )
    after = {"weight": weight, "priority": priority}
    _note(pool, "events.meeting_pool_joined", by, at, person=host.person, after=after)
    return member


@transaction.atomic
def leave(*, pool, host, by, at) -> None:
    """They take no turns any more; what is booked stays. Again changes nothing."""
    pool = rows.lock(pool)
    if pool.members.filter(host=host).delete()[0]:
        _note(pool, "events.meeting_pool_left", by, at, person=host.person)


def _weigh(pool, member, weight, priority, by, at):
    before, after = rows.change(member, weight=weight, priority=priority)
    if after:
        person = member.host.person
        _note(
            pool, "events.meeting_pool_weighed", by, at, person=person, before=before, after=after
        )
    return member


def _note(pool, action, by, at, **more):
    audit.record(pool, action, by=by, at=at, group=pool.group, **more)
