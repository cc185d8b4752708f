"""Joining two records: locked, checked, and all or nothing."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from network import audit
from network.models import Membership, Merge, Person
from network.roles import ROLES_OF_TRUST, GroupKind

from . import registry
from .journal import Journal


@transaction.atomic
def merge(*, survivor, merged, by, at, choices=None, seen=None) -> Merge:
    """Join the record `merged` to `survivor`; whoever does it keeps both.

    `choices` says of each name "survivor" or "merged", of `languages` and `interests` also
    "both". `seen` are the versions the chooser saw, by key. Raises ValidationError: "self",
    "merged", "erased", "erasing", "rights", "stale", "two_logins", "two_applications".
    """
    survivor, merged = hold(survivor, merged)
    refuse_strangers(survivor, merged, by=by, on=timezone.localdate(at))
    if seen and seen != {one.pk: one.version for one in (survivor, merged)}:
        raise ValidationError(
            "Somebody changed one of these records. Look at them once more.", code="stale"
        )
    return _join(survivor, merged, by, at, choices or {})


@transaction.atomic
def join(*, survivor, merged, by, at) -> Merge:
    """The same where the right to do so comes from elsewhere, such as an application's."""
    survivor, merged = hold(survivor, merged)
    return _join(survivor, merged, by, at, {})


def hold(survivor, merged) -> tuple[Person, Person]:
    """Both as they are now, held in the order of their keys, so that no two wait for each other."""
    if survivor.pk == merged.pk:
        raise ValidationError("A person cannot be merged with themselves.", code="self")
    held = locked(survivor, merged)
    for person in held:
        if person.merged_into_id:
            raise ValidationError(f"{person} is joined with another record already.", code="merged")
        if person.erased_at:
            raise ValidationError("One of these records was erased.", code="erased")
    return held


def locked(survivor, merged) -> tuple[Person, Person]:
    keys = [survivor.pk, merged.pk]
    rows = Person._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    held = {person.pk: person for person in rows}
    return held[survivor.pk], held[merged.pk]


def refuse_strangers(survivor, merged, *, by, on) -> None:
    """Both must be `by`'s to change, and neither may hold a right that `by` could not give.

    Else one would make a double of somebody, join the two and own them.
    """
    if by is None:
        return
    keys = [survivor.pk, merged.pk]
    if Person.objects.editable_by(by).filter(pk__in=keys).count() != 2:
        raise ValidationError(
            "You can only join two records that are both yours to keep.", code="rights"
        )
    if by.rights.admin:
        return
    trusted = Membership.objects.filter(person__in=keys, role__in=ROLES_OF_TRUST).filter(
        Q(until=None) | Q(until__gte=on)
    )
    if by.rights.everyone:
        trusted = trusted.filter(group__kind=GroupKind.STAFF)
    if trusted.exists():
        raise ValidationError(
            "One of them has rights that are not yours to give. Ask somebody who can give them.",
            code="rights",
        )


def _join(survivor, merged, by, at, choices):
    journal = Journal(removable=registry.removable())
    registry.apply_all(registry.Merging(survivor, merged, by, at, choices, journal))
    journal.change(merged, merged_into_id=survivor.pk)
    try:
        with transaction.atomic():
            made = Merge.objects.create(
                survivor=survivor, merged=merged, by=by, at=at, moved=journal.lines
            )
    except IntegrityError as taken:
        raise ValidationError("This record was merged a moment ago.", code="merged") from taken
    into, whence = {"into": survivor.public_id}, {"from": merged.public_id}
    what = {"action": "network.record_joined", "by": by, "at": at}
    audit.record_many(
        [
            {"subject": merged, "after": into} | what,
            {"subject": survivor, "after": whence} | what,
        ]
    )
    return made
