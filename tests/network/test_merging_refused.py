"""What is never joined, and that a refusal or a failure leaves everything as it was."""

import pytest
from django.core.exceptions import ValidationError

from network import audit
from network.models import (
    Person,
)
from network.models.erasures import Erasure
from network.roles import Role
from tests.factories import (
    NOON,
    ApplicationFactory,
    MembershipFactory,
    PersonFactory,
    a_chapter,
    a_director,
    a_member,
    an_administrator,
    national_staff,
    with_login,
)
from tests.network.merged import LATER, a_pair, counted, furnish, merge


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def pair(texas):
    return a_pair(texas)


def refused(survivor, merged, **options):
    """The code of a refusal that left everything as it was."""
    before = counted()
    with pytest.raises(ValidationError) as refusal:
        merge(survivor, merged, **options)
    assert counted() == before
    return refusal.value.error_list[0].code


def test_a_person_with_themselves_is_refused(pair):
    assert refused(pair[0], pair[0]) == "self"


def test_two_who_sign_in_are_refused_in_words(pair):
    with_login(pair[1])

    with pytest.raises(ValidationError) as refusal:
        merge(*pair)

    assert refusal.value.messages == ["Both can sign in. One has to give up their sign-in first."]
    assert refused(*pair) == "two_logins"


def test_two_who_wait_for_an_answer_are_refused(pair):
    for person in pair:
        ApplicationFactory(person=person)

    assert refused(*pair) == "two_applications"


@pytest.mark.parametrize("side", [0, 1])
def test_who_waits_to_be_erased_is_joined_to_nobody(pair, side):
    Erasure.objects.create(person=pair[side], asked_at=NOON, due_at=LATER)

    assert refused(*pair) == "erasing"


def test_what_was_merged_is_not_merged_again_nor_back(pair):
    dana, double = pair
    merge(dana, double)

    assert [refused(dana, double), refused(double, dana), refused(PersonFactory(), double)] == (
        ["merged"] * 3
    )


def test_what_was_erased_is_refused(pair):
    Person.objects.filter(pk=pair[1].pk).update(erased_at=NOON)

    assert refused(*pair) == "erased"


def test_a_form_that_saw_something_else_is_refused(pair):
    dana, double = pair
    seen = {dana.pk: dana.version, double.pk: double.version}
    Person.objects.filter(pk=double.pk).update(version=2)

    assert refused(dana, double, seen=seen) == "stale"
    assert merge(dana, double, seen=seen | {double.pk: 2})


def test_a_double_of_somebody_elsewhere_owns_nothing(alice, texas):
    """Make a double of Alice in my chapter, merge, own Alice: refused, whichever survives."""
    target = a_member(a_chapter("OH", "Ohio"), given="Olive", family="Oh", login=False)
    double = a_member(texas, given="Olive", family="Oh", login=False)

    assert refused(double, target, by=alice.user) == "rights"
    assert refused(target, double, by=alice.user) == "rights"
    assert merge(double, target, by=national_staff().user)


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADMIN])
def test_a_double_of_national_staff_in_the_chapter_owns_nothing(alice, texas, role):
    maker = {Role.STAFF: national_staff, Role.ADMIN: an_administrator}[role]
    target = maker()
    MembershipFactory(person=target, group=texas)
    Person.objects.filter(pk=target.pk).update(user=None)
    double = a_member(texas)

    assert refused(double, target, by=alice.user) == "rights"
    assert refused(double, target, by=national_staff().user) == "rights"
    assert merge(double, target, by=an_administrator().user)


def test_a_role_that_begins_later_is_as_good_as_one_that_holds(alice, texas, pair):
    MembershipFactory(person=pair[1], group=texas, role=Role.WRITER, since="2027-01-01")

    assert refused(*pair, by=alice.user) == "rights"


def test_a_member_joins_nobody(pair):
    assert refused(*pair, by=pair[0].user) == "rights"


def test_a_failure_midway_leaves_nothing(pair, texas, alice, monkeypatch):
    furnish(pair[1], chapter=texas, user=alice.user)
    before = counted()

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record_many", fail)
    with pytest.raises(RuntimeError):
        merge(*pair)

    assert counted() == before
    assert Person.objects.filter(pk__in=[person.pk for person in pair]).count() == 2
