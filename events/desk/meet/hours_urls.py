"""Addresses of hosts' hours and of rooms, below `/desk/meetings/`."""

from django.urls import include, path

from . import absences, hours, places, why

of_a_host = [
    path("hours/", hours.weekly, name="meeting_hours"),
    path("hours/add/", hours.add, name="meeting_hours_add"),
    path("hours/copy/<int:weekday>/", hours.copy, name="meeting_hours_copy"),
    path("hours/<uuid:window>/", hours.change, name="meeting_hours_change"),
    path("hours/<uuid:window>/remove/", hours.remove, name="meeting_hours_remove"),
    path("days/", hours.days, name="meeting_days"),
    path("days/add/", hours.add_day, name="meeting_day_add"),
    path("days/<uuid:day>/", hours.change_day, name="meeting_day_change"),
    path("days/<uuid:day>/forget/", hours.forget_day, name="meeting_day_forget"),
    path("away/", absences.away, name="meeting_away"),
    path("away/add/", absences.go_away, name="meeting_away_add"),
    path("away/<uuid:away>/", absences.change_away, name="meeting_away_change"),
    path("away/<uuid:away>/remove/", absences.come_back, name="meeting_away_remove"),
    path("travel/", absences.travel, name="meeting_travel"),
    path("travel/add/", absences.go, name="meeting_travel_add"),
    path("travel/<uuid:travel>/", absences.change_travel, name="meeting_travel_change"),
    path("travel/<uuid:travel>/remove/", absences.stay, name="meeting_travel_remove"),
    path("why/", why.show, name="meeting_why"),
]
hours_urls = [
    path("hosts/<slug:host>/", include(of_a_host)),
    path("places/", places.listing, name="meeting_places"),
    path("places/add/", places.add, name="meeting_place_add"),
    path("places/<uuid:place>/", places.edit, name="meeting_place"),
    path("places/<uuid:place>/close/", places.close, name="meeting_place_close"),
    path("places/<uuid:place>/open/", places.open_again, name="meeting_place_open"),
]
