"""Hosts' other calendars, and when they say that somebody is busy."""

from events.models import BusyBlock, BusyFeed
from tests.factories import NOON
from tests.meeting_factories import a_host


def a_feed(host=None):
    return BusyFeed.objects.create(
        host=host or a_host(), name="Home", address="sealed", made_at=NOON
    )


def two_calendars_of_one_name():
    a_feed(a_feed().host)


BREAKS = {
    "busy_feed_name_once": two_calendars_of_one_name,
    "busy_block_ends_after_it_begins": lambda: BusyBlock.objects.create(
        feed=a_feed(), starts_at=NOON, ends_at=NOON
    ),
}
