"""The tenth message of a day sent twice at once, and one person erased by two workers."""

import datetime as dt

import pytest

from network.models import AuditEntry, Letter
from network.operations import erasure, messages
from tests import processes
from tests.factories import NOON, a_chapter, a_member
from tests.network.test_directory import shown

SEND = """
from datetime import UTC, datetime
from django.core.exceptions import ValidationError
from network.models import Person
from network.operations import messages

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
send = messages.send

def act(sender, recipient, key):
    sender = Person.objects.get(pk=sender)
    try:
        send(
            sender=sender,
            recipient=Person.objects.get(pk=recipient),
            subject="Trees",
            words="Hello",
            answer_to="",
            key=key,
            by=sender.user,
            at=NOON,
        )
    except ValidationError as refusal:
        return refusal.error_list[0].code
    return "sent"
"""

#: The same without holding the sender's row, in that process alone.
SEND_UNGUARDED = (
    SEND
    + """
import time

def slowly(subject, words):
    time.sleep(0.5)
    return subject, words

send = messages.send.__wrapped__
messages.rows.lock = lambda row: row
messages._checked = slowly
"""
)

ERASE = """
from datetime import UTC, datetime
import caucuses.operations.going
from network.models import Erasure
from network.operations import erasure

LATER = datetime(2026, 12, 2, 17, tzinfo=UTC)
carry_out = erasure.carry_out

def act(asked):
    carry_out(erasure=Erasure.objects.get(pk=asked), at=LATER)
    return "done"
"""

ERASE_UNGUARDED = (
    ERASE
    + """
import time
from django.db import connection

def slowly(asked, at):
    time.sleep(0.5)

if connection.vendor == "sqlite":  # where a transaction alone keeps others out
    carry_out = erasure.carry_out.__wrapped__
erasure.rows.lock = lambda row: row
erasure._refuse_unless_due = slowly
"""
)


@pytest.fixture
def nine_sent(committed):
    """Somebody who may send one more today, and to whom."""
    ana, ben = shown(email="ana@example.org"), shown(email="ben@example.org")
    for number in range(9):
        messages.send(
            sender=ana,
            recipient=ben,
            subject="Trees",
            words="Hello",
            answer_to="",
            key=str(number),
            by=ana.user,
            at=NOON - dt.timedelta(hours=1),
        )
    return ana, ben


def test_of_two_tenth_messages_one_is_sent(committed, nine_sent):
    ana, ben = nine_sent

    answers = processes.race(committed, SEND, [[ana.pk, ben.pk, "x"], [ana.pk, ben.pk, "y"]])

    assert sorted(answers) == ["many", "sent"]
    assert Letter.objects.count() == 10


def test_one_message_sent_twice_at_once_is_one_letter(committed, nine_sent):
    ana, ben = nine_sent

    answers = processes.race(committed, SEND, [[ana.pk, ben.pk, "x"]] * 2)

    assert answers == ["sent", "sent"]
    assert (Letter.objects.count(), AuditEntry.objects.count()) == (10, 10)


def test_without_the_lock_both_are_sent(committed, nine_sent):
    """The control: the race above is one that can be lost."""
    ana, ben = nine_sent
    field = [[ana.pk, ben.pk, "x"], [ana.pk, ben.pk, "y"]]

    processes.race(committed, SEND_UNGUARDED, field)

    assert Letter.objects.count() == 11


@pytest.fixture
def asked(committed):
    ana = a_member(a_chapter(), given="Ana", email="ana@example.org")
    return erasure.ask(person=ana, by=ana.user, at=NOON)


def test_two_workers_erase_once(committed, asked):
    assert processes.race(committed, ERASE, [[asked.pk], [asked.pk]]) == ["done", "done"]
    assert AuditEntry.objects.filter(action="network.erased").count() == 1


def test_without_the_lock_one_erases_again_or_breaks_on_what_is_gone(committed, asked):
    """The control: the race above is one that can be lost."""
    answers = processes.race(committed, ERASE_UNGUARDED, [[asked.pk], [asked.pk]])

    erased = AuditEntry.objects.filter(action="network.erased").count()
    assert (answers, erased) != (["done", "done"], 1)
