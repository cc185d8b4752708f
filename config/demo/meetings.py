"""When the caucuses meet: series in plain patterns, one moved, one called off, who came."""

from datetime import date, datetime, time, timedelta
from random import Random

from caucuses import access
from caucuses.models import Caucus, Occurrence, Pattern
from caucuses.operations import meetings, series
from events.models import clocks

#: Caucus, pattern, every so many, weekday (Monday is 0), hour, minutes, zone, where, online.
SERIES = [
    ("black-caucus", Pattern.NTH, 1, 3, 19, 75, "America/New_York", "", True),
    ("nuestro-caucus", Pattern.NTH, 1, 1, 19, 75, "America/Chicago", "", True),
    ("rural-caucus", Pattern.WEEKS, 2, 2, 20, 60, "America/Chicago", "", True),
    ("recovery-caucus", Pattern.WEEKLY, 1, 6, 21, 60, "America/New_York", "", True),
    (
        "young-electeds",
        Pattern.LAST,
        1,
        4,
        18,
        120,
        "America/New_York",
        "The back room, Pratt Street Alehouse, Baltimore",
        False,
    ),
]
AGENDA = "Reports from around the table, then whatever somebody needs help with."
#: How long these have been going on.
SINCE = timedelta(days=190)


def hold(network, *, rng: Random, at: datetime, on: date) -> None:
    for slug, pattern, every, weekday, hour, minutes, zone, place, online in SERIES:
        caucus = Caucus.objects.select_related("group").get(group=network.caucuses[slug])
        chair = access.leaders(caucus, on=on).first()
        begun = at - SINCE
        made = series.call(
            caucus=caucus,
            title="General meeting",
            description=AGENDA,
            pattern=pattern,
            every=every,
            starts_on=_first(pattern, weekday, clocks.wall(begun, zone=zone).date()),
            starts=time(hour),
            minutes=minutes,
            timezone=zone,
            place=place,
            online=online,
            by=chair.user,
            at=begun,
        )
        series.materialize(made, at=at)
        _come(caucus, made, chair, rng=rng, at=at, on=on)
        _change(caucus, made, chair, at=at)


def _first(pattern, weekday, after) -> date:
    """The first such day after a month began that the pattern allows."""
    month = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    day = month + timedelta(days=(weekday - month.weekday()) % 7)
    while pattern == Pattern.LAST and (day + timedelta(days=7)).month == month.month:
        day += timedelta(days=7)
    return day


def _come(caucus, made, chair, *, rng, at, on):
    """Somebody wrote down who came to the last three."""
    people = list(access.people(caucus, on=on))
    past = made.occurrences.filter(event__ends_at__lt=at).order_by("-original_start")
    for one in past.select_related("event")[:3]:
        came = rng.sample(people, rng.randint(len(people) // 3, len(people) * 2 // 3))
        meetings.attend(caucus=caucus, event=one.event, people=came, by=chair.user, at=at)


def _change(caucus, made, chair, *, at):
    """The third to come is a day later; the fifth is called off."""
    coming = Occurrence.objects.filter(series=made, original_start__gt=at + meetings.NEAR)
    third, _, fifth = [one.event for one in coming.order_by("original_start")[2:5]]
    later = timedelta(days=1)
    meetings.move(
        caucus=caucus,
        event=third,
        starts_at=third.starts_at + later,
        ends_at=third.ends_at + later,
        by=chair.user,
        at=at,
    )
    meetings.cancel(caucus=caucus, event=fifth, by=chair.user, at=at)
