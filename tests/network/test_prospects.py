"""How far a prospect has come: moved, planned, closed, reopened, and never over somebody's head."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network import audit
from network.models import AuditEntry, Office, Person, Prospect
from network.models.prospects import Closing, Stage
from network.operations import prospects, referrals
from network.operations.referrals import Told
from tests.factories import (
    NOON,
    TODAY,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)

LATER = NOON + dt.timedelta(minutes=5)
NEXT_WEEK = NOON + dt.timedelta(days=7)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def june():
    return national_staff(given="June", family="Abernathy")


@pytest.fixture
def rosa(texas):
    return a_prospect(texas, given="Rosa", family="Marin")


def a_prospect(chapter, *, stage=Stage.NEW, at=NOON, why="", **names):
    """Somebody elected in the chapter's state, whom nobody has spoken to."""
    office = OfficeFactory(jurisdiction=JurisdictionFactory(state=chapter.state))
    person = TermFactory(person=PersonFactory(**names), office=office).person
    return Prospect.objects.create(
        person=person,
        chapter=chapter,
        office=office,
        name=person.name,
        source="county fair",
        stage=stage,
        closed_reason=why,
        made_at=at,
        moved_at=at,
    )


def code_of(refusal):
    return refusal.value.error_list[0].code


def trail():
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def move(prospect, stage, seen=None, *, by=None, at=LATER):
    return prospects.move(
        prospect=prospect, stage=stage, seen=seen or prospect.stage, by=by and by.user, at=at
    )


def plan(prospect, *, by, **changed):
    values = {
        "owner": by.user,
        "next_step": "Call her",
        "next_on": TODAY,
        "seen": prospect.stage,
        "was": prospects.mark(prospect),
    }
    return prospects.plan(prospect=prospect, by=by.user, at=LATER, **{**values, **changed})


def close(prospect, reason="not_a_fit", seen=None, *, by=None):
    return prospects.close(
        prospect=prospect, reason=reason, seen=seen or prospect.stage, by=by and by.user, at=LATER
    )


def reopen(prospect, seen="closed"):
    return prospects.reopen(prospect=prospect, seen=seen, by=None, at=LATER)


# Each step


def test_a_move_is_on_the_trail_in_words(rosa, alice):
    moved = move(rosa, Stage.TALKING, by=alice)
    entry = AuditEntry.objects.get()

    assert (moved.stage, moved.moved_at) == ("talking", LATER)
    assert (entry.action, entry.person, entry.group, entry.by) == (
        "network.prospect_moved",
        rosa.person,
        rosa.chapter,
        alice.user,
    )
    assert (entry.before, entry.after) == ({"stage": "New"}, {"stage": "In conversation"})


def test_the_plan_says_who_and_what_and_when(rosa, alice):
    planned = plan(rosa, by=alice, next_step="  Call   her ")

    assert (planned.owner, planned.next_step, planned.next_on) == (alice.user, "Call her", TODAY)
    assert trail() == ["network.prospect_planned"]


def test_closing_keeps_the_reason_and_the_record(rosa):
    closed = close(rosa)

    assert (closed.stage, closed.closed_reason) == ("closed", "not_a_fit")
    assert closed.person.terms.count() == 1


def test_reopened_it_is_new_again(rosa):
    reopened = reopen(close(rosa))

    assert (reopened.stage, reopened.closed_reason) == ("new", "")


STEPS = {
    "move": lambda prospect, by: move(prospect, Stage.TALKING, by=by),
    "plan": lambda prospect, by: plan(prospect, by=by),
    "close": lambda prospect, by: close(prospect, by=by),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_twice_changes_nothing(rosa, alice, step):
    first = STEPS[step](rosa, alice)
    again = STEPS[step](rosa, alice)

    assert (again, again.moved_at, len(trail())) == (first, first.moved_at, 1)


def test_reopening_twice_changes_nothing(rosa):
    closed = close(rosa)
    reopen(closed)
    reopen(closed)

    assert trail() == ["network.prospect_closed", "network.prospect_reopened"]


@pytest.mark.parametrize("step", [*STEPS, "reopen"])
def test_a_failing_trail_leaves_it_as_it_was(rosa, alice, step, monkeypatch):
    prospect = close(rosa) if step == "reopen" else rosa
    before = Prospect.objects.values().get()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reopen(prospect) if step == "reopen" else STEPS[step](prospect, alice)

    assert Prospect.objects.values().get() == before


# Two editors


@pytest.mark.parametrize("step", ["move", "plan", "close"])
def test_whoever_was_faster_is_named(rosa, alice, june, step):
    move(rosa, Stage.CONTACTED, by=june)
    with pytest.raises(ValidationError) as refusal:
        STEPS[step](rosa, alice)

    assert (code_of(refusal), refusal.value.messages) == (
        "moved",
        ["June Abernathy moved this a moment ago."],
    )


def test_a_while_ago_is_said_by_its_day(rosa, alice, june):
    move(rosa, Stage.CONTACTED, by=june)
    with pytest.raises(ValidationError) as refusal:
        move(rosa, Stage.TALKING, seen="new", by=alice, at=NEXT_WEEK)

    assert refusal.value.messages == ["June Abernathy moved this on November 24, 2026."]


def test_without_a_trail_somebody_was_faster(rosa, alice):
    Prospect.objects.update(stage=Stage.TALKING)
    with pytest.raises(ValidationError) as refusal:
        close(rosa, seen="new", by=alice)

    assert refusal.value.messages == ["Somebody moved this."]


def test_a_plan_changed_meanwhile_is_not_written_over(rosa, alice, june):
    plan(rosa, by=june, next_step="Write to her")
    with pytest.raises(ValidationError) as refusal:
        plan(rosa, by=alice)

    assert (code_of(refusal), refusal.value.messages) == (
        "stale",
        ["June Abernathy changed this a moment ago."],
    )
    assert Prospect.objects.get().next_step == "Write to her"


# What is refused


@pytest.mark.parametrize("stage", ["joined", "closed", "emperor", ""])
def test_there_is_no_way_to_move_but_among_open_stages(rosa, stage):
    with pytest.raises(ValidationError) as refusal:
        move(rosa, stage)

    assert (code_of(refusal), Prospect.objects.get().stage) == ("stage", "new")


@pytest.mark.parametrize("stage", ["joined", "closed"])
def test_what_has_ended_is_not_moved(texas, stage):
    ended = a_prospect(texas, stage=stage, why="lost" if stage == "closed" else "")
    with pytest.raises(ValidationError) as refusal:
        move(ended, Stage.TALKING)

    assert code_of(refusal) == "stage"


@pytest.mark.parametrize("reason", ["", "merged", "because"])
def test_closing_needs_a_reason_of_the_list(rosa, reason):
    with pytest.raises(ValidationError) as refusal:
        close(rosa, reason)

    assert refusal.value.messages == ["Say why."]


def test_who_joined_is_neither_closed_nor_reopened(texas):
    joined = a_prospect(texas, stage=Stage.JOINED)
    refused = []
    for step in (lambda: close(joined), lambda: reopen(joined, seen="joined")):
        with pytest.raises(ValidationError) as refusal:
            step()
        refused += refusal.value.messages

    assert refused == ["This is closed already.", "They have joined."]


def test_a_day_needs_a_step(rosa, alice):
    with pytest.raises(ValidationError) as refusal:
        plan(rosa, by=alice, next_step=" ")

    assert (code_of(refusal), refusal.value.messages) == ("step", ["Say what the next step is."])


def test_only_staff_of_the_chapter_and_national_staff_follow_up(rosa, texas, alice, june):
    ohio, dana = a_director(a_chapter("OH", "Ohio")), a_member(texas)
    former = a_director(texas)
    former.user.is_active = False
    former.user.save()
    may = set(prospects.owners(texas, on=TODAY))
    refused = []
    for other in (ohio, dana, former):
        with pytest.raises(ValidationError) as refusal:
            plan(rosa, by=alice, owner=other.user)
        refused.append(code_of(refusal))

    assert (may, refused) == ({alice.user, june.user}, ["owner"] * 3)


def test_without_a_chapter_national_staff_follow_up(alice, june):
    assert set(prospects.owners(None, on=TODAY)) == {june.user}


# Constraints


def test_one_open_prospect_for_a_person(rosa):
    with pytest.raises(IntegrityError), transaction.atomic():
        Prospect.objects.create(
            person=rosa.person, source="x", stage="talking", made_at=NOON, moved_at=NOON
        )

    assert Prospect.objects.open().count() == 1


@pytest.mark.parametrize(("stage", "why"), [("closed", ""), ("new", "lost")])
def test_closed_with_a_reason_and_only_then(rosa, stage, why):
    with pytest.raises(IntegrityError), transaction.atomic():
        Prospect.objects.filter(pk=rosa.pk).update(stage=stage, closed_reason=why)


def test_reopening_beside_an_open_one_is_refused_in_words(texas, rosa):
    closed = Prospect.objects.create(
        person=rosa.person,
        source="x",
        stage="closed",
        closed_reason="lost",
        made_at=NOON,
        moved_at=NOON,
    )
    with pytest.raises(ValidationError) as refusal:
        reopen(closed)

    assert (code_of(refusal), refusal.value.messages) == (
        "prospect_one_open_per_person",
        ["Somebody follows up with this person already."],
    )


def test_a_second_referral_goes_where_the_first_one_goes(rosa):
    second = Prospect.objects.create(
        person=rosa.person,
        source="refer",
        stage="closed",
        closed_reason=Closing.MERGED,
        made_at=LATER,
        moved_at=LATER,
    )
    move(rosa, Stage.TALKING, at=NEXT_WEEK)
    led = Prospect.objects.led().get(pk=second.pk)

    assert (led.led_stage, led.led_at) == ("talking", NEXT_WEEK)


# By hand


def add(by, **changed):
    told = {
        "given": "Rosa",
        "family": "Marin",
        "role": Office.Role.COUNCIL,
        "email": "council@example.org",
    }
    place = changed.pop("jurisdiction", None) or JurisdictionFactory()
    return referrals.add(
        told=Told(jurisdiction=place, **{**told, **changed}),
        source="county  fair",
        words="Met at the pie table.",
        by=by.user,
        at=NOON,
    )


def test_added_by_hand_they_have_a_record_and_a_prospect(alice, texas):
    prospect = add(alice)

    assert (prospect.source, prospect.words, prospect.referred_by, prospect.chapter) == (
        "county fair",
        "Met at the pie table.",
        None,
        texas,
    )
    assert prospect.person.terms.get().office == prospect.office
    assert trail()[-1] == "network.prospect_added"


def test_a_director_adds_in_the_own_state_only(alice, june):
    a_chapter("OH", "Ohio")
    elsewhere = JurisdictionFactory(state="OH")
    with pytest.raises(ValidationError) as refusal:
        add(alice, jurisdiction=elsewhere)

    assert code_of(refusal) == "rights"
    assert Person.objects.filter(given="Rosa").count() == 0
    assert add(june, jurisdiction=elsewhere).chapter.name == "Ohio"


def test_a_director_learns_nothing_of_somebody_who_belongs_elsewhere(alice, texas):
    place = JurisdictionFactory()
    away = a_member(a_chapter("OH", "Ohio"), given="Rosa", family="Marin")
    TermFactory(person=away, office=OfficeFactory(jurisdiction=place))
    prospect = add(alice, jurisdiction=place)

    assert (prospect.person != away, prospect.chapter) == (True, texas)


def test_a_second_follow_up_by_hand_is_refused(alice):
    place = JurisdictionFactory()
    add(alice, jurisdiction=place)
    with pytest.raises(ValidationError) as refusal:
        add(alice, jurisdiction=place)

    assert (code_of(refusal), Prospect.objects.count()) == ("prospect_one_open_per_person", 1)
