"""Who of the staff can be met: taken on, what they say of themselves, and for whom."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.hosts import AreaForm, LinkForm, NewHostForm, SayingForm
from events.models.zones import OF_STATE, ZONES
from events.operations.meet import hosts
from events.reports.meet import hosts as report
from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.models import Group
from network.roles import GroupKind

from .keeping import address, address_after, host_of

SAYING = ("headline", "about", "timezone")


@require_safe
@staff_only
def listing(request):
    at = timezone.now()
    context = {
        "hosts": report.kept(request.user, at=at),
        "can_begin": report.can_begin(request.user, at=at),
    }
    return render(request, "desk/meet/hosts.html", context)


@require_safe
@staff_only
def show(request, host):
    found, at = host_of(request, host), timezone.now()
    context = {
        "host": found,
        "zone": ZONES.get(found.timezone, found.timezone),
        "coming": report.coming(found, at=at),
        "works": report.works_here(found, at=at),
        "areas": report.areas_of(found, request.user),
        "kinds": report.kinds_of(found),
        "pools": found.pools.select_related("pool"),
        "has_hours": found.weekly_hours.exists(),
    }
    return render(request, "desk/meet/host.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request):
    at = timezone.now()
    form = NewHostForm(
        sent(request), user=request.user, on=timezone.localdate(at), initial=_usual(request.user)
    )

    def do():
        return address(hosts.set_up(**form.cleaned_data, by=request.user, at=at))

    return ask(
        request,
        form,
        do,
        title="Somebody more who can be met",
        lede="People on the staff whose record is yours to keep, and who take no meetings yet.",
        button="Let them be met",
        said="They can be met. Look through their hours.",
        back="",
        also=(reverse("desk:meeting_hosts"), "All hosts"),
    )


def _usual(user) -> dict:
    states = sorted(user.rights.states)
    kind = GroupKind.NETWORK if user.rights.everyone else GroupKind.CHAPTER
    group = Group.objects.open().editable_by(user).filter(kind=kind).order_by("name").first()
    return {
        "timezone": OF_STATE.get(states[0], hosts.NEW_YORK) if states else hosts.NEW_YORK,
        "group": group.slug if group else None,
    }


@require_POST
@staff_only
def begin(request):
    """Oneself, with what is usual: one button."""
    at = timezone.now()
    person = report.can_begin(request.user, at=at)
    if person is None:
        raise Http404

    def do():
        hosts.take_on_oneself(person=person, by=request.user, at=at)

    said = "You can be met: weekdays from nine to five, half an hour online. Change what differs."
    return tried(request, do, said=said, back=reverse("desk:meeting_hosts"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, host):
    found, at = host_of(request, host), timezone.now()
    initial = {name: getattr(found, name) for name in SAYING}
    form = SayingForm(sent(request), zone=found.timezone, initial=initial)

    def do():
        is_moved = form.cleaned_data["timezone"] != found.timezone
        hosts.edit(host=found, by=request.user, at=at, **form.cleaned_data)
        if is_moved:
            messages.info(request, _what_stays(report.coming(found, at=at)))

    return ask(
        request,
        form,
        do,
        title=f"What members read of {found}",
        button="Save",
        said="Saved.",
        back=address(found),
    )


def _what_stays(coming) -> str:
    hours = "Hours read as before, now by the clocks there."
    if not coming:
        return hours
    booked = "1 booked meeting stays" if coming == 1 else f"{coming:,} booked meetings stay"
    return f"{hours} {booked} at the very moment it was booked for."


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def link(request, host):
    found = host_of(request, host)
    form = LinkForm(sent(request), has_one=bool(found.video_link))

    def do():
        typed = form.cleaned_data["link"]
        hosts.set_link(host=found, link=typed, by=request.user, at=timezone.now())

    return ask(
        request,
        form,
        do,
        title=f"Where {found} meets online",
        button="Save",
        said="Saved. It is not shown again.",
        back=address(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def serve(request, host):
    found = host_of(request, host)
    form = AreaForm(sent(request), user=request.user)

    def do():
        hosts.serve(host=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"For whom {found} is there",
        lede="Members are offered the host of their region first, then of their chapter, then of"
        " the network.",
        button="Save",
        said="Saved.",
        back=address(found),
    )


@require_POST
@staff_only
def serve_no_more(request, host, group):
    found = host_of(request, host)
    mine = Group.objects.editable_by(request.user).filter(kind__in=hosts.AREAS)
    group = get_object_or_404(mine, slug=group)
    hosts.serve_no_more(host=found, group=group, by=request.user, at=timezone.now())
    messages.success(request, f"Not for {group} any more. What is booked stays.")
    return redirect(address_after(request, found))


def _one(verb, said):
    """A view of one button on a host's page."""

    @require_POST
    @staff_only
    def view(request, host):
        found = host_of(request, host)

        def do():
            verb(host=found, by=request.user, at=timezone.now())

        return tried(request, do, said=said, back=address(found))

    return view


stop = _one(hosts.stop, "Nobody new can book them. Their record stays.")
resume = _one(hosts.resume, "They take meetings again.")
usual_hours = _one(hosts.keep_usual_hours, "Open on weekdays from nine to five, online.")
