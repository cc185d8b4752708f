"""Who introduced and who passed what is in the library, as far as staff have confirmed it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from network.models import Consent, PolicyAction
from network.models.consents import Purpose
from network.models.policies import Did
from network.words import STATE_NAMES

from .words import say_name

IN_FULL = 20


@dataclass(frozen=True)
class Step:
    """One event in one place: introduced or passed, whoever and however many reported it."""

    did: str
    """ "introduced" or "passed"."""
    on: date
    precision: str
    links: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    """Members who agreed to be named, each with the office held then."""
    unnamed: int = 0


@dataclass(frozen=True)
class PlaceOfAction:
    name: str
    """With its state: "King County, WA"."""
    state: str
    steps: tuple[Step, ...]
    """Introduced before passed."""

    @property
    def is_told(self) -> bool:
        """Whether there is more to say than when."""
        return any(step.who or step.links for step in self.steps)

    @property
    def last_on(self) -> date:
        return max(step.on for step in self.steps)


@dataclass(frozen=True)
class Spread:
    """How far a policy has come."""

    places: tuple[PlaceOfAction, ...]
    """The latest news first."""

    @property
    def latest(self) -> tuple[PlaceOfAction, ...]:
        """Those told of in full: a page is to stay light."""
        return self.places[:IN_FULL]

    @property
    def earlier(self) -> tuple[str, ...]:
        return tuple(place.name for place in self.places[IN_FULL:])

    def count(self, did: str) -> int:
        return sum(step.did == did for place in self.places for step in place.steps)

    @property
    def introduced(self) -> int:
        return self.count(Did.INTRODUCED)

    @property
    def passed(self) -> int:
        return self.count(Did.PASSED)

    @property
    def states(self) -> dict[str, int]:
        """In how many places of each state, by its letters."""
        return dict(Counter(place.state for place in self.places))

    @property
    def state_names(self) -> tuple[tuple[str, int], ...]:
        named = [(STATE_NAMES.get(code, code), n) for code, n in self.states.items()]
        return tuple(sorted(named, key=lambda state: (-state[1], state[0])))

    @property
    def days(self) -> dict[str, list[date]]:
        """When it was introduced, and when passed."""
        found = defaultdict(list)
        for place in self.places:
            for step in place.steps:
                found[step.did].append(step.on)
        return dict(found)


def spread(policy_id) -> Spread:
    """What stands on the page of a policy. One query; erased and unnamed people stay unnamed."""
    rows = (
        PolicyAction.objects.confirmed()
        .filter(policy__public_id=policy_id)
        .annotate(consents=Consent.objects.stands_for("person_id", Purpose.PUBLIC_NAME))
        .order_by("on", "person__sort_key", "pk")
        .values_list(
            "jurisdiction",
            "place_name",
            "jurisdiction__state",
            "did",
            "on",
            "on_precision",
            "link",
            "named",
            "consents",
            "person__erased_at",
            "person__merged_into",
            "office_title",
            "person__known_as",
            "person__given",
            "person__family",
        )
    )
    there, steps = {}, defaultdict(lambda: defaultdict(list))
    for place, name, state, did, *row in rows:
        there[place] = (name, state)
        steps[place][did].append(row)
    places = [
        PlaceOfAction(name, state, tuple(_step(did, steps[key][did]) for did in _did(steps[key])))
        for key, (name, state) in there.items()
    ]
    return Spread(tuple(sorted(places, key=lambda one: (-one.last_on.toordinal(), one.name))))


def _did(steps) -> list[str]:
    return [did for did in Did.values if did in steps]


def _step(did, rows) -> Step:
    """Several members of one council report one event: its first date, and all who are named."""
    on, precision = rows[0][:2]
    links, who, unnamed = [], [], 0
    for _, _, link, named, consents, erased_at, merged_into, office, *names in rows:
        links += [link] if link else []
        if named and consents and not erased_at and not merged_into:
            who.append(f"{say_name(*names)}, {office}")
        else:
            unnamed += 1
    return Step(did, on, precision, tuple(dict.fromkeys(links)), tuple(who), unnamed)
