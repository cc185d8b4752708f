"""One event at a glance: who comes, by when, and what waits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format

from events.models import (
    AidState,
    MoneyMatter,
    Need,
    Registration,
    ScholarshipApplication,
    State,
    WaitlistEntry,
)
from events.models.registrations import ACTIVE
from network.models.people import Standing
from network.reports import pictures

#: More days than this are shown week by week.
DAYS = 45
UNKNOWN = "Not known"


@dataclass(frozen=True)
class Waits:
    """Something that waits for staff, and where."""

    words: str
    href: str


def counts(event) -> dict[str, int]:
    """How many are in each state, by its name, and how many are in line."""
    rows = Registration.objects.filter(event=event).values_list("state").annotate(Count("pk"))
    found = {state: 0 for state in State.values} | dict(rows.order_by())
    found["waiting"] = WaitlistEntry.objects.in_line().filter(event=event).count()
    return found


def standings(event) -> pictures.Bars | None:
    """Who comes, by the standing that was seen when they took their place.

    Whoever keeps the event reads each of them by name, so small numbers hide nothing.
    """
    rows = Registration.objects.coming().filter(event=event).values_list("standing")
    counted = dict(rows.order_by().annotate(Count("pk")))
    if not counted:
        return None
    known = [(one.label, counted[one]) for one in Standing if counted.get(one)]
    if counted.get(""):
        known.append((UNKNOWN, counted[""]))
    return pictures.bars("Who comes, by standing", known, head=("Standing", "People"))


def registered(event, *, at) -> pictures.Line | None:
    """How many had a confirmed place at the end of each day, or week."""
    rows = Registration.objects.filter(event=event, confirmed_at__isnull=False)
    moves: Counter = Counter()
    for confirmed_at, ended_at in rows.values_list("confirmed_at", "ended_at"):
        moves[event.day(confirmed_at)] += 1
        if ended_at is not None:
            moves[event.day(ended_at)] -= 1
    if not moves:
        return None
    first, last = min(moves), max(min(event.day(at), event.day(event.ends_at)), max(moves))
    days = _days(first, last)
    values = [sum(change for day, change in moves.items() if day <= end) for end in days]
    said = [date_format(day, "M j") for day in days]
    return pictures.line("Places at the end of each day", said, [("Coming", values)], head="Day")


def waits(event, counted) -> list[Waits]:
    """What staff have to do, each with its page where there is one."""
    needs = Need.objects.filter(
        registration__event=event, registration__state__in=ACTIVE, seen_at=None
    ).count()
    matters = MoneyMatter.objects.filter(event=event, settled_at=None).count()
    aid = ScholarshipApplication.objects.filter(fund__event=event, state=AidState.ASKED).count()
    stopped = Registration.objects.filter(
        event=event, state=State.HELD, hold_expires_at=None
    ).count()
    asked = [
        (counted[State.APPLIED], "request for a place", "requests for a place", "event_places"),
        (stopped, "held place without a clock", "held places without a clock", "event_places"),
        (needs, "need nobody has seen to", "needs nobody has seen to", "event_needs"),
        (matters, "matter of money", "matters of money", "event_money"),
        (
            aid,
            "request for help with the price",
            "requests for help with the price",
            "event_scholarships",
        ),
    ]
    return [
        Waits(f"{number:,} {one if number == 1 else many}", _href(event, page))
        for number, one, many, page in asked
        if number
    ]


def _href(event, name) -> str:
    try:
        return reverse(f"desk:{name}", args=[event.slug])
    except NoReverseMatch:
        return ""


def _days(first: date, last: date) -> list[date]:
    step = timedelta(days=1 if (last - first).days <= DAYS else 7)
    days = [last]
    while days[-1] - step >= first:
        days.append(days[-1] - step)
    return days[::-1]
