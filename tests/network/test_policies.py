"""What members introduced and passed: reported, named, taken back, confirmed, declined."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from network import audit
from network.models import AuditEntry, Letter, Policy, PolicyAction, User
from network.operations import policies
from tests.factories import (
    NOON,
    TODAY,
    OfficeFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    national_staff,
)
from tests.network.passing import DAY, NUMBER, a_policy, code_of, confirmed, serving_in, told

LATER = NOON + dt.timedelta(days=2)


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def dana(texas):
    return serving_in(chapter=texas, given="Dana", family="Diaz", email="dana@example.org")


def fresh(person):
    return User.objects.get(pk=person.user_id)


def keep(name, by=None):
    return policies.keep(public_id=NUMBER, name=name, level="Counties", by=by, at=NOON)


def test_a_policy_is_made_once_and_goes_by_the_name_its_page_has():
    made, same, renamed = keep("Licensing"), keep("Licensing"), keep("Rental licensing")
    trail = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))

    assert made == same == renamed
    assert Policy.objects.get().name == "Rental licensing"
    assert trail == ["network.policy_made", "network.policy_renamed"]


def test_what_one_reports_waits_with_the_office_as_it_was(dana):
    action = told(dana, link=" https://example.org/minutes ", named=True)
    office = dana.terms.get().office
    office.title = "Mayor"
    office.save()
    entry = AuditEntry.objects.get(action="network.policy_action_reported")
    action.refresh_from_db()

    assert (action.state, action.did, action.on) == ("reported", "introduced", DAY)
    assert action.office_title == f"Council member, {office.seat_label}"
    assert (action.place_name, action.named) == (str(office.jurisdiction), True)
    assert action.link == "https://example.org/minutes"
    assert (entry.by, entry.person, entry.after["did"]) == (dana.user, dana, "Introduced")


def former(person, **dates):
    return TermFactory(person=person, office=OfficeFactory(), end_reason="completed", **dates)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"on": TODAY + dt.timedelta(days=1)}, "future"),
        ({"on": dt.date(2022, 12, 31)}, "term"),
        ({"on": dt.date(2022, 1, 1), "on_precision": "year"}, "term"),
        ({"link": "http://example.org/minutes"}, "policy_action_link_is_secure"),
    ],
)
def test_what_cannot_have_been_is_refused(dana, said, code):
    assert code_of(lambda: told(dana, **said)) == code
    assert PolicyAction.objects.count() == 0
    assert Letter.objects.count() == 0


def test_an_office_held_in_a_part_of_the_year_counts_for_the_year(dana):
    term = former(dana, starts_on=dt.date(2022, 6, 1), ended_on=dt.date(2022, 9, 1))

    action = told(dana, term=term, on=dt.date(2022, 1, 1), on_precision="year")

    assert action.jurisdiction == term.office.jurisdiction


def test_nobody_reports_for_others_or_with_others_office(dana, texas):
    bob = serving_in(chapter=texas)

    assert code_of(lambda: told(dana, term=bob.terms.get())) == "term"
    assert (
        code_of(
            lambda: policies.report(
                policy=a_policy(),
                person=dana,
                term=dana.terms.get(),
                did="passed",
                on=DAY,
                by=bob.user,
                at=NOON,
            )
        )
        == "rights"
    )


def test_the_same_is_reported_once_and_again_when_it_was_declined(dana, alice):
    first = told(dana)

    assert code_of(lambda: told(dana)) == "policy_action_once"
    policies.decline(action=first, reason="Not that one.", by=fresh(alice), at=LATER)
    assert told(dana).state == "reported"
    assert told(dana, did="passed").state == "reported"


def test_one_takes_back_what_waits_and_nobody_else_does(dana, texas):
    action, bob = told(dana), a_member(texas)

    assert code_of(lambda: policies.take_back(action=action, by=bob.user, at=LATER)) == "rights"
    first = policies.take_back(action=action, by=dana.user, at=LATER)
    again = policies.take_back(action=action, by=dana.user, at=LATER)

    assert (first.state, again.state) == ("withdrawn", "withdrawn")
    assert AuditEntry.objects.filter(action="network.policy_action_withdrawn").count() == 1


def test_what_is_decided_is_not_taken_back(dana):
    action = confirmed(dana)

    assert code_of(lambda: policies.take_back(action=action, by=dana.user, at=LATER)) == "decided"


def test_a_name_is_put_beside_it_and_taken_off_by_its_owner_alone(dana, texas):
    action, bob = confirmed(dana), a_member(texas)

    def name(by, named):
        return policies.name(action=action, named=named, by=by.user, at=LATER).named

    assert code_of(lambda: name(bob, True)) == "rights"
    assert [name(dana, True), name(dana, True), name(dana, False)] == [True, True, False]
    assert AuditEntry.objects.filter(action="network.policy_action_named").count() == 2


def test_staff_confirm_with_a_word_and_a_letter_says_so_once(dana, alice, send_letters):
    action = told(dana)

    for _ in range(2):
        policies.confirm(action=action, reason="Well done!", by=fresh(alice), at=LATER)
    action.refresh_from_db()
    [letter] = send_letters()

    assert (action.state, action.decided_by, action.reason) == (
        "confirmed",
        alice.user,
        "Well done!",
    )
    assert (letter.to, "Well done!" in letter.body) == (["dana@example.org"], True)
    assert AuditEntry.objects.filter(action="network.policy_action_confirmed").count() == 1


def test_staff_decline_for_a_reason_even_what_was_confirmed(dana, alice, send_letters):
    action, by = told(dana), fresh(alice)

    assert code_of(lambda: policies.decline(action=action, reason=" ", by=by, at=LATER)) == (
        "policy_action_declined_with_a_reason"
    )
    policies.confirm(action=action, by=by, at=LATER)
    policies.decline(action=action, reason="Minutes say otherwise.", by=by, at=LATER)
    letters = send_letters()

    assert PolicyAction.objects.get().state == "declined"
    assert "Minutes say otherwise." in letters[-1].body
    assert code_of(lambda: policies.confirm(action=action, by=by, at=LATER)) == "decided"


def test_who_was_faster_is_named(dana, alice, texas):
    action, nell = told(dana), national_staff(given="Nell", family="North")
    policies.confirm(action=action, by=fresh(nell), at=LATER)

    with pytest.raises(ValidationError) as refusal:
        policies.confirm(action=action, by=fresh(alice), at=LATER)

    assert refusal.value.messages == ["Nell North confirmed this on November 26, 2026."]


@pytest.mark.parametrize("verb", [policies.confirm, policies.decline])
def test_staff_of_other_states_and_members_decide_nothing(dana, verb):
    action = told(dana)
    bob = a_director(a_chapter("OH", "Ohio"))

    for stranger in (bob, dana):
        by = fresh(stranger)
        assert code_of(lambda by=by: verb(action=action, reason="No", by=by, at=LATER)) == "rights"
    assert PolicyAction.objects.get().state == "reported"


def nothing_left(monkeypatch, run):
    def fail(*args, **kwargs):
        raise IntegrityError("midway")

    before = AuditEntry.objects.count()
    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(IntegrityError):
        run()
    return AuditEntry.objects.count() == before and Letter.objects.count() == 0


def test_a_failure_midway_leaves_nothing(dana, alice, monkeypatch):
    action, by = told(dana), fresh(alice)
    verbs = [
        lambda: told(dana, did="passed"),
        lambda: policies.confirm(action=action, by=by, at=LATER),
        lambda: policies.decline(action=action, reason="No", by=by, at=LATER),
        lambda: policies.take_back(action=action, by=dana.user, at=LATER),
        lambda: policies.name(action=action, named=True, by=dana.user, at=LATER),
    ]

    left = [nothing_left(monkeypatch, verb) for verb in verbs]
    action.refresh_from_db()

    assert left == [True] * 5
    assert PolicyAction.objects.count() == 1
    assert (action.state, action.named, action.decided_at) == ("reported", False, None)
