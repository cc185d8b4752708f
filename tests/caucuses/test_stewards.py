"""What stewards and those who lead decide of a caucus, and the days of grace."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from caucuses import access
from caucuses.models import Caucus, InviteLink, JoinAnswer
from caucuses.operations import invitations, leading, stewarding
from network.models import Letter, Membership
from network.roles import GroupKind, Role

from .conftest import browser, list_to, row
from .test_not_found import answer
from .test_operations import actions, refused, standing_in, trace
from .test_pages import HUB


@pytest.fixture
def kept(caucus, cast):
    """The caucus with Dana as its steward."""
    row(cast.dana, caucus.group, Role.STEWARD)
    return caucus


@pytest.fixture
def by_dana(cast, at):
    return {"by": cast.dana.user, "at": at}


def lose_standing(person, on):
    Membership.objects.filter(person=person, group__kind=GroupKind.NETWORK).update(
        until=on, end_reason="left"
    )


def give_grace(caucus, days):
    caucus.grace_days = days
    caucus.save()


def test_who_leaves_the_staff_looks_after_no_caucus_from_that_day(kept, cast, on):
    assert access.can(cast.dana.user, kept, on=on).lead is True
    staff = Membership.objects.filter(person=cast.dana, group__kind=GroupKind.STAFF)

    staff.update(until=on, end_reason="left")

    assert access.can(cast.dana.user, kept, on=on).existence is True
    assert access.can(cast.dana.user, kept, on=on).lead is False
    assert list(access.stewarded_by(cast.dana.user, on=on)) == []
    assert list(access.stewards(kept, on=on)) == []


@pytest.mark.parametrize(("passed", "let_in"), [(0, True), (9, True), (10, False)])
def test_grace_lasts_to_the_day(caucus, cast, on, passed, let_in):
    """Over on a day, the day before was the last; ten days of grace count from that."""
    give_grace(caucus, 10)
    lose_standing(cast.bob, on - dt.timedelta(passed))

    can = access.can(cast.bob.user, caucus, on=on)

    assert (can.content, can.links, can.eligible) == (let_in, let_in, False)
    assert (
        cast.bob.pk in set(access.people(caucus, on=on).values_list("pk", flat=True)) or not let_in
    )


def test_without_grace_access_stops_at_once(caucus, cast, on):
    lose_standing(cast.bob, on)

    assert access.can(cast.bob.user, caucus, on=on).content is False


def test_grace_lets_nobody_new_in(caucus, cast, on):
    give_grace(caucus, 30)
    list_to(caucus, "public")
    lose_standing(cast.charlie, on)

    assert access.can(cast.charlie.user, caucus, on=on).way_in == ""


def test_whoever_came_in_within_the_days_of_grace_has_it_too(caucus, cast, somebody, on):
    give_grace(caucus, 30)
    late = somebody("Late")
    row(late, caucus.group, since=on - dt.timedelta(5))
    Membership.objects.filter(person=late, group__kind=GroupKind.NETWORK).update(
        since=on - dt.timedelta(6), until=on - dt.timedelta(2), end_reason="left"
    )

    assert access.can(late.user, caucus, on=on).grace == on + dt.timedelta(27)


def test_an_administrator_makes_a_caucus_and_its_steward_alone_sees_it(network, cast, on, at):
    caucus = stewarding.make(
        name="Kiln",
        purpose="We fire.",
        listed_to="nobody",
        join_policy="invite",
        steward=cast.dana,
        by=cast.ada,
        at=at,
    )

    assert list(access.visible_to(cast.dana.user, on=on)) == [caucus]
    assert list(access.visible_to(cast.ada, on=on)) == []
    assert caucus.group.slug.startswith("kiln-")


@pytest.mark.parametrize(
    ("who", "steward", "code"),
    [
        ("dana", "dana", "rights"),
        ("ada", "bob", "steward"),
    ],
)
def test_nobody_else_makes_one_nor_looks_after_it(network, cast, at, who, steward, code):
    by = cast.ada if who == "ada" else cast.dana.user
    act = {"name": "Kiln", "purpose": "We fire.", "listed_to": "nobody", "join_policy": "open"}

    assert refused(stewarding.make, **act, steward=getattr(cast, steward), by=by, at=at) == code
    assert Caucus.objects.count() == 0


def test_an_administrator_makes_one_on_the_page(network, cast):
    form = {
        "name": "Kiln",
        "purpose": "We fire.",
        "listed_to": "nobody",
        "join_policy": "invite",
        "steward": cast.dana.public_id,
    }

    assertRedirects(browser(cast.ada).post("/caucuses/steward/new/", form), "/caucuses/steward/")

    assertContains(browser(cast.dana).get("/caucuses/steward/"), "Kiln")


def test_a_steward_keeps_the_rules_of_a_caucus(kept, cast):
    form = {
        "purpose": "We of light.",
        "working_on": "Wicks.",
        "listed_to": "members",
        "roster_shown_to": "members",
        "join_policy": "ask",
        "standing": ["member"],
        "grace_days": 14,
    }

    assertRedirects(browser(cast.dana).post(f"{HUB}kept/", form), HUB)

    kept.refresh_from_db()
    assert (kept.may_join, kept.grace_days) == ({"standing": ["member"]}, 14)
    assert actions() == ["caucuses.kept"]


def test_those_who_lead_say_what_it_works_on(caucus, cast):
    form = {"purpose": "We of light.", "working_on": "Wicks."}

    assertRedirects(browser(cast.alice).post(f"{HUB}about/", form), HUB)

    assertContains(browser(cast.bob).get(HUB), "Wicks.")


@pytest.mark.parametrize("page", ["kept", "standing", "close"])
def test_what_is_a_stewards_is_not_there_for_a_chair(kept, cast, page):
    found = {
        who: browser(getattr(cast, who)).get(f"{HUB}{page}/").status_code
        for who in ("alice", "bob", "charlie", "dana")
    }

    assert found == {"alice": 404, "bob": 404, "charlie": 404, "dana": 200}


def test_the_stewards_page_is_there_for_nobody_else(kept, cast):
    pages = {
        who: browser(getattr(cast, who)).get("/caucuses/steward/").status_code
        for who in ("alice", "bob", "charlie", "dana", "ada")
    }

    assert pages == {"alice": 404, "bob": 404, "charlie": 404, "dana": 200, "ada": 200}
    assert "Lanterns" not in browser(cast.ada).get("/caucuses/steward/").content.decode()


def test_whose_standing_ended_is_listed_and_decided(kept, cast, on, by_dana):
    lose_standing(cast.bob, on)
    client = browser(cast.dana)
    place = access.membership_of(cast.bob, kept, on=on)
    assertContains(client.get(f"{HUB}standing/"), "Bob Example")

    client.post(f"{HUB}standing/{place.public_id}/keep/")
    assertContains(client.get(f"{HUB}standing/"), "You kept their place on")
    client.post(f"{HUB}standing/{place.public_id}/end/")

    place.refresh_from_db()
    assert (place.until, place.end_reason, place.kept_on) == (on, "lapsed", on)
    assert actions() == ["caucuses.kept_lapsed", "caucuses.ended_lapsed"]


def test_nobody_is_ended_whom_the_caucus_is_for(kept, cast, by_dana):
    act = {"caucus": kept, "person": cast.bob}

    assert refused(stewarding.end_lapsed, **act, **by_dana) == "stands"
    assert refused(stewarding.keep_lapsed, **act, **by_dana) == "stands"


def test_closing_ends_everybodys_membership_and_names_nothing(kept, cast, on, at, by_dana):
    invitations.make_link(caucus=kept, days=7, most_uses=1, by=cast.alice.user, at=at)
    asked = row(cast.charlie, kept.group, state="asked")
    JoinAnswer.objects.create(membership=asked, text="Bees.")

    stewarding.close(caucus=kept, **by_dana)

    assert list(access.current(kept, on=on).values_list("role", flat=True)) == ["steward"]
    assert (JoinAnswer.objects.count(), InviteLink.objects.get().revoked_at) == (0, at)
    said = [letter.subject + letter.body for letter in Letter.objects.all()]
    assert (len(said), any("antern" in words for words in said)) == (3, False)
    assert refused(stewarding.close, caucus=kept, **by_dana) == "closed"


def test_its_steward_opens_it_again_with_nobody_in_it(kept, cast, on, by_dana):
    client = browser(cast.dana)
    client.post(f"{HUB}close/")
    assertContains(client.get("/caucuses/steward/"), "Closed on")

    assertRedirects(client.post(f"{HUB}reopen/"), HUB)

    assert list(access.people(kept, on=on)) == []
    assert refused(stewarding.reopen, caucus=kept, **by_dana) == "open"


@pytest.mark.parametrize("who", ["visitor", "alice", "charlie", "ada"])
def test_a_closed_caucus_answers_all_others_as_one_that_never_was(kept, cast, by_dana, who):
    stewarding.close(caucus=kept, **by_dana)
    client = browser(getattr(cast, who, None))
    client.get("/caucuses/")

    assert answer(client, "post", f"{HUB}reopen/") == answer(
        client, "post", "/caucuses/nowheres/reopen/"
    )


def test_a_co_chair_is_named_and_told(caucus, cast, on, at):
    leading.add_chair(caucus=caucus, person=cast.bob, by=cast.alice.user, at=at)

    assert {one.pk for one in access.leaders(caucus, on=on)} == {cast.alice.pk, cast.bob.pk}
    assert [letter.to for letter in Letter.objects.all()] == ["bob@example.org"]


def test_whoever_hands_over_stays_a_member(caucus, cast, on, at):
    leading.hand_over(caucus=caucus, chair=cast.alice, person=cast.bob, by=cast.alice.user, at=at)

    assert standing_in(caucus, cast.alice, on) == ("active", "member")
    assert standing_in(caucus, cast.bob, on) == ("active", "chair")


@pytest.mark.parametrize(("who", "code"), [("charlie", "successor"), ("alice", "leads")])
def test_only_a_member_who_does_not_lead_is_named(caucus, cast, at, who, code):
    before = trace(caucus)
    act = {"caucus": caucus, "person": getattr(cast, who), "by": cast.alice.user, "at": at}

    assert refused(leading.add_chair, **act) == code
    assert refused(leading.hand_over, **act, chair=cast.alice) == code
    assert trace(caucus) == before


def test_a_chair_hands_over_on_the_page(caucus, cast, on):
    bob = access.membership_of(cast.bob, caucus, on=on)
    form = {"person": str(bob.public_id), "stays": "instead"}

    assertRedirects(browser(cast.alice).post(f"{HUB}chairs/", form), HUB)

    assert standing_in(caucus, cast.bob, on) == ("active", "chair")


def test_a_steward_hands_on_to_another_of_the_staff(kept, cast, somebody, on, by_dana):
    team = Membership.objects.get(person=cast.dana, group__kind=GroupKind.STAFF).group
    fay = somebody("Fay", member=False)
    row(fay, team, Role.STAFF)

    stewarding.hand_on(caucus=kept, steward=cast.dana, person=fay, **by_dana)

    assert [one.pk for one in access.stewards(kept, on=on)] == [fay.pk]
