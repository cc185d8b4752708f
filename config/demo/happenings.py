"""Everything of the fictional network that one registers for."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from network.models import Person, User
from network.operations import logins

from . import aid, asking, cast, coming, convening, gatherings, set_aside, troubles, turnout
from .groups import Groups


def hold(
    network: Groups,
    known: dict[str, Person],
    by: dict[str, User],
    *,
    members: int,
    luck: Callable[[str], Random],
    at: datetime,
) -> None:
    national, share = by[cast.NATIONAL.key], coming.share_of(members)
    made = convening.announce(network, at=at, by=national)
    convening.plan(made, share=share, rng=luck("program"), by=national)
    troubles.groups_pay(made, network.partners, by=national, at=at)
    rows = coming.register(made, known, share=share, rng=luck("coming"), at=at)
    set_aside.take(made, network, rows, rng=luck("caucus sessions"), at=at, by=national)
    troubles.go_wrong(made, at=at)
    given, family = cast.COLLEAGUES[1]
    colleague = logins.ensure(email=f"{given}.{family}@example.org".lower(), at=at)
    helped = aid.give(made, rng=luck("aid"), at=at, reviewers=[national, colleague])
    turnout.seat(made.event, helped)
    gatherings.hold(
        network, known, by[cast.DIRECTOR.key], share=share, rng=luck("gatherings"), at=at
    )
    asking.keep(network.chapters[cast.HOME], by[cast.DIRECTOR.key], at=at)
