"""Several places for an organization at the desk, and the links by which people claim them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.desk.money import event_of
from events.forms.money import LinkForm, NameForm, SeveralForm, organizations
from events.models import Event, Registration
from events.operations import delegations
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only
from network.words import say_money


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def take(request, event):
    """The links are in this answer alone."""
    found, at = event_of(request, event), timezone.now()
    tickets = {str(one.public_id): one for one in found.ticket_types.offered()}
    form = SeveralForm(
        sent(request),
        tickets=[(key, _priced(one, at)) for key, one in tickets.items() if not one.for_guests],
        organizations=organizations(),
    )
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            order, taken = delegations.take(
                event=found,
                ticket_type=tickets[values["ticket"]],
                number=values["number"],
                payer_group=values["organization"],
                emails=values["emails"],
                by=request.user,
                at=at,
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return links_page(request, found, order, taken)
    return render(request, "desk/events/money/group.html", {"event": found, "form": form})


def links_page(request, event, order, taken):
    links = [(one.place, address_of(request, one.secret)) for one in taken]
    context = {"event": event, "order": order, "links": links}
    return render(request, "desk/events/money/links.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def link(request, place):
    """A new link to a place of nobody's yet; the one before ends."""
    found = _place(request, place)
    form = LinkForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            secret = delegations.new_link(
                registration=found, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            taken = [delegations.Taken(found, secret)]
            return links_page(request, found.event, found.order, taken)
    context = {"form": form, "title": "A new link to this place", "button": "Make the link"}
    context |= {"lede": "The link before it ends.", "back": _back(found)}
    return render(request, "desk/ask.html", context)


@require_POST
@staff_only
def end_link(request, place):
    found = _place(request, place)
    try:
        delegations.end_link(registration=found, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "The link opens nothing any more.")
    return redirect(_back(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def name(request, place):
    """Somebody we know, without a link."""
    found = _place(request, place)
    here = reverse("desk:place_name", args=[found.public_id])
    form = NameForm(sent(request), initial=typed(request, "name"), user=request.user, url=here)

    def do():
        return delegations.name(
            registration=found,
            person=form.cleaned_data["person"],
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title="Whose place is it?",
        button="It is theirs",
        said="It is theirs. Confirmed places come with a letter.",
        back=_back(found),
    )


def address_of(request, secret) -> str:
    return request.build_absolute_uri(reverse("events:claim", args=[secret]))


def _priced(ticket, at) -> str:
    cents = delegations.quote(ticket, None, at=at).cents
    return f"{ticket.name}, {say_money(cents)} each" if cents else f"{ticket.name}, free"


def _place(request, public_id) -> Registration:
    mine = Registration.objects.filter(event__in=Event.objects.editable_by(request.user))
    return get_object_or_404(mine.select_related("event", "order"), public_id=public_id)


def _back(place) -> str:
    return reverse("desk:order", args=[place.order.code])
