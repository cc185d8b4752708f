"""Addresses of money at the desk, below `/desk/`."""

from django.urls import path

from events.desk import delegations, money, orders

ORDER = "events/orders/<str:code>/"

money_urls = [
    path("events/money/", money.queue, name="money"),
    path("events/money/<uuid:matter>/", money.settle, name="money_settle"),
    path("events/money/<uuid:matter>/take/", money.take_on, name="money_take_on"),
    path("events/money/sent/<uuid:refund>/", money.sent_by_hand, name="money_sent"),
    path("events/<slug:event>/money/", money.event_money, name="event_money"),
    path("events/<slug:event>/money/export/", money.export, name="event_money_export"),
    path("events/<slug:event>/group/", delegations.take, name="event_group"),
    path("events/places/<uuid:place>/link/", delegations.link, name="place_link"),
    path("events/places/<uuid:place>/link/end/", delegations.end_link, name="place_link_end"),
    path("events/places/<uuid:place>/name/", delegations.name, name="place_name"),
    path(ORDER, orders.show, name="order"),
    path(f"{ORDER}received/", orders.received, name="order_received"),
    path(f"{ORDER}promise/", orders.promise, name="order_promise"),
    path(f"{ORDER}compliments/", orders.comp, name="order_comp"),
    path(f"{ORDER}write-off/", orders.write_off, name="order_write_off"),
    path(f"{ORDER}<uuid:payment>/ask/", orders.ask_again, name="payment_ask"),
    path(f"{ORDER}<uuid:payment>/void/", orders.void, name="payment_void"),
    path(f"{ORDER}<uuid:payment>/approve/", orders.approve, name="payment_approve"),
    path(f"{ORDER}<uuid:payment>/give-back/", orders.give_back, name="payment_give_back"),
]
