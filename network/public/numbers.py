"""How many we are."""

from datetime import date

from network.models import Membership
from network.roles import GroupKind, Role

from .chapters import PEOPLE
from .words import FEWEST_SHOWN


def members(*, on: date) -> int | None:
    """How many belong to the network on a day; None while they are few."""
    belonging = (
        Membership.objects.filter(group__kind=GroupKind.NETWORK, role=Role.MEMBER)
        .live(on=on)
        .filter(person__merged_into=None, person__erased_at=None)
    )
    people = belonging.aggregate(people=PEOPLE)["people"]
    return people if people >= FEWEST_SHOWN else None
