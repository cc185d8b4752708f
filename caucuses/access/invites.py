"""Invite links: those of a caucus for who leads it, and the caucus behind one for who holds it."""

from caucuses.models import Caucus, InviteLink
from caucuses.models.invitations import digest_of
from network.models.memberships import MembershipEnd, MembershipState

from . import rows
from .permissions import Permissions, person_behind
from .standing import admitted


def links_of(allowed: Permissions):
    """Every link of a caucus, the latest first, for those who lead it."""
    if not allowed.lead:
        return InviteLink.objects.none()
    mine = InviteLink.objects.filter(caucus=allowed.caucus).select_related("made_by__person")
    return mine.order_by("-made_at", "pk")


def opened_by(user, token, *, at, on) -> Caucus | None:
    """The caucus a link lets this user into, or which they are in. Nothing says why it does not.

    As many questions are asked for a token that never was as for one that is not for them.
    """
    person = person_behind(user)
    link = (
        InviteLink.objects.usable(at=at)
        .filter(digest=digest_of(token))
        .select_related("caucus__group")
        .first()
    )
    if person is None:
        return None
    caucus = link.caucus if link else Caucus(group_id=0)
    theirs = rows.memberships(caucus).filter(person=person, role__in=rows.INSIDE)
    been = theirs.filter(state=MembershipState.ACTIVE).order_by("pk").last()
    fits = admitted(caucus, on=on).filter(pk=person.pk).exists()
    barred = been is not None and been.end_reason == MembershipEnd.REMOVED
    return link.caucus if link and fits and not barred else None
