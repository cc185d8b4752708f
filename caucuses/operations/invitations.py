"""Invite links, and invitations that nobody answered in time."""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caucuses import access, mail
from caucuses.models import InviteLink
from caucuses.models.invitations import digest_of
from network import audit, jobs
from network.models import Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import rows

from . import memberships

LONGEST = timedelta(days=60)
OVER = "This link has expired or was already used. Ask for a new one."


@transaction.atomic
def make_link(*, caucus, days, most_uses, by, at) -> tuple[InviteLink, str]:
    """A link and its token, which is nowhere kept.

    Raises ValidationError "closed", "days" and "invite_link_has_a_bound".
    """
    caucus = memberships.hold(caucus.group_id)
    if not 1 <= days <= LONGEST.days:
        raise ValidationError(f"A link lasts 1 to {LONGEST.days} days.", code="days")
    token = secrets.token_urlsafe(24)
    link = rows.keep(
        InviteLink(
            caucus=caucus,
            digest=digest_of(token),
            made_by=by,
            made_at=at,
            expires_at=at + timedelta(days=days),
            most_uses=most_uses,
        )
    )
    audit.record(link, "caucuses.link_made", by=by, at=at, group=caucus.group)
    return link, token


@transaction.atomic
def revoke_link(*, link, by, at) -> None:
    """Let it open nothing any more. One revoked already stays as it is."""
    if InviteLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        audit.record(link, "caucuses.link_revoked", by=by, at=at, group=link.caucus.group)


@transaction.atomic
def join_by_link(*, token, user, by, at, appears=None) -> Membership:
    """Come in by a link, whatever else the way in is.

    Raises ValidationError "link" for every reason not to tell of, and "already".
    """
    on = timezone.localdate(at)
    caucus = access.opened_by(user, token, at=at, on=on)
    if caucus is None:
        raise ValidationError(OVER, code="link")
    caucus = memberships.hold(caucus.group_id)
    person = user.known_person
    if access.inside(caucus, on=on).filter(person=person).exists():
        raise ValidationError("You are already in this caucus.", code="already")
    usable = InviteLink.objects.usable(at=at).filter(digest=digest_of(token), caucus=caucus)
    # A lookup through the caucus cannot be updated on every database, so by key, once more free.
    key = usable.values_list("pk", flat=True).first()
    free = InviteLink.objects.filter(pk=key, revoked_at=None, used__lt=F("most_uses"))
    if not free.update(used=F("used") + 1):
        raise ValidationError(OVER, code="link")
    waits = access.membership_of(person, caucus, on=on)
    if waits is not None and waits.state != MembershipState.ACTIVE:
        memberships.activate(caucus, waits, waits.state, by, at)
        memberships.forget_answer(waits)
    else:
        waits = memberships.begin(caucus, person, MembershipState.ACTIVE, at)
    memberships.choose(waits, appears, at)
    memberships.note(waits, "caucuses.join_by_link", by, at)
    return waits


@jobs.every(3600)
@transaction.atomic
def end_run_out(at) -> None:
    """End what nobody answered in time, and tell them. It opened nothing since its last day."""
    on = timezone.localdate(at)
    for membership in access.run_out(on=on).select_related("person", "group"):
        still = access.run_out(on=on).filter(pk=membership.pk)
        if still.update(until=on, end_reason=MembershipEnd.LAPSED, decided_at=at):
            mail.invitation_over(membership)
            memberships.note(membership, "caucuses.invitation_over", None, at)
