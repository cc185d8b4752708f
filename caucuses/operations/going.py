"""What becomes of somebody's caucuses as they leave the network, take their data or are erased."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caucuses import access
from caucuses.models import Attendance, Caucus, InviteLink, JoinAnswer, RosterChoice
from caucuses.operations import succession, vault
from caucuses.operations.memberships import decline_invitation, leave, withdraw
from network import audit
from network.models import Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import leaving, records, rows
from network.roles import PRIVATE_KINDS, Role


@transaction.atomic
def leave_all(*, person, by, at) -> None:
    """Leave every caucus; requests and invitations end too.

    Raises ValidationError "last_leader" and "last_steward" as `refuse_to_go` does.
    """
    on = timezone.localdate(at)
    refuse_to_go(person, on=on)
    for caucus, place in _places(person, on):
        if place.state == MembershipState.ASKED:
            withdraw(membership=place, by=by, at=at)
        elif place.state == MembershipState.INVITED:
            decline_invitation(membership=place, by=by, at=at)
        elif place.role in access.INSIDE:
            leave(caucus=caucus, person=person, by=by, at=at)
        for row in access.current(caucus, on=on).filter(person=person):
            _end(row, by, at)


def refuse_to_go(person, *, on) -> None:
    """Whoever leads or looks after one alone hands it on first. Only they may read these words."""
    succession.refuse_last_steward(person, on=on)
    for caucus, place in _places(person, on):
        if place.role != Role.CHAIR:
            continue
        inside = access.people(caucus, on=on)
        others = inside.exclude(pk=person.pk)
        if inside.filter(pk=person.pk).exists() and not others.filter(leads=True).exists():
            raise ValidationError(
                f"You are the last to lead {caucus}. Say who leads it next: leave it on its own"
                " page first.",
                code="last_leader",
            )


def _places(person, on) -> list[tuple[Caucus, Membership]]:
    places = access.places_of(person, on=on)
    caucuses = Caucus.objects.filter(group__in=places).select_related("group").order_by("pk")
    return [(caucus, places[caucus.group_id]) for caucus in caucuses]


def _end(row, by, at):
    """What is left after leaving, such as looking after a caucus as its steward."""
    until = timezone.localdate(at)
    rows.change(row, until=until, end_reason=MembershipEnd.LEFT, decided_by=by, decided_at=at)
    audit.record(row, "caucuses.leave", by=by, at=at, person=row.person, group=row.group)
    vault.ask_to_rotate(membership=row, by=by, at=at)


def _private(rows_of):
    return rows_of.filter(group__kind__in=PRIVATE_KINDS)


leaving.add(
    leaving.Elsewhere(
        "caucuses", end=leave_all, refuse=refuse_to_go, erasing=succession.before_erasing
    )
)
#: An office makes the record of an erased person easy to recognize: what was secret goes.
records.add(
    records.Record("caucuses", "Your caucuses", Membership, joins=("seat__region",), among=_private)
)
records.add(
    records.Record("attendance", "Meetings of caucuses you were at", Attendance, joins=("event",))
)
records.add(
    records.Record(
        "appearing",
        "How you appear in your caucuses",
        RosterChoice,
        link="membership__person",
        joins=("membership__group",),
    )
)
records.add(
    records.Record(
        "answers",
        "What you wrote when you asked to join a caucus",
        JoinAnswer,
        link="membership__person",
        withheld="It is destroyed when the request is decided, and no copy of it is made.",
    )
)
records.add(
    records.Record(
        "invite_links",
        "Links you made that let others into a caucus",
        InviteLink,
        link="made_by__person",
        joins=("caucus__group",),
        kept="that it lets others in until it ends, without who made it",
        empty={"made_by": None},
    )
)
