"""Every main page of the fictional network, on a phone and a desk, light and dark, with axe."""

from collections import namedtuple
from itertools import product

import pytest
from django.utils import timezone

from config.demo import cast, generator
from network.models import Group, Person
from network.roles import GroupKind
from tests.journeys.conftest import violations

Look = namedtuple("Look", "who paths")


@pytest.fixture
def looks(settings):
    settings.DEMO = True
    generator.build(members=400, seed=3, at=timezone.now(), say=lambda _: None)
    committee = Group.objects.filter(kind=GroupKind.COMMITTEE, parent__state=cast.HOME).first()
    user = {
        part.key: Person.objects.get(given=part.given, family=part.family).user
        for part in (cast.MEMBER, cast.CHAIR, cast.DIRECTOR, cast.NATIONAL)
    }
    member = Person.objects.get(user=user["member"])
    return [
        Look(
            None,
            [
                "/",
                "/chapters/",
                f"/chapters/{committee.parent.slug}/",
                "/caucuses/",
                "/join/",
                "/join/name/",
                "/accounts/login/",
                "/nothing-here/",
            ],
        ),
        Look(
            user["member"],
            [
                "/me/",
                "/me/profile/",
                "/me/privacy/",
                "/me/offices/",
                "/me/data/",
                "/me/leave/",
                "/directory/",
                "/refer/",
                "/caucuses/",
            ],
        ),
        Look(user["chair"], [cast.CHAIR.lands]),
        Look(
            user["director"],
            [
                "/desk/",
                "/desk/people/",
                "/desk/people/?standing=nonsense",
                f"/desk/people/{member.public_id}/",
                f"/desk/people/{member.public_id}/terms/add/",
                "/desk/applications/",
                "/desk/groups/",
                f"/desk/groups/{committee.slug}/",
                f"/desk/groups/{committee.slug}/sheet/",
                f"/desk/people/{member.public_id}/notes/add/",
                "/desk/people/segments/",
                "/desk/people/export/",
                "/desk/next/",
                "/desk/offices/",
                "/desk/offices/reports/",
                "/desk/offices/campaigns/",
                "/desk/offices/coverage/",
                "/desk/vacancies/",
                "/desk/vacancies/eligibility/",
                "/desk/prospects/",
                "/desk/prospects/?as=list",
                "/desk/prospects/referrers/",
                "/desk/duplicates/",
            ],
        ),
        Look(user["national"], ["/desk/", "/desk/imports/", "/desk/offices/coverage/"]),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(visit, looks, scheme):
    wrong = []
    for width, look in product([320, 1280], looks):
        page = visit(user=look.who, width=width, scheme=scheme)
        for path in look.paths:
            page.goto(path)
            wrong += [(path, width, found) for found in violations(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append((path, f"{wide} px wide on a screen of {width}"))

    assert wrong == []
