"""Applications are taken in, approved and declined; refusals leave nothing behind."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from network.models import (
    Application,
    AuditEntry,
    ContactPoint,
    Letter,
    Membership,
    Person,
)
from network.models.memberships import MembershipEnd, MembershipState
from network.operations import applications, logins
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
    the_network,
)
from tests.network.applying import LATER, apply, everything, letters, standing


@pytest.fixture(autouse=True)
def network():
    return the_network()


# Asking to join


def test_somebody_new_becomes_an_applicant_who_can_sign_in():
    chapter = a_chapter()

    application = apply(email="Rosa@Example.org")

    person = Person.objects.get()
    contact = person.contacts.get()
    assert application.person == person
    assert application.chapter == chapter
    assert (person.name, standing(person)) == ("Rosa Marin", "applicant")
    assert (contact.value, contact.verified_at) == ("rosa@example.org", NOON)
    assert person.user == logins.ensure(email="rosa@example.org", at=NOON)
    assert letters() == [("join_received", "rosa@example.org")]
    assert set(AuditEntry.objects.values_list("action", flat=True)) == {
        "network.person_added",
        "network.contact_added",
        "network.login_made",
        "network.membership_asked",
        "network.application_submitted",
    }


def test_without_a_chapter_in_the_state_national_staff_decide():
    assert apply(jurisdiction=JurisdictionFactory(state="WY")).chapter is None


def test_an_address_on_record_belongs_to_its_record():
    known = PersonFactory(given="Rosalba", family="Marin", email="rosa@example.org")

    application = apply(email="ROSA@example.org")

    known.refresh_from_db()
    assert application.person == known
    assert known.given == "Rosalba"
    assert known.contacts.get().verified_at == NOON
    assert Person.objects.count() == 1


def test_an_official_address_belongs_to_nobody():
    mayor = PersonFactory()
    ContactPoint.objects.create(person=mayor, kind="email", use="official", value="m@example.org")

    assert apply(email="m@example.org").person != mayor


def test_a_member_gets_a_letter_and_nothing_else():
    a_member(email="rosa@example.org")
    before = everything()

    assert apply() is None

    assert letters() == [("join_already_member", "rosa@example.org")]
    assert everything() == {**before, "Letter": before["Letter"] + 1}


def test_whoever_waits_already_gets_a_letter_and_nothing_else():
    apply()
    before = everything()

    assert apply(family="Other") is None

    assert letters()[1:] == [("join_already_waiting", "rosa@example.org")]
    assert everything() == {**before, "Letter": before["Letter"] + 1}


def test_the_same_submission_again_changes_nothing():
    key = "6f8f8d0c-2f29-4a63-a7f5-0d1d1f6f1b11"
    first = apply(key=key)
    before = everything()

    assert apply(key=key, jurisdiction=first.jurisdiction) == first
    assert everything() == before


def test_the_same_submission_of_a_member_sends_one_letter():
    a_member(email="rosa@example.org")
    key = "6f8f8d0c-2f29-4a63-a7f5-0d1d1f6f1b11"

    assert [apply(key=key), apply(key=key)] == [None, None]
    assert letters() == [("join_already_member", "rosa@example.org")]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": dt.date(2024, 12, 31)}, "The end date is before the start date."),
        ({"given": "R" * 300}, "Ensure this value has at most 100 characters (it has 300)."),
        ({"given": "Ro\x07sa"}, "This holds a character that cannot be printed."),
        ({"seat_label": "x" * 101}, "Ensure this value has at most 100 characters (it has 101)."),
        ({"given": " "}, "This field cannot be blank."),
    ],
)
def test_bad_input_leaves_nothing_behind(wrong, words):
    place = JurisdictionFactory()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        apply(jurisdiction=place, **wrong)

    assert refused.value.messages == [words]
    assert everything() == before


def test_who_was_declined_may_apply_again_on_the_same_day():
    first = apply()
    applications.decline(application=first, reason="Not in office.", by=None, at=NOON)

    second = apply()

    assert second.pk != first.pk
    assert (second.person, second.state) == (first.person, "waiting")
    assert standing(second.person) == "applicant"


# Approving


def test_approval_makes_the_memberships_the_term_and_the_welcome():
    chapter = a_chapter()
    director = a_director(chapter, given="Dana", family="Lee")
    application = apply()

    applications.approve(application=application, by=director.user, at=LATER)

    application.refresh_from_db()
    person = application.person
    assert (application.state, application.decided_by, application.decided_at) == (
        "approved",
        director.user,
        LATER,
    )
    assert set(Membership.objects.filter(person=person).values_list("group", "state", "since")) == {
        (the_network().pk, MembershipState.ACTIVE, TODAY),
        (chapter.pk, MembershipState.ACTIVE, TODAY),
    }
    term = person.terms.get()
    assert str(term.office) == f"Council member, District 4, {application.jurisdiction}"
    assert (term.starts_on, term.starts_precision) == (dt.date(2025, 1, 1), "month")
    assert standing(person) == "member"
    assert letters()[1:] == [("welcome", "rosa@example.org")]
    welcome = Letter.objects.get(kind="welcome").body
    assert "/accounts/login/" in welcome
    assert "Texas" in welcome


def test_the_roster_is_right_about_a_term_it_holds():
    known = PersonFactory(email="rosa@example.org")
    term = TermFactory(person=known, office=OfficeFactory(seat_label="Ward 2"))
    application = apply(jurisdiction=term.office.jurisdiction, seat_label="")

    applications.approve(application=application, by=None, at=LATER)

    assert list(known.terms.all()) == [term]


def test_a_chapter_that_opened_meanwhile_gets_its_member():
    application = apply()
    chapter = a_chapter()

    applications.approve(application=application, by=national_staff().user, at=LATER)

    assert Membership.objects.filter(person=application.person, group=chapter).count() == 1


def test_the_second_to_approve_hears_who_was_faster():
    dana = a_director(given="Dana", family="Lee")
    application = apply()
    stale = Application.objects.get(pk=application.pk)
    applications.approve(application=application, by=dana.user, at=NOON)
    other = national_staff().user
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.approve(application=stale, by=other, at=LATER)

    assert refused.value.messages == ["Dana Lee approved this a moment ago."]
    assert everything() == before


def test_declining_after_the_approval_changes_nothing():
    dana = a_director(given="Dana", family="Lee")
    application = apply()
    applications.approve(application=application, by=dana.user, at=NOON)
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.decline(
            application=application, reason="No.", by=dana.user, at=NOON + dt.timedelta(days=2)
        )

    assert refused.value.messages == ["Dana Lee approved this on November 24, 2026."]
    assert everything() == before
    assert standing(application.person) == "member"


# Declining


def test_declining_ends_the_request_and_says_why():
    dana = a_director(given="Dana", family="Lee")
    application = apply(given="Rosa’s", family="O'Neil")

    applications.decline(
        application=application, reason="Your term & office are over.", by=dana.user, at=LATER
    )

    asked = Membership.objects.get(person=application.person)
    letter = Letter.objects.get(kind="join_declined")
    assert (asked.state, asked.until, asked.end_reason) == (
        MembershipState.ASKED,
        TODAY,
        MembershipEnd.DECLINED,
    )
    assert standing(application.person) == "prospect"
    assert "Dear Rosa’s," in letter.body
    assert "Your term & office are over." in letter.body
    assert AuditEntry.objects.get(action="network.application_declined").reason == (
        "Your term & office are over."
    )


def test_declining_needs_a_reason():
    application = apply()
    before = everything()

    with pytest.raises(ValidationError) as refused:
        applications.decline(application=application, reason="  ", by=None, at=LATER)

    application.refresh_from_db()
    assert refused.value.messages == ["Give a reason."]
    assert application.state == "waiting"
    assert everything() == before
