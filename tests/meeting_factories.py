"""Hosts, their hours and what can be booked with them, each in one line."""

import datetime as dt

from events.models import (
    Host,
    HostArea,
    MeetingPlace,
    MeetingPool,
    MeetingType,
    PoolMember,
    WeeklyHours,
)
from events.operations.meet import bookings
from tests.factories import NOON, a_chapter, a_director

#: Midnight, and so on, in minutes.
HOUR = 60


def a_host(chapter=None, *, zone="America/New_York", hours=((9, 17),), days=range(5), **names):
    """A director who is met online on these days, from one hour to another."""
    chapter = chapter or a_chapter()
    person = a_director(chapter, **names)
    host = Host.objects.create(person=person, slug=f"host-{person.pk}", timezone=zone, made_at=NOON)
    HostArea.objects.create(host=host, group=chapter)
    for weekday in days:
        for start, end in hours:
            weekly(host, weekday, start, end)
    return host


def weekly(host, weekday, start, end, **fields):
    return WeeklyHours.objects.create(
        host=host,
        weekday=weekday,
        start_minute=int(start * HOUR),
        end_minute=int(end * HOUR),
        **fields,
    )


def a_type(host=None, *, pool=None, **fields):
    values = {"name": "Half an hour", "minutes": 30, "step": 30, "notice": 0}
    number = MeetingType.objects.count()
    return MeetingType.objects.create(
        host=host, pool=pool, slug=f"half-an-hour-{number}", **(values | fields)
    )


def a_pool(*hosts, group=None, since=NOON):
    pool = MeetingPool.objects.create(name="Whoever is free", group=group or a_chapter())
    for host in hosts:
        PoolMember.objects.create(pool=pool, host=host, since=since)
    return pool


def a_place(group, **fields):
    values = {"name": "Annex", "address": "1 Main St", "timezone": "America/New_York"}
    return MeetingPlace.objects.create(group=group, **(values | fields))


def held(meeting_type, person, starts_at, *, at, **wish):
    return bookings.hold(
        meeting_type=meeting_type,
        wish=bookings.Wish(starts_at, **wish),
        timezone="America/New_York",
        person=person,
        by=person.user if person else None,
        at=at,
    )


def booked(meeting_type, person, starts_at, *, at, **more):
    hold = held(meeting_type, person, starts_at, at=at)
    return bookings.book(booking=hold, by=person.user, at=at, **more)


def clock(zone_day, hour, minute=0, *, offset):
    """An instant by a clock so many hours from UTC."""
    return dt.datetime.combine(
        zone_day, dt.time(hour, minute), tzinfo=dt.timezone(dt.timedelta(hours=offset))
    ).astimezone(dt.UTC)
