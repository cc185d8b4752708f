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
_private: set[str] = set()


def kind(name: str, *, private: bool = False) -> Callable:
    """Register a kind of rule: `narrow(people, values, on)` answers with the people who fit.

    A `private` kind tells who is in a private group. It is unknown to whoever does not ask for
    it by name: what it admits is for the person's own eyes alone.
    """

    def register(narrow):
        _kinds[name] = narrow
        if private:
            _private.add(name)
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


def people_in(rule: dict, *, on: date, private: bool = False) -> QuerySet:
    """The people a rule admits on a date."""
    try:
        validate(rule, private=private)
    except ValidationError:
        return Person.objects.none()
    people = Person.objects.all()
    for name, values in rule.items():
        people = _kinds[name](people, values, on)
    return people


def admits(rule: dict, person: Person, *, on: date) -> bool:
    return people_in(rule, on=on).filter(pk=person.pk).exists()


def fitting(
    rules: list[dict], person: Person, *, on: date, private: bool = False
) -> tuple[str, list[bool]]:
    """A person's standing on a date, and which of these rules admit them: asked in one question."""
    asked = {
        f"fits_{number}": Exists(
            people_in(rest, on=on, private=private).order_by().filter(pk=OuterRef("pk"))
        )
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


def is_private(rule: dict) -> bool:
    return not _private.isdisjoint(rule)


def validate_any(rule: dict) -> None:
    """The same, with private kinds."""
    validate(rule, private=True)


def validate(rule: dict, *, private: bool = False) -> None:
    """Refuse a rule that could not be evaluated. Raises ValidationError("audience")."""
    unknown_names = set() if private else _private
    known_values = {"standing": set(Standing.values), "office": set(Office.Role.values)}
    for name, values in rule.items():
        known = name in _kinds and name not in unknown_names
        if not known or not isinstance(values, list) or not values:
            raise ValidationError(f"Unknown rule: {name}.", code="audience")
        if unknown := set(values) - known_values.get(name, set(values)):
            raise ValidationError(
                f"Unknown {name}: {', '.join(map(str, unknown))}.", code="audience"
            )
