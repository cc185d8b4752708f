"""Each page of the caucuses asks as often for three rows as for one."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains

from caucuses.models import ListedTo, RosterShown, RotationTask
from caucuses.operations import invitations, vault
from events.models import Event

from .conftest import browser, row
from .test_pages import HUB, give_office

ADDRESS = "https://example.org/kept"
HUB_OF = {"alice": 17, "bob": 16}

one_and_three = pytest.mark.parametrize("count", [1, 3])
both = pytest.mark.parametrize("who", ["alice", "bob"])


@pytest.fixture
def shown(caucus):
    caucus.roster_shown_to = RosterShown.MEMBERS
    caucus.save()
    return caucus


def count_of(asking, client, path, number):
    """What the page said; the first look is left out, for it warms what is kept."""
    client.get(path)
    with asking(number):
        return client.get(path)


@both
@one_and_three
def test_the_hub_by_its_members(shown, cast, somebody, django_assert_num_queries, who, count):
    for number in range(count):
        member = somebody(f"Member{number}")
        row(member, shown.group)
        give_office(member)

    page = count_of(django_assert_num_queries, browser(getattr(cast, who)), HUB, HUB_OF[who])

    assertContains(page, "Elyria, OH", count=count)


@both
@one_and_three
def test_the_hub_by_its_meetings(shown, cast, django_assert_num_queries, who, count):
    for number in range(count):
        start = dt.datetime(2099, 12, 3 + number, 23, 30, tzinfo=dt.UTC)
        Event.objects.create(
            host=shown.group,
            title="Wick night",
            timezone="America/New_York",
            starts_at=start,
            ends_at=start + dt.timedelta(hours=1),
        )

    number = HUB_OF[who] + MEETING
    page = count_of(django_assert_num_queries, browser(getattr(cast, who)), HUB, number)

    assert len(page.context["meetings"]["coming"]) == count


@both
@one_and_three
def test_the_hub_by_its_links(shown, cast, at, django_assert_num_queries, who, count):
    for number in range(count):
        keep_link(shown, cast, at, number)

    page = count_of(django_assert_num_queries, browser(getattr(cast, who)), HUB, HUB_OF[who])

    assertContains(page, "/reveal/", count=2 * count)


def keep_link(caucus, cast, at, number):
    return vault.add(
        caucus=caucus,
        kind="other",
        label=f"Link {number}",
        address=ADDRESS,
        by=cast.alice.user,
        at=at,
    )


@pytest.mark.parametrize(("who", "number"), [("bob", 7), ("nobody", 1)])
@one_and_three
def test_the_list_of_caucuses(cast, make_caucus, django_assert_num_queries, who, number, count):
    for each in range(count):
        made = make_caucus(f"circle-{each}", listed_to=ListedTo.PUBLIC)
        row(cast.bob, made.group)

    client = browser(getattr(cast, who, None))
    page = count_of(django_assert_num_queries, client, "/caucuses/", number)

    assertContains(page, "We of circle", count=count)


@one_and_three
def test_the_list_of_a_steward(cast, make_caucus, django_assert_num_queries, count):
    for number in range(count):
        row(cast.dana, make_caucus(f"circle-{number}").group, "steward")

    page = count_of(django_assert_num_queries, browser(cast.dana), "/caucuses/steward/", STEWARDED)

    assertContains(page, "Nobody leads it", count=count)


@one_and_three
def test_the_list_of_invite_links(caucus, cast, at, django_assert_num_queries, count):
    for _ in range(count):
        invitations.make_link(caucus=caucus, days=7, most_uses=1, by=cast.alice.user, at=at)

    client = browser(cast.alice)
    page = count_of(django_assert_num_queries, client, f"{HUB}invite-links/", INVITE_LINKS)

    assertContains(page, "Revoke<span", count=count)


@one_and_three
def test_the_links_to_change_of_one_link(
    caucus, cast, somebody, at, django_assert_num_queries, count
):
    """Each of those who left had seen it."""
    kept = keep_link(caucus, cast, at, 0)
    for number in range(count):
        RotationTask.objects.create(
            link=kept, version=1, person=somebody(f"Gone{number}"), reason="left", made_at=at
        )

    page = count_of(django_assert_num_queries, browser(cast.alice), f"{HUB}links/", ROTATIONS)

    assertContains(page, "Gone", count=count)


MEETING, STEWARDED, INVITE_LINKS, ROTATIONS = 1, 6, 9, 11
