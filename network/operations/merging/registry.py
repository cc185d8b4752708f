"""One rule for each way in which a row may point to a person.

A test walks the models and fails where a relation has none. Apps above this one register
theirs when they start, and may add a second rule to a relation of ours for rows that are
theirs to know.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone

from network.models import Person, User

from .journal import Journal


class Part(NamedTuple):
    """How a preview counts what moves. What has no part is never spoken of."""

    label: str
    one: str
    many: str
    seen: Callable[[User], QuerySet]
    """The rows this reader may know of; each has a `person`."""
    moves: bool = True
    """Whether it is counted as what would move."""


@dataclass(frozen=True)
class Rule:
    does: str
    """What becomes of these rows, for whoever reads the code or asks."""
    apply: Callable | None = None
    """`apply(merging)`; without one the rows stay where they are."""
    part: Part | None = None


@dataclass
class Merging:
    """One merge while it happens."""

    survivor: Person
    merged: Person
    by: User | None
    at: datetime
    choices: dict[str, str] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)

    def split(self, found: QuerySet) -> tuple[list, list]:
        """The survivor's of these rows, and the merged person's, in one question."""
        both = list(found.filter(person__in=[self.survivor, self.merged]).order_by("pk"))
        mine = [row for row in both if row.person_id == self.survivor.pk]
        return mine, [row for row in both if row.person_id == self.merged.pk]

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


_rules: dict[str, list[Rule]] = {}
#: Models whose rows a merge may remove as being the same: what points to them has rules too.
_removable: set[str] = set()


def register(relation: str, rule: Rule) -> None:
    """`relation` is a field's label, such as `network.Term.person`. Rules apply in this order."""
    _rules.setdefault(relation, []).append(rule)


def may_remove(*models) -> None:
    _removable.update(model._meta.label for model in models)


def rules_for(relation: str) -> list[Rule]:
    return _rules.get(relation, [])


def removable() -> frozenset[str]:
    return frozenset(_removable)


def apply_all(merging: Merging) -> None:
    for rules in list(_rules.values()):
        for rule in rules:
            if rule.apply:
                rule.apply(merging)


def parts() -> list[Part]:
    return [rule.part for rules in _rules.values() for rule in rules if rule.part]


def counts(people, *, viewer) -> dict[int, list[str]]:
    """For each of these people what belongs to the record, in words, as far as `viewer` may know.

    One query for each kind, whoever the people are; secret groups are no kind.
    """
    keys = [person.pk for person in people]
    said: dict[int, list[str]] = {key: [] for key in keys}
    for part in [part for part in parts() if part.moves]:
        found = part.seen(viewer).filter(person__in=keys).order_by()
        for key, number in found.values_list("person").annotate(n=Count("pk")):
            said[key].append(f"{number:,} {part.one if number == 1 else part.many}")
    return said
