"""An event of the reader's, and what belongs to it; and doing something to it with one button."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from events.models import Event, PriceRule, Session, TicketType


def event_of(request, slug) -> Event:
    mine = Event.objects.editable_by(request.user).select_related("host")
    return get_object_or_404(mine, slug=slug)


def ticket_of(request, slug, public_id) -> TicketType:
    event = event_of(request, slug)
    ticket = get_object_or_404(event.ticket_types.select_related("pool"), public_id=public_id)
    ticket.event = event
    return ticket


def price_of(request, slug, public_id) -> PriceRule:
    event = event_of(request, slug)
    prices = PriceRule.objects.filter(ticket_type__event=event, withdrawn_at=None)
    return get_object_or_404(prices.select_related("ticket_type__event__host"), public_id=public_id)


def session_of(request, slug, public_id) -> Session:
    """Never a private group's."""
    event = event_of(request, slug)
    sessions = Session.objects.filter(event=event, withdrawn_at=None).select_related("pool")
    session = get_object_or_404(sessions, public_id=public_id)
    session.event = event
    return session


def address(event, page="event") -> str:
    return reverse(f"desk:{page}", args=[event.slug])


def tried(request, do, *, said, back):
    """Do it, say so or why not, and go back."""
    try:
        do()
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
    else:
        messages.success(request, said)
    return redirect(back)
