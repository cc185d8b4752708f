"""Meetings of caucuses that repeat, and who was at one."""

import datetime as dt

from caucuses.models import Attendance, Caucus, MeetingSeries, Occurrence
from events.models import Event
from tests.factories import NOON, TODAY, CaucusGroupFactory, PersonFactory


def a_series(**fields):
    caucus = Caucus.objects.create(group=CaucusGroupFactory(), purpose="To meet")
    values = {"pattern": "weekly", "starts_on": TODAY, "starts": dt.time(19), "minutes": 60}
    values |= {"title": "Meeting", "timezone": "America/New_York", "changed_at": NOON}
    return MeetingSeries.objects.create(caucus=caucus, **values | fields)


def an_event(series):
    return Event.objects.create(host=series.caucus.group, **series.shown(NOON))


def one_start_twice():
    series = a_series()
    for _ in range(2):
        Occurrence.objects.create(series=series, event=an_event(series), original_start=NOON)


def there_twice():
    event, person = an_event(a_series()), PersonFactory()
    for _ in range(2):
        Attendance.objects.create(event=event, person=person, at=NOON)


BREAKS = {
    "meeting_series_in_five_patterns": lambda: a_series(pattern="weeks"),
    "meeting_series_ends_after_it_starts": lambda: a_series(until=TODAY - dt.timedelta(days=1)),
    "meeting_series_minutes": lambda: a_series(minutes=4),
    "occurrence_once_per_start": one_start_twice,
    "attendance_once": there_twice,
}
