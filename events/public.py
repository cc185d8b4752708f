"""The only door from events to the public pages: what leaves is frozen and plain."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from events.models import Event, Host, HostArea
from network import audit

audit.shows_publicly(
    "events.plan",
    "events.change",
    "events.cancel",
    "events.made",
    "events.edited",
    "events.published",
    "events.withdrawn",
    "events.meeting_host",
    "events.meeting_area",
)

#: So many on a chapter's page; the rest are on the list.
AT_CHAPTER = 5


@dataclass(frozen=True)
class PublicEvent:
    title: str
    kind: str
    summary: str
    place: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    href: str
    changed_at: datetime


def of_group(group_id: int, *, at: datetime, most: int = AT_CHAPTER) -> tuple[PublicEvent, ...]:
    """What a chapter, or a group that belongs to it, hosts for everybody, soonest first."""
    theirs = Q(host=group_id) | Q(host__parent=group_id)
    return tuple(_told(event) for event in _upcoming(at).filter(theirs)[:most])


def is_met(group_id: int, *, at: datetime) -> bool:
    """Whether somebody is there to be met for a chapter."""
    meeting = Host.objects.meeting(on=timezone.localdate(at))
    return HostArea.objects.filter(group=group_id, host__in=meeting).exists()


def every(*, at: datetime) -> tuple[PublicEvent, ...]:
    """For search engines."""
    return tuple(_told(event) for event in _upcoming(at))


def _upcoming(at):
    seen = Event.objects.visible_to(AnonymousUser(), on=timezone.localdate(at)).with_places()
    return seen.upcoming(at=at)


def _told(event) -> PublicEvent:
    return PublicEvent(
        title=event.title,
        kind=event.get_kind_display(),
        summary=event.summary,
        place=event.place or ("Online" if event.online else ""),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        href=event.get_absolute_url(),
        changed_at=event.changed_at,
    )
