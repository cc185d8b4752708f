"""Who belongs where, in which role. A role is a right, so giving one asks for rights."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from network import audit
from network.models import Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.roles import CHAPTER_DESK, PRIVATE_KINDS, ROLES_IN, GroupKind, Role

from . import prospects, rows


@transaction.atomic
def begin(*, person, group, role, since, by, at):
    """Make somebody a member of a group, or give them a role in it.

    Raises ValidationError: "role" for a role the group does not have, "rights" when it is
    not `by`'s to give, "closed", or the constraint's name when they have it already.
    """
    if group.kind in PRIVATE_KINDS or role not in ROLES_IN[GroupKind(group.kind)]:
        raise ValidationError("This group has no such role.", code="role")
    if not may_begin(by, group=group, role=role):
        raise _not_yours()
    if group.closed_on:
        raise ValidationError(f"{group} is closed.", code="closed")
    membership = rows.keep(
        Membership(
            person=person,
            group=group,
            role=role,
            state=MembershipState.ACTIVE,
            since=since,
            decided_by=by,
            decided_at=at,
        )
    )
    _record(membership, "network.membership_begun", by, at, after={"since": since})
    if group.kind == GroupKind.NETWORK:
        prospects.joined(person=person, by=by, at=at)
    return membership


@transaction.atomic
def end(*, membership, until, reason, by, at):
    """End a membership or a role. Saying the same again changes nothing."""
    membership = rows.lock(membership)
    if not may_end(by, group=membership.group, role=membership.role):
        raise _not_yours()
    if membership.end_reason:
        if (membership.until, membership.end_reason) == (until, reason):
            return membership
        raise ValidationError("This has already ended.", code="ended")
    before, after = rows.change(membership, until=until, end_reason=reason)
    _record(membership, "network.membership_ended", by, at, before, after)
    return membership


@transaction.atomic
def move(*, person, chapter, since, by, at):
    """Move somebody to another chapter: the old membership ends the day before the new begins.

    Roles and seats in the old chapter stay until somebody decides about them.
    """
    if by and not by.rights.everyone:
        raise _not_yours()
    here = Membership.objects.select_for_update(of=("self",)).filter(
        person=person, group__kind=GroupKind.CHAPTER, role=Role.MEMBER, until=None
    )
    if any(membership.group_id == chapter.pk for membership in here):
        raise ValidationError(f"They already belong to {chapter}.", code="there")
    for membership in here:
        if since < membership.since:
            raise ValidationError(
                "The end date is before the start date.", code="membership_ends_after_it_begins"
            )
        last = max(membership.since, since - timedelta(days=1))
        end(membership=membership, until=last, reason=MembershipEnd.MOVED, by=by, at=at)
    return begin(person=person, group=chapter, role=Role.MEMBER, since=since, by=by, at=at)


def may_begin(by, *, group, role) -> bool:
    """Nobody (the system) may do anything; staff give what they hold, where they hold it."""
    if by is None:
        return True
    rights = by.rights
    if group.kind in PRIVATE_KINDS:
        return False
    if group.kind == GroupKind.STAFF:
        return rights.admin
    if group.kind == GroupKind.NETWORK:
        return rights.desk
    if rights.everyone:
        return True
    if role in CHAPTER_DESK:
        return False
    return group.pk in rights.chapters or group.parent_id in rights.chapters


def may_end(by, *, group, role) -> bool:
    """As for beginning, except that only national staff take somebody out of the network."""
    if by and group.kind == GroupKind.NETWORK:
        return by.rights.everyone
    return may_begin(by, group=group, role=role)


def _not_yours():
    return ValidationError(
        "You can only give rights you hold, inside your chapters.", code="rights"
    )


def _record(membership, action, by, at, before=None, after=None):
    what = {"group": membership.group, "role": membership.get_role_display()}
    audit.record(
        membership,
        action,
        by=by,
        at=at,
        person=membership.person,
        group=membership.group,
        before=before,
        after={**what, **(after or {})},
    )
