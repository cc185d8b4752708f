"""What is answered, made from and checked against the response types of the `stripe` package."""

import types
import typing
from copy import deepcopy
from functools import cache

import stripe
import typing_extensions as te

UNIONS = (typing.Union, types.UnionType)

#: Values that are neither empty nor somebody's to choose.
USUAL = {
    "capture_method": "automatic",
    "confirmation_method": "automatic",
    "intended_submission_method": None,
}


@cache
def fields(kind) -> dict[str, typing.Any]:
    """What an object of this kind carries, by name."""
    return {
        name: hint
        for name, hint in kind.__annotations__.items()
        if name not in ("OBJECT_NAME", "deleted") and not name.startswith("_")
    }


def may_be_none(hint) -> bool:
    return te.get_origin(hint) in UNIONS and type(None) in te.get_args(hint)


def is_object(hint) -> bool:
    return isinstance(hint, type) and issubclass(hint, stripe.StripeObject)


def blank(kind, **values) -> dict:
    """An object with every field of its kind: those not given are empty as Stripe leaves them."""
    wrong = set(values) - set(fields(kind))
    if wrong:
        raise TypeError(f"{kind.__name__} has no {sorted(wrong)}")
    made = {
        name: values[name] if name in values else _empty(kind, name, hint)
        for name, hint in fields(kind).items()
    }
    lacking = sorted(name for name, value in made.items() if value is ...)
    if lacking:
        raise TypeError(f"{kind.__name__} needs {lacking}")
    return deepcopy(made)


def _empty(kind, name, hint):
    if name == "metadata":
        return {}
    if name in USUAL:
        return USUAL[name]
    if may_be_none(hint):
        return None
    origin = te.get_origin(hint)
    if origin is te.Literal:
        return te.get_args(hint)[0]
    if origin is list:
        return []
    if hint is bool:
        return False
    if is_object(hint):
        return blank(hint) if fields(hint) else {}
    return ...


def slips(value, hint, path="") -> list[str]:
    """Where an answer is not as the package says it is."""
    origin, inner = te.get_origin(hint), te.get_args(hint)
    if origin in UNIONS:
        return _slips_of_union(value, inner, path)
    if origin is te.Literal:
        return [] if value in inner else [f"{path}: {value!r} is not one of {inner}"]
    if hint is typing.Any or isinstance(hint, typing.TypeVar):
        return []
    if isinstance(hint, typing.ForwardRef):
        hint = getattr(stripe, hint.__forward_arg__, hint)
    if value is None:
        return [f"{path}: must not be null"]
    if origin is list:
        return [
            slip for n, each in enumerate(value) for slip in slips(each, inner[0], f"{path}[{n}]")
        ]
    if is_object(origin or hint):
        found = _slips_of_object(value, origin or hint, path)
        if origin is stripe.ListObject and not found:
            found = slips(value["data"], list[inner[0]], f"{path}.data")
        return found
    return [] if type(value) is hint else [f"{path}: {value!r} is not {hint}"]


def _slips_of_union(value, choices, path):
    if value is None:
        return [] if type(None) in choices else [f"{path}: must not be null"]
    literals = [
        v for each in choices if te.get_origin(each) is te.Literal for v in te.get_args(each)
    ]
    if literals and str in choices:
        return [] if value in literals else [f"{path}: {value!r} is not one of {literals}"]
    tried = [slips(value, each, path) for each in choices if each is not type(None)]
    return min(tried, key=len)


def _slips_of_object(value, kind, path):
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is not {kind.__name__}"]
    known = fields(kind)
    if not known:
        return []
    known = known | ({"object": str} if kind is stripe.ListObject else {})
    found = [f"{path}.{name}: unknown" for name in value if name not in known]
    for name, hint in known.items():
        if name in value:
            found += slips(value[name], hint, f"{path}.{name}")
        elif not may_be_none(hint):
            found.append(f"{path}.{name}: missing")
    return found
