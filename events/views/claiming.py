"""Whoever opens a link to a place reads what it is for; the button takes it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.places import WhoForm
from events.operations import claiming, handing, visitors

from . import proving
from .pages import person_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, secret):
    """Signed in, the button takes the place. A guest we do not know proves their mailbox."""
    at = timezone.now()
    found, person = claiming.find(secret, at=at), person_of(request)
    if found is None:
        return _page(request, 404, place=None)
    context = {"place": found, "event": found.event, "person": person, "secret": secret}
    context["giver"] = claiming.giver(found)
    if person is not None:
        return _as_known(request, context, at)
    if found.person_id is None and not request.user.is_authenticated:
        return _as_visitor(request, context, at)
    return _page(request, **context)


def _as_known(request, context, at):
    if request.method == "POST":
        take = handing.accept if context["place"].person_id else claiming.claim
        try:
            place = take(secret=context["secret"], person=context["person"], by=request.user, at=at)
        except ValidationError as refusal:
            context["refusal"] = refusal.messages[0]
        else:
            messages.success(request, "It is yours.")
            return redirect(place)
    return _page(request, **context)


def _as_visitor(request, context, at):
    form = WhoForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        kept = {"about": claiming.digest(context["secret"]), **form.cleaned_data}
        if proving.send(request, kept, at=at):
            return redirect("events:claim_code", secret=context["secret"])
    return _page(request, form=form, **context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, secret):
    at = timezone.now()
    return proving.ask(
        request,
        claiming.digest(secret),
        lambda kept: _claimed(request, secret, kept, at),
        back=reverse("events:claim", args=[secret]),
        again=reverse("events:claim_code_again", args=[secret]),
        at=at,
    )


@never_cache
@require_POST
def code_again(request, secret):
    proving.send_again(request, claiming.digest(secret), at=timezone.now())
    return redirect("events:claim_code", secret=secret)


def _claimed(request, secret, kept, at):
    try:
        place = visitors.claim(
            secret=secret,
            email=kept["email"],
            given=kept["given"],
            family=kept["family"],
            at=at,
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("events:claim", secret=secret)
    proving.forget(request)
    context = {
        "event": place.event,
        "came": {"email": kept["email"], "href": place.get_absolute_url()},
    }
    context["came"]["is_confirmed"] = place.state == "confirmed"
    return render(request, "events/visit_done.html", context)


def _page(request, status=200, **context):
    return render(request, "events/claim.html", context, status=status)
