"""The caucuses' pages. Each first finds the caucus among those the user may know of.

Whoever may not gets the same answer as for an address that never was, before anything else
is asked of them.
"""

import time
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access, operations
from caucuses.forms import AskForm, InviteForm, SuccessorForm
from network.accounts import ask_for_factor, used_factor
from network.registries import Section, home_sections
from network.reports.visibility import also_seen

INVITED = "If this is a member's address, an invitation is on its way."
#: Seconds. A member's address writes an invitation and a letter, which take less.
ANSWERS_AFTER = 0.15


@require_safe
def index(request):
    listed = access.listed_for(request.user, on=timezone.localdate())
    return render(request, "caucuses/index.html", {"listed": listed})


def _allowed(request, slug):
    today = timezone.localdate()
    caucus = get_object_or_404(access.visible_to(request.user, on=today), group__slug=slug)
    allowed = access.can(request.user, caucus, on=today)
    return access.locked(allowed) if allowed.lead and not used_factor(request) else allowed


def for_people(view):
    """Hand the view what its user may do here; ask a visitor to sign in."""

    @wraps(view)
    def found(request, slug, **kwargs):
        allowed = _allowed(request, slug)
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


@require_safe
def hub(request, slug):
    return _hub(request, _allowed(request, slug))


@require_POST
@for_people
def join(request, allowed):
    act = {"caucus": allowed.caucus, "person": allowed.person}
    return _do(request, allowed, "You are in. Welcome.", operations.join, **act)


@require_POST
@for_people
def ask(request, allowed):
    form = AskForm(request.POST)
    if not form.is_valid():
        return _hub(request, allowed, ask_form=form)
    act = {
        "caucus": allowed.caucus,
        "person": allowed.person,
        "answer": form.cleaned_data["answer"],
    }
    said = "You have asked to join. You will get an e-mail when it is decided."
    return _do(request, allowed, said, operations.ask, **act)


@require_POST
@for_people
def withdraw(request, allowed):
    place = _own(allowed)
    return _do(request, allowed, "You took it back.", operations.withdraw, membership=place)


@require_POST
@for_people
def accept(request, allowed):
    place = _own(allowed)
    return _do(request, allowed, "You are in. Welcome.", operations.accept, membership=place)


@require_POST
@for_people
def decline_invitation(request, allowed):
    said = "You said no to the invitation."
    place = _own(allowed)
    return _do(request, allowed, said, operations.decline_invitation, membership=place)


@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def leave(request, allowed):
    """The page that asks whether they mean it, and who leads next; then the leaving."""
    if not allowed.inside:
        raise Http404
    if allowed.locked:
        return redirect("caucuses:unlock", allowed.caucus.group.slug)
    faces = access.successors_for(allowed)
    given = request.POST if request.method == "POST" else None
    form = None if faces is None else SuccessorForm(given, faces=faces)
    if given is None or (form is not None and not form.is_valid()):
        return render(request, "caucuses/leave.html", _page(allowed, form=form, faces=faces))
    heir = access.person_of(allowed, form.cleaned_data["successor"]) if form else None
    act = {"caucus": allowed.caucus, "person": allowed.person, "successor": heir}
    return _do(request, allowed, "You have left.", operations.leave, **act)


@require_safe
@for_people
def unlock(request, allowed):
    """Where somebody who leads shows their second factor, and comes back from that."""
    if allowed.locked:
        return ask_for_factor(request, who="Those who lead a caucus")
    return redirect("caucuses:hub", allowed.caucus.group.slug)


@require_POST
@for_leaders
def invite(request, allowed):
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _hub(request, allowed, invite_form=form)
    begun = time.monotonic()
    act = {"caucus": allowed.caucus, "email": form.cleaned_data["email"]}
    response = _do(request, allowed, INVITED, operations.invite, **act)
    time.sleep(max(0, begun + ANSWERS_AFTER - time.monotonic()))
    return response


@require_POST
@for_leaders
def approve(request, allowed, public_id):
    asked = get_object_or_404(access.decidable(allowed), public_id=public_id)
    return _do(request, allowed, "They are in.", operations.approve, membership=asked)


@require_POST
@for_leaders
def decline(request, allowed, public_id):
    asked = get_object_or_404(access.decidable(allowed), public_id=public_id)
    return _do(request, allowed, "The request is declined.", operations.decline, membership=asked)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leaders
def remove(request, allowed, public_id):
    member = get_object_or_404(access.removable(allowed), public_id=public_id)
    if request.method != "POST":
        page = _page(allowed, name=member.person.name, member=member)
        return render(request, "caucuses/remove.html", page)
    return _do(request, allowed, "They are removed.", operations.remove, membership=member)


def _page(allowed, **more):
    return {"allowed": allowed, "caucus": allowed.caucus, "group": allowed.caucus.group} | more


def _hub(request, allowed, *, ask_form=None, invite_form=None):
    number = request.GET.get("page", "")
    number = int(number) if number.isdecimal() and len(number) < 6 and number.isascii() else 1
    number = max(number, 1)
    page = _page(
        allowed,
        meeting=access.next_meeting_for(allowed, at=timezone.now()),
        roster=access.roster_for(allowed, page=number),
        number=number,
        requests=access.requests_for(allowed),
        ask_form=ask_form or AskForm(),
        invite_form=invite_form or InviteForm(),
    )
    return render(request, "caucuses/hub.html", page)


def _own(allowed):
    if allowed.place is None:
        raise Http404
    return allowed.place


def _do(request, allowed, said, operation, **what):
    """Do it, say how it went, and go back to the caucus or, where that is gone, to the list."""
    try:
        operation(**what, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    caucus = allowed.caucus
    if access.visible_to(request.user, on=allowed.on).filter(pk=caucus.pk).exists():
        return redirect("caucuses:hub", caucus.group.slug)
    return redirect("caucuses:index")


def _mine(person, viewer, at):
    """The part of somebody's own page that lists their caucuses; nobody else gets it."""
    if person is None or viewer.known_person != person:
        return None
    listed = access.listed_for(viewer, on=timezone.localdate(at))
    return {"caucuses": [(caucus, place) for caucus, place in listed if place is not None]}


home_sections.add(Section("caucuses", 40, "caucuses/home.html", _mine))
also_seen.add(Section("caucuses", 10, "caucuses/seen.html", _mine))
