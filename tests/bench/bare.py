"""What a first draft in plain Django would be: the same requests, the same rows, no rule.

Nobody is assessed, no line is kept, nothing is told twice from once. What our pages cost is said
as a multiple of these.
"""

import uuid
from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.utils import timezone

from events.models import (
    Attendance,
    Event,
    Order,
    PriceRule,
    Registration,
    Scan,
    Seat,
    TicketType,
)
from network.mail import deliver
from network.models import AuditEntry, ContactPoint, Letter

PAGE = "<!doctype html><html lang=en><title>{{ event }}</title><h1>{{ event }}</h1>"
TEMPLATES = {
    name: engines["django"].from_string(PAGE + text)
    for name, text in {
        "form": "<form method=post>{% csrf_token %}{{ form.as_div }}<button>Go</button></form>",
        "place": "<p>{{ place.person }}: {{ place.ticket_type }}, {{ place.state }}</p>",
        "letter": "<p>{{ place.person.given }}, you have a place on {{ event.starts_at }}.</p>",
        "scan": "<p>{{ place.person }}: welcome</p><form method=post>{% csrf_token %}</form>",
    }.items()
}


class PlaceForm(forms.Form):
    ticket = forms.UUIDField()
    badge_name = forms.CharField(max_length=120, required=False)


class ScanForm(forms.Form):
    nonce = forms.UUIDField()
    code = forms.UUIDField()


def render(request, name, **context):
    return HttpResponse(TEMPLATES[name].render(context, request))


@login_required
def register(request, slug):
    event = get_object_or_404(Event.objects.select_related("host"), slug=slug)
    form = PlaceForm(request.POST or None)
    if form.is_valid():
        ticket = get_object_or_404(TicketType, public_id=form.cleaned_data["ticket"])
        place = take(request, event, ticket, form.cleaned_data["badge_name"])
        return redirect("bare_place", place.public_id)
    return render(request, "form", event=event, form=form)


@transaction.atomic
def take(request, event, ticket, badge_name):
    at, person = timezone.now(), request.user.person
    Event.objects.select_for_update().get(pk=event.pk)
    price = PriceRule.objects.filter(ticket_type=ticket).first()
    order = Order.objects.create(
        event=event, payer=person, total_cents=price.cents, made_by=request.user, made_at=at
    )
    place = Registration.objects.create(
        event=event,
        ticket_type=ticket,
        order=order,
        person=person,
        state="held" if price.cents else "confirmed",
        hold_expires_at=at + timedelta(minutes=15) if price.cents else None,
        confirmed_at=None if price.cents else at,
        cents=price.cents,
        price_rule=price,
        price_name=price.name,
        quoted_at=at,
        badge_name=badge_name,
        made_at=at,
    )
    seat = Seat.objects.filter(pool__event=event, registration=None).first()
    seat.registration = place
    seat.save()
    note(request, place, at)
    if not price.cents:
        write(place)
    return place


def note(request, place, at):
    AuditEntry.objects.create(
        at=at,
        by=request.user,
        by_name=request.user.get_full_name(),
        action="events.place_held",
        subject=f"events.registration:{place.pk}",
        person=place.person,
        group=place.event.host,
        after={"event": place.event.title, "ticket": place.ticket_type.name},
    )


def write(place):
    address = ContactPoint.objects.filter(person=place.person).first()
    letter = Letter.objects.create(
        key=f"bare {place.public_id}",
        kind="place_confirmed",
        person=place.person,
        to=address.value,
        subject=f"You have a place: {place.event}",
        body=TEMPLATES["letter"].render({"place": place, "event": place.event}),
    )
    deliver.enqueue(letter.pk)


@login_required
def place(request, place):
    mine = Registration.objects.select_related("event", "ticket_type", "person")
    found = get_object_or_404(mine, public_id=place)
    return render(request, "place", event=found.event, place=found)


@login_required
def door(request, slug):
    event = get_object_or_404(Event, slug=slug)
    form, place = ScanForm(request.POST or None), None
    if form.is_valid():
        place = let_in(request, event, **form.cleaned_data)
    return render(request, "scan", event=event, place=place, again=uuid.uuid4())


@transaction.atomic
def let_in(request, event, nonce, code):
    Event.objects.select_for_update().get(pk=event.pk)
    places = Registration.objects.filter(event=event).select_related("person", "ticket_type")
    place, at = places.get(public_id=code), timezone.now()
    seen = {"kind": "in", "result": "welcome", "scanned_at": at, "received_at": at}
    Attendance.objects.create(registration=place, came_at=at, by=request.user)
    Scan.objects.create(nonce=nonce, event=event, registration=place, by=request.user, **seen)
    return place
