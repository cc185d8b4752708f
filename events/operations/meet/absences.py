"""When a host is away, and where they travel. Meetings already booked stay."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from events.models import Host, HostTravel, TimeAway
from events.models.clocks import wall
from events.models.meet.minutes import DAY_MINUTES
from events.models.zones import ZONES
from network import audit
from network.operations import rows

from . import claims, hours
from .days import Travel, Week, edge
from .diaries import Diary

AWAY = "events.meeting_away_changed"
TRAVEL = "events.meeting_travel_changed"


@transaction.atomic
def go_away(*, host, starts_at, ends_at, note="", by, at) -> TimeAway:
    """Nobody is met from one instant to another; other times away may overlap it.

    The same once more is the one there is. Raises ValidationError "past", "far", or the name of
    a constraint.
    """
    [host] = claims.lock(host)
    values = {"starts_at": starts_at, "ends_at": ends_at, "note": " ".join(note.split())}
    found = host.times_away.filter(**values).first()
    if found is not None:
        return found
    away = TimeAway(host=host, **values)
    _keep_away(away, at)
    _record(host, AWAY, "", say_away(away), by=by, at=at)
    return away


@transaction.atomic
def change_away(*, away, starts_at, ends_at, note="", by, at) -> TimeAway:
    """Raises ValidationError "gone", or what `go_away` does."""
    [host] = claims.lock(away.host)
    away = hours.still(host.times_away.select_related("host"), away)
    was = say_away(away)
    values = {"starts_at": starts_at, "ends_at": ends_at, "note": " ".join(note.split())}
    if _set(away, values):
        _keep_away(away, at)
        _record(host, AWAY, was, say_away(away), by=by, at=at)
    return away


@transaction.atomic
def come_back(*, away, by, at) -> None:
    """They are not away then after all."""
    [host] = claims.lock(away.host)
    found = host.times_away.select_related("host").filter(pk=away.pk).first()
    if found is not None:
        was = say_away(found)
        found.delete()
        _record(host, AWAY, was, "", by=by, at=at)


@transaction.atomic
def travel(*, host, first_day, last_day, timezone, by, at) -> HostTravel:
    """Read a host's hours by other clocks from one day to another, both included.

    The same once more is the one there is. Raises ValidationError "overlap" with other travel,
    "zone", "past", "far", or the name of a constraint.
    """
    [host] = claims.lock(host)
    values = {"first_day": first_day, "last_day": last_day, "timezone": timezone}
    found = host.travels.filter(**values).first()
    if found is not None:
        return found
    made = HostTravel(host=host, **values)
    _keep_travel(made, at)
    _record(host, TRAVEL, "", say_travel(made), by=by, at=at)
    return made


@transaction.atomic
def change_travel(*, travel, first_day, last_day, timezone, by, at) -> HostTravel:
    """Raises ValidationError "gone", or what `travel` does."""
    [host] = claims.lock(travel.host)
    travel = hours.still(host.travels.select_related("host"), travel)
    was = say_travel(travel)
    values = {"first_day": first_day, "last_day": last_day, "timezone": timezone}
    if _set(travel, values):
        _keep_travel(travel, at)
        _record(host, TRAVEL, was, say_travel(travel), by=by, at=at)
    return travel


@transaction.atomic
def stay(*, travel, by, at) -> None:
    """They do not travel after all."""
    [host] = claims.lock(travel.host)
    found = host.travels.select_related("host").filter(pk=travel.pk).first()
    if found is not None:
        was = say_travel(found)
        found.delete()
        _record(host, TRAVEL, was, "", by=by, at=at)


def clocks(host: Host) -> Week:
    """By whose clocks each of a host's days is read: where they travel, else at home."""
    travels = host.travels.values_list("first_day", "last_day", "timezone")
    return Week(host.timezone, travels=tuple(Travel(*values) for values in travels))


def stretch(host: Host, *, first, last, begins=None, ends=None) -> tuple[datetime, datetime]:
    """From a minute of one day to a minute of another; whole days without minutes."""
    read = clocks(host)
    starts_at = edge(on=first, minute=begins or 0, zone=read.zone_on(first))
    ends = DAY_MINUTES if ends is None else ends
    return starts_at, edge(on=last, minute=ends, zone=read.zone_on(last))


def shown(host: Host, moment: datetime, *, read: Week) -> datetime:
    """What clocks show where the host is at a moment: `stretch` backwards."""
    return wall(moment, zone=read.zone_on(Diary(host, read).day_of(moment)))


def say_away(away: TimeAway) -> str:
    """Without its note, which is for those who keep the hours."""
    zone = away.host.timezone
    first, last = (
        date_format(wall(moment, zone=zone), "N j, Y, P")
        for moment in (away.starts_at, away.ends_at)
    )
    return f"{first} to {last}"


def say_travel(travel: HostTravel) -> str:
    days = " to ".join(date_format(day, "N j, Y") for day in (travel.first_day, travel.last_day))
    return f"{days}, {ZONES.get(travel.timezone, travel.timezone)}"


def _keep_away(away, at):
    if away.ends_at <= at:
        raise ValidationError("That is over already.", code="past")
    hours.refuse_far(away.ends_at.date(), at)
    rows.keep(away)


def _keep_travel(travel, at):
    if travel.last_day < hours.today(travel.host, at=at):
        raise ValidationError("That is over already.", code="past")
    hours.refuse_far(travel.last_day, at)
    _refuse_overlap(travel)
    rows.keep(travel)


def _refuse_overlap(travel):
    if travel.last_day < travel.first_day:
        return  # the schema says so in its own words
    within = {"first_day__lte": travel.last_day, "last_day__gte": travel.first_day}
    other = travel.host.travels.filter(**within).exclude(pk=travel.pk).first()
    if other is not None:
        raise ValidationError(
            f"They travel then already: {say_travel(other)}. Change that instead.", code="overlap"
        )


def _set(row, values) -> bool:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _record(host, action, was, now, *, by, at):
    name = "away" if action == AWAY else "travel"
    before, after = {name: was} if was else {}, {name: now} if now else {}
    audit.record(host, action, by=by, at=at, person=host.person, before=before, after=after)
