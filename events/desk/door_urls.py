"""Addresses of the door, its passes and the badges."""

from django.urls import path

from events.desk import badges, door, passes

door_urls = [
    path("door/<slug:event>/", door.door, name="door"),
    path("door/<slug:event>/here/", door.everybody, name="door_here"),
    path("door/<slug:event>/walk-in/", door.walk_in, name="door_walk_in"),
    path("door/<slug:event>/pay/<uuid:place>/", door.pay, name="door_pay"),
    path("door/<slug:event>/ticket/<uuid:place>/", door.new_ticket, name="door_new_ticket"),
    path("events/<slug:event>/door-passes/", passes.passes, name="door_passes"),
    path("events/<slug:event>/door-passes/<uuid:door_pass>/end/", passes.end, name="door_pass_end"),
    path("events/<slug:event>/badges/", badges.badges, name="event_badges"),
    path("events/<slug:event>/badges/print/", badges.sheet, name="event_badges_sheet"),
    path("events/<slug:event>/badges/printed/", badges.printed, name="event_badges_printed"),
]
