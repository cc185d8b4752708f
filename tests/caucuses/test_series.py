"""Meetings that repeat: their days, their hours, and what outlives a change."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from caucuses.models import Attendance, MeetingSeries, Occurrence, Pattern, Rule
from caucuses.operations import meetings, series
from events.models import Event, clocks
from network.models import AuditEntry, Letter

AT = dt.datetime(2027, 1, 4, 17, tzinfo=dt.UTC)
NEW_YORK = "America/New_York"
FIRST_THURSDAY = dt.date(2027, 1, 7)


@pytest.fixture
def act(cast):
    return {"by": cast.alice.user, "at": AT}


@pytest.fixture
def call(caucus, act):
    def made(**fields):
        values = {
            "title": "General meeting",
            "pattern": Pattern.NTH,
            "starts_on": FIRST_THURSDAY,
            "timezone": NEW_YORK,
            "starts": dt.time(19),
            "minutes": 60,
        }
        return series.call(caucus=caucus, **values | act | fields)

    return made


def events(one=None):
    found = Event.objects.order_by("starts_at")
    return list(found.filter(pk__in=one.occurrences.values("event")) if one else found)


def local(event):
    return clocks.wall(event.starts_at, zone=event.timezone)


def said(one):
    return [f"{local(event):%b %d %H:%M}" for event in events(one)]


def occurrence(one, number):
    return one.occurrences.select_related("series", "event").order_by("original_start")[number]


def trace():
    return (
        list(MeetingSeries.objects.order_by("pk").values()),
        list(Occurrence.objects.order_by("pk").values()),
        list(Event.objects.order_by("pk").values()),
        Letter.objects.count(),
        DBTaskResult.objects.count(),
        AuditEntry.including_private.count(),
    )


def refused(operation, **what):
    with pytest.raises(ValidationError) as refusal:
        operation(**what)
    error = refusal.value
    errors = error.error_dict.values() if hasattr(error, "error_dict") else [[error]]
    return next(one.code for found in errors for one in found)


def days(pattern, first, every=1, count=4):
    found = Rule(pattern, every, first).days(until=first + dt.timedelta(days=5000))
    return [f"{next(found):%y-%m-%d}" for _ in range(count)]


@pytest.mark.parametrize(
    ("pattern", "every", "first", "words", "expected"),
    [
        ("weekly", 1, (2027, 1, 7), "Every Thursday", ["27-01-07", "27-01-14", "27-01-21"]),
        ("weeks", 2, (2027, 1, 7), "Every 2 weeks on Thursday", ["27-01-07", "27-01-21"]),
        (
            "nth",
            1,
            (2027, 1, 7),
            "The first Thursday of the month",
            ["27-01-07", "27-02-04", "27-03-04"],
        ),
        (
            "nth",
            1,
            (2027, 1, 26),
            "The fourth Tuesday of the month",
            ["27-01-26", "27-02-23", "27-03-23", "27-04-27"],
        ),
        (
            "last",
            1,
            (2027, 1, 28),
            "The last Thursday of the month",
            ["27-01-28", "27-02-25", "27-03-25", "27-04-29"],
        ),
        (
            "months",
            3,
            (2027, 1, 7),
            "The first Thursday of every third month",
            ["27-01-07", "27-04-01", "27-07-01"],
        ),
        (
            "months",
            12,
            (2027, 3, 8),
            "The second Monday of March every year",
            ["27-03-08", "28-03-13"],
        ),
    ],
)
def test_five_patterns_in_days_and_in_words(pattern, every, first, words, expected):
    first = dt.date(*first)

    assert Rule(pattern, every, first).said == words
    assert days(pattern, first, every, len(expected)) == expected


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"starts_on": dt.date(2027, 1, 29)}, "fifth"),
        ({"pattern": "months", "every": 2, "starts_on": dt.date(2027, 1, 29)}, "fifth"),
        ({"pattern": "last"}, "not_last"),
        ({"pattern": "weeks"}, "every"),
        ({"every": 2}, "every"),
        ({"starts_on": dt.date(2026, 12, 3)}, "past"),
        ({"until": dt.date(2027, 1, 6)}, "meeting_series_ends_after_it_starts"),
        ({"timezone": "Mars/Olympus"}, "zone"),
        ({"minutes": 0}, "min_value"),
    ],
)
def test_what_is_no_series_is_refused_in_words_and_leaves_nothing(call, fields, code):
    before = trace()

    assert refused(call, **fields) == code
    assert trace() == before


def test_the_first_thursday_at_seven_stays_at_seven_through_both_clock_changes(call):
    made = call()

    assert {f"{local(event):%a %H:%M}" for event in events(made)} == {"Thu 19:00"}
    assert [event.starts_at.hour for event in events(made)] == [0] * 3 + [23] * 8 + [0] * 3


def test_thirteen_months_are_on_the_calendar_and_the_job_adds_only_what_is_missing(call):
    made = call()
    assert len(said(made)) == 14

    series.look_ahead(AT)
    assert len(said(made)) == 14

    series.look_ahead(AT + dt.timedelta(days=31))
    series.look_ahead(AT + dt.timedelta(days=31))
    assert said(made)[-1] == "Mar 02 19:00"


def test_a_series_of_a_closed_caucus_grows_no_more(call, caucus, on):
    call()
    caucus.group.closed_on = on
    caucus.group.save()

    series.look_ahead(AT + dt.timedelta(days=60))

    assert (len(events()), refused(call)) == (14, "closed")


def test_moved_and_called_off_meetings_outlive_a_change_of_hour(call, caucus, act):
    made = call()
    second, third = occurrence(made, 1).event, occurrence(made, 2).event
    moved_to = second.starts_at + dt.timedelta(days=1)
    meetings.move(
        caucus=caucus,
        event=second,
        starts_at=moved_to,
        ends_at=moved_to + dt.timedelta(hours=1),
        **act,
    )
    meetings.cancel(caucus=caucus, event=third, **act)

    heir = series.change(series=made, starts=dt.time(20), **act)

    assert heir == made
    assert said(heir)[:4] == ["Jan 07 20:00", "Feb 05 19:00", "Mar 04 19:00", "Apr 01 20:00"]
    third.refresh_from_db()
    assert third.cancelled_at == AT
    assert [f"{clocks.wall(o.original_start, zone=NEW_YORK):%H}" for o in heir.occurrences.all()][
        :3
    ] == ["20", "20", "20"]
    series.look_ahead(AT)
    assert len(said(heir)) == 14


def test_what_has_begun_is_untouched_by_a_change_of_hour(call, cast, caucus, act):
    made = call()
    first = occurrence(made, 0)
    later = {**act, "at": AT + dt.timedelta(days=10)}
    meetings.attend(caucus=caucus, event=first.event, people=[cast.bob], **later)
    was = Event.objects.filter(pk=first.event_id).values().get()

    heir = series.change(series=made, starts=dt.time(20), place="Room 4", **later)

    made.refresh_from_db()
    assert (made.until, heir.starts_on) == (dt.date(2027, 2, 3), dt.date(2027, 2, 4))
    assert said(made) == ["Jan 07 19:00"]
    assert said(heir)[:2] == ["Feb 04 20:00", "Mar 04 20:00"]
    assert Event.objects.filter(pk=first.event_id).values().get() == was
    assert Attendance.objects.get().person == cast.bob
    series.look_ahead(later["at"])
    assert said(made) == ["Jan 07 19:00"]


def test_this_and_following_ends_the_old_series_the_day_before(call, caucus, act):
    made = call()
    moved_to = occurrence(made, 1).event.starts_at + dt.timedelta(days=2)
    ends = moved_to + dt.timedelta(hours=1)
    meetings.move(
        caucus=caucus, event=occurrence(made, 1).event, starts_at=moved_to, ends_at=ends, **act
    )
    meetings.cancel(caucus=caucus, event=occurrence(made, 4).event, **act)

    heir = series.follow(
        occurrence=occurrence(made, 3),
        pattern="last",
        starts_on=dt.date(2027, 4, 27),
        starts=dt.time(18),
        **act,
    )

    made.refresh_from_db()
    assert made.until == dt.date(2027, 3, 31)
    assert said(made) == ["Jan 07 19:00", "Feb 06 19:00", "Mar 04 19:00"]
    assert said(heir)[:2] == ["Apr 27 18:00", "May 25 18:00"]
    assert all(event.cancelled_at is None for event in events(heir))


def test_a_series_replaced_from_its_first_meeting_stays_one_series(call, act):
    made = call()

    heir = series.follow(
        occurrence=occurrence(made, 0), pattern="weekly", until=dt.date(2027, 1, 21), **act
    )

    assert (heir, MeetingSeries.objects.count(), heir.sequence) == (made, 1, 1)
    assert said(heir) == ["Jan 07 19:00", "Jan 14 19:00", "Jan 21 19:00"]


def test_a_series_ends_and_what_has_begun_stays(call, act):
    made = call(pattern="weekly")
    later = {**act, "at": AT + dt.timedelta(days=4)}

    series.end(series=made, last_on=dt.date(2027, 1, 14), **later)

    assert said(made) == ["Jan 07 19:00", "Jan 14 19:00"]
    assert refused(series.end, series=made, last_on=dt.date(2027, 1, 7), **later) == "past"
    assert refused(series.end, series=made, last_on=dt.date(2027, 1, 21), **later) == "late"


def test_a_series_of_which_nothing_is_left_is_gone(call, act):
    series.end(series=call(), last_on=AT.date(), **act)

    assert (MeetingSeries.objects.count(), Event.objects.count()) == (0, 0)


def test_what_repeats_no_more_cannot_change(call, act):
    made = call(pattern="weekly", until=dt.date(2027, 1, 14))
    late = {**act, "at": AT + dt.timedelta(days=30)}

    assert refused(series.change, series=made, starts=dt.time(20), **late) == "over"
    assert refused(series.follow, occurrence=occurrence(made, 0), **late) == "begun"


def test_the_same_change_again_changes_nothing(call, act):
    made = call()
    series.change(series=made, starts=dt.time(20), **act)
    before = trace()

    series.change(series=made, starts=dt.time(20), **act)

    assert trace() == before


def test_a_near_change_is_told_without_a_name(call, cast, act, caucus, send_letters):
    made = call(title="Wick night", place="The lantern room")
    series.change(series=made, starts=dt.time(20), **act)
    series.change(series=made, starts=dt.time(21), **act)

    said = send_letters()

    letters = list(Letter.objects.all())
    assert [letter.to for letter in letters] == ["bob@example.org"] * 2
    assert [word for one in said for word in ("antern", "Wick", "aucus ") if word in one.body] == []
    for letter in letters:
        text = f"{letter.subject} {letter.body} {letter.key}".lower()
        assert [word for word in ("lantern", "wick", "caucus ") if word in text] == []
        assert (letter.private, letter.person, letter.kind) == (True, None, "notice")


def test_a_far_change_is_told_to_nobody(call, act, send_letters):
    made = call(starts_on=dt.date(2027, 2, 4))
    series.change(series=made, starts=dt.time(20), **act)
    series.end(series=made, last_on=AT.date(), **act)
    send_letters()

    assert Letter.objects.count() == 0


def _no_trail(execute, sql, params, many, context):
    if "INSERT" in sql and "network_auditentry" in sql:
        raise DatabaseError("no space left")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("verb", ["call", "change", "follow", "end"])
def test_a_failure_midway_leaves_nothing(call, act, verb):
    made = call()
    operation, what = {
        "call": (call, {"title": "Another"}),
        "change": (series.change, {"series": made, "starts": dt.time(20), **act}),
        "follow": (series.follow, {"occurrence": occurrence(made, 0), "minutes": 30, **act}),
        "end": (series.end, {"series": made, "last_on": AT.date(), **act}),
    }[verb]
    before = trace()

    with connection.execute_wrapper(_no_trail), pytest.raises(DatabaseError):
        operation(**what)

    assert trace() == before


def test_the_trail_of_a_series_is_in_nobodys_list(call, act):
    series.change(series=call(), starts=dt.time(20), **act)

    assert AuditEntry.objects.count() == 0
    assert AuditEntry.including_private.count() == 2


def test_a_series_called_twice_is_there_once(call):
    call()
    before = trace()

    assert refused(call) == "twice"
    assert trace() == before


def test_what_somebody_took_off_a_moment_ago_is_refused_in_words(call, caucus, act):
    made = call()
    one = occurrence(made, 0)
    series.end(series=made, last_on=AT.date(), **act)
    before = trace()

    codes = [
        refused(series.change, series=made, starts=dt.time(20), **act),
        refused(series.end, series=made, last_on=AT.date(), **act),
        refused(series.follow, occurrence=one, minutes=30, **act),
        refused(meetings.move, caucus=caucus, event=one.event, title="X", **act),
        refused(meetings.cancel, caucus=caucus, event=one.event, **act),
    ]

    assert codes == ["gone"] * 5
    assert trace() == before
