"""Whatever fails in the midst of a verb of a caucus, nothing of it stays; again changes nothing."""

import inspect
from contextlib import suppress

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django_tasks_db.models import DBTaskResult

from events.models import Event
from network.models import AuditEntry, Group, Letter, Membership

from .verbs import MODULES, PARTS, VERBS, Room, name_of

WRITES = ("INSERT", "UPDATE", "DELETE")
TABLES = [
    *apps.get_app_config("caucuses").get_models(),
    *(Event, Group, Membership, Letter, AuditEntry, DBTaskResult),
]
#: Done again, these do one thing more: that is what they are for.
ONE_MORE = {"invitations.make_link", "stewarding.make", "vault.reveal"}


@pytest.fixture
def room(caucus, cast, at, on, somebody):
    return Room(caucus=caucus, cast=cast, at=at, on=on, somebody=somebody)


def every_row():
    """All that is in any table a caucus writes to, hidden or not."""
    return {model: list(model._base_manager.order_by("pk").values()) for model in TABLES}


class Fails:
    """The database fails at the write of this number, the first being 0."""

    def __init__(self, number):
        self.left, self.failed = number, False

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().startswith(WRITES):
            self.failed |= self.left == 0
            self.left -= 1
            if self.failed:
                raise DatabaseError("no space left")
        return execute(sql, params, many, context)


def failing_at(number, operation, what):
    """Whether it got so far that it failed there."""
    fails = Fails(number)
    with connection.execute_wrapper(fails):
        try:
            operation(**what)
        except DatabaseError:
            assert fails.failed
    return fails.failed


@pytest.mark.parametrize("name", sorted(VERBS))
def test_wherever_it_fails_no_row_no_letter_and_no_line_is_left(room, name):
    operation, arrange = VERBS[name]
    what = arrange(room)
    before = every_row()

    writes = 0
    while failing_at(writes, operation, what):
        assert every_row() == before, f"write {writes} failed, and something stayed"
        writes += 1

    assert writes >= 2
    assert every_row() != before


@pytest.mark.parametrize("name", sorted(VERBS.keys() - ONE_MORE))
def test_again_changes_nothing(room, name):
    operation, arrange = VERBS[name]
    what = arrange(room)
    operation(**what)
    before = every_row()

    with suppress(ValidationError):
        operation(**what)

    assert every_row() == before


def test_without_its_transaction_something_would_stay(room):
    """The control: the table is one that sees what a verb leaves behind."""
    operation, arrange = VERBS["memberships.approve"]
    what = arrange(room)
    before = every_row()

    assert failing_at(1, operation.__wrapped__, what)
    # So that what is there can be read: it fails in a transaction of the test's own.
    transaction.set_rollback(False)
    assert every_row() != before


def test_every_verb_is_in_the_table():
    """A verb is atomic and is told the moment; a new one joins, or says why not."""
    verbs = {
        name_of(found)
        for module in MODULES
        for _, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ in {one.__name__ for one in MODULES}
        and hasattr(found, "__wrapped__")
        and "at" in inspect.signature(found).parameters
        and found not in PARTS
    }

    assert verbs == VERBS.keys()
