"""Taking two records apart again: each row goes back that is still as the merge left it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network import audit
from network.models import Consent, Merge, Person

from . import answers, joining, registry
from .journal import restore


@transaction.atomic
def take_apart(*, merge, by, at) -> list[str]:
    """Undo a merge; answers with what was changed since and stays with the survivor, in words.

    Once undone it stays so, and a repeat changes nothing. Raises ValidationError: "later" while
    a later merge stands on this one, "erased", and "rights" unless both are `by`'s to keep.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        return []
    survivor, merged = joining.locked(merge.survivor, merge.merged)
    _refuse_out_of_turn(merge, survivor, by)
    stayed = [line for line in reversed(merge.moved) if not _put_back(line, survivor, by, at)]
    if Person.objects.filter(pk=merged.pk).count() == 0:
        raise ValidationError("One of these records was erased.", code="erased")
    joining.refuse_strangers(survivor, merged, by=by, on=timezone.localdate(at))
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    for person, other in ((survivor, merged), (merged, survivor)):
        after = {"from": other.public_id}
        audit.record(person, "network.record_parted", by=by, at=at, after=after)
    return _say(stayed, by)


def forget(keys) -> None:
    """Empty the journals of merges of these people, who are erased: nothing brings them back."""
    about = Q(survivor__in=keys) | Q(merged__in=keys)
    Merge.objects.filter(about).update(moved=[])


def last_of(person):
    """The merges that stand on this record, the latest first: only that one can be undone."""
    standing = Merge.objects.filter(undone_at=None).filter(Q(survivor=person) | Q(merged=person))
    return standing.select_related("survivor", "merged", "by__person").order_by("-pk")


def _refuse_out_of_turn(merge, survivor, by):
    """No word of anybody whom `by` may not see."""
    if survivor.erased_at:
        raise ValidationError("One of these records was erased.", code="erased")
    later = last_of(survivor).filter(pk__gt=merge.pk).first()
    if later is None:
        return
    theirs = by is None or Person.objects.editable_by(by).filter(pk=survivor.pk).exists()
    other = later.merged if later.survivor_id == survivor.pk else later.survivor
    name = str(other) if theirs else "Another record"
    raise ValidationError(
        f"{name} was joined with this later. Take that apart first.", code="later"
    )


def _put_back(line, survivor, by, at):
    if line["label"] == Consent._meta.label_lower:
        return answers.take_back(line, survivor=survivor, by=by, at=at)
    return restore(line)


def _say(stayed, viewer) -> list[str]:
    """Kinds and counts of what this reader may know of; nothing of secret groups."""
    said = []
    keys: dict[str, list[int]] = {}
    for line in stayed:
        if not line.get("private"):
            keys.setdefault(line["label"], []).append(line["key"])
    if keys.pop(Person._meta.label_lower, None):
        said.append("the names")
    for part in registry.parts():
        found = keys.get(part.label)
        seen = part.seen(viewer).filter(pk__in=found).count() if found and viewer else 0
        if seen:
            said.append(f"{seen} {part.one if seen == 1 else part.many}")
    return said
