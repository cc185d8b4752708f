"""The demo's own pages: choose who to be, and read the letters that went out.

Their addresses exist only while settings.DEMO is on, which needs DEBUG.
"""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.models import Event, Kind
from network.operations import logins

from . import cast, hints, mailbox
from .family import CALENDAR


@require_safe
def panel(request):
    convening = Event.objects.filter(kind=Kind.CONVENING).first()
    context = {"parts": cast.PARTS, "tries": hints.of(convening)}
    return render(request, "demo/panel.html", context)


@require_safe
def family(request):
    """A host's other calendar, for the worker to read as it reads any."""
    return HttpResponse(CALENDAR, content_type="text/calendar")


@require_POST
def become(request, key):
    """Sign in as one of the cast; staff as if they had just used their second factor."""
    part = next((part for part in cast.PARTS if part.key == key), None)
    if part is None:
        raise Http404
    logout(request)
    if part is not cast.VISITOR:
        user = logins.ensure(email=part.email, at=timezone.now())
        if user is None:
            raise Http404("Build the demo first: manage.py demo")
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, user, "code", email=part.email)
        if part in cast.STAFF_PARTS:
            record_authentication(request, user, "mfa", type="webauthn")
    return redirect(part.lands)


@require_safe
def letters(request):
    pages = Paginator(mailbox.newest_first(), 30)
    return render(request, "demo/mailbox.html", {"page": pages.get_page(request.GET.get("page"))})


@require_safe
def letter(request, name):
    found = mailbox.find(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
