"""Addresses of what is booked, and of what members asked for."""

from django.urls import path

from . import behalf, booked, left, meeting, requests

booked_urls = [
    path("", booked.listing, name="meetings"),
    path("asked/", requests.listing, name="meeting_requests"),
    path("asked/<uuid:asked>/", requests.answer, name="meeting_request"),
    path("for/<uuid:person>/", behalf.kinds, name="meeting_for"),
    path("for/<uuid:person>/<slug:kind>/", behalf.times, name="meeting_for_times"),
    path("left/", left.listing, name="meetings_left"),
    path("left/<uuid:gone>/hand-on/", left.hand_on, name="meetings_left_hand_on"),
    path("left/<uuid:gone>/call-off/", left.call_off, name="meetings_left_call_off"),
    path("<uuid:booking>/", meeting.show, name="meeting"),
    path("<uuid:booking>/yes/", meeting.approve, name="meeting_yes"),
    path("<uuid:booking>/decline/", meeting.decline, name="meeting_decline"),
    path("<uuid:booking>/move/", meeting.move, name="meeting_move"),
    path("<uuid:booking>/call-off/", meeting.call_off, name="meeting_call_off"),
    path("<uuid:booking>/hand-on/", meeting.hand_on, name="meeting_hand_on"),
    path("<uuid:booking>/note/", meeting.note, name="meeting_note"),
    path("<uuid:booking>/missed/", meeting.missed, name="meeting_missed"),
    path("<uuid:booking>/came/", meeting.came, name="meeting_came"),
    path("<uuid:booking>/join/", meeting.join, name="meeting_join"),
]
