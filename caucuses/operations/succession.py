"""A caucus is never left without whoever leads or looks after it unless somebody is told.

Who goes of their own accord hands on first, and only they read why. Where nothing can be
asked of them, as when they are erased or their standing has ended, those who stay are told.
National staff are not: that a hidden caucus needs a steward would tell them that it is there.
So those in it choose who of the staff learns of it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from caucuses import access, mail
from caucuses.models import Caucus
from network.models import Membership
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import rows
from network.roles import Role


def refuse_last_steward(person, *, on) -> None:
    """Whoever alone looks after people in a caucus hands that on first.

    Only they may read these words. Raises ValidationError("last_steward").
    """
    for caucus, held in kept_by(person, on=on):
        if held.role == Role.STEWARD and _alone(caucus, person, on) and _has_people(caucus, on):
            raise ValidationError(
                f"You are the only steward of {caucus}. Hand it on to another of the national"
                " staff first, on its own page.",
                code="last_steward",
            )


@transaction.atomic
def before_erasing(person, *, at) -> None:
    """An erasure is put off by nobody's caucus: those who stay are told that they need another."""
    on = timezone.localdate(at)
    kept = kept_by(person, on=on)
    for _, held in kept:
        rows.change(held, until=on, end_reason=MembershipEnd.LEFT, decided_at=at)
    for caucus, held in kept:
        tell_those_who_stay(caucus, held, at=at)


def tell_those_who_stay(caucus, gone, *, at) -> None:
    """After a chair or steward is gone: a letter where nobody leads or looks after it now."""
    on = timezone.localdate(at)
    if caucus.group.closed_on is not None:
        return
    leaders, stewards = access.leaders(caucus, on=on), access.stewards(caucus, on=on)
    if gone.role == Role.CHAIR and not leaders.exists():
        mail.nobody_leads(gone, people=stewards or access.people(caucus, on=on))
    if gone.role == Role.STEWARD and not stewards.exists():
        mail.no_steward(gone, people=leaders or access.people(caucus, on=on))


def kept_by(person, *, on) -> list[tuple[Caucus, Membership]]:
    """The caucuses somebody leads or looks after, once for each of both."""
    places = access.places_of(person, on=on)
    found = Caucus.objects.filter(group__in=places).select_related("group").order_by("pk")
    return [
        (caucus, held)
        for caucus in found
        for held in access.current(caucus, on=on)
        .filter(person=person, role__in=(Role.CHAIR, Role.STEWARD), state=MembershipState.ACTIVE)
        .select_related("group", "person")
        .order_by("pk")
    ]


def _alone(caucus, person, on) -> bool:
    return not access.stewards(caucus, on=on).exclude(pk=person.pk).exists()


def _has_people(caucus, on) -> bool:
    """Nobody is left alone in a caucus that is closed or that nobody is in."""
    return caucus.group.closed_on is None and access.inside(caucus, on=on).exists()
