"""What no rule decides about money: a person takes it on and writes down how it was settled."""

from django.core.exceptions import ValidationError
from django.db import transaction

from events.models import MoneyMatter
from network import audit
from network.operations import rows


@transaction.atomic
def open_once(*, kind, key, words, at, event=None, payment=None, cents=0) -> MoneyMatter:
    """Told once for each key, however often it is found."""
    matter, is_new = MoneyMatter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "event": event,
            "payment": payment,
            "cents": cents,
            "words": words,
            "opened_at": at,
        },
    )
    if is_new:
        group = event.host if event else None
        audit.record(matter, "events.matter_opened", by=None, at=at, group=group, reason=words)
    return matter


@transaction.atomic
def take_on(*, matter, by, at) -> MoneyMatter:
    """Say that one sees to it. Raises ValidationError("settled")."""
    matter = _open(matter)
    if matter.owner_id != by.pk:
        rows.change(matter, owner=by)
        audit.record(matter, "events.matter_taken_on", by=by, at=at, group=_group(matter))
    return matter


@transaction.atomic
def settle(*, matter, words, by, at) -> MoneyMatter:
    """Close it with a sentence on how. Raises ValidationError "settled", "words"."""
    matter = _open(matter)
    words = " ".join(words.split())
    if not words:
        raise ValidationError("Say how it was settled.", code="words")
    rows.change(matter, settled_at=at, settled_by=by, settlement=words, owner=matter.owner or by)
    audit.record(matter, "events.matter_settled", by=by, at=at, group=_group(matter), reason=words)
    return matter


def _open(matter):
    matter = rows.lock(matter)
    if matter.settled_at is not None:
        raise ValidationError("This is settled already.", code="settled")
    return matter


def _group(matter):
    return matter.event.host if matter.event else None
