"""What can be signed, how many have, and who of them agreed to be named."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from network.models import Consent, Pledge, PledgeSignature
from network.models.consents import Purpose
from network.words import STATE_NAMES

from .words import FEWEST_SHOWN, say_name


@dataclass(frozen=True)
class Signer:
    name: str
    office: str
    """The one held on the day they signed, with its place."""


@dataclass(frozen=True)
class SignersOfState:
    state: str
    signers: tuple[Signer, ...]


@dataclass(frozen=True)
class PledgeInList:
    title: str
    href: str
    opens_on: date
    closes_on: date | None
    is_open: bool
    count: int | None
    """How many have signed; null when those are few."""
    anybody: bool
    """Whether somebody has."""

    @property
    def how_many(self) -> str:
        """ "140 members in office have signed." """
        if not self.anybody:
            return "Nobody has signed yet."
        if self.count is None:
            return "A few members in office have signed."
        return f"{self.count:,} members in office have signed."


@dataclass(frozen=True)
class PublicPledge(PledgeInList):
    text: str
    version: int
    states: tuple[SignersOfState, ...]
    """Of those who agreed to be named."""

    @property
    def named(self) -> int:
        return sum(len(state.signers) for state in self.states)


def pledges(*, on: date) -> tuple[PledgeInList, ...]:
    """Those that can be signed first, the newest first. One query."""
    found = [PledgeInList(**_facts(row, on)) for row in _counted(on)]
    return tuple(sorted(found, key=lambda one: not one.is_open))


def pledge(slug: str, *, on: date) -> PublicPledge | None:
    """One with the names of those who agreed; None before its first day. Two queries."""
    row = _counted(on).filter(slug=slug).first()
    if row is None:
        return None
    return PublicPledge(
        **_facts(row, on), text=row["text"], version=row["version"], states=_states(row["pk"])
    )


def _counted(on):
    rows = Pledge.objects.shown(on=on).counted().order_by("-opens_on", "title")
    names = ("pk", "slug", "title", "text", "version", "opens_on", "closes_on", "signed")
    return rows.values(*names)


def _facts(row, on):
    return {
        "title": row["title"],
        "href": reverse("network:pledge", args=[row["slug"]]),
        "opens_on": row["opens_on"],
        "closes_on": row["closes_on"],
        "is_open": row["closes_on"] is None or on <= row["closes_on"],
        "count": row["signed"] if row["signed"] >= FEWEST_SHOWN else None,
        "anybody": row["signed"] > 0,
    }


def _states(pledge_id) -> tuple[SignersOfState, ...]:
    rows = (
        PledgeSignature.objects.standing()
        .filter(pledge=pledge_id, named=True, person__merged_into=None, person__erased_at=None)
        .filter(Consent.objects.stands_for("person_id", Purpose.PUBLIC_NAME))
        .order_by("person__sort_key", "pk")
        .values_list(
            "jurisdiction__state",
            "office_title",
            "place_name",
            "person__known_as",
            "person__given",
            "person__family",
        )
    )
    found: dict[str, list[Signer]] = {}
    for state, title, place, *names in rows:
        signer = Signer(say_name(*names), f"{title}, {place}")
        found.setdefault(STATE_NAMES.get(state, state), []).append(signer)
    return tuple(SignersOfState(state, tuple(found[state])) for state in sorted(found))
