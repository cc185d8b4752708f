"""Pledges, for anybody to read and for members in office to sign."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from network import public
from network.forms.policies import SignForm
from network.models import Consent, Pledge
from network.models.consents import Purpose
from network.operations import holding, pledges


@require_safe
def listing(request):
    context = {"pledges": public.pledges(on=timezone.localdate())}
    return _kept(render(request, "network/pledges/list.html", context))


@require_safe
def show(request, slug):
    return _page(request, slug)


@require_POST
@login_required
def sign(request, slug):
    person, pledge = _me(request), _open(slug)
    form = SignForm(request.POST, terms=_offices(person))
    if not form.is_valid():
        return _page(request, slug, form=form)
    try:
        pledges.sign(
            pledge=pledge,
            person=person,
            term=form.chosen(),
            version=form.cleaned_data["version"],
            named=form.cleaned_data["named"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "You have signed. Thank you.")
    return redirect(pledge)


@require_POST
@login_required
def take_back(request, slug):
    signature = _signature(request, slug)
    pledges.take_back(signature=signature, by=request.user, at=timezone.now())
    messages.success(request, "Taken back. It counts no more.")
    return redirect("network:pledge", slug)


@require_POST
@login_required
def name(request, slug):
    """Show one's name under it, or hide it."""
    signature, named = _signature(request, slug), request.POST.get("named") == "yes"
    pledges.name(signature=signature, named=named, by=request.user, at=timezone.now())
    said = "Your name stands there now." if named else "Your name is off the list."
    messages.success(request, said)
    return redirect("network:pledge", slug)


def _page(request, slug, *, form=None):
    pledge = public.pledge(slug, on=timezone.localdate())
    if pledge is None:
        raise Http404
    context = {"pledge": pledge, "slug": slug, **_mine(request, slug, pledge, form)}
    return _kept(render(request, "network/pledges/pledge.html", context))


def _mine(request, slug, pledge, form):
    """What a member can do here, or has done."""
    person = getattr(request.user, "known_person", None)
    if person is None:
        return {}
    terms = _offices(person)
    signature = person.signatures.standing().filter(pledge__slug=slug).first()
    yes = Consent.objects.filter(person=person, purpose=Purpose.PUBLIC_NAME, given=True)
    return {
        "person": person,
        "signature": signature,
        "form": form or SignForm(terms=terms, initial={"version": pledge.version}),
        "serves": bool(terms),
        "may_be_named": yes.latest().exists(),
    }


def _offices(person):
    return list(holding.now(person, on=timezone.localdate()))


def _open(slug):
    return get_object_or_404(Pledge.objects.shown(on=timezone.localdate()), slug=slug)


def _signature(request, slug):
    return get_object_or_404(_me(request).signatures.standing(), pledge__slug=slug)


def _me(request):
    if request.user.known_person is None:
        raise Http404
    return request.user.known_person


def _kept(response):
    """The same for all visitors until something changes: see `config.page_cache`."""
    response.kept_until_changed = True
    return response
