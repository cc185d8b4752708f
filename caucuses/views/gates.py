"""Who comes in at a caucus's address. Each view first finds the caucus among those the user may
know of.

Whoever may not gets the same answer as for an address that never was, before anything else
is asked of them.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from caucuses import access
from network.accounts import used_factor


def come_in(request, slug):
    today = timezone.localdate()
    allowed = access.found_by(request.user, slug, on=today)
    if allowed is None:
        raise Http404
    return access.locked(allowed) if allowed.lead and not used_factor(request) else allowed


def for_people(view):
    """Hand the view what its user may do here; ask a visitor to sign in."""

    @wraps(view)
    def found(request, slug, **kwargs):
        allowed = come_in(request, slug)
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("caucuses:hub", args=[slug]))
        if allowed.person is None:
            raise Http404
        return view(request, allowed, **kwargs)

    return found


def for_leaders(view):
    @for_people
    @wraps(view)
    def led(request, allowed, **kwargs):
        if allowed.locked:
            return redirect("caucuses:unlock", allowed.caucus.group.slug)
        if not allowed.lead:
            raise Http404
        return view(request, allowed, **kwargs)

    return led


def for_stewards(view):
    @for_leaders
    @wraps(view)
    def kept(request, allowed, **kwargs):
        if not allowed.stewards:
            raise Http404
        return view(request, allowed, **kwargs)

    return kept


def page(allowed, **more):
    return {"allowed": allowed, "caucus": allowed.caucus, "group": allowed.caucus.group} | more


def own(allowed):
    if allowed.place is None:
        raise Http404
    return allowed.place


def do(request, allowed, said, operation, **what):
    """Do it, say how it went, and go back to the caucus or, where that is gone, to the list."""
    try:
        operation(**what, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return back(request, allowed)


def back(request, allowed):
    caucus = allowed.caucus
    if access.visible_to(request.user, on=allowed.on).filter(pk=caucus.pk).exists():
        return redirect("caucuses:hub", caucus.group.slug)
    return redirect("caucuses:index")
