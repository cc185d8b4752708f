"""Every relation to a person has its rule; a new one without fails here."""

import pytest
from django.apps import apps

from network.models import Membership, Person, Term, User
from network.operations import merging
from network.operations.merging import registry
from network.operations.merging.journal import Journal
from tests.factories import PersonFactory

#: They say whose login did something to a caucus's own things, and are no record about anybody.
SAYS_WHO_DID_IT = {
    "caucuses.GatedLink.made_by",
    "caucuses.RotationTask.done_by",
    "caucuses.Attendance.by",
}


def relations_to(model):
    """Labels of the fields that point to a model: hidden ones and many-to-many included."""
    return {
        f"{field.related_model._meta.label}.{field.field.name}"
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and field.is_relation and not field.concrete
    }


def relations_of(model):
    return {
        f"{model._meta.label}.{field.name}"
        for field in model._meta.get_fields(include_hidden=True)
        if field.concrete and field.is_relation
    }


def test_every_relation_to_and_of_a_person_has_a_rule():
    relations = relations_to(Person) | relations_of(Person)

    assert {relation for relation in relations if not merging.rules_for(relation)} == set()


@pytest.mark.parametrize("label", sorted(merging.removable()))
def test_what_points_to_a_row_that_may_be_removed_has_a_rule(label):
    relations = relations_to(apps.get_model(label))

    assert {relation for relation in relations if not merging.rules_for(relation)} == set()


def relations_from_caucuses(model):
    return {label for label in relations_to(model) if label.startswith("caucuses.")}


@pytest.mark.parametrize(
    ("model", "known"),
    [(Membership, "caucuses.RosterChoice.membership"), (User, "caucuses.InviteLink.made_by")],
)
def test_what_a_caucus_keeps_of_a_membership_or_login_has_a_rule(model, known):
    relations = relations_from_caucuses(model) - SAYS_WHO_DID_IT

    assert {relation for relation in relations if not merging.rules_for(relation)} == set()
    assert known in relations


def test_the_walk_sees_hidden_relations_and_those_between():
    """The control: what has no name to come back by is found all the same."""
    relations = relations_to(Person)

    assert {
        "network.Membership.person",
        "network.Merge.survivor",
        "network.Interaction_people.person",
        "network.Person.merged_into",
    } <= relations
    assert "network.Question.term" in relations_to(Term)


def test_no_rule_is_about_a_relation_that_is_gone():
    known = relations_to(Person) | relations_of(Person) | {"network.Person"}
    known |= relations_from_caucuses(Membership) | relations_from_caucuses(User)
    for label in merging.removable():
        known |= relations_to(apps.get_model(label))

    assert set(registry._rules) - known == set()


def test_every_rule_says_what_it_does():
    said = [rule.does for rules in registry._rules.values() for rule in rules]

    assert [words for words in said if not words.endswith((".", "`.", "people."))] == []


def test_a_row_without_such_a_rule_is_never_removed():
    with pytest.raises(TypeError):
        Journal(removable=merging.removable()).remove(PersonFactory())


def test_caucuses_bring_a_rule_of_their_own_that_has_no_words():
    theirs = [
        rule
        for rule in merging.rules_for("network.Membership.person")
        if rule.apply.__module__.startswith("caucuses.")
    ]

    assert [rule.part for rule in theirs] == [None]
