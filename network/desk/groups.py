"""Chapters, committees and regions at the desk."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import address_of, ask, group_of, sent, typed
from network.desk.gate import staff_only
from network.forms.asking import AskingForm
from network.forms.groups import AddGroupForm, AddPlaceForm, NameForm, OnForm
from network.models import Group, Membership, Volunteer
from network.operations import groups, memberships
from network.reports import groups as rosters
from network.reports import quorum
from network.roles import GroupKind

SHOWN = (GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.REGION, GroupKind.STAFF)


@require_safe
@staff_only
def listing(request):
    """Chapters with their committees, and the network's own."""
    today = timezone.localdate()
    mine = Group.objects.editable_by(request.user)
    mine = mine.filter(kind__in=[GroupKind.CHAPTER, GroupKind.COMMITTEE, GroupKind.STAFF])
    if not request.user.rights.admin:
        mine = mine.exclude(kind=GroupKind.STAFF)
    found = rosters.lines(mine, Membership.objects.editable_by(request.user), on=today)
    lines = [line for line in found if not line.closed_on]
    return render(
        request,
        "desk/groups/list.html",
        {
            "chapters": [line for line in lines if line.kind == GroupKind.CHAPTER],
            "others": [line for line in lines if line.kind != GroupKind.CHAPTER],
            "network": _network(request),
            "closed": [line for line in found if line.closed_on],
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
    form, day = _day(request)
    belonging = Membership.objects.editable_by(request.user)
    roster = _rosters(request, [group], belonging, day)[group.pk]
    is_today = day == timezone.localdate()
    context = {
        "group": group,
        "form": form,
        "day": day,
        "is_today": is_today,
        "change": is_today and not group.closed_on,
        "roster": roster,
        "regions": roster.regions,
        "majorities": _majorities(group, roster, day),
    }
    if group.kind == GroupKind.CHAPTER:
        context |= _below(request, group, belonging, day)
    return render(request, "desk/groups/group.html", context)


def _below(request, chapter, belonging, day):
    """What only a chapter has: members, committees and regions."""
    children = Group.objects.open().editable_by(request.user).filter(parent=chapter)
    committees = children.filter(kind=GroupKind.COMMITTEE)
    return {
        "counts": rosters.counts(chapter, belonging, on=day),
        "committees": rosters.lines(committees, belonging, on=day),
        "areas": children.filter(kind=GroupKind.REGION).order_by("name"),
    }


@require_safe
@staff_only
def sheet(request, slug):
    """The same to print: a committee, or a chapter with all its committees, as of a day."""
    group = group_of(request, slug, GroupKind.CHAPTER, GroupKind.COMMITTEE)
    form, day = _day(request)
    belonging = Membership.objects.editable_by(request.user)
    committees = [group]
    if group.kind == GroupKind.CHAPTER:
        children = Group.objects.editable_by(request.user).filter(parent=group)
        committees += rosters.existing(children.filter(kind=GroupKind.COMMITTEE), on=day)
    found = _rosters(request, committees, belonging, day)
    context = {
        "group": group,
        "form": form,
        "day": day,
        "is_today": day == timezone.localdate(),
        "sheets": [(each, found[each.pk]) for each in committees],
        "counts": rosters.counts(group, belonging, on=day),
    }
    return render(request, "desk/groups/sheet.html", context)


def _day(request):
    today = timezone.localdate()
    form = OnForm({"on": request.GET.get("on") or today.isoformat()})
    return form, (form.cleaned_data.get("on") if form.is_valid() else None) or today


def _rosters(request, groups, belonging, day):
    return rosters.rosters(
        groups,
        belonging,
        Volunteer.objects.editable_by(request.user),
        on=day,
        may_end=lambda group, role: memberships.may_end(request.user, group=group, role=role),
    )


def _majorities(group, roster, day):
    """Who must not meet by accident, on the committee as it sits."""
    return quorum.warnings(roster.people, on=day) if group.kind == GroupKind.COMMITTEE else []


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
def edit(request, slug):
    """What a committee or a region is called."""
    group = group_of(request, slug, GroupKind.COMMITTEE, GroupKind.REGION)
    form = NameForm(sent(request), initial={"name": group.name})

    def do():
        return groups.rename(group=group, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"The name of {group}",
        lede="Its address stays as it is.",
        button="Save",
        said="Saved.",
        back=address_of(group),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def close(request, slug):
    committee = group_of(request, slug, GroupKind.COMMITTEE)
    form = AskingForm(sent(request))

    def do():
        return groups.close(committee=committee, by=request.user, at=timezone.now())

    return ask(
        request,
        form,
        do,
        title=f"Close {committee}",
        lede="It leaves the chapter’s page and the lists. Its record stays; you can open it again.",
        button="Close it",
        said="Closed.",
        back=address_of(committee),
    )


@require_POST
@staff_only
def reopen(request, slug):
    committee = group_of(request, slug, GroupKind.COMMITTEE)
    try:
        groups.reopen(committee=committee, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Open again, with the seats it had.")
    return redirect(address_of(committee))


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
