"""Where staff make events and edit them, their tickets, seats and program."""

from django.urls import path

from events.desk import calling_off, events, limits, making, program, tickets

EVENT = "events/<slug:event>/"
TICKET = f"{EVENT}tickets/<uuid:ticket>/"
PRICE = f"{EVENT}prices/<uuid:price>/"
SESSION = f"{EVENT}program/<uuid:session>/"

making_urls = [
    path("events/", events.listing, name="events"),
    path("events/new/", making.new, name="event_new"),
    path(EVENT, events.show, name="event"),
    path(f"{EVENT}facts/", making.facts, name="event_facts"),
    path(f"{EVENT}when/", making.when, name="event_when"),
    path(f"{EVENT}registering/", making.registering, name="event_registering"),
    path(f"{EVENT}publish/", making.publish, name="event_publish"),
    path(f"{EVENT}withdraw/", making.withdraw, name="event_withdraw"),
    path(f"{EVENT}call-off/", calling_off.call_off, name="event_call_off"),
    path(f"{EVENT}seats/", limits.whole, name="event_seats"),
    path(f"{EVENT}seats/hold/", limits.hold_whole, name="event_hold"),
    path(f"{EVENT}tickets/", tickets.listing, name="event_tickets"),
    path(f"{EVENT}tickets/add/", tickets.add, name="event_ticket_add"),
    path(TICKET, tickets.edit, name="event_ticket"),
    path(f"{TICKET}withdraw/", tickets.withdraw, name="event_ticket_withdraw"),
    path(f"{TICKET}put-back/", tickets.put_back, name="event_ticket_back"),
    path(f"{TICKET}up/", tickets.move_up, name="event_ticket_up"),
    path(f"{TICKET}seats/", limits.of_ticket, name="event_ticket_seats"),
    path(f"{TICKET}hold/", limits.hold_of_ticket, name="event_ticket_hold"),
    path(f"{TICKET}prices/add/", tickets.add_price, name="event_price_add"),
    path(PRICE, tickets.edit_price, name="event_price"),
    path(f"{PRICE}withdraw/", tickets.withdraw_price, name="event_price_withdraw"),
    path(f"{PRICE}up/", tickets.move_price_up, name="event_price_up"),
    path(f"{EVENT}program/", program.listing, name="event_program"),
    path(f"{EVENT}program/agenda/", program.agenda, name="event_agenda"),
    path(f"{EVENT}program/add/", program.add, name="event_session_add"),
    path(SESSION, program.edit, name="event_session"),
    path(f"{SESSION}withdraw/", program.withdraw, name="event_session_withdraw"),
    path(f"{SESSION}seats/", limits.of_session, name="event_session_seats"),
]
