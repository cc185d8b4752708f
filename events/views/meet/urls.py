"""Addresses below `/meet/`."""

from django.urls import path

from . import booked, offers, proof, times

ONE = "bookings/<uuid:booking>/"
GUEST = "guest/<uuid:booking>/<str:token>/"
#: What one does with a meeting: the end of its address, the view, the name.
PAGES = [
    ("", booked.booking, "booking"),
    ("move/", booked.move, "booking_move"),
    ("cancel/", booked.cancel, "booking_cancel"),
    ("join/", booked.join, "booking_join"),
    ("invitation.ics", booked.ics, "booking_ics"),
]

meet_urls = [
    path("", offers.meet, name="meet"),
    path("ask/", offers.ask, name="meet_ask"),
    path("booked/", proof.done, name="meet_done"),
    path("about/<slug:kind>/", times.times, name="meet_times"),
    *(path(ONE + end, view, name=name) for end, view, name in PAGES),
    *(path(GUEST + end, view, name=f"guest_{name}") for end, view, name in PAGES),
    path(ONE + "code/", proof.code, name="booking_code"),
    path(ONE + "code/again/", proof.code_again, name="booking_code_again"),
    path("<slug:host>/", offers.host, name="meet_host"),
]
