"""Entries as a calendar file (RFC 5545). Who attends stands in invitations only."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vRecur

from events.calendars import zones
from events.calendars.entries import Entry

#: How many years past its start a series finds the changes of its clocks.
YEARS_AHEAD = 10
REFRESHED = timedelta(hours=1)
UNPRINTABLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
JOINER = "\u200d"


def write(entries: Iterable[Entry], *, name: str) -> bytes:
    """A calendar to follow: it is fetched again."""
    entries = list(entries)
    calendar = frame("PUBLISH", _zones(entries))
    calendar.add("x-wr-calname", clean(name))
    calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        for one in (entry, *entry.overrides):
            calendar.add_component(component(one))
    return calendar.to_ical()


def frame(method: str, told: Iterable[Timezone]) -> Calendar:
    """A calendar without its events, with each time zone that they name."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{clean(settings.WAGTAIL_SITE_NAME)}//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for zone in told:
        calendar.add_component(zone)
    return calendar


def _zones(entries: Iterable[Entry]) -> list[Timezone]:
    return [
        zones.told(zone, first=min(years), last=max(years) + YEARS_AHEAD)
        for zone, years in sorted(_years(entries).items())
    ]


def clean(text: str, *, lines=False) -> str:
    """Without control characters, hidden directions or, unless `lines`, line breaks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(_clean(letter, lines) for letter in text)
    if lines:
        return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
    return " ".join(kept.split())


def _clean(letter: str, lines: bool) -> str:
    if letter == "\n" and lines:
        return letter
    if letter.isspace():
        return "\n" if lines and letter in "\u2028\u2029" else " "
    if letter != JOINER and unicodedata.category(letter) in UNPRINTABLE:
        return ""
    return letter


def component(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", _status(entry))
    event.add("dtstart", _local(entry.starts, entry.zone))
    event.add("dtend", _local(entry.ends, entry.zone))
    event.add("summary", clean(entry.title))
    for name, value in (("location", clean(entry.place)), ("url", clean(entry.url))):
        if value:
            event.add(name, value)
    if description := clean(entry.description, lines=True):
        event.add("description", description)
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if entry.exdates:
        event.add("exdate", [_local(moment, entry.zone) for moment in entry.exdates])
    if entry.instead_of:
        event.add("recurrence-id", _local(entry.instead_of, entry.zone))
    return event


def _status(entry: Entry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if entry.tentative else "CONFIRMED"


def _local(moment: datetime, zone: str) -> datetime:
    """As clocks there show it; in UTC in the hour that comes twice, the second time it does.

    Calendars read such a local time as the first of the two (RFC 5545, 3.3.5).
    """
    local = moment.astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
    return moment.astimezone(UTC) if local.fold else local


def _years(entries: Iterable[Entry]) -> dict[str, set[int]]:
    """For each zone the years in which something begins there."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        for one in (entry, *entry.overrides):
            if one.zone != "UTC":
                years.setdefault(one.zone, set()).add(_local(one.starts, one.zone).year)
    return years
