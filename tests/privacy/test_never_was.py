"""At every address of a caucus, one that is hidden and one that never was answer alike.

Addresses are found by walking the resolver: those to come are in here by themselves.
"""

import pytest

from tests.crawl import NOWHERE, addresses
from tests.privacy.answers import ask, client_of

HIDDEN, NEVER = "zephyrine-cell", "zephyrine-void"
OUTSIDERS = ("visitor", "applicant", "outside", "director", "national", "admin")
ROUTES = [
    address
    for address in addresses()
    if address.route.startswith("caucuses/") and ("slug", "slug") in address.arguments
]


def paths(world, route, slug):
    """An address of one caucus, with rows that are in it and with one that is nowhere."""
    known = {
        name: [candidates[-1]] if kind != "uuid" else [world.named["asked"], NOWHERE]
        for name, kind in route.arguments
        for candidates in [world.values.get(name) or world.values[kind]]
    }
    return route.filled(known | {"slug": [slug]})


def both(world, client, method, route):
    pairs = zip(paths(world, route, HIDDEN), paths(world, route, NEVER), strict=True)
    for hidden, never in pairs:
        yield ask(client, method, hidden), ask(client, method, never)


def test_the_walk_finds_the_addresses_of_caucuses():
    assert {"caucuses/<slug:slug>/", "caucuses/<slug:slug>/join/"} <= {
        address.route for address in ROUTES
    }


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("method", ["get", "head", "post", "htmx"])
def test_hidden_equals_never_was(world, who, method):
    client = client_of(world.people[who])
    client.get("/caucuses/")
    different, answered = [], set()
    for route in ROUTES:
        for hidden, never in both(world, client, method, route):
            answered.add(hidden.status)
            if hidden.without(HIDDEN) != never.without(NEVER):
                different.append((hidden.path, hidden.status, never.status))

    assert different == []
    assert answered <= {404, 405}


@pytest.mark.parametrize("who", ["inside", "chair"])
def test_the_walk_would_see_a_difference(world, who):
    """The control: whoever may know of it gets another answer, from the hub and in most rooms."""
    client = client_of(world.people[who])
    client.get("/caucuses/")

    different = {
        route.route
        for route in ROUTES
        for hidden, never in both(world, client, "get", route)
        if hidden.without(HIDDEN) != never.without(NEVER)
    }

    assert "caucuses/<slug:slug>/" in different
