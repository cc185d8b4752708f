"""Somebody leaves the network. The record stays, and they can still sign in to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network import audit, mail
from network.models import Consent, Group, Membership, Seat, Volunteer
from network.models.memberships import MembershipEnd, MembershipState
from network.models.people import ContactKind, ContactUse
from network.models.volunteers import VolunteerState
from network.roles import GroupKind, Role

from . import consents, rows


@dataclass(frozen=True)
class Elsewhere:
    """What an app above this one ends when somebody leaves.

    `end(person=, by=, at=)` ends it all; `refuse(person, on=)` raises ValidationError where
    the person must do something first. Only the person themselves is ever told why.
    `erasing(person, at=)` tells those who stay, right before somebody is erased.
    """

    key: str
    end: Callable
    refuse: Callable
    erasing: Callable


_elsewhere: dict[str, Elsewhere] = {}


def add(elsewhere: Elsewhere) -> None:
    _elsewhere[elsewhere.key] = elsewhere


@transaction.atomic
def leave(*, person, by, at) -> None:
    """End every membership, role, seat and request today, and take back what they agreed to.

    Raises ValidationError: "not_in" for somebody who belongs to nothing, "last_admin" for
    the only administrator, and what apps above refuse.
    """
    person = rows.lock(person)
    today = timezone.localdate(at)
    if not open_memberships(person, on=today).exists():
        raise ValidationError("You belong to nothing that you could leave.", code="not_in")
    refuse_the_last(person, on=today)
    for one in _elsewhere.values():
        one.end(person=person, by=by, at=at)
    end_all(person, last=today, by=by, at=at)
    _take_back(person, by, at)
    audit.record(person, "network.left", by=by, at=at)
    _write_to(person, at)


def refuse_to_go(person, *, on: date) -> None:
    """Raises ValidationError for whatever the person has to hand on first. Only for their eyes."""
    refuse_the_last(person, on=on)
    for one in _elsewhere.values():
        one.refuse(person, on=on)


def before_erasing(person, *, at) -> None:
    for one in _elsewhere.values():
        one.erasing(person, at=at)


def refuse_the_last(person, *, on: date) -> None:
    """Somebody has to be able to give rights."""
    rights = Membership.objects.live(on=on).filter(group__kind=GroupKind.STAFF, role=Role.ADMIN)
    if rights.filter(person=person).exists() and not rights.exclude(person=person).exists():
        raise ValidationError(
            "You are the only administrator. Make somebody else one first.", code="last_admin"
        )


def open_memberships(person, *, on: date):
    """What they belong to or have asked for, and did not end before the day."""
    return Membership.objects.filter(Q(until=None) | Q(until__gt=on), person=person)


def end_all(person, *, last: date, by, at) -> None:
    """End what is open, on `last`. A seat is held before its memberships, as everywhere."""
    open_now = open_memberships(person, on=last)
    seats = open_now.filter(seat__isnull=False).order_by("seat").values("seat")
    list(Seat.objects.select_for_update().filter(pk__in=seats).order_by("pk"))
    for membership in open_now.select_for_update(of=("self",)).order_by("pk"):
        _end(membership, last, by, at)
    waiting = Volunteer.objects.waiting().filter(person=person)
    waiting.update(state=VolunteerState.WITHDRAWN, decided_by=by, decided_at=at)


def _end(membership, last, by, at):
    was = {"until": membership.until, "end_reason": membership.end_reason}
    fields = {
        "until": max(membership.since, last),
        "end_reason": membership.end_reason or _reason(membership),
    }
    if membership.state != MembershipState.ACTIVE:
        fields |= {"decided_by": by, "decided_at": at}
    rows.change(membership, **fields)
    said = {"group": membership.group, "role": membership.get_role_display()}
    said |= {"until": membership.until, "end_reason": membership.end_reason}
    seated = {"seat": membership.seat} if membership.seat_id else {}
    audit.record(
        membership,
        "network.seat_vacated" if seated else "network.membership_ended",
        by=by,
        at=at,
        person=membership.person,
        group=membership.group,
        before=was,
        after=seated | said,
    )


def _reason(membership) -> str:
    if membership.state != MembershipState.ACTIVE:
        return MembershipEnd.WITHDRAWN
    if membership.seat_id or membership.role != Role.MEMBER:
        return MembershipEnd.RESIGNED
    return MembershipEnd.LEFT


def _take_back(person, by, at):
    for answer in person.consents.latest():
        if answer.given:
            consents.answer(
                person=person,
                purpose=answer.purpose,
                given=False,
                how=Consent.How.SELF,
                by=by,
                at=at,
            )


def _write_to(person, at):
    address = address_of(person)
    if address:
        network = Group.objects.filter(kind=GroupKind.NETWORK).first()
        key = f"left:{person.public_id}:{at.isoformat()}"
        mail.post(to=address, template="left", key=key, person=person, network=network)


def address_of(person) -> str:
    personal = person.contacts.filter(kind=ContactKind.EMAIL, use=ContactUse.PERSONAL)
    return personal.order_by("pk").values_list("value", flat=True).first() or ""
