"""Records made when somebody applied, and joined to another once staff know who it is."""

from django.core.exceptions import ValidationError
from django.db import transaction

from network.models import Membership
from network.models.memberships import MembershipState

from . import merging


def is_provisional(person) -> bool:
    """Whether nothing but applying ever happened to this record."""
    return not (
        person.terms.exists()
        or person.source_records.exists()
        or Membership.objects.filter(person=person, state=MembershipState.ACTIVE).exists()
    )


@transaction.atomic
def join(*, person, into, by, at):
    """Join a provisional record to the one that was there: the application gives the right.

    Raises ValidationError: "not_provisional", "has_login" when the survivor signs in already,
    and what `merging.join` raises.
    """
    into, person = merging.hold(into, person)
    if not is_provisional(person):
        raise ValidationError(
            "This application belongs to a record of its own.", code="not_provisional"
        )
    if person.user_id and into.user_id:
        raise ValidationError("This record already has a sign-in.", code="has_login")
    return merging.join(survivor=into, merged=person, by=by, at=at).survivor
