"""Pledges are written, watched and closed here, by national staff."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.forms.policies import PledgeEditForm, PledgeForm
from network.models import Pledge, PledgeSignature
from network.operations import pledges

A_PAGE = 50


@require_safe
@staff_only
def listing(request):
    _national(request)
    rows = [(row, row.is_open(on=timezone.localdate())) for row in _counted()]
    return render(request, "desk/pledges/list.html", {"rows": rows})


@require_safe
@staff_only
def show(request, slug):
    pledge = _mine(request, slug)
    signatures = PledgeSignature.objects.standing().filter(pledge=pledge)
    found = signatures.select_related("person").order_by("-signed_at", "-pk")
    context = {
        "pledge": pledge,
        "is_open": pledge.is_open(on=timezone.localdate()),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/pledges/pledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    _national(request)
    form = PledgeForm(sent(request), initial={"opens_on": timezone.localdate()})
    return ask(
        request,
        form,
        lambda: pledges.make(by=request.user, at=timezone.now(), **form.cleaned_data),
        title="Write a pledge",
        button="Write it",
        said="It can be read and signed from its first day on.",
        back=reverse("desk:pledges"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, slug):
    pledge = _mine(request, slug)
    there = {name: getattr(pledge, name) for name in pledges.FIELDS}
    form = PledgeEditForm(sent(request), initial=there)
    return ask(
        request,
        form,
        lambda: pledges.change(
            pledge=pledge, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
        title=f"Change {pledge}",
        button="Save",
        said="Saved.",
        back=reverse("desk:pledge", args=[slug]),
    )


@require_POST
@staff_only
def close(request, slug):
    try:
        pledges.close(pledge=_mine(request, slug), by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Today is the last day to sign it. What was signed stays.")
    return redirect("desk:pledge", slug)


def _mine(request, slug):
    _national(request)
    return get_object_or_404(Pledge, slug=slug)


def _counted():
    return Pledge.objects.counted().order_by("-opens_on", "title")


def _national(request):
    """The whole network's are national staff's; others find no such page."""
    if not request.user.rights.everyone:
        raise Http404
