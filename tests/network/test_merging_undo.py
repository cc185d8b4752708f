"""Two records taken apart again: as they were, but for what has changed since."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network import audit
from network.models import (
    Consent,
    ContactPoint,
    DuplicatePair,
    Membership,
    Merge,
    Person,
    Speaks,
    Tagging,
    Term,
)
from network.models.consents import Purpose
from network.operations import merging
from tests.factories import (
    NOON,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    a_chapter,
    a_director,
    national_staff,
    with_login,
)
from tests.network.merged import LATER, a_pair, consent, furnish, merge, rows


@pytest.fixture
def texas():
    return a_chapter()


@pytest.fixture
def alice(texas):
    return a_director(texas, given="Alice", family="Ames")


@pytest.fixture
def pair(texas):
    return a_pair(texas)


def apart(made, *, by=None):
    return merging.take_apart(merge=made, by=by, at=LATER)


def people():
    """Everybody as they are, and to what they belong."""
    persons = Person.including_merged.order_by("pk").values()
    belongings = Membership.including_private.order_by("pk").values()
    return list(persons), list(belongings)


def test_everything_is_as_it_was(pair, texas, alice):
    dana, double = pair
    furnish(double, chapter=texas, user=alice.user)
    office = OfficeFactory()
    for person in pair:
        TermFactory(person=person, office=office)
        Speaks.objects.create(person=person, language="fr")
    before = (rows(), people())

    made = merge(dana, double, by=alice.user, choices={"family": "merged"})
    stayed = apart(made, by=alice.user)

    after = (rows(), people())
    told = [row["given"] for row in after[0]["Consent"]]
    assert (stayed, told) == (["1 answer to what we may do"], [False, False])
    assert {kind: kept for kind, kept in after[0].items() if kind != "Consent"} == {
        kind: kept for kind, kept in before[0].items() if kind != "Consent"
    }
    assert after[1] == before[1]
    assert Merge.objects.get().undone_by == alice.user


def test_twice_changes_nothing(pair):
    made = merge(*pair)
    apart(made)
    before = (rows(), people(), list(Merge.objects.values()))

    assert apart(made) == []
    assert (rows(), people(), list(Merge.objects.values())) == before


def test_what_was_changed_since_stays_and_is_listed(pair, alice):
    dana, double = pair
    kept, changed = TermFactory(person=double), TermFactory(person=double)
    made = merge(dana, double, choices={"family": "merged"})
    Term.objects.filter(pk=changed.pk).update(person=PersonFactory())
    Person.objects.filter(pk=dana.pk).update(family="Li", version=3)

    stayed = apart(made, by=alice.user)

    assert stayed == ["the names", "1 term"]
    assert Term.objects.get(pk=kept.pk).person == double
    assert Person.objects.get(pk=dana.pk).family == "Li"


def test_what_cannot_come_back_for_something_new_stays(pair, alice):
    """A double's membership has become the survivor's; somebody has begun it anew since."""
    dana, double = pair
    group = a_chapter("OH", "Ohio")
    MembershipFactory(person=double, group=group)
    made = merge(dana, double, by=national_staff().user)
    MembershipFactory(person=double, group=group)

    stayed = apart(made, by=national_staff().user)

    assert stayed == ["1 membership or seat"]
    assert Membership.objects.get(group=group, person=dana).until is None


def test_a_login_goes_back():
    one, other = PersonFactory(), with_login(PersonFactory())
    login = other.user

    apart(merge(one, other))

    assert (Person.objects.get(pk=one.pk).user, Person.objects.get(pk=other.pk).user) == (
        None,
        login,
    )


def test_answers_that_were_given_before_hold_again(pair):
    dana, double = pair
    consent(dana, Purpose.PUBLIC_NAME, True)
    consent(double, Purpose.PUBLIC_NAME, False)
    consent(double, Purpose.NEWSLETTER, False)

    made = merge(dana, double)
    apart(made)

    assert {row.purpose: row.given for row in dana.consents.latest()} == {
        "public_name": True,
        "newsletter": False,
    }
    assert Consent.objects.filter(person=dana).count() == 4


def test_an_answer_given_since_is_not_taken_back(pair):
    dana, double = pair
    consent(dana, Purpose.PUBLIC_NAME, True)
    consent(double, Purpose.PUBLIC_NAME, False)
    made = merge(dana, double)
    consent(dana, Purpose.PUBLIC_NAME, False)

    apart(made)

    assert dana.consents.latest().get().given is False


def test_a_row_that_was_one_too_many_comes_back_whole(pair):
    dana, double = pair
    for person, proven in ((dana, None), (double, NOON)):
        ContactPoint.objects.create(
            person=person, kind="phone", use="official", value="410 555 0100", verified_at=proven
        )
    before = list(ContactPoint.objects.order_by("pk").values())

    apart(merge(dana, double))

    assert list(ContactPoint.objects.order_by("pk").values()) == before


def test_a_pair_is_open_again(pair):
    low, high = sorted(pair, key=lambda person: person.pk)
    found = DuplicatePair.objects.create(
        low=low, high=high, score=90, reasons=["Same last name"], found_at=NOON
    )
    made = merge(*pair)
    found.refresh_from_db()
    joined = found.decision

    apart(made)

    found.refresh_from_db()
    assert (joined, found.decision, found.decided_at) == ("merged", "open", None)


def refused(made, **options):
    before = (rows(), people())
    with pytest.raises(ValidationError) as refusal:
        apart(made, **options)
    assert (rows(), people()) == before
    return refusal.value


def test_a_later_merge_comes_first(pair):
    dana, double = pair
    last = PersonFactory(given="Last", family="One")
    first = merge(dana, double)
    second = merge(last, dana)

    assert refused(first).messages == [
        "Last One was joined with this later. Take that apart first."
    ]
    apart(second)
    assert apart(first) == []
    assert Person.objects.filter(pk__in=[dana.pk, double.pk, last.pk]).count() == 3


def test_so_does_one_of_the_same_survivor(pair):
    dana, double = pair
    first = merge(dana, double)
    merge(dana, PersonFactory(given="Late", family="Comer"))

    assert refused(first).messages == [
        "Late Comer was joined with this later. Take that apart first."
    ]


def test_both_sides_must_be_ones_own_again(texas, alice):
    """National staff joined somebody of Ohio; the director of Texas sees the survivor alone."""
    ohio = a_chapter("OH", "Ohio")
    here, there = PersonFactory(), PersonFactory()
    MembershipFactory(person=here, group=texas)
    MembershipFactory(person=there, group=ohio)
    made = merge(here, there, by=national_staff().user)

    assert refused(made, by=alice.user).error_list[0].code == "rights"
    assert apart(made, by=national_staff().user) == []


def test_a_failure_midway_leaves_them_joined(pair, texas, alice, monkeypatch):
    furnish(pair[1], chapter=texas, user=alice.user)
    made = merge(*pair)
    before = (rows(), people())

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        apart(made)

    assert (rows(), people()) == before
    assert Tagging.objects.get().person == pair[0]


def test_two_merges_of_one_record_cannot_stand(pair):
    made = merge(*pair)

    with pytest.raises(IntegrityError, match="merge"), transaction.atomic():
        Merge.objects.create(survivor=PersonFactory(), merged=made.merged, at=NOON)
    apart(made)
    assert merge(*pair).pk != made.pk


def test_of_somebody_erased_the_journal_keeps_nothing(pair):
    dana, double = pair
    merge(dana, double)
    kept = merge(PersonFactory(), PersonFactory())

    merging.forget([double.pk])

    assert [made.moved for made in Merge.objects.order_by("pk")] == [[], kept.moved]
