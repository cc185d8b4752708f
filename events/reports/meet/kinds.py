"""What somebody can book, in a sentence or two."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import MeetingType, WindowMode
from events.models.meet.minutes import say_minutes
from events.reports.rules import Sayer

WAYS = {
    WindowMode.ANY: "online or in person",
    WindowMode.ONLINE: "online",
    WindowMode.IN_PERSON: "in person",
}


@dataclass(frozen=True)
class Kind:
    row: MeetingType
    said: str


def say_all(kinds: Iterable[MeetingType]) -> list[Kind]:
    sayer = Sayer()
    return [Kind(kind, say(kind, sayer)) for kind in kinds]


def say(kind: MeetingType, sayer: Sayer | None = None) -> str:
    """ "Members of Maryland can book 30 minutes online, at least 1 day ahead and up to 60." """
    whom = "Anybody, known to the network or not," if kind.public else _whom(kind, sayer)
    said = [
        f"{whom} can book {say_minutes(kind.minutes)} {WAYS[WindowMode(kind.modes)]}, "
        f"{_ahead(kind)}."
    ]
    if kind.approval:
        said.append("Each waits until the host says yes.")
    if kind.per_day_cap:
        said.append(f"At most {kind.per_day_cap} a day.")
    if kind.before or kind.after:
        said.append(f"Kept free around it: {_around(kind)}.")
    said.append(
        f"Guests may cancel until {_until(kind.cancel_cutoff)} and move it until "
        f"{_until(kind.move_cutoff)}."
    )
    return " ".join(said)


def _whom(kind, sayer) -> str:
    return (
        (sayer or Sayer()).say(kind.audience)
        if kind.audience
        else "Members, alumni, partners and staff"
    )


def _ahead(kind) -> str:
    days = f"up to {kind.horizon_days} day{'' if kind.horizon_days == 1 else 's'} ahead"
    return f"at least {say_minutes(kind.notice)} and {days}" if kind.notice else days


def _around(kind) -> str:
    sides = [(kind.before, "before"), (kind.after, "after")]
    return " and ".join(f"{say_minutes(minutes)} {side}" for minutes, side in sides if minutes)


def _until(minutes) -> str:
    return f"{say_minutes(minutes)} before" if minutes else "it begins"
