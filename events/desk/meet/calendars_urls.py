"""Addresses of a host's own calendars."""

from django.urls import path

from . import calendars

HERE = "hosts/<slug:host>/calendars/"

calendars_urls = [
    path(HERE, calendars.listing, name="meeting_calendars"),
    path(f"{HERE}add/", calendars.add, name="meeting_calendar_add"),
    path(f"{HERE}<uuid:calendar>/address/", calendars.replace, name="meeting_calendar_address"),
    path(f"{HERE}<uuid:calendar>/read/", calendars.read_again, name="meeting_calendar_read"),
    path(f"{HERE}<uuid:calendar>/remove/", calendars.remove, name="meeting_calendar_remove"),
]
