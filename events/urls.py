from django.urls import path

from events.views import feeds, money, pages, tokens

app_name = "events"

urlpatterns = [
    path("events/", pages.listing, name="events"),
    path("events/calendar.ics", feeds.public, name="feed"),
    path("events/<uuid:event>.ics", feeds.one, name="ics"),
    path("events/paid/", money.paid, name="paid"),
    path("events/orders/<str:code>/", money.order, name="order"),
    path("events/orders/<str:code>/pay/", money.pay, name="pay"),
    path("stripe/webhook/", money.webhook, name="webhook"),
    path("events/<slug:slug>/", pages.event, name="event"),
    path("events/places/<uuid:place>/", pages.place, name="place"),
    path("calendar/<str:secret>.ics", feeds.own, name="own_feed"),
    path("me/calendar/", tokens.calendar, name="calendar"),
    path("me/calendar/stop/", tokens.stop, name="calendar_stop"),
    path("me/calendar/private/", tokens.show_private, name="calendar_private"),
]
