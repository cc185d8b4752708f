"""Chapters' committees and regions, and the places a region is made of."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from network import audit
from network.models import Group, Membership, Seat, Volunteer
from network.roles import GroupKind

from . import rows, seats

ADDED_HERE = (GroupKind.COMMITTEE, GroupKind.REGION)
#: Of more people than this, the rest are "others".
MOST_NAMED = 5


@transaction.atomic
def add(*, parent, kind, name, by, at):
    """Add a committee or a region. Raises ValidationError("rights") in somebody else's chapter."""
    _refuse_strangers(parent, by)
    if kind not in ADDED_HERE:
        raise ValidationError("Only committees and regions are added here.", code="kind")
    name = " ".join(name.split())
    group = Group(
        kind=kind,
        parent=parent,
        name=name,
        slug=_slug(parent.name if parent.kind == GroupKind.CHAPTER else "national", name),
        founded_on=timezone.localdate(at),
    )
    rows.keep(group)
    audit.record(group, "network.group_added", by=by, at=at, group=group, after={"name": name})
    return group


@transaction.atomic
def rename(*, group, name, by, at):
    """Call a committee or a region something else. Its address stays."""
    _refuse_strangers(group, by)
    if group.kind not in ADDED_HERE:
        raise ValidationError("Only committees and regions are renamed here.", code="kind")
    group = rows.lock(group)
    before, after = rows.change(group, name=" ".join(name.split()))
    if after:
        _record(group, "network.group_renamed", by, at, before, after)
    return group


@transaction.atomic
def close(*, committee, by, at):
    """Close a committee as of today. Its record stays, and it can be opened again.

    Raises ValidationError: "kind", "held" while somebody belongs, "volunteers" while somebody
    waits for an answer. Closing it twice changes nothing.
    """
    _refuse_strangers(committee, by)
    if committee.kind != GroupKind.COMMITTEE:
        raise ValidationError("Only a committee is closed here.", code="kind")
    # Seats before memberships, like everybody who fills one: who is being appointed is seen.
    list(Seat.objects.select_for_update().filter(committee=committee).order_by("pk"))
    committee = rows.lock(committee)
    today = timezone.localdate(at)
    if held := _belonging(committee, today):
        raise ValidationError(_say_held(held), code="held")
    waiting = Volunteer.objects.filter(seat__committee=committee).waiting().count()
    if waiting:
        raise ValidationError(seats.say_waiting(waiting), code="volunteers")
    before, after = rows.change(committee, closed_on=committee.closed_on or today)
    if after:
        _record(committee, "network.group_closed", by, at, before, after)
    return committee


@transaction.atomic
def reopen(*, committee, by, at):
    """Open a closed committee again, with the seats it had."""
    _refuse_strangers(committee, by)
    if committee.parent.closed_on:
        raise ValidationError(f"{committee.parent} is closed.", code="closed")
    committee = rows.lock(committee)
    before, after = rows.change(committee, closed_on=None)
    if after:
        _record(committee, "network.group_reopened", by, at, before, after)
    return committee


def _belonging(committee, today) -> list[str]:
    """Names of who holds a seat or a role there now, or is to."""
    rows_here = Membership.objects.filter(group=committee).filter(
        Q(until=None) | Q(until__gt=today)
    )
    people = rows_here.order_by("person__sort_key").select_related("person")
    return list(dict.fromkeys(row.person.name for row in people))


def _say_held(names) -> str:
    said = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "others"]
    who = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{who} still {'sits' if len(names) == 1 else 'sit'} on this committee."


@transaction.atomic
def add_place(*, region, jurisdiction, by, at):
    """Say that a place belongs to a region. One that does already changes nothing."""
    _refuse_strangers(region, by)
    if jurisdiction.state != region.parent.state:
        raise ValidationError("This place is in another state.", code="state")
    if not region.jurisdictions.filter(pk=jurisdiction.pk).exists():
        region.jurisdictions.add(jurisdiction)
        _record(region, "network.place_added", by, at, {}, {"jurisdiction": jurisdiction})


@transaction.atomic
def remove_place(*, region, jurisdiction, by, at):
    _refuse_strangers(region, by)
    if region.jurisdictions.filter(pk=jurisdiction.pk).exists():
        region.jurisdictions.remove(jurisdiction)
        _record(region, "network.place_removed", by, at, {}, {"jurisdiction": jurisdiction})


def _refuse_strangers(group, by):
    if by is None or by.rights.everyone:
        return
    if not {group.pk, group.parent_id} & by.rights.chapters:
        raise ValidationError(
            "You can only give rights you hold, inside your chapters.", code="rights"
        )


def _slug(house, name):
    """A free address that begins with whose it is, so that it never meets a caucus's."""
    plain = slugify(f"{house} {name}")[:50].strip("-")
    taken = set(Group.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [plain, *numbered] if slug not in taken)


def _record(group, action, by, at, before, after):
    audit.record(group, action, by=by, at=at, group=group, before=before, after=after)
