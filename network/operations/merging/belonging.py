"""Memberships and seats. Caucuses register the same for theirs, which nobody here can see."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet

from network.models import Membership
from network.models.memberships import MembershipEnd, MembershipState

from .registry import Merging, Part, Rule, register

BEST_FIRST = [MembershipState.ACTIVE, MembershipState.INVITED, MembershipState.ASKED]


def join_memberships(
    merging: Merging, found: QuerySet, *, private=False, ended: Callable | None = None
) -> list[Membership]:
    """Move those of `found` that are the merged person's; of two open in one role one goes on.

    The one that ends stays with its record. `ended(membership)` is told of it.
    """
    ours, theirs = merging.split(found)
    mine = {_place(row): row for row in ours if row.until is None}
    moving = []
    for row in theirs:
        twin = mine.get(_place(row)) if row.until is None else None
        if twin is None:
            moving.append(row)
            continue
        kept, gone = sorted([twin, row], key=_worth)
        _end(merging, gone, private)
        if ended:
            ended(gone)
        _enrich(merging, kept, gone, private)
        if kept is row:
            moving.append(row)
    return merging.journal.move(moving, "person_id", merging.survivor, private=private)


def _place(row):
    return row.group_id, row.role


def _worth(row):
    """Active before invited before asked; then who holds a seat, in full; then the survivor."""
    return (BEST_FIRST.index(row.state), row.seat_id is None, row.acting)


def _end(merging, row, private):
    """Over yesterday, so that a seat held twice is free at once; a request is taken back."""
    was_active = row.state == MembershipState.ACTIVE
    last = merging.on - timedelta(days=1) if was_active else merging.on
    merging.journal.change(
        row,
        private=private,
        until=max(row.since, last),
        end_reason=MembershipEnd.MOVED if was_active else MembershipEnd.WITHDRAWN,
        decided_by_id=merging.by.pk if merging.by else None,
        decided_at=merging.at,
    )


def _enrich(merging, kept, gone, private):
    """The same place counts from when the one or the other first had it."""
    alike = (kept.state, kept.seat_id) == (gone.state, gone.seat_id)
    if alike and kept.state == MembershipState.ACTIVE:
        ends = kept.term_ends_on or gone.term_ends_on
        since = min(kept.since, gone.since)
        merging.journal.change(kept, private=private, since=since, term_ends_on=ends)


def _memberships(merging: Merging):
    join_memberships(merging, Membership.objects.all())


register(
    "network.Membership.person",
    Rule(
        "Moves; of two open in one role the better goes on and the other ends.",
        _memberships,
        Part(
            "network.membership",
            "membership or seat",
            "memberships and seats",
            lambda viewer: Membership.objects.visible_to(viewer),
        ),
    ),
)
