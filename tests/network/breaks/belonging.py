"""How one appears in a caucus, links that let in, and the days of grace."""

import datetime as dt

from caucuses.models import Caucus, InviteLink, RosterChoice
from tests.factories import NOON, CaucusGroupFactory, MembershipFactory


def a_caucus(**fields):
    return Caucus.objects.create(group=CaucusGroupFactory(), purpose="We meet.", **fields)


def a_link(**fields):
    values = {"made_at": NOON, "expires_at": NOON + dt.timedelta(days=7), "most_uses": 3}
    InviteLink.objects.create(caucus=a_caucus(), digest="d", **(values | fields))


def a_choice_of_none():
    membership = MembershipFactory(group=CaucusGroupFactory())
    RosterChoice.objects.create(
        membership=membership, appears="loud", text_version="2026-11", at=NOON
    )


BREAKS = {
    "caucus_grace_is_short": lambda: a_caucus(grace_days=91),
    "roster_choice_is_one_of_three": a_choice_of_none,
    "invite_link_has_a_bound": lambda: a_link(most_uses=0),
    "invite_link_used_within_bound": lambda: a_link(used=4),
    "invite_link_ends_after_it_begins": lambda: a_link(expires_at=NOON),
}
