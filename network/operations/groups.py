"""Chapters' committees and regions, and the places a region is made of."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from network import audit
from network.models import Group
from network.roles import GroupKind

from . import rows


@transaction.atomic
def add(*, parent, kind, name, by, at):
    """Add a committee or a region. Raises ValidationError("rights") in somebody else's chapter."""
    _refuse_strangers(parent, by)
    if kind not in (GroupKind.COMMITTEE, GroupKind.REGION):
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
def add_place(*, region, jurisdiction, by, at):
    """Say that a place belongs to a region. One that does already changes nothing."""
    _refuse_strangers(region, by)
    if jurisdiction.state != region.parent.state:
        raise ValidationError("This place is in another state.", code="state")
    if not region.jurisdictions.filter(pk=jurisdiction.pk).exists():
        region.jurisdictions.add(jurisdiction)
        _record(region, "network.place_added", by, at, jurisdiction)


@transaction.atomic
def remove_place(*, region, jurisdiction, by, at):
    _refuse_strangers(region, by)
    if region.jurisdictions.filter(pk=jurisdiction.pk).exists():
        region.jurisdictions.remove(jurisdiction)
        _record(region, "network.place_removed", by, at, jurisdiction)


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


def _record(region, action, by, at, place):
    audit.record(region, action, by=by, at=at, group=region, after={"jurisdiction": place})
