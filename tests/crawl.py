"""Every address the resolver knows, filled in, and a small world with secrets planted in it."""

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

NOWHERE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Address:
    """One route: its full pattern, and the names and converters of its arguments."""

    route: str
    arguments: tuple[tuple[str, str], ...]

    def filled(self, values: dict[str, list[str]]) -> list[str]:
        """The route with every combination of candidate values for its arguments."""
        names = [name for name, _ in self.arguments]
        choices = [values.get(name) or values[kind] for name, kind in self.arguments]
        paths = []
        for picked in product(*choices):
            path = self.route
            for name, value in zip(names, picked, strict=True):
                path = re.sub(rf"<(\w+:)?{name}>", lambda _, value=value: value, path, count=1)
            paths.append("/" + path)
        return paths


def addresses(patterns=None, prefix="") -> list[Address]:
    """Every route below a list of patterns, with regular expressions turned into routes."""
    found = []
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + _as_route(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            arguments = tuple(
                (name, kind.rstrip(":") or "str")
                for kind, name in re.findall(r"<(\w+:)?(\w+)>", route)
            )
            found.append(Address(route, arguments))
    return found


def _as_route(pattern) -> str:
    text = str(pattern)
    if not hasattr(pattern, "_regex"):
        return text
    text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", text)
    text = re.sub(r"\((?!\?)[^()]*\)", "<str:unnamed>", text)
    return re.sub(r"[\^$\\?]|\(\?:|\)", "", text)


@dataclass
class Canary:
    """A planted string, and the keys of those people whose pages may hold it."""

    text: str
    readers: frozenset[str]
    revealed_to: frozenset[str] = frozenset()
    """Who may read it in the answer to a POST, and in no page."""


@dataclass
class World:
    people: dict = field(default_factory=dict)
    """Key to user, or None for the visitor."""
    canaries: dict[str, Canary] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    """Candidate values by argument name, or by converter where the name says nothing."""

    named: dict[str, str] = field(default_factory=dict)
    """What an address of the controls stands for."""

    def plant(self, name: str, text: str, *, readers: str = "", revealed_to: str = "") -> str:
        self.canaries[name] = Canary(
            text, frozenset(readers.split()), frozenset(revealed_to.split())
        )
        return text

    def value(self, name: str, value) -> None:
        """Another candidate value for the arguments of this name."""
        self.values.setdefault(name, []).append(str(value))

    def leaks(self, who: str, text: str, *, how="get") -> list[str]:
        return [
            name
            for name, canary in self.canaries.items()
            if canary.text in text
            and who not in canary.readers
            and not (how == "post" and who in canary.revealed_to)
        ]

    def secrets(self, text: str) -> list[str]:
        """What of the hidden caucus is in a text that only its own people might read."""
        return [
            name
            for name, canary in self.canaries.items()
            if canary.text in text and canary.readers <= {"inside", "chair"}
        ]


def whole(response) -> str:
    """Status line, headers and body of an answer, as one text to search."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{response.status_code}\n{headers}\n{body.decode(errors='replace')}"


LONG_AGO = dt.date(2020, 1, 6)
