"""Taking a place as somebody who is signed in: nothing that is on record is asked again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.places import PlaceForm
from events.models import State, WaitlistEntry
from events.models.waiting import IN_LINE
from events.operations import parties, places, waiting
from events.reports import program, tickets
from network.models import Term
from network.models.directory import chapter_rows

from .pages import person_of, visible
from .visiting import visit


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    at = timezone.now()
    event = visible(request, at, slug)
    person = person_of(request)
    if person is None:
        known = request.user.is_authenticated
        return render(request, "network/nobody.html") if known else visit(request, event, at)
    if mine := places.active_of(event, person):
        return redirect(next_page(mine))
    offers = tickets.of(event, person, at=at)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        event=event,
        offers=offers,
        days=program.to_choose(event, person, at=at),
        badge_name=person.name[:120],
    )
    if form.is_bound and form.is_valid() and (place := _taken(request, form, event, person, at)):
        return redirect(next_page(place))
    if form.is_bound:
        offers = tickets.of(event, person, at=at)  # somebody else may have been faster
    context = {"event": event, "offers": offers, "form": form, **_known(person, at)}
    return render(request, "events/register.html", context)


def _taken(request, form, event, person, at):
    try:
        place = parties.register(
            event=event,
            ticket_type=form.ticket(),
            person=person,
            guests=form.brought(),
            sessions=form.chosen(),
            told=form.told(),
            badge_name=form.cleaned_data["badge_name"],
            by=request.user,
            at=at,
        )
    except ValidationError as refusal:
        form.refuse(refusal)
        return None
    if place.state == State.CONFIRMED:
        messages.success(request, "You have a place. A letter with all of it is on its way.")
    return place


def next_page(place):
    """What is held and costs something is to be paid; else to the place itself."""
    return place.order if parties.is_waiting_for_money(place) else place


def _known(person, at) -> dict:
    """What the record says, shown so that it need not be typed."""
    on = timezone.localdate(at)
    terms = Term.objects.held(on=on).filter(person=person)
    return {
        "person": person,
        "term": terms.select_related("office__jurisdiction").order_by("-starts_on", "pk").first(),
        "chapters": [one.group for one in chapter_rows([person.pk], on=on)],
    }


@login_required
@require_POST
def join_line(request, slug, ticket):
    at = timezone.now()
    event, person = visible(request, at, slug), person_of(request)
    ticket = get_object_or_404(
        event.ticket_types.offered().filter(for_guests=False), public_id=ticket
    )
    if person is not None:
        try:
            waiting.join(event=event, ticket_type=ticket, person=person, by=request.user, at=at)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("You are in line. We write to you when a place is free."))
    return redirect(event)


@login_required
@require_POST
def leave_line(request, slug):
    at = timezone.now()
    event = visible(request, at, slug)
    mine = WaitlistEntry.objects.filter(person__user=request.user, state__in=IN_LINE)
    waiting.leave(entry=get_object_or_404(mine, event=event), by=request.user, at=at)
    messages.success(request, _("You are no longer in line."))
    return redirect(event)
