"""The desk's work lists of offices, an office's own page, and a place with its body."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.forms.offices import BodyForm, OfficeForm, SeveralForm, WorkListForm
from network.models import Jurisdiction, Office
from network.operations import offices, terms
from network.reports import bodies
from network.reports import offices as lists

FACTS = ("title", "seats", "term_months", "next_election_on")


@require_safe
@staff_only
def listing(request):
    """One of the work lists; an unknown one lists nobody."""
    form = WorkListForm(request.GET, lists=lists.LISTS)
    if not form.is_valid():
        return render(request, "desk/offices/list.html", {"form": form})
    wanted = form.cleaned_data
    shown = lists.work_list(
        request.user,
        wanted["list"],
        on=timezone.localdate(),
        days=wanted["days"],
        page=wanted["page"],
    )
    here = {"list": wanted["list"], "days": wanted["days"]}
    context = {
        "form": form,
        "shown": shown,
        "title": dict(lists.LISTS)[wanted["list"]],
        "days": wanted["days"],
        "query": urlencode(here),
        "back": urlencode(here | {"page": wanted["page"]}),
    }
    return render(request, "desk/offices/list.html", context)


@require_POST
@staff_only
def confirm(request):
    """Those that were ticked still serve; each gets a line of its own in the trail."""
    mine = lists.unconfirmed(request.user, on=timezone.localdate())
    form = SeveralForm(request.POST, terms=mine)
    if form.is_valid():
        done = terms.confirm_many(
            terms=form.cleaned_data["term"], by=request.user, at=timezone.now()
        )
        people = "1 person" if len(done) == 1 else f"{len(done)} people"
        messages.success(request, f"{people} confirmed, with your name and today’s date.")
    elif form.is_empty:
        messages.error(request, form.errors["term"][0])
    else:
        raise Http404
    return redirect("desk:offices")


@require_safe
@staff_only
def show(request, office):
    """An office with whoever holds and held it."""
    row = _office(request, office)
    context = {
        "office": row,
        "holders": bodies.holders(row, request.user, on=timezone.localdate()),
        "lines": bodies.trail(row),
    }
    return render(request, "desk/offices/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, office):
    row = _office(request, office)
    form = OfficeForm(sent(request), initial={name: getattr(row, name) for name in FACTS})

    def do():
        return offices.change(office=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"{row}",
        lede="What is true of the office, whoever holds it.",
        button="Save",
        said="Saved, with your name.",
        back=reverse("desk:office", args=[office]),
    )


@require_safe
@staff_only
def place(request, ocd_id):
    """A city, county or district: its body, and who of us sits on it."""
    row = _place(request, ocd_id)
    body = bodies.body(row, request.user, on=timezone.localdate())
    return render(request, "desk/offices/place.html", {"place": row, "body": body})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit_place(request, ocd_id):
    row = _place(request, ocd_id)
    form = BodyForm(sent(request), initial={"body_name": row.body_name, "body_size": row.body_size})

    def do():
        return offices.change_body(
            jurisdiction=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"The governing body of {row}",
        button="Save",
        said="Saved, with your name.",
        back=reverse("desk:place", args=[ocd_id]),
    )


def _office(request, public_id):
    mine = Office.objects.editable_by(request.user).select_related("jurisdiction")
    return get_object_or_404(mine, public_id=public_id)


def _place(request, ocd_id):
    return get_object_or_404(Jurisdiction.objects.editable_by(request.user), ocd_id=ocd_id)
