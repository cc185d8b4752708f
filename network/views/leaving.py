"""Leaving the network, and being erased from it. That it is them is checked before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from network.forms.me import SureForm
from network.models.erasures import GRACE
from network.operations import erasure, leaving, records

LEAVE = "I want to leave the network today"
ERASE = "I want my record to be erased"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request):
    """What leaving means, and a button that does it."""
    person, at = _me(request), timezone.now()
    form = SureForm(request.POST if request.method == "POST" else None, label=LEAVE)
    if _done(form, lambda: leaving.leave(person=person, by=request.user, at=at)):
        messages.success(request, "You have left the network. Thank you for your time with us.")
        return redirect("network:me")
    belongs = leaving.open_memberships(person, on=timezone.localdate(at)).exists()
    return render(request, "network/me_leave.html", {"form": form, "belongs": belongs})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request):
    """What is erased and what stays, and a button that begins the week of waiting."""
    person = _me(request)
    form = SureForm(request.POST if request.method == "POST" else None, label=ERASE)
    if _done(form, lambda: erasure.ask(person=person, by=request.user, at=timezone.now())):
        messages.success(request, "It is asked for. Until the day comes you can stop it here.")
        return redirect("network:erase")
    context = {
        "form": form,
        "waiting": person.erasures.waiting().first(),
        "days": GRACE.days,
        "kept": [(record.title, record.kept) for record in records.every() if record.kept],
    }
    return render(request, "network/me_erase.html", context)


@login_required
@require_POST
def keep(request):
    """Stop an erasure of oneself, whoever asked for it."""
    waiting = _me(request).erasures.waiting().first()
    if waiting is None:
        messages.error(request, "Nothing is waiting to be erased.")
    else:
        erasure.cancel(erasure=waiting, by=request.user, at=timezone.now())
        messages.success(request, "Stopped. Your record stays as it is.")
    return redirect("network:me")


def _done(form, do) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        do()
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person
