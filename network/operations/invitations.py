"""From prospect to member, on the same record: asked to join, or made a member by staff."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from network import mail
from network.models import Group, Membership
from network.models.memberships import MembershipState
from network.models.people import ContactKind, ContactUse
from network.models.prospects import OPEN_STAGES, Stage
from network.roles import GroupKind, Role

from . import memberships, prospects, rows

#: Which address a letter goes to, where there are several.
FIRST = (ContactUse.PERSONAL, ContactUse.OFFICIAL, ContactUse.CAMPAIGN, ContactUse.ASSISTANT)


def address_of(person):
    """The e-mail address on record that a letter goes to, or None."""
    order = Case(*(When(use=use, then=Value(rank)) for rank, use in enumerate(FIRST)))
    mailboxes = person.contacts.filter(kind=ContactKind.EMAIL, bounced_at=None)
    return mailboxes.order_by(order, "pk").first()


@transaction.atomic
def invite(*, prospect, seen, by, at):
    """Send the way to join to the address on record. Invited already: nothing is sent again.

    Raises ValidationError: "moved", "stage", "no_address".
    """
    prospect = rows.lock(prospect)
    if prospect.stage == Stage.INVITED:
        return prospect
    prospects.as_seen(prospect, seen, at)
    if prospect.stage not in OPEN_STAGES:
        raise ValidationError("Reopen it first.", code="stage")
    mailbox = address_of(prospect.person)
    if mailbox is None:
        raise ValidationError(
            "There is no e-mail address on this record. Add one first.", code="no_address"
        )
    mail.post(
        to=mailbox.value,
        template="prospect_invite",
        key=f"prospect_invite:{prospect.public_id}:{prospect.moved_at.isoformat()}",
        person=prospect.person,
        private=True,
        prospect=prospect,
        by=by,
    )
    return prospects.to(prospect, Stage.INVITED, "network.prospect_invited", by=by, at=at)


@transaction.atomic
def admit(*, prospect, seen, by, at):
    """Make them a member of the network and of the chapter that follows up, from today.

    Of somebody who is a member already, only the prospect moves to Joined. Raises
    ValidationError: "moved", "stage", "applied", and what `memberships.begin` raises.
    """
    prospect = rows.lock(prospect)
    if prospect.stage == Stage.JOINED:
        return prospect
    prospects.as_seen(prospect, seen, at)
    if prospect.stage not in OPEN_STAGES:
        raise ValidationError("Reopen it first.", code="stage")
    person = rows.lock(prospect.person)
    network = Group.objects.get(kind=GroupKind.NETWORK)
    known = Membership.objects.filter(
        person=person, group=network, role=Role.MEMBER, until=None
    ).first()
    if known is None:
        _begin(person, [network, *_chapter_for(person, prospect, at)], by=by, at=at)
    elif known.state != MembershipState.ACTIVE:
        raise ValidationError(
            "They have applied. Decide on the application instead.", code="applied"
        )
    else:
        prospects.joined(person=person, by=by, at=at)
    return rows.lock(prospect)


def is_member(person, *, on) -> bool:
    return (
        Membership.objects.live(on=on)
        .filter(person=person, group__kind=GroupKind.NETWORK, role=Role.MEMBER)
        .exists()
    )


def _chapter_for(person, prospect, at):
    held = Membership.objects.live(on=timezone.localdate(at)).filter(
        person=person, group__kind=GroupKind.CHAPTER, role=Role.MEMBER
    )
    return [prospect.chapter] if prospect.chapter and not held.exists() else []


def _begin(person, groups, *, by, at):
    """The network's membership says that the prospect has joined: see `memberships.begin`."""
    for group in groups:
        memberships.begin(
            person=person,
            group=group,
            role=Role.MEMBER,
            since=timezone.localdate(at),
            by=by,
            at=at,
        )
