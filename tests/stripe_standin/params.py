"""What is asked, checked against the request types that ship inside the `stripe` package.

`stripe.params` is made from Stripe's own description, for exactly the version the package pins:
so what the real one would refuse is refused here, unknown names, wrong types, missing names.
"""

import re
import sys
import types
import typing
from decimal import Decimal, InvalidOperation
from functools import cache

import typing_extensions as te
from stripe._request_options import RequestOptions

from tests.stripe_standin.refusals import Refusal, missing

#: These travel as headers.
OPTIONS = set(RequestOptions.__annotations__)

#: Forward references in the options every params class inherits.
ELSEWHERE = {"StripeContext": str, "Mapping": typing.Mapping}

UNIONS = (typing.Union, types.UnionType)
WRAPPERS = (te.NotRequired, te.Required, typing.Annotated)


def unflatten(pairs) -> dict:
    """`line_items[0][price_data][currency]=usd` as dictionaries and lists within each other."""
    root: dict = {}
    for key, value in pairs:
        first, _, rest = key.partition("[")
        parts = [first, *re.findall(r"\[([^\]]*)\]", f"[{rest}")]
        node = root
        for part, following in zip(parts, [*parts[1:], None], strict=True):
            name = part or str(len(node))
            if following is None:
                node[name] = value
            else:
                node = node.setdefault(name, {})
    return {key: _fold(value) for key, value in root.items()}


def _fold(node):
    """Numbered names are a list."""
    if not isinstance(node, dict):
        return node
    node = {key: _fold(value) for key, value in node.items()}
    if node and all(key.isdigit() for key in node):
        return [node[key] for key in sorted(node, key=int)]
    return node


@cache
def fields(params) -> dict[str, tuple]:
    """Each parameter's type, and whether it must be there."""
    hints = te.get_type_hints(
        params,
        globalns=vars(sys.modules[params.__module__]),
        localns=ELSEWHERE,
        include_extras=True,
    )
    return {name: _unwrapped(hint) for name, hint in hints.items() if name not in OPTIONS}


def _unwrapped(hint) -> tuple:
    required = True
    while (origin := te.get_origin(hint)) in WRAPPERS:
        required = required and origin is not te.NotRequired
        hint = te.get_args(hint)[0]
    return hint, required


def checked(value, params, path="") -> dict:
    """The parameters with numbers as numbers, or a Refusal in Stripe's words."""
    if not isinstance(value, dict):
        raise Refusal("Invalid object", param=path)
    known = fields(params)
    below = f"{path}[{{}}]" if path else "{}"
    for name in value:
        if name not in known:
            param = below.format(name)
            raise Refusal(
                f"Received unknown parameter: {param}", code="parameter_unknown", param=param
            )
    for name, (_, required) in known.items():
        if required and name not in value:
            raise missing(below.format(name))
    return {name: _check(each, known[name][0], below.format(name)) for name, each in value.items()}


def _check(value, hint, path):
    if hint in (typing.Any, object):
        return value
    if te.is_typeddict(hint):
        return checked(value, hint, path)
    origin, inner = te.get_origin(hint), te.get_args(hint)
    if origin in UNIONS:
        return _check_union(value, inner, path)
    if origin is te.Literal:
        return _check_literal(value, inner, path)
    if origin is list:
        return _check_list(value, inner[0], path)
    if origin is dict or getattr(origin, "__name__", "") == "UntypedStripeObject":
        if not isinstance(value, dict):
            raise Refusal("Invalid hash", param=path)
        return value
    return _check_plain(value, hint, path)


def _check_union(value, choices, path):
    literals = [each for each in choices if te.get_origin(each) is te.Literal]
    if literals and str in choices and len(choices) == len(literals) + 1:
        # The package lets new values through; what it does not know yet we do not send.
        return _check_literal(value, [v for each in literals for v in te.get_args(each)], path)
    refused = None
    for choice in choices:
        try:
            return _check(value, choice, path)
        except Refusal as refusal:
            refused = refused or refusal
    raise refused


def _check_literal(value, allowed, path):
    if value not in allowed:
        raise Refusal(f"Invalid {path}: must be one of {', '.join(allowed)}", param=path)
    return value


def _check_list(value, hint, path):
    if value == "":
        return []
    if not isinstance(value, list):
        raise Refusal("Invalid array", param=path)
    return [_check(each, hint, f"{path}[{n}]") for n, each in enumerate(value)]


def _check_plain(value, hint, path):
    if hint is type(None):
        if value == "":
            return None
        raise Refusal("Invalid value", param=path)
    if isinstance(value, dict | list):
        raise Refusal(f"Invalid {getattr(hint, '__name__', hint)}", param=path)
    if hint is bool:
        if value not in ("true", "false"):
            raise Refusal(f"Invalid boolean: {value}", param=path)
        return value == "true"
    if hint is int:
        if not re.fullmatch(r"-?\d+", value):
            raise Refusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=path)
        return int(value)
    if hint in (float, Decimal):
        try:
            return Decimal(value)
        except InvalidOperation:
            raise Refusal(f"Invalid decimal: {value}", param=path) from None
    return value
