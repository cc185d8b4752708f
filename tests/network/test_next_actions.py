"""Next steps: whose they are, who sees them, and what happens when their owner leaves."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

import network.urls  # noqa: F401 - fills what waits
from network import audit
from network.models import AuditEntry, Membership, NextAction, Person, User
from network.operations import next_actions
from network.registries import desk_waits
from network.reports import next_actions as steps
from network.roles import Role
from tests.factories import (
    NOON,
    TODAY,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    RegionFactory,
    TermFactory,
    UserFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    an_editor,
    national_staff,
    the_network,
    with_login,
)

LEFT = dt.date(2026, 11, 1)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def ohio():
    return a_chapter("OH", "Ohio")


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz")


@pytest.fixture
def desk(client, sign_in, alice):
    return sign_in(client, alice.user)


def plan(by, person, *, owner=None, due_on=TODAY, text="Call back", scope=None):
    return next_actions.plan(
        person=person,
        text=text,
        owner=(owner or by).user,
        due_on=due_on,
        scope=scope or a_chapter(),
        by=by.user,
        at=NOON,
    )


def leave(person):
    Membership.objects.filter(person=person).update(until=LEFT, end_reason="left")


def fresh(person):
    """Their user as the next request meets them, with rights worked out anew."""
    return User.objects.get(pk=person.user_id)


def counts(user):
    return {wait.title for wait in desk_waits.of(user, on=TODAY) if wait.href == "/desk/next/"}


# Planning


def test_a_next_step_is_planned_on_the_record(desk, alice, dana):
    june = national_staff(given="June", family="Joy")
    answer = desk.post(
        reverse("desk:next_add", args=[dana.public_id]),
        {
            "text": "Call back",
            "owner": str(june.public_id),
            "due_on": "2126-12-01",
            "scope": "texas",
        },
    )
    shown = desk.get(answer.url).context["steps"]

    assert [(step.action.text, step.action.owner, step.is_mine) for step in shown] == [
        ("Call back", june.user, False)
    ]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Say what is to be done."),
        ("text", "a" * 201, "Use 200 letters or fewer."),
        ("owner", "00000000-0000-4000-8000-000000000000", "Choose one of the list."),
        ("owner", "nobody", "Choose one of the list."),
        ("due_on", "2020-01-01", "Choose today or a later day."),
        ("due_on", "2026-02-30", "Enter a date that exists."),
        ("scope", "ohio", "Choose one of the list."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(desk, alice, dana, ohio, field, value, words):
    sent = {
        "text": "Call back",
        "owner": str(alice.public_id),
        "due_on": "2126-12-01",
        "scope": "texas",
    }
    page = desk.post(reverse("desk:next_add", args=[dana.public_id]), sent | {field: value})

    assert page.context["form"].errors[field] == [words]
    assert NextAction.objects.count() == 0


def test_only_staff_who_see_somebody_may_own_what_is_to_be_done(alice, ohio, dana):
    for owner in (a_director(ohio), dana):
        with pytest.raises(ValidationError) as refusal:
            plan(alice, dana, owner=owner)

        assert refusal.value.messages == ["They cannot see this person."]
    assert (NextAction.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_nobody_plans_for_other_peoples_people_or_staff(alice, ohio, dana):
    quenby = a_member(ohio)
    june = national_staff()
    for person, scope, code in ((quenby, None, "person"), (dana, ohio, "scope")):
        with pytest.raises(ValidationError) as refusal:
            plan(alice, person, owner=june, scope=scope)

        assert refusal.value.code == code
    assert NextAction.objects.count() == 0


def test_the_same_again_is_the_same_one(alice, dana):
    assert plan(alice, dana) == plan(alice, dana)
    assert (NextAction.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_a_failure_midway_leaves_nothing(alice, dana, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(OSError, match="disk full"):
        plan(alice, dana)

    assert (NextAction.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_owners_are_those_whom_the_desk_shows_this_person(texas, ohio):
    """The same rule twice, once from the people's side: they must never part."""
    today = timezone.localdate()
    region = RegionFactory(parent=ohio)
    committee = CommitteeFactory(parent=texas)
    people = [
        a_member(texas, given="Member"),
        a_member(ohio, given="Elsewhere"),
        a_member(given="No chapter"),
        TermFactory(office__jurisdiction__state="OH").person,
        MembershipFactory(group=region, role=Role.ORGANIZER).person,
        MembershipFactory(group=committee).person,
        MembershipFactory(group=texas, until=LEFT, end_reason="left").person,
        MembershipFactory(group=texas, until=today, end_reason="left").person,
        PersonFactory(),
    ]
    TermFactory(person=people[0], office__jurisdiction__state="OH")
    gone = a_director(ohio)
    leave(gone)
    off = a_director(ohio)
    off.user.is_active = False
    off.user.save()
    boss = with_login(PersonFactory())
    boss.user.is_superuser = True
    boss.user.save()
    staff = [a_director(texas), a_director(ohio), national_staff(), an_administrator(), boss]
    staff += [gone, off, an_editor(texas), a_member(texas)]
    for person in [*people, *staff]:
        shown = {
            one.user_id
            for one in staff
            if Person.objects.editable_by(fresh(one)).filter(pk=person.pk).exists()
        }
        owners = next_actions.owners_of(person, on=today).values_list("pk", flat=True)

        assert set(owners) == shown


# Doing


def test_one_post_does_it_and_a_second_changes_nothing(desk, alice, dana):
    action = plan(alice, dana)
    address = reverse("desk:next_done", args=[action.public_id])
    answers = [desk.post(address, {"back": "/desk/next/"}).url for _ in range(2)]
    action.refresh_from_db()

    assert answers == ["/desk/next/", "/desk/next/"]
    assert action.done_by == alice.user
    assert AuditEntry.objects.filter(action="network.action_done").count() == 1
    assert desk.get(dana.get_absolute_url()).context["steps"] == []
    assert desk.get(address).status_code == 405


@pytest.mark.parametrize("back", ["https://example.com/desk/", "//example.com", "/me/", ""])
def test_one_goes_back_to_the_desk_and_nowhere_else(desk, alice, dana, back):
    action = plan(alice, dana)
    answer = desk.post(reverse("desk:next_done", args=[action.public_id]), {"back": back})

    assert answer.url == dana.get_absolute_url()


def test_it_is_handed_over(desk, alice, dana):
    june = national_staff()
    action = plan(alice, dana)
    address = reverse("desk:next_hand_over", args=[action.public_id])
    desk.post(address, {"owner": str(june.public_id), "due_on": "2126-12-01"})
    action.refresh_from_db()

    assert (action.owner, action.due_on) == (june.user, dt.date(2126, 12, 1))


def test_what_is_done_is_not_handed_over(alice, dana):
    action = plan(alice, dana)
    next_actions.finish(action=action, by=alice.user, at=NOON)
    with pytest.raises(ValidationError) as refusal:
        next_actions.reassign(action=action, owner=alice.user, due_on=TODAY, by=alice.user, at=NOON)

    assert refusal.value.messages == ["This is done already."]


def test_handing_over_to_whom_it_is_for_changes_nothing(alice, dana):
    action = plan(alice, dana)
    next_actions.reassign(action=action, owner=alice.user, due_on=TODAY, by=alice.user, at=NOON)

    assert AuditEntry.objects.count() == 1


# Whose they are


def test_ones_own_come_before_the_others_and_the_latest_first(desk, alice, dana, texas):
    june, bea = national_staff(), a_director(texas)
    for by, owner, text, days in (
        (june, bea, "theirs", 1),
        (alice, alice, "later", 5),
        (alice, alice, "soon", 0),
    ):
        plan(by, dana, owner=owner, text=text, due_on=TODAY + dt.timedelta(days=days))
    NextAction.objects.filter(text="later").update(due_on=TODAY - dt.timedelta(days=9))
    piles = steps.piles(fresh(alice), on=TODAY)

    assert [
        (pile.title, [(step.action.text, step.is_late) for step in pile.steps]) for pile in piles
    ] == [
        ("Yours", [("later", True), ("soon", False)]),
        ("Your colleagues’", [("theirs", False)]),
    ]


def test_when_its_owner_leaves_it_is_nobodys_and_waits(alice, dana, texas):
    bea = a_director(texas)
    plan(alice, dana, owner=bea)
    leave(bea)
    pile = steps.piles(fresh(alice), on=TODAY)[0]

    assert (pile.title, [step.action.text for step in pile.steps]) == ("Nobody’s", ["Call back"])
    assert counts(fresh(alice)) == {
        "1 next step is nobody’s",
        "0 next steps of yours are due",
    }


def test_when_somebody_moves_away_their_old_directors_step_waits_for_national_staff(
    alice, dana, ohio
):
    plan(alice, dana)
    leave(dana)
    MembershipFactory(person=dana, group=ohio)
    june, bob = national_staff(), a_director(ohio)

    assert [counts(fresh(person)) for person in (june, alice, bob)] == [
        {"1 next step is nobody’s", "0 next steps of yours are due"},
        {"0 next steps are nobody’s", "0 next steps of yours are due"},
        {"0 next steps are nobody’s", "0 next steps of yours are due"},
    ]


def test_the_front_counts_what_is_due_and_not_what_is_to_come(alice, dana):
    plan(alice, dana)
    plan(alice, dana, text="Write", due_on=TODAY + dt.timedelta(days=1))

    assert "1 next step of yours is due" in counts(fresh(alice))


# Who sees them


def test_a_step_is_of_those_who_staff_its_group_and_see_the_person(
    client, sign_in, alice, dana, ohio
):
    action = plan(alice, dana)
    pages = [reverse("desk:next_hand_over", args=[action.public_id]), dana.get_absolute_url()]
    answers = {}
    for key, person in {
        "alice": alice,
        "june": national_staff(),
        "bob": a_director(ohio),
        "dana": dana,
    }.items():
        sign_in(client, person.user)
        answers[key] = [client.get(page).status_code for page in pages]
        answers[key].append(b"Call back" in client.get("/desk/next/").content)
    client.logout()

    assert answers == {
        "alice": [200, 200, True],
        "june": [200, 200, True],
        "bob": [404, 404, False],
        "dana": [404, 404, False],
    }
    assert client.get("/desk/next/").status_code == 302


def test_staff_of_another_of_their_chapters_does_not_learn_of_it(
    client, sign_in, alice, dana, ohio
):
    MembershipFactory(person=dana, group=ohio)
    plan(alice, dana)
    page = sign_in(client, a_director(ohio).user).get(dana.get_absolute_url())

    assert page.context["steps"] == []
    assert page.context["history"] == []


def test_the_networks_own_steps_are_for_national_staff(client, sign_in, alice, dana):
    june = national_staff()
    plan(june, dana, scope=the_network())
    found = [
        len(sign_in(client, person.user).get(dana.get_absolute_url()).context["steps"])
        for person in (june, alice)
    ]

    assert found == [1, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries(django_assert_num_queries, desk, alice, texas, rows):
    for number in range(rows):
        owner = with_login(PersonFactory(user=UserFactory()))
        MembershipFactory(person=owner, group=texas, role=Role.STAFF)
        plan(alice, a_member(texas), owner=owner, text=f"Step {number}")
    desk.get("/desk/next/")
    with django_assert_num_queries(LIST_QUERIES):
        desk.get("/desk/next/")


LIST_QUERIES = 5
