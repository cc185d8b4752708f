"""Whether what is known of a host's other calendars can be relied on."""

from datetime import datetime, timedelta

from django.db.models import Q

from events.models import BusyFeed, Host

#: A calendar that was not read for so long may hold anything.
STALE = timedelta(hours=3)


def is_known(host: Host, *, at: datetime) -> bool:
    """Every calendar of theirs was read a short while ago; so it is where they have none."""
    unread = Q(ok_at=None) | Q(ok_at__lte=at - STALE)
    return not BusyFeed.objects.filter(unread, host=host).exists()
