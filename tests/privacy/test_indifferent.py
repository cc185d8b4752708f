"""Two networks that differ by one membership of a hidden caucus are the same network to everybody
outside of it: every page, list, sorting, filter and file answers with the same bytes and queries.
"""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from network.models import Group, Membership, Person
from network.roles import Role
from tests.crawl import LONG_AGO, NOWHERE, addresses
from tests.privacy.answers import ask, client_of
from tests.test_privacy import LEFT_OUT

#: Where everything is drawn anew for each visit, or about nobody but the visitor.
OWN = {"accounts", "join", "_util", "caucuses"}
#: Lists, sorted and narrowed: what a difference between two of them could tell.
LISTS = [
    f"/desk/people/?{query}"
    for query in (
        "sort=name",
        "sort=-name",
        "sort=joined",
        "sort=-joined",
        "sort=changed",
        "sort=-changed",
        "q=olive",
        "standing=member",
        "role=council",
        "group=zephyrine-cell",
        "caucus=zephyrine-cell",
        "columns=standing&columns=office&columns=chapter&columns=joined&columns=tags",
    )
] + ["/directory/?q=olive", "/directory/?caucus=zephyrine-cell", "/desk/groups/texas/?q=olive"]
EXPORT = "/desk/people/export/?columns=standing&columns=office&columns=chapter&columns=joined"


def walk(world, olive, *, editor):
    """Every address outside of caucuses, about Olive wherever it is about somebody."""
    left_out = OWN if editor else {*OWN, "cms"}
    values = world.values | {
        "public_id": [str(olive.public_id), NOWHERE],
        "other": [world.named["asker"]],
        "slug": ["texas", "ohio", "zephyrine-cell"],
    }
    for address in addresses():
        app = address.route.partition("/")[0]
        if address.route not in LEFT_OUT and app not in left_out:
            yield from address.filled(values)


def all_that_is_said(world, client, olive, *, editor):
    # A process asks for each of these once and then knows it: no difference between two walks.
    ContentType.objects.get_for_models(*apps.get_models())
    paths = [*walk(world, olive, editor=editor), *LISTS, "/caucuses/"]
    said = {path: ask(client, "get", path) for path in paths}
    said["csv"] = ask(client, "post", EXPORT, {"form": "csv"})
    return said


def in_caucus(person, **fields):
    group = Group.including_private.get(slug="zephyrine-cell")
    return Membership.including_private.create(person=person, group=group, since=LONG_AGO, **fields)


@pytest.mark.parametrize("who", ["director", "national", "outside", "visitor"])
def test_one_membership_more_changes_nothing_for_anybody_outside(world, who):
    """Of a visitor and a member it is somebody else who joins: one's own pages do change."""
    olive = Person.objects.get(given="Olive")
    joins = olive if who != "outside" else Person.objects.get(given="Asa")
    shown = joins if who != "outside" else olive
    client = client_of(world.people[who])
    client.get("/caucuses/")
    # Of these four a director alone is let into the editor of pages.
    editor = who == "director"
    before = all_that_is_said(world, client, shown, editor=editor)

    in_caucus(joins, role=Role.CHAIR)

    after = all_that_is_said(world, client, shown, editor=editor)
    different = [path for path in before if before[path].without() != after[path].without()]
    assert different == []
    assert before["csv"].status == after["csv"].status


def test_a_membership_that_is_no_secret_would_be_seen(world):
    """The control: the same walk tells when somebody joins a committee."""
    olive = Person.objects.get(given="Olive")
    client = client_of(world.people["director"])
    path = f"/desk/people/{olive.public_id}/"
    before = ask(client, "get", path).without()

    Membership.objects.create(
        person=olive, group=Group.objects.get(slug="texas"), role=Role.ORGANIZER, since=LONG_AGO
    )

    assert ask(client, "get", path).without() != before
    assert "Olive" in ask(client, "post", EXPORT, {"form": "csv"}).body
