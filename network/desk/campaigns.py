"""Rounds of letters that ask people whether they still serve: looked at, sent, followed."""

import re
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from network.desk.asking import sent
from network.desk.gate import staff_only
from network.forms.offices import CampaignForm, WhoseForm
from network.models import Campaign
from network.operations import verifications
from network.reports import verifications as rounds

A_PAGE = 50
TIME_TO_ANSWER = timedelta(days=30)
_breaks = re.compile(r"[\s,]+")


@require_safe
@staff_only
def listing(request):
    return render(request, "desk/offices/campaigns.html", {"rounds": rounds.rounds(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    """Shows exactly who would get a letter; sends once somebody has looked.

    People may be handed over by POST, as `people`: their public ids. Then they are asked about
    whatever they hold; otherwise the unconfirmed terms of a group's people are.
    """
    handed = _handed(request)
    is_sent = "seen" in request.POST
    form = CampaignForm(request.POST if is_sent else None, user=request.user)
    group = _group(request)
    about = _about(request, handed, group)
    if is_sent and form.is_valid() and about is not None:
        try:
            campaign = _send(request, form, about)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The letters are on their way.")
            return redirect("desk:campaign", campaign.public_id)
    return render(request, "desk/offices/campaign_new.html", _context(request, form, about, group))


@require_safe
@staff_only
def show(request, campaign):
    """How far a round is, and what everybody said."""
    mine = Campaign.objects.editable_by(request.user).select_related("group", "made_by__person")
    row = get_object_or_404(mine, public_id=campaign)
    found = rounds.results(row, request.user, on=timezone.localdate())
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": rounds.round_of(row, request.user),
        "page": page,
        "results": [rounds.result(question) for question in page],
    }
    return render(request, "desk/offices/campaign.html", context)


def _handed(request) -> list[UUID]:
    """The people another page handed over, as ids between commas or spaces, or one a field."""
    found = []
    for word in _breaks.split(",".join(request.POST.getlist("people"))):
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def _group(request):
    form = WhoseForm(sent(request) or request.GET, user=request.user)
    return form.cleaned_data["group"] if form.is_valid() else None


def _about(request, handed, group):
    """The terms it would be about, or None while nobody has said whose."""
    today = timezone.localdate()
    if handed:
        return rounds.terms_held_by(handed, request.user, on=today)
    return rounds.terms_of(group, request.user, on=today) if group else None


def _send(request, form, about):
    values = {name: value for name, value in form.cleaned_data.items() if name != "people"}
    return verifications.ask(about=about, by=request.user, at=timezone.now(), **values)


def _context(request, form, about, group):
    """With a list looked at, the form to send it; a new look is what is sent the next time."""
    if about is None:
        return {"whose": WhoseForm(user=request.user)}
    today = timezone.localdate()
    shown = rounds.preview(about, on=today)
    handed = ",".join(map(str, _handed(request)))
    if form.is_bound:
        form.data = form.data.copy() | {"seen": shown.seen}
    else:
        form.initial = {
            "group": group.slug if group else None,
            "name": f"Still in office? {date_format(today, 'F Y')}",
            "closes_on": today + TIME_TO_ANSWER,
            "seen": shown.seen,
            "people": handed,
        }
    return {"form": form, "shown": shown, "group": group, "is_handed": bool(handed)}
