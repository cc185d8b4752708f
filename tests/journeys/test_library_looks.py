"""The library, what was reported from it and a pledge, small and wide, light and dark, with axe."""

from itertools import product

import pytest
from django.utils import timezone

from cms.models import ResourcePage
from config.demo import cast
from network.models import Person, PolicyAction
from tests.journeys.conftest import violations

TOOLKIT = "/library/rental-licensing/"
PLEDGE, KEPT = "/pledges/porch-pledge/", "/desk/pledges/of/porch-pledge/"
#: What a page and all its styles may weigh, unpacked.
HEAVIEST = 60_000


def user_of(part):
    return Person.objects.get(given=part.given, family=part.family).user


@pytest.fixture
def rooms(settings, demo_network):
    settings.DEMO = True
    demo_network("looks", members=400, seed=3, at=timezone.now())
    director = user_of(cast.DIRECTOR)
    policy = ResourcePage.objects.get(slug="model-ordinance").policy
    action = PolicyAction.objects.editable_by(director).waiting().first()
    waits = ["/desk/policies/", "/desk/policies/?list=decided"]
    shelf = ["/library/", "/library/?topic=housing", TOOLKIT, f"{TOOLKIT}model-ordinance/"]
    return [
        (None, [*shelf, "/pledges/", PLEDGE]),
        (user_of(cast.MEMBER), ["/me/policies/", f"/me/policies/{policy}/report/", PLEDGE]),
        (director, [*waits, f"/desk/policies/{action.public_id}/"]),
        (
            user_of(cast.NATIONAL),
            ["/desk/pledges/", "/desk/pledges/new/", KEPT, f"{KEPT}edit/"],
        ),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(visit, rooms, scheme):
    wrong = []
    for width, (who, paths) in product([320, 1280], rooms):
        page = visit(user=who, width=width, scheme=scheme)
        for path in paths:
            assert page.goto(path).ok, path
            wrong += [(path, width, found) for found in violations(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append((path, f"{wide} px wide on a screen of {width}"))

    assert wrong == []


def test_a_page_of_the_library_stays_light(live_server, client, settings, rooms):
    styles = (settings.BASE_DIR / "config/static/site.css").stat().st_size
    _, paths = rooms[0]

    heavy = [path for path in paths if len(client.get(path).content) + styles > HEAVIEST]

    assert heavy == []
