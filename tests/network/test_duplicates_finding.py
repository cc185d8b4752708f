"""Pairs are found for whoever is new or changed, and what somebody decided stays decided."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from network import audit, jobs
from network.models import AuditEntry, ContactPoint, DuplicatePair, PeriodicRun, Person
from network.operations import duplicates
from tests.factories import (
    NOON,
    JurisdictionFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
    national_staff,
)

LATER = NOON + dt.timedelta(minutes=10)


def serving(place, given="Dana", family="Lee", **fields):
    person = PersonFactory(given=given, family=family, **fields)
    TermFactory(person=person, office=OfficeFactory(jurisdiction=place))
    return person


@pytest.fixture
def place():
    return JurisdictionFactory(name="Cedar Falls", state="TX")


def find(*people):
    return duplicates.find(keys=[person.pk for person in people], at=NOON)


def reasons():
    return [pair.reasons for pair in DuplicatePair.objects.order_by("pk")]


def contact(person, value, kind="phone", use="personal", **fields):
    return ContactPoint.objects.create(person=person, kind=kind, use=use, value=value, **fields)


def test_two_of_one_place_with_names_alike(place):
    first, second = serving(place), serving(place, "Dana", "Leigh")
    third = serving(place, "Danielle", "Lee", known_as="Dana")

    assert find(first, second, third) == 1
    pair = DuplicatePair.objects.get()
    assert (pair.low, pair.high, pair.score) == (first, third, 100)
    assert pair.reasons == ["Both served in Cedar Falls, TX", "Same last name", "Same first name"]


def test_it_is_enough_that_one_of_the_two_is_looked_at(place):
    first, second = serving(place, "Bill", "Marsh"), serving(place, "William", "Marsh")

    assert [find(first), find(second)] == [1, 0]
    assert reasons() == [
        [
            "Both served in Cedar Falls, TX",
            "Same last name",
            "First name is a short form of the same name",
        ]
    ]


def test_what_people_are_called_is_a_name_from_either_side(place):
    first = serving(place, "Theodora", "Vance", known_as="Teddy")
    second = serving(place, "Edward", "Vance", known_as="Teddy")

    assert find(first, second) == 1


def test_a_personal_number_however_it_was_typed():
    first, second, third = (PersonFactory() for _ in range(3))
    contact(first, "(410) 555-0123")
    contact(second, "+1 410.555.0123")
    contact(third, "410 555 0123", use="official")

    assert find(first) == 1
    assert reasons() == [["Same personal phone number"]]


def test_an_address_that_was_proven_in_one_and_is_nobodys_office():
    first, second, third, fourth = (PersonFactory() for _ in range(4))
    contact(first, "dana@example.org", "email", verified_at=NOON)
    contact(second, "Dana@Example.org", "email", "campaign")
    contact(third, "unproven@example.org", "email")
    contact(fourth, "unproven@example.org", "email", "campaign")

    assert find(first, third) == 1
    assert reasons() == [["Same proven e-mail address"]]


@pytest.mark.parametrize("uses", [("official", "official"), ("personal", "official")])
def test_an_official_address_makes_nobody_alike(uses):
    first, second = PersonFactory(), PersonFactory()
    for person, use in zip((first, second), uses, strict=True):
        contact(person, "mayor@example.org", "email", use, verified_at=NOON)

    assert find(first, second) == 0


def test_the_same_name_in_one_state_and_not_in_two():
    here, there, elsewhere = (JurisdictionFactory(state=state) for state in ("TX", "TX", "OH"))
    first, second = serving(here, "José", "Peña"), serving(there, "Jose", "Pena")
    serving(elsewhere, "Jose", "Pena")

    assert find(first, second) == 1
    assert reasons() == [["Same name, both in TX"]]


def test_neither_the_merged_nor_the_erased_are_anybodys_double(place):
    first = serving(place)
    serving(place, merged_into=first)
    serving(place, erased_at=NOON)

    assert find(first) == 0


def test_found_again_nothing_is_new(place):
    first, second = serving(place), serving(place)
    find(first, second)
    before = list(DuplicatePair.objects.values())

    assert find(first, second) == 0
    assert list(DuplicatePair.objects.values()) == before


def test_a_suggestion_that_no_longer_holds_is_dropped(place):
    first, second = serving(place), serving(place)
    find(first)
    Person.objects.filter(pk=second.pk).update(family="Quill", sort_key="quill dana")

    find(second)

    assert DuplicatePair.objects.count() == 0


def test_that_they_are_two_is_remembered_until_it_is_taken_back(place):
    first, second = serving(place), serving(place)
    find(first)
    pair = DuplicatePair.objects.get()
    staff = national_staff().user

    duplicates.tell_apart(pair=pair, by=staff, at=NOON)
    find(first, second)

    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by, pair.decided_at) == ("apart", staff, NOON)
    duplicates.compare_again(pair=pair, by=staff, at=LATER)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by, pair.decided_at) == ("open", None, None)


def test_deciding_is_told_in_both_records_and_only_once(place):
    first, second = serving(place), serving(place)
    find(first)
    for _ in range(2):
        duplicates.tell_apart(pair=DuplicatePair.objects.get(), by=None, at=NOON)

    told = AuditEntry.objects.filter(action="network.told_apart")
    assert list(told.order_by("person").values_list("person", flat=True)) == [first.pk, second.pk]


def test_who_was_joined_meanwhile_is_told_apart_no_more(place):
    find(serving(place), serving(place))
    DuplicatePair.objects.update(decision="merged")

    with pytest.raises(ValidationError) as refusal:
        duplicates.tell_apart(pair=DuplicatePair.objects.get(), by=None, at=NOON)

    assert refusal.value.messages == ["These two were joined a moment ago."]


def test_a_failure_midway_decides_nothing(place, monkeypatch):
    find(serving(place), serving(place))

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        duplicates.tell_apart(pair=DuplicatePair.objects.get(), by=None, at=NOON)

    assert DuplicatePair.objects.get().decision == "open"


# The job


def test_the_first_time_everybody_is_compared(place, send_letters):
    for _ in range(3):
        serving(place)

    duplicates.find_new(NOON)
    send_letters()

    assert DuplicatePair.objects.count() == 3


def test_later_only_who_is_new_or_was_changed(place, send_letters):
    jobs.tick(at=NOON)
    send_letters()
    for _ in range(2):
        serving(place, "Ann", "Bell")
    Person.objects.update(created_at=NOON - dt.timedelta(days=9))
    new, changed = serving(place), serving(place, "Dana", "Leigh")
    Person.objects.filter(pk=new.pk).update(created_at=LATER)
    Person.objects.filter(pk=changed.pk).update(created_at=NOON - dt.timedelta(days=9))
    twin = serving(place, "Dana", "Leigh")
    Person.objects.filter(pk=twin.pk).update(created_at=NOON - dt.timedelta(days=9))
    audit.record(changed, "network.person_edited", by=None, at=LATER)

    duplicates.find_new(LATER)
    sent = DBTaskResult.objects.filter(task_path__endswith="compare").get()

    assert sorted(sent.args_kwargs["kwargs"]["keys"]) == [new.pk, changed.pk]
    send_letters()
    assert {(pair.low, pair.high) for pair in DuplicatePair.objects.all()} == {(changed, twin)}


def test_the_job_runs_by_itself(send_letters):
    jobs.tick(at=NOON)

    assert PeriodicRun.objects.filter(name__endswith="duplicates.finding.find_new").count() == 1


def test_looking_asks_as_many_questions_for_three_as_for_one(django_assert_num_queries):
    for size in (1, 3):
        place = JurisdictionFactory()
        people = [serving(place, f"Dana{size}", f"Lee{size}") for _ in range(size + 1)]
        with django_assert_num_queries(11):
            duplicates.find(keys=[people[0].pk], at=NOON)


# What others ask


def test_lines_of_a_file_are_compared_in_bulk(place, django_assert_num_queries):
    dana = serving(place)
    serving(JurisdictionFactory(), "Ann", "Bell")
    rows = {
        2: duplicates.Line("Dana", "Lee", place.pk),
        3: duplicates.Line("Dana", "Leigh-Smith", place.pk),
        4: duplicates.Line("Ann", "Bell", None),
    }

    with django_assert_num_queries(1):
        found = duplicates.like_many(rows, Person.objects.all())

    assert {line: [match.person for match in matches] for line, matches in found.items()} == {
        2: [dana]
    }
    assert found[2][0].reasons == ["Same last name", "Same first name"]


def test_while_a_name_is_typed_family_name_and_short_forms_are_enough(place):
    dana = serving(place, "Katherine", "Moore")
    serving(place, "Jo", "Moore")

    found = duplicates.like(given="Kate", family="Moore", people=Person.objects.all())

    assert [(match.person, len(match.offices)) for match in found] == [(dana, 1)]
    assert duplicates.like(given="", family="Moore", people=Person.objects.all()) == []


# The constraints


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda low, high: {"low": high, "high": low}, "duplicate_pair_in_order"),
        (lambda low, high: {"low": low, "high": low}, "duplicate_pair_in_order"),
        (lambda low, high: {"low": low, "high": high, "score": 101}, "duplicate_pair_score"),
    ],
)
def test_a_pair_is_two_in_order(change, name):
    low, high = PersonFactory(), PersonFactory()
    values = {"score": 90, "reasons": ["Same last name"], "found_at": NOON} | change(low, high)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DuplicatePair.objects.create(**values)


def test_a_pair_is_there_once():
    values = {"low": PersonFactory(), "high": PersonFactory(), "score": 90, "found_at": NOON}
    DuplicatePair.objects.create(**values)

    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicatePair.objects.create(**values)
