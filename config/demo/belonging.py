"""How some appear in their caucus, two links that let in, one caucus that gives days of grace."""

from datetime import datetime
from random import Random

from caucuses import access
from caucuses.models import Appears, Caucus
from caucuses.operations import invitations, memberships
from network.operations import rows

from . import cast

GRACE = ("rural-caucus", 30)
WORKS_ON = (
    "An ordinance on interpreters at public meetings, ready to copy.\n\n"
    "A list of members who mentor first-year officials, in either language."
)


def settle(network, known: dict, chair, *, rng: Random, at: datetime, on) -> None:
    slug, days = GRACE
    rows.change(Caucus.objects.get(group=network.caucuses[slug]), grace_days=days)
    nuestro = Caucus.objects.get(group=network.caucuses["nuestro-caucus"])
    rows.change(nuestro, working_on=WORKS_ON)
    inside = list(access.people(nuestro, on=on).exclude(pk=known[cast.CHAIR.key].pk)[:40])
    for person, appears in zip(
        rng.sample(inside, min(12, len(inside))),
        [Appears.INITIAL, Appears.HIDDEN, Appears.SHOWN] * 4,
        strict=False,
    ):
        memberships.appear(caucus=nuestro, person=person, appears=appears, by=person.user, at=at)
    for lasts, most in ((7, 25), (30, 1)):
        invitations.make_link(caucus=nuestro, days=lasts, most_uses=most, by=chair, at=at)
