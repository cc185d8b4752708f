"""What stewards look after, and what those who lead decide of a caucus as a whole."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access
from caucuses.forms.membership import (
    RULE,
    ChairForm,
    DescribeForm,
    KeepForm,
    MakeForm,
    StewardForm,
)
from caucuses.operations import leading, stewarding
from caucuses.views import gates
from network.accounts import ask_for_factor, used_factor

WHO = "Stewards and administrators"


@require_safe
@login_required
def index(request):
    """The caucuses one looks after. For everybody else there is no such page."""
    mine = access.stewarded_by(request.user, on=timezone.localdate())
    if not (mine or request.user.rights.admin):
        raise Http404
    if not used_factor(request):
        return ask_for_factor(request, who=WHO)
    return render(request, "caucuses/stewarded.html", {"caucuses": mine})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request):
    if not request.user.rights.admin:
        raise Http404
    if not used_factor(request):
        return ask_for_factor(request, who=WHO)
    given = request.POST if request.method == "POST" else None
    form = MakeForm(
        given, staff=access.could_steward(on=timezone.localdate()).order_by("sort_key", "pk")
    )
    if form.is_bound and form.is_valid():
        try:
            stewarding.make(**form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The caucus is made. Its steward sees it now.")
            return redirect("caucuses:stewarded")
    page = {"form": form, "title": "Make a caucus", "button": "Make it"}
    return render(request, "caucuses/ask.html", page)


@require_POST
def reopen(request, slug):
    mine = access.stewarded_by(request.user, on=timezone.localdate())
    caucus = get_object_or_404(mine.exclude(group__closed_on=None), group__slug=slug)
    if not used_factor(request):
        return ask_for_factor(request, who=WHO)
    stewarding.reopen(caucus=caucus, by=request.user, at=timezone.now())
    messages.success(request, "It is open again, with nobody in it yet.")
    return redirect("caucuses:hub", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_leaders
def describe(request, allowed):
    form = DescribeForm(request.POST or None, initial=_words(allowed.caucus))
    return _ask(request, allowed, form, stewarding.describe, title="What it is and does")


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_stewards
def keep(request, allowed):
    caucus = allowed.caucus
    readable, others = stewarding.beside(caucus.may_join, RULE)
    initial = _words(caucus) | {name: caucus.may_join.get(name, []) for name in RULE if readable}
    initial |= {
        "listed_to": caucus.listed_to,
        "roster_shown_to": caucus.roster_shown_to,
        "join_policy": caucus.group.join_policy,
        "grace_days": caucus.grace_days,
    }
    form = KeepForm(request.POST or None, initial=initial)

    def do(*, rule, **values):
        return stewarding.keep(may_join=others | rule, **values)

    size = access.could_join(caucus, on=allowed.on)
    note = {"size": size, "readable": readable, "others": others, "fewest": access.FEWEST}
    return _ask(request, allowed, form, do, title="Who may join, see and know of it", **note)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_stewards
def hand_on(request, allowed):
    staff = access.next_stewards(allowed.caucus, on=allowed.on)
    form = StewardForm(request.POST or None, staff=staff)
    page = {"title": "Hand it on to another steward", "button": "Hand it on", "handing": True}
    said = "You handed it on, and they are told."
    return _ask(
        request,
        allowed,
        form,
        partial(stewarding.hand_on, steward=allowed.person),
        said=said,
        **page,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_people
def its_steward(request, allowed):
    """Who looks after it, for those inside; where nobody does, they choose somebody."""
    if allowed.locked:
        return redirect("caucuses:unlock", allowed.caucus.group.slug)
    if not allowed.content:
        raise Http404
    may_name = access.may_name_steward(allowed)
    if may_name and not used_factor(request):
        return ask_for_factor(request, who="Those who choose a steward")
    staff = access.next_stewards(allowed.caucus, on=allowed.on)
    form = StewardForm(request.POST or None, staff=staff) if may_name else None
    page = {"title": "Its steward", "button": "Choose them", "naming": True}
    page["kept_by"] = access.stewards(allowed.caucus, on=allowed.on)
    said = "They look after it now, and are told."
    return _ask(request, allowed, form, stewarding.name_steward, said=said, **page)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_leaders
def chairs(request, allowed):
    """Another chair beside those there are, or in one's own place."""
    faces = access.candidates_for(allowed)
    form = ChairForm(request.POST or None, faces=faces, chairs=allowed.chairs)
    if not (form.is_bound and form.is_valid()):
        page = gates.page(allowed, form=form, title="Who leads it", button="Name them")
        return render(request, "caucuses/ask.html", page)
    person = access.person_of(allowed, form.cleaned_data["person"])
    act = {"caucus": allowed.caucus, "person": person}
    if form.cleaned_data["stays"] == "instead":
        act["chair"] = allowed.person
        return gates.do(request, allowed, "You handed it over.", leading.hand_over, **act)
    return gates.do(request, allowed, "They lead it now.", leading.add_chair, **act)


@require_safe
@gates.for_stewards
def standing(request, allowed):
    unled = not access.leaders(allowed.caucus, on=allowed.on).exists()
    page = gates.page(allowed, lapses=access.lapses_of(allowed), unled=unled)
    return render(request, "caucuses/standing.html", page)


@require_POST
@gates.for_stewards
def end_lapsed(request, allowed, public_id):
    return _decide(request, allowed, public_id, "It has ended.", stewarding.end_lapsed)


@require_POST
@gates.for_stewards
def keep_lapsed(request, allowed, public_id):
    return _decide(request, allowed, public_id, "Their place is kept.", stewarding.keep_lapsed)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_stewards
def close(request, allowed):
    if request.method != "POST":
        return render(request, "caucuses/close.html", gates.page(allowed))
    gates.do(request, allowed, "It is closed.", stewarding.close, caucus=allowed.caucus)
    return redirect("caucuses:stewarded")


def _words(caucus):
    return {"purpose": caucus.purpose, "working_on": caucus.working_on}


def _decide(request, allowed, public_id, said, operation):
    row = get_object_or_404(
        access.inside(allowed.caucus, on=allowed.on).select_related("person"), public_id=public_id
    )
    act = {"caucus": allowed.caucus, "person": row.person}
    gates.do(request, allowed, said, operation, **act)
    return redirect("caucuses:standing", allowed.caucus.group.slug)


def _ask(request, allowed, form, operation, *, said="Saved.", **page):
    """The form, with what the operation refuses at its field; then back to the caucus."""
    if form and form.is_bound and form.is_valid():
        act = {"caucus": allowed.caucus, **form.cleaned_data}
        try:
            operation(**act, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, said)
            return gates.back(request, allowed)
    page = {"button": "Save"} | page
    return render(request, "caucuses/ask.html", gates.page(allowed, form=form, **page))
