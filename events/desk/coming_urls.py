"""Who comes: places, requests, the line, needs, messages."""

from django.urls import path

from events.desk import line, messages, needs, place_steps, places, requests

EVENT = "events/<slug:event>/"
PLACES = f"{EVENT}places/"
PLACE = f"{PLACES}<uuid:place>/"
KIND = f"{EVENT}needs/<slug:kind>/"

coming_urls = [
    path(PLACES, places.listing, name="event_places"),
    path(f"{PLACES}add/", place_steps.add, name="event_place_add"),
    path(f"{PLACES}export/", places.export, name="event_places_export"),
    path(PLACE, places.show, name="event_place"),
    path(f"{PLACE}approve/", place_steps.approve, name="event_place_approve"),
    path(f"{PLACE}decline/", place_steps.decline, name="event_place_decline"),
    path(f"{PLACE}cancel/", place_steps.cancel, name="event_place_cancel"),
    path(f"{PLACE}hand-on/", place_steps.hand_on, name="event_place_hand_on"),
    path(f"{PLACE}letter/", place_steps.send_again, name="event_place_letter"),
    path(f"{PLACES}requests/", requests.listing, name="event_requests"),
    path(f"{PLACES}requests/approve/", requests.approve, name="event_requests_approve"),
    path(f"{EVENT}line/", line.listing, name="event_line"),
    path(f"{EVENT}line/offer/", line.offer, name="event_line_offer"),
    path(f"{EVENT}line/<uuid:entry>/leave/", line.leave, name="event_line_leave"),
    path(f"{EVENT}needs/", needs.listing, name="event_needs"),
    path(KIND, needs.worklist, name="event_worklist"),
    path(f"{KIND}seen/", needs.see, name="event_needs_seen"),
    path(f"{KIND}file/", needs.take, name="event_needs_file"),
    path(f"{EVENT}messages/", messages.listing, name="event_messages"),
    path(f"{EVENT}messages/new/", messages.new, name="event_message_new"),
    path(f"{EVENT}messages/<uuid:message>/", messages.show, name="event_message"),
]
