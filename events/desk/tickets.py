"""Kinds of place, their prices, and how many there are."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.forms.moments import shown
from events.forms.ticketing import OnForm, PriceForm, TicketForm, dollars
from events.operations import ticketing
from events.reports import prices, room, rules
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

from .finding import address, event_of, price_of, ticket_of, tried

TICKET = [name for name in ticketing.TICKET_FIELDS if name != "audience"]
PRICE = ("name", "from_at", "until_at")
FIRST_THING = time(9)
WHOEVER = "Whoever may take it"


@require_safe
@staff_only
def listing(request, event):
    found = event_of(request, event)
    form = OnForm({"on": request.GET.get("on", "")})
    day = form.cleaned_data.get("on") if form.is_valid() else None
    at = datetime.combine(day, FIRST_THING, ZoneInfo(found.timezone)) if day else timezone.now()
    rooms = room.of(found)
    context = {
        "event": found,
        "form": form,
        "day": day,
        "tickets": _told(found, rooms),
        "whole": next((one for one in rooms.values() if one.pool.kind == "event"), None),
        "preview": prices.preview(found, request.user, at=at),
        "fixed": found.cancelled_at is not None or found.is_over(at=timezone.now()),
    }
    return render(request, "desk/events/tickets.html", context)


def _told(event, rooms):
    """Each ticket with its prices, room, and for whom each is in words."""
    sayer = rules.Sayer()
    tickets = list(event.ticket_types.prefetch_related("prices"))
    for ticket in tickets:
        ticket.whom, ticket.room = sayer.say(ticket.audience), rooms.get(ticket.pool_id)
        ticket.live = [one for one in ticket.prices.all() if one.withdrawn_at is None]
        for price in ticket.live:
            price.whom = sayer.say(price.audience) if price.audience else WHOEVER
    return sorted(tickets, key=lambda one: one.withdrawn_at is not None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, event):
    found = event_of(request, event)
    form = TicketForm(sent(request))

    def do(**said):
        return ticketing.add(event=found, **said)

    return _ask(request, found, form, do, f"A ticket of {found}", "Add it", "Added. Now its price.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, event, ticket):
    row = ticket_of(request, event, ticket)
    initial = shown(row, TICKET, zone=row.event.timezone)
    form = TicketForm(sent(request), rule=row.audience, initial=initial)

    def do(**said):
        return ticketing.edit(ticket=row, **said)

    return _ask(request, row.event, form, do, f"Ticket: {row}", "Save", "Saved.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add_price(request, event, ticket):
    row = ticket_of(request, event, ticket)
    form = PriceForm(sent(request))

    def do(**said):
        return ticketing.add_price(ticket=row, **said)

    return _ask(request, row.event, form, do, f"A price of “{row}”", "Add it", "Added.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit_price(request, event, price):
    row = price_of(request, event, price)
    found = row.ticket_type.event
    initial = shown(row, PRICE, zone=found.timezone) | {"dollars": dollars(row.cents)}
    form = PriceForm(sent(request), rule=row.audience, initial=initial)

    def do(**said):
        return ticketing.edit_price(price=row, **said)

    said = "Saved. Who has a place keeps the price they were quoted."
    return _ask(request, found, form, do, f"Price: {row}", "Save", said)


def _ask(request, event, form, do, title, button, said):
    form.zone = event.timezone
    return ask(
        request,
        form,
        lambda: do(by=request.user, at=timezone.now(), **form.values()),
        title=title,
        lede=f"{event}. Times are those of the clocks there.",
        button=button,
        said=said,
        back=address(event, "event_tickets"),
    )


def _one(find, verb, said):
    """A view of one button: find the row, do it, and back to the tickets."""

    @require_POST
    @staff_only
    def view(request, event, **key):
        row = find(request, event, *key.values())

        def do():
            verb(row, request.user, timezone.now())

        back = address(event_of(request, event), "event_tickets")
        return tried(request, do, said=said, back=back)

    return view


withdraw = _one(
    ticket_of,
    lambda row, by, at: ticketing.withdraw(ticket=row, by=by, at=at),
    "Withdrawn. Who has one keeps it.",
)
put_back = _one(
    ticket_of, lambda row, by, at: ticketing.put_back(ticket=row, by=by, at=at), "Offered again."
)
move_up = _one(ticket_of, lambda row, by, at: ticketing.move_up(ticket=row, by=by, at=at), "Moved.")
withdraw_price = _one(
    price_of,
    lambda row, by, at: ticketing.withdraw_price(price=row, by=by, at=at),
    "Withdrawn. Who was quoted it pays no more than that.",
)
move_price_up = _one(
    price_of, lambda row, by, at: ticketing.move_price_up(price=row, by=by, at=at), "Moved."
)
