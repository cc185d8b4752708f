"""Addresses of the desk's rooms for events, below `/desk/`."""

from django.urls import path

from events.desk import events

#: Each room adds its own list here.
event_desk_urls = [
    path("events/", events.listing, name="events"),
    path("events/<slug:event>/", events.overview, name="event"),
]
