"""Two evenings in Maryland that anybody may come to. Nobody follows a calendar yet."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events.models import Visibility, clocks
from events.operations import meetings
from network.models import Group, User
from network.roles import GroupKind

from . import cast

ZONE = "America/New_York"
EVENINGS = [
    (
        16,
        time(18, 30),
        "Open house: how a county budget is made",
        "Rowhouse Library, 410 Lantern Street, Baltimore",
        "Two members take a real budget apart, line by line. Bring the line you never understood.",
    ),
    (
        41,
        time(12),
        "Lunch hour: running for school board",
        "",
        "Three board members say what they wish they had known. By video, forty-five minutes.",
    ),
]


def invite_everybody(director: User, *, at: datetime) -> None:
    home = Group.objects.get(kind=GroupKind.CHAPTER, state=cast.HOME)
    for days, hour, title, place, words in EVENINGS:
        day = timezone.localdate(at) + timedelta(days=days)
        starts = clocks.instant(on=day, at=hour, zone=ZONE)
        meetings.plan(
            host=home,
            title=title,
            timezone=ZONE,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45 if not place else 90),
            place=place,
            online=not place,
            description=words,
            visibility=Visibility.PUBLIC,
            by=director,
            at=at,
        )
