"""Passing somebody on: who may, what comes of it, and that nobody learns whom we know."""

import datetime as dt
import uuid

import pytest

from network import audit, mail
from network.models import (
    Person,
)
from network.models.prospects import Closing
from tests.factories import (
    TODAY,
    JurisdictionFactory,
    MembershipFactory,
    OfficeFactory,
    PartnerFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    a_member,
    the_network,
    with_login,
)
from tests.network.referring import counts, refer


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def dana(texas):
    return a_member(texas, given="Dana", family="Díaz")


@pytest.fixture
def town(texas):
    return JurisdictionFactory(name="Cedar Falls")


@pytest.fixture
def partner(texas):
    person = with_login(PersonFactory(given="Noor", family="Haddad", email="noor@example.org"))
    MembershipFactory(person=person, group=PartnerFactory(name="Lantern Street"))
    return person


# What comes of it


def test_somebody_new_is_on_the_roster_with_term_contact_and_prospect(dana, town, texas):
    prospect = refer(dana, town)
    person = prospect.person
    term, contact = person.terms.get(), person.contacts.get()

    assert (person.name, Person.objects.standing(on=TODAY).get(pk=person.pk).standing) == (
        "Rosa Marín",
        "prospect",
    )
    assert (term.office.jurisdiction, term.elected_on, term.source) == (
        town,
        dt.date(2026, 11, 3),
        "refer",
    )
    assert (contact.use, contact.value) == ("official", "council@cedarfalls.example.org")
    assert (prospect.stage, prospect.chapter, prospect.office) == ("new", texas, term.office)
    assert (prospect.referred_by, prospect.referred_for, prospect.source) == (dana, None, "refer")
    assert (prospect.name, prospect.words) == ("Rosa Marín", "From the debate.")


def test_a_partner_refers_for_their_organisation(partner, town):
    assert refer(partner, town).referred_for.name == "Lantern Street"


def test_no_chapter_where_none_is_open(dana):
    assert refer(dana, JurisdictionFactory(state="WY")).chapter is None


def test_the_referrer_is_thanked_and_the_directors_are_told(dana, town, texas, send_letters):
    a_director(texas, given="Alice", email="alice@example.org")
    a_director(a_chapter("OH", "Ohio"), email="otto@example.org")
    prospect = refer(dana, town)
    letters = {letter.to[0]: letter for letter in send_letters()}

    assert set(letters) == {dana.user.email, "alice@example.org"}
    assert letters[dana.user.email].subject == "Thank you for passing on Rosa Marín"
    assert f"/desk/prospects/{prospect.public_id}/" in letters["alice@example.org"].body
    assert "cedarfalls.example.org" not in letters["alice@example.org"].body


def test_what_was_sent_twice_changes_nothing(dana, town):
    key = uuid.uuid4()
    first = refer(dana, town, key=key)
    before = counts()

    assert refer(dana, town, key=key) == first
    assert refer(dana, town) == first
    assert counts() == before


def test_anothers_key_names_a_new_referral(dana, partner, town):
    key = uuid.uuid4()
    refer(dana, town, key=key)

    assert refer(partner, town, given="Otto", key=key).public_id != key


def test_a_failure_midway_leaves_nothing(dana, town, monkeypatch):
    before = counts()
    monkeypatch.setattr(mail, "post", lambda **letter: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refer(dana, town)

    assert counts() == before


def test_a_failing_trail_leaves_nothing(dana, town, monkeypatch):
    before = counts()
    monkeypatch.setattr(audit, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        refer(dana, town)

    assert counts() == before


# Whom we know already


def test_a_record_we_have_is_followed_up_with_and_not_doubled(dana, town):
    office = OfficeFactory(jurisdiction=town, seat_label="")
    known = TermFactory(person=PersonFactory(given="Rosa", family="Marin"), office=office).person
    prospect = refer(dana, town)

    assert (prospect.person, prospect.office, prospect.name) == (known, office, "Rosa Marín")
    assert known.terms.count() == 1
    assert known.contacts.get().value == "council@cedarfalls.example.org"


def test_a_new_office_of_a_record_we_have_is_added(dana, town):
    known = TermFactory(
        person=PersonFactory(given="Rosa", family="Marin"),
        office=OfficeFactory(jurisdiction=town, role="school_board"),
    ).person
    refer(dana, town)

    assert set(known.terms.values_list("office__role", flat=True)) == {"school_board", "council"}


@pytest.mark.parametrize("also", ["nickname", "elsewhere", "two", "merged", "former spelling"])
def test_only_just_this_name_in_this_place_is_the_same_person(dana, town, also):
    office = OfficeFactory(jurisdiction=town)
    for given, family, place in {
        "nickname": [("Rosie", "Marin", office)],
        "elsewhere": [("Rosa", "Marin", OfficeFactory())],
        "two": [("Rosa", "Marin", office), ("Rosa", "Marín", office)],
        "merged": [("Rosa", "Marin", office)],
        "former spelling": [("Rosa", "Marini", office)],
    }[also]:
        person = PersonFactory(given=given, family=family)
        TermFactory(person=person, office=place)
        if also == "merged":
            Person.objects.filter(pk=person.pk).update(merged_into=dana)
    before = Person.including_merged.count()
    refer(dana, town)

    assert Person.including_merged.count() == before + 1


@pytest.mark.parametrize("who", ["member", "applicant", "signs in"])
def test_nothing_told_changes_the_record_of_somebody_who_belongs_or_signs_in(dana, town, who):
    known = PersonFactory(given="Rosa", family="Marin")
    TermFactory(person=known, office=OfficeFactory(jurisdiction=town, role="mayor"))
    if who == "signs in":
        with_login(known)
    else:
        state = {"state": "asked"} if who == "applicant" else {}
        MembershipFactory(person=known, group=the_network(), **state)
    prospect = refer(dana, town)

    assert (prospect.person, prospect.stage) == (known, "new")
    assert (known.terms.count(), known.contacts.count()) == (1, 0)
    assert prospect.office.role == "council"


def test_a_member_of_another_chapter_is_followed_up_there(dana, town):
    ohio = a_chapter("OH", "Ohio")
    known = a_member(ohio, given="Rosa", family="Marin")
    TermFactory(person=known, office=OfficeFactory(jurisdiction=town))

    assert refer(dana, town).chapter == ohio


def test_a_second_referrer_joins_the_first_and_both_are_kept(dana, partner, town):
    first, second = refer(dana, town), refer(partner, town)

    assert second.person == first.person
    assert (first.stage, second.stage, second.closed_reason) == ("new", "closed", Closing.MERGED)
    assert second.referred_by == partner
