"""Hosts, for whom they are there, pools, and what can be booked."""

from events.models import HostArea
from tests.factories import NOON, a_chapter
from tests.meeting_factories import a_host, a_pool, a_type


def there_twice_for_one_group():
    host = a_host()
    HostArea.objects.create(host=host, group=host.areas.get().group)


def two_pools_of_one_name():
    chapter = a_chapter()
    for _ in range(2):
        a_pool(group=chapter)


def twice_in_a_pool():
    host = a_host()
    a_pool(host, host)


def in_a_pool(**fields):
    return a_pool().members.create(host=a_host(), since=NOON, **fields)


BREAKS = {
    "host_area_once": there_twice_for_one_group,
    "meeting_pool_name_once_in_group": two_pools_of_one_name,
    "pool_member_once": twice_in_a_pool,
    "pool_member_weight_is_one_to_ten": lambda: in_a_pool(weight=11),
    "meeting_type_is_a_hosts_or_a_pools": a_type,
    "meeting_type_in_fives": lambda: a_type(a_host(), minutes=31),
    "meeting_type_can_be_booked_some_day": lambda: a_type(a_host(), horizon_days=1, notice=1440),
    "meeting_type_cap_is_some": lambda: a_type(a_host(), per_day_cap=0),
    "meeting_type_modes_are_known": lambda: a_type(a_host(), modes="by pigeon"),
}
