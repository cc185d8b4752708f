"""A whole day of a host's: which times of a kind of meeting are open, and why the others not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from events.models.clocks import wall
from events.models.meet.minutes import DAY_MINUTES

from .why import Answer, Reason, View


@dataclass
class Row:
    """An open time, or a stretch in which every time is shut for the same reasons."""

    starts_at: datetime
    ends_at: datetime
    open: list[Answer]
    reasons: tuple[Reason, ...]
    clock: str
    """What a clock shows when it begins."""
    again: bool
    """Whether it shows it for the second time on that day."""


def rows(view: View) -> list[Row]:
    """From midnight to midnight; times that are shut for the same reasons are one row."""
    found: list[Row] = []
    times = _times(view)
    for start, end in zip(times, [*times[1:], view.instant(DAY_MINUTES)], strict=True):
        answers = [one for one in view.answers(start) if one.mode in view.meeting_type.ways]
        open_ways = [one for one in answers if not one.reasons]
        shut = () if open_ways else min((one.reasons for one in answers), key=len)
        if found and not open_ways and _said(found[-1].reasons) == _said(shut):
            found[-1].ends_at = end
        else:
            shown = wall(start, zone=view.zone)
            found.append(Row(start, end, open_ways, shut, f"{shown:%H:%M}", bool(shown.fold)))
    return found


def _said(reasons):
    return [reason.words for reason in reasons]


def _times(view) -> list[datetime]:
    """Every time that hours offer on this day, and between the hours every so many minutes."""
    kind = view.meeting_type
    first, last = view.instant(0), view.instant(DAY_MINUTES)
    offered, every = set(), timedelta(minutes=kind.step)
    here = [one for one in view.stretches if one.starts < last and one.ends > first]
    for stretch in here:
        offered |= set(stretch.starts_of(minutes=kind.minutes, step=kind.step))
        offered |= {stretch.ends}
    time = first
    while time < last:
        if not any(one.starts <= time < one.ends for one in here):
            offered.add(time)
        time += every
    return sorted(one for one in offered if first <= one < last)
