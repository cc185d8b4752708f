"""Addresses of scholarships at the desk, below `/desk/`."""

from django.urls import path

from events.desk import scholarships

ROOM = "events/<slug:event>/scholarships/"

aid_urls = [
    path("events/scholarships/", scholarships.waiting, name="scholarships"),
    path(ROOM, scholarships.listing, name="event_scholarships"),
    path(f"{ROOM}export/", scholarships.export, name="event_scholarships_export"),
    path(f"{ROOM}funds/add/", scholarships.add_fund, name="event_fund_add"),
    path(f"{ROOM}funds/<uuid:fund>/", scholarships.edit_fund, name="event_fund"),
    path(f"{ROOM}<uuid:aid>/", scholarships.review, name="event_scholarship"),
]
