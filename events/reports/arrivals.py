"""When people came to an event, as a picture of its hours."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.utils import formats, timezone

from events.models import Attendance
from network.reports import pictures

MOST_BARS = 12


def picture(event) -> pictures.Bars | None:
    """How many came in each quarter of an hour, or hour or day where it took longer; one query.

    None before anybody came.
    """
    came = Attendance.objects.filter(registration__event=event, session=None)
    zone = ZoneInfo(event.timezone)
    times = sorted(timezone.localtime(at, zone) for at in came.values_list("came_at", flat=True))
    if not times:
        return None
    step = _step(times)
    counted = Counter(_begin(at, step) for at in times)
    words = "P" if step else "l, F j"
    rows = [(formats.date_format(at, words), many) for at, many in sorted(counted.items())]
    return pictures.bars("When people came", rows, head=("From" if step else "Day", "Came"))


def _step(times) -> int | None:
    """Minutes of one bar; nothing for whole days."""
    for step in (15, 60) if times[0].date() == times[-1].date() else ():
        if len({_begin(at, step) for at in times}) <= MOST_BARS:
            return step
    return None


def _begin(at, step):
    minute = at.minute - at.minute % step if step else 0
    hour = at.hour if step else 0
    return at.replace(hour=hour, minute=minute, second=0, microsecond=0)
