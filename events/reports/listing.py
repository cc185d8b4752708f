"""Events somebody may see: as a list by month, or on the days of one month."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from events.models import Event, Registration
from events.models.clocks import wall

#: So many on one page; who looks for more chooses a month.
MOST = 100
#: From Sunday on.
WEEK = [WEEKDAYS[number] for number in (6, 0, 1, 2, 3, 4, 5)]


@dataclass(frozen=True)
class Wanted:
    """What the filters say; empty is everything."""

    month: date | None = None
    """Its first day."""
    kind: str = ""
    chapter: object | None = None
    online: bool | None = None


@dataclass(frozen=True)
class Month:
    first: date
    events: list = field(default_factory=list)
    weeks: list = field(default_factory=list)
    """Of the calendar: for each week seven days, each with its events; None is another month's."""


def upcoming(user, wanted, *, at) -> list[Month]:
    """Month by month. A month that is asked for holds what is over, too."""
    found = _found(user, wanted, at)
    found = _within(found, wanted.month) if wanted.month else found.filter(ends_at__gt=at)
    rows = _marked(list(found.order_by("starts_at", "pk")[:MOST]), user)
    if wanted.month:
        rows = [one for one in rows if wanted.month in _months(one)]
        return [Month(wanted.month, rows)] if rows else []
    firsts = groupby(rows, lambda one: max(_day(one, one.starts_at), _day(one, at)).replace(day=1))
    return [Month(first, list(group)) for first, group in firsts]


def calendar(user, wanted, *, at) -> Month:
    """One month, this one unless another is asked for."""
    first = wanted.month or timezone.localdate(at).replace(day=1)
    rows = _marked(list(_within(_found(user, wanted, at), first)[:MOST]), user)
    by_day: dict[date, list] = {}
    for one in rows:
        for day in _days(one):
            by_day.setdefault(day, []).append(one)
    weeks = Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        rows,
        [
            [(day, by_day.get(day, [])) if day.month == first.month else None for day in week]
            for week in weeks
        ],
    )


def step(first: date, months: int) -> date:
    """The first day of another month."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _found(user, wanted, at):
    found = Event.objects.visible_to(user, on=timezone.localdate(at)).with_places()
    found = found.filter(cancelled_at=None).select_related("host").order_by("starts_at", "pk")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.chapter:
        found = found.filter(Q(host=wanted.chapter) | Q(host__parent=wanted.chapter))
    if wanted.online is not None:
        found = found.filter(online=wanted.online)
    return found


def _within(found, first):
    """A day more at either end: where an event is, it may be another month's already."""
    opens = datetime.combine(first, time(), tzinfo=UTC) - timedelta(days=1)
    closes = datetime.combine(step(first, 1), time(), tzinfo=UTC) + timedelta(days=1)
    return found.filter(starts_at__lt=closes, ends_at__gt=opens)


def _marked(events, user):
    """Each with `mine`, whether one has a place there; one question for all."""
    mine = set()
    if user.is_authenticated and events:
        places = Registration.objects.active().filter(person__user=user, event__in=events)
        mine = set(places.values_list("event", flat=True))
    for one in events:
        one.mine = one.pk in mine
    return events


def _day(event, instant):
    return wall(instant, zone=event.timezone).date()


def _days(event):
    day, last = _day(event, event.starts_at), _day(event, event.ends_at - timedelta(seconds=1))
    while day <= last:
        yield day
        day += timedelta(days=1)


def _months(event):
    return {day.replace(day=1) for day in _days(event)}
