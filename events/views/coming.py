"""Who is coming, for those who come: names of those who agreed to it at this event."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.models import Registration
from events.operations import listed
from events.reports import people as reports

from .places import own_place_of


@never_cache
@require_safe
@login_required
def people(request, slug):
    """For whoever has a confirmed place; for everybody else there is nothing here."""
    mine = Registration.objects.coming().filter(person__user=request.user, event__slug=slug)
    place = get_object_or_404(mine.select_related("event"))
    event = place.event
    coming = reports.of(event, on=event.day(timezone.now()))
    context = {"event": event, "place": place, "coming": coming, "fewest": reports.FEWEST}
    return render(request, "events/people.html", context)


@require_POST
@login_required
def choose(request, place):
    found = own_place_of(request, place)
    wanted = request.POST.get("listed") == "yes"
    try:
        listed.choose(registration=found, listed=wanted, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(
            request, "You are on the list." if wanted else "Your name is off the list."
        )
    return redirect(found)
