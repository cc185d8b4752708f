"""Where a member makes the address of their own calendar, and ends it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST

from events.forms.calendar import PrivateForm
from events.models import CalendarToken
from events.operations import tokens
from network.registries import Section, home_sections


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request):
    person = _me(request)
    if request.method == "POST":
        return _made(request, person)
    return _page(request, _live(person).first())


def _made(request, person):
    """The one answer that holds the address: it is not kept, so nobody can show it again."""
    token, secret = tokens.make(person=person, by=request.user, at=timezone.now())
    address = settings.SITE_URL + reverse("events:own_feed", args=[secret])
    response = _page(request, token, address=address)
    patch_cache_control(response, no_store=True, private=True)
    return response


@login_required
@require_POST
def stop(request):
    token = get_object_or_404(_live(_me(request)))
    tokens.revoke(token=token, by=request.user, at=timezone.now())
    messages.success(request, "The address has ended. Calendars that had it get nothing more.")
    return redirect("events:calendar")


@login_required
@require_POST
def show_private(request):
    token = get_object_or_404(_live(_me(request)))
    form = PrivateForm(request.POST)
    if not form.is_valid():
        return _page(request, token, form=form)
    try:
        shown = form.cleaned_data["shown"]
        tokens.show_private(token=token, shown=shown, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Saved. It counts when your calendar next asks us.")
    return redirect("events:calendar")


def _page(request, token, *, form=None, address=""):
    if token and form is None:
        form = PrivateForm(initial={"shown": token.private_shown})
    context = {
        "token": token,
        "form": form,
        "address": address,
        "webcal": address.replace("https:", "webcal:").replace("http:", "webcal:"),
    }
    return render(request, "events/calendar.html", context)


def _live(person):
    return CalendarToken.objects.live().filter(person=person)


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person


def _home(person, viewer, at):
    return {} if viewer.known_person == person else None


home_sections.add(Section("calendar", 50, "events/home.html", _home))
