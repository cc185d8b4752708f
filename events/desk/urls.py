"""Addresses of the desk's rooms for events, below `/desk/`."""

from django.urls import include, path

from events.desk.aid_urls import aid_urls
from events.desk.coming_urls import coming_urls
from events.desk.door_urls import door_urls
from events.desk.making_urls import making_urls
from events.desk.meet.urls import meet_desk_urls
from events.desk.money_urls import money_urls

#: Each room adds its own list here.
event_desk_urls = [
    *money_urls,
    *aid_urls,
    *making_urls,
    *coming_urls,
    *door_urls,
    path("meetings/", include(meet_desk_urls)),
]
