"""Who asks to come in, for those who lead."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from caucuses.models import JoinAnswer
from network.models import Person, Term
from network.models.memberships import MembershipState
from network.roles import Role

from . import rows
from .permissions import Permissions
from .rosters import offices_of


@dataclass(frozen=True)
class Request:
    name: str
    offices: tuple[str, ...]
    answer: str
    ref: UUID
    since: date


def decidable(allowed: Permissions):
    """The rows a user may decide on, and those decided since they looked."""
    if not allowed.lead:
        return rows.none()
    return rows.memberships(allowed.caucus).filter(role=Role.MEMBER)


def requests_for(allowed: Permissions) -> tuple[Request, ...]:
    """What those who lead read of each request, oldest first."""
    if not allowed.lead:
        return ()
    waiting = rows.current(allowed.caucus, on=allowed.on).filter(state=MembershipState.ASKED)
    asked = {row.person_id: row for row in waiting}
    held = Term.objects.held(on=allowed.on).select_related("office__jurisdiction")
    askers = Person.objects.filter(pk__in=asked).prefetch_related(
        Prefetch("terms", queryset=held.order_by("starts_on"), to_attr="held_terms")
    )
    answers = dict(
        JoinAnswer.objects.filter(membership__in=asked.values()).values_list("membership", "text")
    )
    made = (
        Request(person.name, offices_of(person), answers.get(row.pk, ""), row.public_id, row.since)
        for person in askers
        for row in [asked[person.pk]]
    )
    return tuple(sorted(made, key=lambda request: (request.since, request.name)))
