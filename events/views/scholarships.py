"""Asking for help with the price of a place, and accepting what is promised."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.scholarships import AidForm
from events.models import ScholarshipApplication, State
from events.models.scholarships import OPEN_AID
from events.operations import scholarships
from events.operations.assessing import assess_all

from .pages import person_of, visible
from .registering import next_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scholarship(request, slug):
    """What it is, what became of what one asked for, and the way to ask."""
    at = timezone.now()
    event, person = visible(request, at, slug), person_of(request)
    if person is None:
        return render(request, "network/nobody.html")
    mine = _of(event, request.user).first()
    if mine is None and not event.funds.exists():
        raise Http404
    form = None
    if mine is None or mine.state not in OPEN_AID:
        form = _form(request, event, person, at)
    if form and form.is_bound and form.is_valid() and _asked(request, form, event, person, at):
        return redirect("events:scholarship", slug)
    context = {
        "event": event,
        "mine": mine,
        "form": form,
        "may_accept": mine is not None and mine.state == "granted" and at < mine.accept_by,
    }
    return render(request, "events/scholarship.html", context)


@never_cache
@require_POST
@login_required
def accept(request, slug):
    at = timezone.now()
    event = visible(request, at, slug)
    mine = get_object_or_404(_of(event, request.user).filter(state__in=OPEN_AID))
    try:
        place = scholarships.accept(application=mine, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("events:scholarship", slug)
    rest = place.state == State.HELD
    said = "Pay the rest, and the place is yours." if rest else "You have a place."
    messages.success(request, f"Accepted. {said}")
    return redirect(next_page(place))


@never_cache
@require_POST
@login_required
def withdraw(request, slug):
    at = timezone.now()
    event = visible(request, at, slug)
    mine = get_object_or_404(_of(event, request.user).filter(state__in=OPEN_AID))
    try:
        scholarships.withdraw(application=mine, by=request.user, at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Taken back. Thank you for telling us.")
    return redirect("events:scholarship", slug)


def _of(event, user):
    """One's own, the last first."""
    mine = ScholarshipApplication.objects.filter(fund__event=event, person__user=user)
    rows = mine.select_related("fund", "ticket_type", "registration__order", "person")
    return rows.order_by("-asked_at", "-pk")


def _form(request, event, person, at):
    """Nothing where there is nothing to ask for."""
    offers = [
        one
        for one in assess_all(event, person, at=at)
        if one.allowed and one.cents and not one.ticket_type.for_guests
    ]
    if not offers or not event.funds.open(at=at).exists():
        return None
    return AidForm(request.POST if request.method == "POST" else None, offers=offers)


def _asked(request, form, event, person, at) -> bool:
    try:
        scholarships.ask(event=event, person=person, by=request.user, at=at, **form.values())
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, "Thank you for asking. A letter tells you what we decide.")
    return True
