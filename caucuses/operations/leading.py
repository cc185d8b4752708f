"""Who leads a caucus: a co-chair more, and the chair handed on by somebody who stays."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caucuses import access
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import Role

from . import memberships


@transaction.atomic
def add_chair(*, caucus, person, by, at):
    """Make a member a chair beside those there are. Raises "closed", "successor" or "leads"."""
    caucus = memberships.hold(caucus.group_id)
    heir = _member(caucus, person, at)
    made = memberships.begin(
        caucus,
        heir,
        MembershipState.ACTIVE,
        at,
        role=Role.CHAIR,
        decided_by=by,
        decided_at=at,
    )
    memberships.choose(made, heir.appears, at)
    memberships.told_of_lead(made, by, at)
    return made


@transaction.atomic
def hand_over(*, caucus, chair, person, by, at) -> None:
    """Make a member chair in the place of one who stays as a member.

    Raises ValidationError "closed", "not_chair", "successor", "leads".
    """
    caucus = memberships.hold(caucus.group_id)
    mine = access.inside(caucus, on=timezone.localdate(at)).filter(person=chair)
    led = mine.filter(role=Role.CHAIR).select_related("person", "group").first()
    if led is None:
        raise ValidationError("You do not lead this caucus.", code="not_chair")
    heir = _member(caucus, person, at)
    shown = access.people(caucus, on=timezone.localdate(at)).filter(pk=chair.pk).first()
    memberships.end(caucus, led, MembershipState.ACTIVE, MembershipEnd.LEFT, by, at)
    if not mine.filter(role=Role.MEMBER).exists():
        stays = memberships.begin(caucus, chair, MembershipState.ACTIVE, at)
        memberships.choose(stays, shown and shown.appears, at)
    memberships.note(led, "caucuses.stepped_down", by, at)
    memberships.hand_over(caucus, led, heir, by, at)


def _member(caucus, person, at):
    found = access.people(caucus, on=timezone.localdate(at)).filter(pk=person.pk).first()
    if found is None:
        raise ValidationError("Choose somebody who is in the caucus.", code="successor")
    if found.leads:
        raise ValidationError("They lead it already.", code="leads")
    return found
