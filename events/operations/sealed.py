"""What of events lies sealed, so that it is sealed anew with the newest key."""

from events.models import BusyFeed, Event, Host
from network.operations import resealing

SEALED = ("join_link", "ticket_key")


def _among():
    return Event.objects.exclude(join_link="", ticket_key="")


def _read(event):
    return {name: value for name in SEALED if (value := getattr(event, name))}


def _write(event, values):
    """No change that a calendar would have to hear of."""
    Event.objects.filter(pk=event.pk).update(**values)


resealing.add(resealing.Sealed("events", "Links and ticket keys of events", _among, _read, _write))


def _hosts():
    return Host.objects.exclude(video_link="")


def _read_host(host):
    return {"video_link": host.video_link} if host.video_link else {}


def _write_host(host, values):
    Host.objects.filter(pk=host.pk).update(**values)


resealing.add(
    resealing.Sealed("hosts", "Links of who takes meetings", _hosts, _read_host, _write_host)
)


def _feeds():
    return BusyFeed.objects.all()


def _read_feed(feed):
    return {"address": feed.address}


def _write_feed(feed, values):
    BusyFeed.objects.filter(pk=feed.pk).update(**values)


resealing.add(
    resealing.Sealed("feeds", "Addresses of busy calendars", _feeds, _read_feed, _write_feed)
)
