from django.urls import path

from events.views import (
    claiming,
    feeds,
    money,
    pages,
    passing,
    places,
    registering,
    tokens,
    visiting,
)

app_name = "events"

urlpatterns = [
    path("events/", pages.listing, name="events"),
    path("events/calendar.ics", feeds.public, name="feed"),
    path("events/<uuid:event>.ics", feeds.one, name="ics"),
    path("events/paid/", money.paid, name="paid"),
    path("events/orders/<str:code>/", money.order, name="order"),
    path("events/orders/<str:code>/pay/", money.pay, name="pay"),
    path("stripe/webhook/", money.webhook, name="webhook"),
    path("events/places/<uuid:place>/", places.place, name="place"),
    path("events/places/<uuid:place>/sessions/", places.sessions, name="place_sessions"),
    path("events/places/<uuid:place>/needs/", places.change_needs, name="place_needs"),
    path("events/places/<uuid:place>/give-back/", places.give_back, name="give_back"),
    path("events/places/<uuid:place>/take/", places.take, name="take"),
    path("events/places/<uuid:place>/way-in/", places.way_in, name="way_in"),
    path("events/places/<uuid:place>/hand-on/", passing.hand_on, name="hand_on"),
    path("events/places/<uuid:place>/keep/", passing.keep, name="keep"),
    path("events/places/<uuid:place>/invite/", passing.invite, name="invite"),
    path("events/claim/<str:secret>/", claiming.claim, name="claim"),
    path("events/claim/<str:secret>/code/", claiming.code, name="claim_code"),
    path("events/claim/<str:secret>/code/again/", claiming.code_again, name="claim_code_again"),
    path("events/<slug:slug>/", pages.event, name="event"),
    path("events/<slug:slug>/register/", registering.register, name="register"),
    path("events/<slug:slug>/register/code/", visiting.code, name="register_code"),
    path("events/<slug:slug>/register/code/again/", visiting.code_again, name="code_again"),
    path("events/<slug:slug>/register/done/", visiting.done, name="register_done"),
    path("events/<slug:slug>/line/leave/", registering.leave_line, name="line_leave"),
    path("events/<slug:slug>/line/<uuid:ticket>/", registering.join_line, name="line"),
    path("calendar/<str:secret>.ics", feeds.own, name="own_feed"),
    path("me/calendar/", tokens.calendar, name="calendar"),
    path("me/calendar/stop/", tokens.stop, name="calendar_stop"),
    path("me/calendar/private/", tokens.show_private, name="calendar_private"),
]
