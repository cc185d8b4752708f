"""A place goes from hand to hand: sent by a link, shown first, taken by a button."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.places import SendForm
from events.models import State
from events.models.registrations import SEATED
from events.operations import claiming, handing

from .places import own_place_of, place_of

TOO_MANY = "You have sent several letters already. Wait an hour, then try again."


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_on(request, place):
    """To anybody who may come. What is said never depends on whether we know the mailbox."""
    found, at = own_place_of(request, place), timezone.now()
    if found.state != State.CONFIRMED or not found.event.may_be_changed(at=at):
        raise Http404
    return _send(
        request,
        found,
        lambda email: handing.offer(registration=found, email=email, by=request.user, at=at),
        title="Hand on your place",
        page="events/hand_on.html",
    )


@login_required
@require_POST
def keep(request, place):
    handing.take_back(registration=own_place_of(request, place), by=request.user, at=timezone.now())
    messages.success(request, "The link no longer works. The place is yours.")
    return redirect("events:place", place=place)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request, place):
    """Send a guest the link by which they take their place."""
    found, at = place_of(request, place), timezone.now()
    if found.person_id is not None or found.guest_of is None or found.state not in SEATED:
        raise Http404
    return _send(
        request,
        found,
        lambda email: claiming.send_link(registration=found, email=email, by=request.user, at=at),
        title=f"Send a ticket to {found.badge_name or 'your guest'}",
        page="events/invite.html",
    )


def _send(request, found, send, *, title, page):
    form = SendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if not ratelimit.consume(request, action="join_code", key=f"place of {request.user.pk}"):
            form.add_error(None, TOO_MANY)
        elif _sent(form, send):
            messages.success(request, "A letter is on its way.")
            return redirect(found)
    context = {"form": form, "place": found, "event": found.event, "title": title}
    return render(request, page, context)


def _sent(form, send):
    try:
        send(form.cleaned_data["email"])
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True
