"""Whom one can meet, and about what."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.forms.meet.booking import AskForm
from events.models import Booking, Host
from events.operations.meet import requests, routing
from events.reports.meet import offered
from network.registries import Section, home_sections

from .finding import person_of

THANKS = "We have your note. Somebody of the staff will write to you."


@never_cache
@require_safe
def meet(request):
    """One's own director first, and why it is them; a visitor reads what is open to everybody."""
    at, person = timezone.now(), person_of(request)
    on = timezone.localdate(at)
    known = routing.is_of_network(person, on=on)
    offers = offered.of_person(person, on=on) if known else offered.of_anybody(person, on=on)
    context = {
        "known": known,
        "offers": offers,
        "coming": _coming(request.user, at),
        "form": AskForm() if known else None,
    }
    return render(request, "events/meet/meet.html", context)


@never_cache
@require_safe
def host(request, host):
    on = timezone.localdate()
    offer = offered.of_host(host, person_of(request), on=on)
    if offer is None:
        raise Http404
    met = Host.objects.meeting(on=on).filter(pk=offer.host.pk).exists()
    template = "events/meet/host.html" if met else "events/meet/gone.html"
    return render(request, template, {"offer": offer, "host": offer.host})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """A note to the staff, for whoever finds nobody or no time that suits."""
    person = person_of(request)
    if person is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            requests.ask(person=person, words=words, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, THANKS)
            return redirect("events:meet")
    return render(request, "events/meet/ask.html", {"form": form})


def _coming(user, at):
    mine = Booking.objects.of_user(user).open().filter(ends_at__gt=at)
    return list(mine.select_related("host__person").order_by("starts_at", "pk"))


def _at_home(person, viewer, at):
    """The meetings to come, and whom one would ask for the next."""
    nearest = routing.nearest(person, on=timezone.localdate(at))
    coming = _coming(viewer, at)
    return {"coming": coming, "host": nearest} if coming or nearest else None


home_sections.add(Section("meetings", 25, "events/meet/mine.html", _at_home))
