"""Chapters, committees and regions at the desk."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import address_of, ask, group_of, sent, typed
from network.desk.gate import staff_only
from network.forms.groups import AddGroupForm, AddPlaceForm, OnForm
from network.models import Group, Membership
from network.operations import groups, memberships
from network.reports import groups as rosters
from network.roles import GroupKind

SHOWN = (GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.REGION, GroupKind.STAFF)


@require_safe
@staff_only
def listing(request):
    """Chapters with their committees, and the network's own."""
    today = timezone.localdate()
    mine = Group.objects.open().editable_by(request.user)
    mine = mine.filter(kind__in=[GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.STAFF])
    if not request.user.rights.admin:
        mine = mine.exclude(kind=GroupKind.STAFF)
    found = rosters.lines(mine, Membership.objects.editable_by(request.user), on=today)
    return render(
        request,
        "desk/groups/list.html",
        {
            "chapters": [group for group in found if group.kind == GroupKind.CHAPTER],
            "others": [group for group in found if group.kind != GroupKind.CHAPTER],
            "network": _network(request),
        },
    )


def _network(request):
    if not request.user.rights.everyone:
        return None
    return Group.objects.editable_by(request.user).filter(kind=GroupKind.NETWORK).first()


@require_safe
@staff_only
def show(request, slug):
    """The roster of a group as of a day."""
    group = group_of(request, slug, *SHOWN)
    if group.kind == GroupKind.REGION:
        return _region(request, group)
    today = timezone.localdate()
    form = OnForm({"on": request.GET.get("on") or today.isoformat()})
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    belonging = Membership.objects.editable_by(request.user)
    may_end = partial(memberships.may_end, request.user, group=group)
    children = Group.objects.open().editable_by(request.user).filter(parent=group)
    context = {
        "group": group,
        "form": form,
        "day": day,
        "is_today": day == today,
        "regions": rosters.seats_by_region(group, belonging, on=day),
        "roles": rosters.roles(group, belonging, on=day, may_end=lambda role: may_end(role=role)),
        "committees": rosters.lines(children.filter(kind=GroupKind.COMMITTEE), belonging, on=day),
        "areas": children.filter(kind=GroupKind.REGION).order_by("name"),
    }
    return render(request, "desk/groups/group.html", context)


def _region(request, region):
    places = region.jurisdictions.order_by("name")
    return render(request, "desk/groups/region.html", {"region": region, "places": places})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, slug):
    """A committee or a region for a chapter, a national committee for the network."""
    parent = group_of(request, slug, GroupKind.CHAPTER, GroupKind.NETWORK)
    form = AddGroupForm(sent(request), parent=parent)

    def do():
        made = groups.add(parent=parent, by=request.user, at=timezone.now(), **form.cleaned_data)
        return address_of(made)

    return ask(
        request,
        form,
        do,
        title=f"Add to {parent}",
        button="Add it",
        said="Added.",
        back="",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add_place(request, slug):
    region = group_of(request, slug, GroupKind.REGION)
    form = AddPlaceForm(sent(request), url=request.path, initial=typed(request, "place"))

    def do():
        place = form.cleaned_data["jurisdiction"]
        groups.add_place(region=region, jurisdiction=place, by=request.user, at=timezone.now())

    return ask(
        request,
        form,
        do,
        title=f"A place in {region}",
        lede="A county stands for every city in it.",
        button="Add it",
        said="Added.",
        back=address_of(region),
    )


@require_POST
@staff_only
def remove_place(request, slug):
    region = group_of(request, slug, GroupKind.REGION)
    place = get_object_or_404(region.jurisdictions, ocd_id=request.POST.get("place", ""))
    try:
        groups.remove_place(region=region, jurisdiction=place, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Removed.")
    return redirect(address_of(region))
