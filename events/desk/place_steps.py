"""What staff do with a place: say yes or no, take it back, hand it on, give one by hand."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from events.desk.finding import address, event_of, tried
from events.desk.places import place_address, place_of
from events.forms.coming import (
    ByHandForm,
    CancelPlaceForm,
    DeclinePlaceForm,
    HandOnByStaffForm,
)
from events.operations import by_hand, handing, registrations, seats
from events.reports.coming import name_of
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only
from network.models import Person
from network.words import say_money


@require_POST
@staff_only
def approve(request, event, place):
    found = place_of(request, event, place)

    def do():
        registrations.approve(registration=found, by=request.user, at=timezone.now())

    return tried(request, do, said="Approved. A letter tells them.", back=place_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decline(request, event, place):
    found = place_of(request, event, place)
    form = DeclinePlaceForm(sent(request))

    def do():
        return registrations.decline(
            registration=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Decline: {name_of(found)}",
        lede=f"{found.event.title}, {found.ticket_type.name}",
        button="Decline",
        said="Declined. A letter tells them why.",
        back=place_address(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def cancel(request, event, place):
    found = place_of(request, event, place)
    terms = handing.terms(found, at=timezone.now())
    form = CancelPlaceForm(sent(request), is_paid=bool(terms.kept or terms.back))

    def do():
        return by_hand.cancel(
            registration=found,
            reason=form.cleaned_data["reason"],
            in_full=form.in_full,
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title=f"Cancel the place of {name_of(found)}",
        lede=_say(terms),
        button="Cancel this place",
        said="Cancelled. A letter tells them, and the seat goes to whoever waits.",
        back=place_address(found),
    )


def _say(terms):
    if not terms.kept and not terms.back:
        return "Nothing was paid for it, so nothing goes back."
    back = f"{say_money(terms.back)} goes back" if terms.back else "nothing goes back"
    return f"By the ticket’s terms {back} and {say_money(terms.kept)} is kept."


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hand_on(request, event, place):
    found = place_of(request, event, place)
    form = HandOnByStaffForm(
        sent(request),
        people=Person.objects.visible_to(request.user),
        url=request.path,
        initial=typed(request, "name"),
    )

    def do():
        return registrations.transfer(
            registration=found, to=form.cleaned_data["person"], by=request.user, at=timezone.now()
        )

    return ask(
        request,
        form,
        do,
        title=f"Hand on the place of {name_of(found)}",
        lede="The seat and what was paid go along; nobody who waits comes between.",
        button="Hand it on",
        said="Handed on. A letter tells both.",
        back=place_address(found),
    )


@require_POST
@staff_only
def send_again(request, event, place):
    found = place_of(request, event, place)

    def do():
        by_hand.send_again(registration=found, by=request.user, at=timezone.now())

    return tried(request, do, said="The letter is on its way again.", back=place_address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, event):
    """A place for somebody of the roster, by hand."""
    found = event_of(request, event)
    form = ByHandForm(
        sent(request),
        event=found,
        purposes=seats.purposes(found),
        people=Person.objects.visible_to(request.user),
        url=request.path,
        initial=typed(request, "name"),
    )

    def do():
        return by_hand.register(
            event=found,
            ticket_type=form.cleaned_data["ticket"],
            person=form.cleaned_data["person"],
            comp=form.comp(),
            held_for=form.cleaned_data.get("held_for", ""),
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title="Register somebody",
        lede=found.title,
        button="Register",
        said="They have a place. A letter tells them.",
        back=address(found, "event_places"),
    )
