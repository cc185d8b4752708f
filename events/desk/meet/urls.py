"""Addresses of meetings at the desk, below `/desk/meetings/`."""

from .booked_urls import booked_urls
from .calendars_urls import calendars_urls
from .hosts_urls import hosts_urls
from .hours_urls import hours_urls

#: Each room adds its own list here.
meet_desk_urls: list = [
    *booked_urls,
    *calendars_urls,
    *hosts_urls,
    *hours_urls,
]
