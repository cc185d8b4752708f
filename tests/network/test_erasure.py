"""Erasing somebody: asked for, a week to stop it, then nothing is left that says who they were."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

import caucuses.operations.going  # noqa: F401
from network import audit, jobs
from network.models import (
    AuditEntry,
    Consent,
    Erasure,
    Interaction,
    Letter,
    Membership,
    Person,
    Term,
    User,
)
from network.operations import consents, erasure, leaving
from tests.factories import (
    NOON,
    TODAY,
    CaucusGroupFactory,
    CommitteeFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    the_network,
)

WEEK = dt.timedelta(days=7)
YESTERDAY = TODAY + WEEK - dt.timedelta(days=1)


@pytest.fixture
def ana():
    return a_member(a_chapter(), given="Ana", family="Silva", email="ana@example.org")


def ask(person, by=None, **more):
    return erasure.ask(person=person, by=by or person.user, at=NOON, **more)


def carry_out(asked, at=NOON + WEEK):
    erasure.carry_out(erasure=asked, at=at)


def refused(do, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        do(*args, **kwargs)
    return refusal.value.error_list[0].code


def test_asking_changes_nothing_but_that_it_is_asked(ana):
    asked = ask(ana)

    ana.refresh_from_db()
    assert (asked.state, asked.due_at - asked.asked_at) == ("waiting", WEEK)
    assert (ana.name, ana.erased_at, ana.user is None) == ("Ana Silva", None, False)
    assert AuditEntry.objects.filter(person=ana, action="network.erasure_asked").count() == 1


def test_the_letter_says_when_and_how_to_stop_it(ana, send_letters):
    ask(ana)

    (letter,) = send_letters()
    assert (letter.to, letter.subject) == (
        ["ana@example.org"],
        "Your record will be erased on December 1, 2026",
    )
    assert "You asked us to erase" in letter.body
    assert "/me/erase/" in letter.body


def test_an_administrator_asks_with_a_reason(ana, send_letters):
    admin = an_administrator().user

    asked = ask(ana, by=admin, reason="Her letter of Monday")

    assert (asked.asked_by, asked.reason) == (admin, "Her letter of Monday")
    assert "Our staff were asked" in send_letters()[0].body


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [
        (a_director, "Because", "rights"),
        (national_staff, "Because", "rights"),
        (a_member, "Because", "rights"),
        (an_administrator, "", "reason"),
        (an_administrator, "  ", "reason"),
    ],
)
def test_who_may_not_ask(ana, who, reason, code):
    assert refused(ask, ana, by=who().user, reason=reason) == code
    assert (Erasure.objects.count(), Letter.objects.count()) == (0, 0)


def test_it_is_asked_for_once(ana):
    ask(ana)

    assert refused(ask, ana) == "erasure_one_waiting_per_person"
    assert (Erasure.objects.count(), Letter.objects.count()) == (1, 1)


def test_the_only_administrator_cannot_be_erased():
    admin = an_administrator()

    assert refused(ask, admin) == "last_admin"
    an_administrator()
    assert ask(admin).state == "waiting"


def test_a_failure_midway_of_asking_leaves_nothing(ana, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        ask(ana)

    assert (Erasure.objects.count(), Letter.objects.count()) == (0, 0)


def test_it_can_be_stopped_by_the_person_and_by_an_administrator(ana, send_letters):
    for by in (ana.user, an_administrator().user):
        stopped = erasure.cancel(erasure=ask(ana), by=by, at=NOON)

        assert (stopped.state, stopped.closed_at) == ("canceled", NOON)
    assert [letter.subject for letter in send_letters()][1::2] == ["Your record stays"] * 2


def test_stopping_twice_is_stopping_once(ana):
    asked = ask(ana)
    for _ in range(2):
        erasure.cancel(erasure=asked, by=ana.user, at=NOON)

    assert AuditEntry.objects.filter(action="network.erasure_canceled").count() == 1


@pytest.mark.parametrize("who", [a_director, national_staff, a_member])
def test_others_cannot_stop_it(ana, who):
    assert refused(erasure.cancel, erasure=ask(ana), by=who().user, at=NOON) == "rights"


def test_it_is_neither_done_early_nor_after_it_was_stopped(ana):
    asked = ask(ana)

    assert refused(carry_out, asked, at=NOON + WEEK - dt.timedelta(seconds=1)) == "early"
    erasure.cancel(erasure=asked, by=ana.user, at=NOON)
    assert refused(carry_out, asked) == "canceled"
    assert Person.objects.filter(pk=ana.pk).count() == 1


def test_names_sign_in_and_contacts_go(ana):
    user = ana.user
    carry_out(ask(ana))

    left = Person.including_merged.get(pk=ana.pk)
    assert (left.name, left.family, left.sort_key, left.user) == ("Former member", "", "-", None)
    assert (left.erased_at, left.contacts.count()) == (NOON + WEEK, 0)
    assert User.objects.filter(pk=user.pk).count() == 0
    assert Letter.objects.count() == 0


def test_an_erased_person_is_found_nowhere(ana):
    carry_out(ask(ana))
    admin = an_administrator().user

    found = Person.objects.visible_to(admin)
    assert found.filter(pk=ana.pk).count() == 0
    assert found.named_like("silva").count() == 0


def test_terms_and_memberships_stay_as_bare_facts(ana):
    term = TermFactory(person=ana)
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    held = MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)

    carry_out(ask(ana))

    held.refresh_from_db()
    assert Term.objects.filter(pk=term.pk, person=ana).count() == 1
    assert (held.until, held.end_reason) == (YESTERDAY, "resigned")
    open_now = Membership.objects.filter(person=ana, until=None)
    assert open_now.count() == 0


def test_a_seat_held_by_somebody_erased_is_vacant_at_once(ana):
    seat = SeatFactory(committee=CommitteeFactory(parent=a_chapter()))
    MembershipFactory(person=ana, group=seat.committee, seat=seat, place=1)

    carry_out(ask(ana))

    seats = type(seat).objects.vacancies(on=TODAY + WEEK)
    assert seats.get(pk=seat.pk).vacant == 1


def test_caucus_memberships_do_not_stay(ana):
    """An office tells who it was, so what was secret may not hang on the same row."""
    MembershipFactory(person=ana, group=CaucusGroupFactory())

    carry_out(ask(ana))

    private = Membership.including_private.filter(person=ana, group__kind="caucus")
    assert private.count() == 0


def test_an_answer_about_consent_stays_without_whose_it_was(ana):
    consents.answer(person=ana, purpose="directory", given=True, how="self", by=ana.user, at=NOON)

    carry_out(ask(ana))

    kept = Consent.objects.get()
    assert (kept.given, kept.by) == (True, None)


def test_a_note_about_others_too_loses_only_their_name(ana):
    staff = national_staff().user
    ben = PersonFactory(given="Ben", family="Ode")
    note = Interaction.objects.create(
        at=NOON, by=staff, scope=the_network(), body="Ana Silva and Ben Ode want a park."
    )
    note.people.set([ana, ben])
    alone = Interaction.objects.create(at=NOON, by=staff, scope=the_network(), body="About her")
    alone.people.set([ana])

    carry_out(ask(ana))

    (left,) = Interaction.objects.all()
    assert left.body == "a former member and Ben Ode want a park."
    assert list(left.people.all()) == [ben]


def test_records_merged_into_theirs_go_too(ana):
    old = PersonFactory(given="Anna", family="Sylva", merged_into=ana)
    older = PersonFactory(given="Annie", merged_into=old)

    carry_out(ask(ana))

    names = Person.including_merged.filter(pk__in=[old.pk, older.pk]).values_list("given", "family")
    assert set(names) == {("Former member", "")}


def test_whoever_wrote_notes_about_others_keeps_an_account_that_is_nobodys():
    author = national_staff(given="Nell", email="nell@example.org")
    user = author.user
    note = Interaction.objects.create(at=NOON, by=user, scope=the_network(), body="A note")
    note.people.set([PersonFactory()])

    carry_out(ask(author, by=an_administrator().user, reason="Asked by letter"))

    user.refresh_from_db()
    assert (user.email, user.is_active) == (f"{user.pk}@erased.invalid", False)
    assert Interaction.objects.get().by == user


def test_it_is_done_once(ana):
    asked = ask(ana)
    carry_out(asked)
    carry_out(asked, at=NOON + 2 * WEEK)

    assert Person.including_merged.get(pk=ana.pk).erased_at == NOON + WEEK
    assert AuditEntry.objects.filter(action="network.erased").count() == 1
    assert refused(erasure.cancel, erasure=asked, by=an_administrator().user, at=NOON) == "done"


def test_a_failure_midway_of_erasing_leaves_everything(ana, monkeypatch):
    asked = ask(ana)
    monkeypatch.setattr(erasure, "_forget_names", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        carry_out(asked)

    ana.refresh_from_db()
    asked.refresh_from_db()
    assert (ana.name, asked.state, ana.contacts.count()) == ("Ana Silva", "waiting", 1)
    assert list(audit.faults()) == []


def test_the_worker_erases_who_is_due_and_one_that_cannot_be_holds_up_nobody(ana):
    first, second = an_administrator(), an_administrator()
    asked = [ask(first), ask(second), ask(ana)]

    jobs.tick(at=NOON + WEEK + dt.timedelta(hours=1))

    states = [type(one).objects.get(pk=one.pk).state for one in asked]
    assert states == ["done", "waiting", "done"]


def test_the_worker_leaves_those_whose_week_is_not_over(ana):
    asked = ask(ana)

    jobs.tick(at=NOON + WEEK - dt.timedelta(hours=1))

    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_leaving_while_it_waits_does_not_stop_it(ana):
    asked = ask(ana)
    leaving.leave(person=ana, by=ana.user, at=NOON)

    carry_out(asked)

    assert Person.including_merged.get(pk=ana.pk).erased_at is not None
    assert timezone.localdate(NOON) == TODAY
