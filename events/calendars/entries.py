"""One entry of a calendar: whatever app it comes from, it is handed over as this."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings

from events.models import Event

UNNAMED = "Meeting"


@dataclass(frozen=True)
class Entry:
    """Times are instants; the calendar gets them as the clocks in `zone` show them."""

    uid: str
    """Never changes: by it a calendar knows what it holds already."""
    title: str
    zone: str
    starts: datetime
    ends: datetime
    changed_at: datetime
    place: str = ""
    url: str = ""
    description: str = ""
    sequence: int = 0
    cancelled: bool = False
    tentative: bool = False
    """Whether somebody has to say yes to it still."""
    rule: str = ""
    """A recurrence as RFC 5545 writes it, such as "FREQ=WEEKLY;BYDAY=TU"."""
    exdates: tuple[datetime, ...] = ()
    """Starts of occurrences that are left out."""
    overrides: "tuple[Entry, ...]" = ()
    """Occurrences that differ. Each has the uid of its series, and says which it stands for."""
    instead_of: datetime | None = None
    """Of an override: when the occurrence would have started."""


def uid(public_id: UUID) -> str:
    return f"{public_id}@{urlsplit(settings.SITE_URL).hostname}"


def of_event(event: Event, *, url="") -> Entry:
    return Entry(
        uid=uid(event.public_id),
        title=event.title,
        zone=event.timezone,
        starts=event.starts_at,
        ends=event.ends_at,
        changed_at=event.changed_at,
        place=event.place or ("Online" if event.online else ""),
        url=url,
        description=event.description,
        sequence=event.sequence,
        cancelled=event.cancelled_at is not None,
    )


def unnamed(entry: Entry, *, by: UUID) -> Entry:
    """Only the time. Its uid is one person's alone, or two calendars would tell that both go."""
    return replace(
        entry,
        uid=uid(uuid5(by, entry.uid)),
        title=UNNAMED,
        place="",
        url="",
        description="",
        overrides=tuple(unnamed(one, by=by) for one in entry.overrides),
    )
