"""What somebody decides about a pair. That it is none is remembered until it is taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import DuplicatePair
from network.models.duplicates import Decision


@transaction.atomic
def tell_apart(*, pair, by, at) -> DuplicatePair:
    """These are two people. Raises ValidationError "merged" when they were joined meanwhile."""
    return _decide(pair, Decision.APART, "network.told_apart", by=by, at=at)


@transaction.atomic
def compare_again(*, pair, by, at) -> DuplicatePair:
    """Take that back: the pair is open to be looked at."""
    return _decide(pair, Decision.OPEN, "network.told_apart_no_more", by=by, at=at)


def _decide(pair, decision, action, *, by, at):
    pair = DuplicatePair.objects.select_for_update().select_related("low", "high").get(pk=pair.pk)
    if pair.decision == Decision.MERGED:
        raise ValidationError("These two were joined a moment ago.", code="merged")
    if pair.decision == decision:
        return pair
    is_open = decision == Decision.OPEN
    pair.decision = decision
    pair.decided_by, pair.decided_at = (None, None) if is_open else (by, at)
    pair.save(update_fields=["decision", "decided_by", "decided_at"])
    for person, other in ((pair.low, pair.high), (pair.high, pair.low)):
        audit.record(pair, action, by=by, at=at, person=person, after={"other": other.public_id})
    return pair
