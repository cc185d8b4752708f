"""Addresses of meetings at the desk, below `/desk/meetings/`."""

from .booked_urls import booked_urls
from .calendars_urls import calendars_urls

#: Each room adds its own list here.
meet_desk_urls: list = [
    *booked_urls,
    *calendars_urls,
]
