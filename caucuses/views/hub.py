"""The list of caucuses, the hub of each, coming in and leaving."""

import time

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caucuses import access
from caucuses.forms.membership import AppearForm, AskForm, InviteForm, SuccessorForm
from caucuses.models import Appears
from caucuses.operations import memberships
from caucuses.views import gates, meetings
from network.accounts import ask_for_factor
from network.models.memberships import MembershipState
from network.registries import Section, home_sections
from network.reports.visibility import also_seen

INVITED = "If this is a member's address, an invitation is on its way."
#: Seconds. A member's address writes an invitation and a letter, which take less.
ANSWERS_AFTER = 0.15


@require_safe
def index(request):
    listed = access.listed_for(request.user, on=timezone.localdate())
    return render(request, "caucuses/index.html", {"listed": listed})


@require_safe
def hub(request, slug):
    return _hub(request, gates.come_in(request, slug))


@require_POST
@gates.for_people
def join(request, allowed):
    act = {"caucus": allowed.caucus, "person": allowed.person, "appears": _appears(request)}
    return gates.do(request, allowed, "You are in. Welcome.", memberships.join, **act)


@require_POST
@gates.for_people
def ask(request, allowed):
    form = AskForm(request.POST)
    if not form.is_valid():
        return _hub(request, allowed, ask_form=form)
    act = {
        "caucus": allowed.caucus,
        "person": allowed.person,
        "answer": form.cleaned_data["answer"],
        "appears": _appears(request),
    }
    said = "You have asked to join. You will get an e-mail when it is decided."
    return gates.do(request, allowed, said, memberships.ask, **act)


@require_POST
@gates.for_people
def withdraw(request, allowed):
    place = gates.own(allowed)
    return gates.do(request, allowed, "You took it back.", memberships.withdraw, membership=place)


@require_POST
@gates.for_people
def accept(request, allowed):
    act = {"membership": gates.own(allowed), "appears": _appears(request)}
    return gates.do(request, allowed, "You are in. Welcome.", memberships.accept, **act)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_people
def appear(request, allowed):
    """How one appears to other members; from one's own page it leads back there."""
    if not allowed.inside:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = AppearForm(given, initial={"appears": access.appears_as(allowed)})
    if given is None or not form.is_valid():
        page = gates.page(allowed, form=form, title="How you appear", button="Save")
        return render(request, "caucuses/ask.html", page)
    act = {"caucus": allowed.caucus, "person": allowed.person, **form.cleaned_data}
    return gates.do(request, allowed, "Saved. It counts at once.", memberships.appear, **act)


@require_POST
@gates.for_people
def decline_invitation(request, allowed):
    said = "You said no to the invitation."
    place = gates.own(allowed)
    return gates.do(request, allowed, said, memberships.decline_invitation, membership=place)


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_people
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
        return render(request, "caucuses/leave.html", gates.page(allowed, form=form, faces=faces))
    heir = access.person_of(allowed, form.cleaned_data["successor"]) if form else None
    act = {"caucus": allowed.caucus, "person": allowed.person, "successor": heir}
    return gates.do(request, allowed, "You have left.", memberships.leave, **act)


@require_safe
@gates.for_people
def unlock(request, allowed):
    """Where somebody who leads shows their second factor, and comes back from that."""
    if allowed.locked:
        return ask_for_factor(request, who="Those who lead a caucus")
    return redirect("caucuses:hub", allowed.caucus.group.slug)


@require_POST
@gates.for_leaders
def invite(request, allowed):
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _hub(request, allowed, invite_form=form)
    begun = time.monotonic()
    act = {"caucus": allowed.caucus, "email": form.cleaned_data["email"]}
    response = gates.do(request, allowed, INVITED, memberships.invite, **act)
    time.sleep(max(0, begun + ANSWERS_AFTER - time.monotonic()))
    return response


@require_POST
@gates.for_leaders
def approve(request, allowed, public_id):
    asked = get_object_or_404(access.decidable(allowed), public_id=public_id)
    return gates.do(request, allowed, "They are in.", memberships.approve, membership=asked)


@require_POST
@gates.for_leaders
def decline(request, allowed, public_id):
    asked = get_object_or_404(access.decidable(allowed), public_id=public_id)
    return gates.do(
        request, allowed, "The request is declined.", memberships.decline, membership=asked
    )


@require_http_methods(["GET", "HEAD", "POST"])
@gates.for_leaders
def remove(request, allowed, public_id):
    member = get_object_or_404(access.removable(allowed), public_id=public_id)
    if request.method != "POST":
        page = gates.page(allowed, name=member.person.name, member=member)
        return render(request, "caucuses/remove.html", page)
    return gates.do(request, allowed, "They are removed.", memberships.remove, membership=member)


def _appears(request):
    """What was chosen; whoever chose nothing is not on the list."""
    form = AppearForm(request.POST)
    return form.cleaned_data["appears"] if form.is_valid() else None


def _hub(request, allowed, *, ask_form=None, invite_form=None):
    number = request.GET.get("page", "")
    number = int(number) if number.isdecimal() and len(number) < 6 and number.isascii() else 1
    number = max(number, 1)
    page = gates.page(
        allowed,
        meetings=meetings.part(request, allowed),
        roster=access.roster_for(allowed, page=number),
        number=number,
        links=access.vault_for(allowed),
        requests=access.requests_for(allowed),
        appears=dict(Appears.choices).get(access.appears_as(allowed), ""),
        appear_form=AppearForm(),
        invited_until=allowed.place and allowed.place.since + access.INVITED_FOR,
        ask_form=ask_form or AskForm(),
        invite_form=invite_form or InviteForm(),
    )
    return render(request, "caucuses/hub.html", page)


def _seen(person, viewer, at):
    """How somebody appears in each of their caucuses; nobody else gets it."""
    if person is None or viewer.known_person != person:
        return None
    on = timezone.localdate(at)
    mine = [(one, place) for one, place in access.listed_for(viewer, on=on) if place is not None]
    within = any(place.state == MembershipState.ACTIVE for _, place in mine)
    chosen = access.choices_of(person, on=on) if within else {}
    return {"caucuses": [(one, place, chosen.get(one.group_id, "")) for one, place in mine]}


def _mine(person, viewer, at):
    """The same on their home, with when each meets next."""
    seen = _seen(person, viewer, at)
    if seen is None:
        return None
    on = timezone.localdate(at)
    within = any(chosen for *_, chosen in seen["caucuses"])
    soonest = access.next_meetings(person, at=at, on=on) if within else {}
    zone = access.zone_of(person, on=on) if soonest else ""
    told = [(*one, soonest.get(one[0].group_id)) for one in seen["caucuses"]]
    return {"caucuses": told, "zone": zone}


home_sections.add(Section("caucuses", 40, "caucuses/home.html", _mine))
also_seen.add(Section("caucuses", 10, "caucuses/seen.html", _seen))
