"""What somebody needs to be able to come: noted by themselves, and destroyed after the event."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.models import USUAL, Need, NeedKind
from events.models.needs import KEPT
from events.models.registrations import ACTIVE
from network import audit, jobs
from network.operations import rows

#: Of one kind: which of the usual ones, and words.
Said = tuple[list[str], str]


@transaction.atomic
def note(*, registration, needs: Mapping[str, Said], by, at) -> None:
    """Keep these, by kind. One with neither choices nor words is cleared; others stay.

    Whoever takes care of it has not seen it yet once it changes. The trail says that something
    changed, not what. Raises ValidationError "not_coming", "kind" for one that the event does
    not ask about, "choice" for one that is not offered.
    """
    registration = rows.lock(registration)
    if registration.state not in ACTIVE:
        raise ValidationError("This place is no longer yours.", code="not_coming")
    known = {need.kind: need for need in Need.objects.filter(registration=registration)}
    if any([_keep(registration, known.get(kind), kind, *said) for kind, said in needs.items()]):
        audit.record(
            registration,
            "events.needs_changed",
            by=by,
            at=at,
            person=registration.person,
            group=registration.event.host,
        )


def clear(*, registration, by, at) -> None:
    """Nothing is needed after all."""
    kinds = Need.objects.filter(registration=registration).values_list("kind", flat=True)
    note(registration=registration, needs={kind: ([], "") for kind in kinds}, by=by, at=at)


def mark(need) -> str:
    """Stands for what a need says, so that one that changed meanwhile is not taken for seen."""
    said = json.dumps([need.choices, need.words])
    return f"{need.registration.public_id}.{hashlib.sha256(said.encode()).hexdigest()[:12]}"


@transaction.atomic
def see(*, event, kind, marks: Iterable[str], by, at) -> int:
    """Somebody takes care of these; answers with how many were new. Again changes nothing.

    What was changed since it was shown stays unseen.
    """
    marks = set(marks)
    needs = Need.objects.select_for_update(of=("self",)).select_related("registration")
    unseen = needs.filter(registration__event=event, kind=kind, seen_at=None)
    new = [need.pk for need in unseen if mark(need) in marks]
    Need.objects.filter(pk__in=new).update(seen_at=at)
    if new:
        audit.record(
            event,
            "events.needs_seen",
            by=by,
            at=at,
            group=event.host,
            after={"kind": NeedKind(kind).label, "rows": len(new)},
        )
    return len(new)


@jobs.every(24 * 3600)
def purge(at: datetime) -> None:
    """A month after an event nobody has to know any more what its people ate."""
    Need.objects.filter(registration__event__ends_at__lt=at - KEPT).delete()


def _keep(registration, need, kind, choices, words) -> bool:
    words = words.strip()
    if not choices and not words:
        return need is not None and bool(need.delete())
    _refuse_unknown(registration.event, need, kind, choices)
    if need is None:
        need = Need(registration=registration, kind=kind)
    elif (need.choices, need.words) == (choices, words):
        return False
    need.choices, need.words, need.seen_at = choices, words, None
    rows.keep(need)
    return True


def _refuse_unknown(event, need, kind, choices):
    if need is None and kind not in event.needs_asked:
        raise ValidationError(_("This event does not ask about that."), code="kind")
    if set(choices) - set(USUAL[NeedKind(kind)]):
        raise ValidationError(_("Choose from the list."), code="choice")
