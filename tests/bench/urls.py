from django.http import HttpResponse
from django.urls import include, path

from tests.bench import bare, bare_meetings


def nothing(request):
    """What Django and our middleware cost before a page does anything."""
    return HttpResponse("Nothing but an answer.")


urlpatterns = [
    path("bare/", nothing),
    path("bare/places/<uuid:place>/", bare.place, name="bare_place"),
    path("bare/meet/<slug:kind>/", bare_meetings.times),
    path("bare/bookings/<uuid:booking>/", bare_meetings.booking, name="bare_booking"),
    path("bare/<slug:slug>/register/", bare.register),
    path("bare/<slug:slug>/door/", bare.door),
    path("", include("config.urls")),
]
