import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import Event
from events.operations import meetings
from network import audit
from network.models import AuditEntry
from tests.events.conftest import HOUR


def lines():
    return list(AuditEntry.including_private.order_by("pk").values_list("action", flat=True))


def refusal(act):
    with pytest.raises(ValidationError) as refused:
        act()
    return refused.value.error_list[0].code


def test_a_planned_meeting_is_on_the_calendar_of_its_host(plan, chapter, at):
    event = plan("  Budget \n night ", online=True, description=" Bring maps. ")

    kept = Event.objects.get()
    assert (kept.title, kept.description, kept.online) == ("Budget night", "Bring maps.", True)
    assert (kept.host, kept.sequence, kept.changed_at) == (chapter, 0, at)
    assert (lines(), event) == (["events.plan"], kept)


def test_a_closed_group_plans_nothing(plan, chapter, at):
    chapter.closed_on = timezone.localdate(at)

    assert refusal(plan) == "closed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "event_ends_after_it_starts"),
        ({"timezone": "Mars/Olympus"}, "zone"),
        ({"title": "a\u202eb"}, "control_character"),
        ({"title": "x" * 201}, "max_length"),
    ],
)
def test_what_cannot_be_is_not_planned(plan, fields, code):
    with pytest.raises(ValidationError) as refused:
        plan(**fields)

    codes = {error.code for error in _errors(refused.value)}
    assert (codes, Event.objects.count(), lines()) == ({code}, 0, [])


def _errors(refused):
    grouped = getattr(refused, "error_dict", None)
    return [one for many in grouped.values() for one in many] if grouped else refused.error_list


def test_a_moved_meeting_counts_on(plan, soon, at):
    event = plan()
    later = at + HOUR

    changed = meetings.change(
        event=event, starts_at=soon + HOUR, ends_at=soon + 2 * HOUR, by=None, at=later
    )

    assert (changed.sequence, changed.changed_at, changed.starts_at) == (1, later, soon + HOUR)
    assert lines() == ["events.plan", "events.change"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Dinner"),
        ("place", "Library"),
        ("timezone", "America/New_York"),
        ("online", True),
        ("description", "Bring maps."),
    ],
)
def test_what_a_calendar_shows_raises_the_number(plan, at, field, value):
    changed = meetings.change(event=plan(), by=None, at=at, **{field: value})

    assert (getattr(changed, field), changed.sequence) == (value, 1)


def test_who_may_see_it_is_nothing_a_calendar_shows(plan, at):
    changed = meetings.change(event=plan(), visibility="members", by=None, at=at + HOUR)

    assert (changed.visibility, changed.sequence, changed.changed_at) == ("members", 0, at)


def test_the_same_again_changes_nothing(plan, at):
    changed = meetings.change(event=plan(), title=" Supper ", by=None, at=at + HOUR)

    assert (changed.sequence, changed.changed_at, lines()) == (0, at, ["events.plan"])


def test_its_host_cannot_be_changed(plan, at, chapter):
    with pytest.raises(TypeError):
        meetings.change(event=plan(), host=chapter, by=None, at=at)


def test_a_cancelled_meeting_is_kept_and_counts_on(plan, at):
    event = meetings.cancel(event=plan(), by=None, at=at + HOUR)

    assert (event.cancelled_at, event.changed_at, event.sequence) == (at + HOUR, at + HOUR, 1)
    assert list(Event.objects.upcoming(at=at)) == []


def test_cancelled_again_nothing_changes(plan, at):
    event = meetings.cancel(event=plan(), by=None, at=at)
    again = meetings.cancel(event=event, by=None, at=at + HOUR)

    assert (again.sequence, again.cancelled_at) == (1, at)
    assert lines() == ["events.plan", "events.cancel"]


def test_a_cancelled_meeting_is_not_changed(plan, at):
    event = meetings.cancel(event=plan(), by=None, at=at)

    assert refusal(lambda: meetings.change(event=event, title="X", by=None, at=at)) == "cancelled"


def test_what_is_over_stays_as_it_was(plan, soon):
    event, over = plan(), soon + HOUR

    assert refusal(lambda: meetings.change(event=event, title="X", by=None, at=over)) == "over"
    assert refusal(lambda: meetings.cancel(event=event, by=None, at=over)) == "over"


@pytest.mark.parametrize("act", [meetings.change, meetings.cancel])
def test_a_failure_midway_leaves_nothing(plan, at, monkeypatch, act):
    event = plan()
    monkeypatch.setattr(audit, "record", lambda *given, **named: 1 / 0)
    fields = {"title": "Dinner"} if act is meetings.change else {}

    with pytest.raises(ZeroDivisionError):
        act(event=event, by=None, at=at, **fields)

    kept = Event.objects.get()
    assert (kept.title, kept.sequence, kept.cancelled_at) == ("Supper", 0, None)


def test_the_trail_of_a_private_group_is_seen_by_nobody(plan, hidden):
    plan("Lantern night", host=hidden, visibility="audience")

    assert (AuditEntry.objects.count(), lines()) == (0, ["events.plan"])
