"""A link opens until the last instant somebody's standing, or their grace, holds; then never."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from caucuses.models import LinkReveal
from caucuses.operations import vault
from network.models import Membership, Term
from network.roles import GroupKind

from .conftest import browser, row
from .test_pages import HUB, give_office
from .test_stewards import give_grace, lose_standing

DAY = dt.timedelta(days=1)
GRACE = 10


@pytest.fixture
def link(caucus, cast, at):
    return vault.add(
        caucus=caucus,
        kind="signal",
        label="Our chat",
        address="https://signal.group/#CjQKIAxolotl",
        by=cast.alice.user,
        at=at,
    )


def first_instant(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def last_instant(day):
    return first_instant(day + DAY) - dt.timedelta(microseconds=1)


def opens(link, person, at):
    """Whether it opens at this instant; a look that does is on record, one that does not is not."""
    looks = LinkReveal.objects.filter(person=person)
    before, refused = looks.count(), ""
    try:
        vault.reveal(link=link, by=person.user, at=at)
    except ValidationError as refusal:
        refused = refusal.code
    assert (refused, looks.count() - before) in [("links", 0), ("", 1)]
    return not refused


def around(link, person, last):
    return opens(link, person, last_instant(last)), opens(link, person, first_instant(last + DAY))


@pytest.mark.parametrize("days", [0, GRACE])
def test_membership_of_the_network_ends(caucus, cast, link, on, days):
    """Over from a day on, it held to the end of the day before."""
    give_grace(caucus, days)
    lose_standing(cast.bob, on)
    last = on - DAY + dt.timedelta(days)

    assert around(link, cast.bob, last) == (True, False)


@pytest.mark.parametrize("days", [0, GRACE])
def test_an_office_the_caucus_is_for_ends(caucus, cast, link, on, days):
    """Held to the end of its last day, whatever else the person is."""
    give_office(cast.bob)
    Term.objects.filter(person=cast.bob).update(ended_on=on, end_reason="resigned")
    caucus.may_join = {"office": ["council"]}
    give_grace(caucus, days)

    assert around(link, cast.bob, on + dt.timedelta(days)) == (True, False)


@pytest.mark.parametrize("days", [0, GRACE])
def test_a_member_in_office_is_an_alum_from_the_day_after(caucus, cast, link, on, days):
    give_office(cast.bob)
    Term.objects.filter(person=cast.bob).update(ended_on=on, end_reason="resigned")
    caucus.may_join = {"standing": ["member"]}
    give_grace(caucus, days)

    assert around(link, cast.bob, on + dt.timedelta(days)) == (True, False)


@pytest.mark.parametrize("days", [0, GRACE])
def test_the_chapter_the_caucus_is_for_is_left(caucus, cast, link, network, on, days):
    """The last day in a chapter counts, as everywhere at the desk."""
    texas = type(network).objects.create(
        kind=GroupKind.CHAPTER, name="Texas", slug="texas", state="TX", parent=network
    )
    row(cast.bob, texas, until=on, end_reason="left")
    caucus.may_join = {"chapter": ["texas"]}
    give_grace(caucus, days)

    assert around(link, cast.bob, on + dt.timedelta(days)) == (True, False)


def test_leaving_the_caucus_itself_has_no_grace(caucus, cast, link, on):
    give_grace(caucus, GRACE)
    Membership.including_private.filter(person=cast.bob, group=caucus.group).update(
        until=on, end_reason="left"
    )

    assert around(link, cast.bob, on - DAY) == (True, False)


def test_a_steward_who_keeps_a_place_opens_no_link_by_it(caucus, cast, link, on):
    lose_standing(cast.bob, on)
    Membership.including_private.filter(person=cast.bob, group=caucus.group).update(kept_on=on)

    assert opens(link, cast.bob, first_instant(on)) is False


@pytest.mark.parametrize(("grace", "status"), [(0, 404), (GRACE, 200)])
def test_the_next_request_of_somebody_signed_in_is_refused_without_any_job(
    caucus, cast, link, on, grace, status
):
    give_grace(caucus, grace)
    client = browser(cast.bob)
    reveal = f"{HUB}links/{link.public_id}/reveal/"
    assert client.post(reveal).status_code == 200

    lose_standing(cast.bob, on)

    assert client.post(reveal).status_code == status


def test_standing_that_comes_back_opens_it_again(caucus, cast, link, network, on):
    lose_standing(cast.bob, on)
    row(cast.bob, network, since=on)

    assert opens(link, cast.bob, first_instant(on)) is True
