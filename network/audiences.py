"""One language for "who may see, come, pay this price, receive this".

An audience is a small rule kept as JSON: `{"standing": ["member", "alum"], "chapter": ["texas"]}`.
Kinds are joined by AND, the values of one kind by OR. An empty rule admits everybody the
caller starts from; a rule that cannot be evaluated admits nobody.
"""

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet

from network.models import Membership, Person, Term
from network.models.offices import Office
from network.models.people import Standing
from network.roles import GroupKind

_kinds: dict[str, Callable[[QuerySet, list[str], date], QuerySet]] = {}


def kind(name: str) -> Callable:
    """Register a kind of rule: `narrow(people, values, on)` answers with the people who fit."""

    def register(narrow):
        _kinds[name] = narrow
        return narrow

    return register


@kind("standing")
def _standing(people, values, on):
    return people.standing(on=on).filter(standing__in=values)


@kind("chapter")
def _chapter(people, values, on):
    return people.filter(
        Exists(
            Membership.objects.live(on=on).filter(
                person=OuterRef("pk"), group__kind=GroupKind.CHAPTER, group__slug__in=values
            )
        )
    )


@kind("office")
def _office(people, values, on):
    return people.filter(
        Exists(Term.objects.held(on=on).filter(person=OuterRef("pk"), office__role__in=values))
    )


def people_in(rule: dict, *, on: date) -> QuerySet:
    """The people a rule admits on a date."""
    try:
        validate(rule)
    except ValidationError:
        return Person.objects.none()
    people = Person.objects.all()
    for name, values in rule.items():
        people = _kinds[name](people, values, on)
    return people


def admits(rule: dict, person: Person, *, on: date) -> bool:
    return people_in(rule, on=on).filter(pk=person.pk).exists()


def fitting(rules: list[dict], person: Person, *, on: date) -> tuple[str, list[bool]]:
    """A person's standing on a date, and which of these rules admit them: asked in one question."""
    asked = {
        f"fits_{number}": Exists(people_in(rest, on=on).order_by().filter(pk=OuterRef("pk")))
        for number, rule in enumerate(rules)
        if (rest := {name: values for name, values in rule.items() if name != "standing"})
    }
    found = Person.objects.filter(pk=person.pk).standing(on=on).values("standing", **asked).first()
    if found is None:
        return "", [False for _ in rules]
    standing = found["standing"]
    return standing, [
        found.get(f"fits_{number}", True) and standing in rule.get("standing", [standing])
        for number, rule in enumerate(rules)
    ]


def validate(rule: dict) -> None:
    """Refuse a rule that could not be evaluated. Raises ValidationError("audience")."""
    known_values = {"standing": set(Standing.values), "office": set(Office.Role.values)}
    for name, values in rule.items():
        if name not in _kinds or not isinstance(values, list) or not values:
            raise ValidationError(f"Unknown rule: {name}.", code="audience")
        if unknown := set(values) - known_values.get(name, set(values)):
            raise ValidationError(
                f"Unknown {name}: {', '.join(map(str, unknown))}.", code="audience"
            )
