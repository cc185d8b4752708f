"""Everybody in a caucus is written to by a worker: in batches, once, and without its name."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from caucuses.operations import meetings, telling
from network.models import ContactPoint, Letter, Membership

from .conftest import row

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture
def event(caucus, cast, at):
    starts = at + 3 * DAY
    return meetings.call(
        caucus=caucus,
        title="Wick night",
        timezone="America/New_York",
        starts_at=starts,
        ends_at=starts + HOUR,
        by=cast.alice.user,
        at=at,
    )


def fill(caucus, somebody, count):
    return [row(somebody(f"Wick{number}"), caucus.group).person for number in range(count)]


def written_to():
    return sorted(Letter.objects.values_list("to", flat=True))


def test_whoever_calls_off_waits_for_one_job_however_many_there_are(
    caucus, cast, event, somebody, at
):
    fill(caucus, somebody, 2)
    act = {"caucus": caucus, "by": cast.alice.user, "at": at}
    with CaptureQueriesContext(connection) as few:
        meetings.move(event=event, place="The garden", **act)
    fill_more = [row(somebody(f"More{number}"), caucus.group) for number in range(30)]
    with CaptureQueriesContext(connection) as many:
        meetings.move(event=event, place="The attic", **act)

    assert (len(fill_more), len(many)) == (30, len(few))
    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 2)


def test_everybody_gets_one_letter_but_whoever_did_it(
    caucus, cast, event, somebody, at, send_letters, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 2)
    fill(caucus, somebody, 4)
    row(cast.charlie, caucus.group, state="asked")
    meetings.cancel(caucus=caucus, event=event, by=cast.alice.user, at=at)

    said = send_letters()

    expected = ["bob@example.org", *(f"wick{number}@example.org" for number in range(4))]
    assert (written_to(), sorted(one.to[0] for one in said)) == (expected, expected)
    for one in said:
        text = str(one.message())
        assert [word for word in ("antern", "Wick night", "aucus:") if word in text] == []


def test_a_job_done_twice_writes_once(caucus, cast, event, send_letters):
    about = {"caucus": caucus, "letter": "caucus_meeting_changed", "about": event}
    telling.tell(**about, by=cast.alice.user)
    telling.tell(**about, by=cast.alice.user)

    assert [one.to for one in send_letters()] == [["bob@example.org"]]


def test_a_job_that_fails_midway_goes_on_where_it_was(
    caucus, cast, event, somebody, send_letters, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 2)
    fill(caucus, somebody, 3)
    begun = []

    def full(execute, sql, params, many, context):
        if "INSERT" in sql and "network_letter" in sql:
            begun.append(sql)
            if len(begun) == 4:
                raise DatabaseError("no space left")
        return execute(sql, params, many, context)

    about = (caucus.pk, "caucus_meeting_changed", f"{event.public_id} 1", cast.alice.user.pk)
    with connection.execute_wrapper(full), pytest.raises(DatabaseError):
        telling.post_all.func(*about)
    first = written_to()
    telling.post_all.func(*about)

    assert first == ["bob@example.org", "wick0@example.org"]
    assert written_to() == [*first, "wick1@example.org", "wick2@example.org"]


def test_who_has_left_meanwhile_is_not_written_to_nor_at_an_office(
    caucus, cast, event, somebody, on, at, send_letters
):
    (without,) = fill(caucus, somebody, 1)
    ContactPoint.objects.filter(person=without).update(use="office")
    meetings.cancel(caucus=caucus, event=event, by=cast.alice.user, at=at)
    Membership.including_private.filter(person=cast.bob, group=caucus.group).update(
        until=on, end_reason="left"
    )

    assert send_letters() == []


def test_the_job_itself_names_neither_the_caucus_nor_anybody_told(caucus, cast, event, at):
    meetings.cancel(caucus=caucus, event=event, by=cast.alice.user, at=at)

    kept = str(DBTaskResult.objects.values().get()).lower()

    assert [word for word in ("lantern", "wick", "bob", "alice") if word in kept] == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_once_for_all_addresses(caucus, cast, event, somebody, count):
    fill(caucus, somebody, count)

    with CaptureQueriesContext(connection) as asked:
        telling.post_all.func(caucus.pk, "caucus_meeting_changed", f"{event.public_id} 1", None)

    reads = [one["sql"] for one in asked if "network_contactpoint" in one["sql"]]
    assert len(reads) == 1
