"""When a host is away, and where they travel."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.hours import AwayForm, TravelForm, shown_away
from events.models import HostTravel, TimeAway
from events.models.zones import ZONES
from events.operations.meet import absences, hours
from events.reports.meet import week
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only

from .hours import STAY, address, of_host
from .keeping import host_of

TRAVEL = ("first_day", "last_day", "timezone")


@require_safe
@staff_only
def away(request, host):
    found, at = host_of(request, host), timezone.now()
    booked = week.coming(found, user=request.user, at=at)
    context = {"host": found, "lines": week.times_away(found, booked, at=at)}
    return render(request, "desk/meet/away.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def go_away(request, host):
    found = host_of(request, host)
    form = AwayForm(sent(request), initial=typed(request, "first", "last"))

    def do():
        absences.go_away(host=found, by=request.user, at=timezone.now(), **_times(found, form))

    return _ask_away(request, found, form, do, f"When {found} is away", "Keep it free")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change_away(request, host, away):
    row = of_host(request, TimeAway.objects, host, away)
    form = AwayForm(sent(request), initial=shown_away(row))

    def do():
        values = _times(row.host, form, row)
        absences.change_away(away=row, by=request.user, at=timezone.now(), **values)

    return _ask_away(request, row.host, form, do, f"When {row.host} is away", "Save")


@require_POST
@staff_only
def come_back(request, host, away):
    row = of_host(request, TimeAway.objects, host, away)

    def do():
        absences.come_back(away=row, by=request.user, at=timezone.now())

    back = address(row.host, "meeting_away")
    return tried(request, do, said="They can be met in their hours then.", back=back)


@require_safe
@staff_only
def travel(request, host):
    found, at = host_of(request, host), timezone.now()
    booked = week.coming(found, user=request.user, at=at)
    context = {
        "host": found,
        "lines": week.travels(found, booked, on=hours.today(found, at=at)),
        "outside": booked.outside(),
        "zone": ZONES.get(found.timezone, found.timezone),
    }
    return render(request, "desk/meet/travel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def go(request, host):
    found = host_of(request, host)
    form = TravelForm(sent(request))

    def do():
        absences.travel(host=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask_travel(request, found, form, do, f"Where {found} travels", "Add it")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change_travel(request, host, travel):
    row = of_host(request, HostTravel.objects, host, travel)
    initial = {name: getattr(row, name) for name in TRAVEL}
    form = TravelForm(sent(request), zone=row.timezone, initial=initial)

    def do():
        values = form.cleaned_data
        absences.change_travel(travel=row, by=request.user, at=timezone.now(), **values)

    return _ask_travel(request, row.host, form, do, f"Where {row.host} travels", "Save")


@require_POST
@staff_only
def stay(request, host, travel):
    row = of_host(request, HostTravel.objects, host, travel)

    def do():
        absences.stay(travel=row, by=request.user, at=timezone.now())

    back = address(row.host, "meeting_travel")
    return tried(request, do, said="Their hours are read at home then.", back=back)


def _times(host, form, row=None):
    """What was filled in as instants; one whose fields were left alone stays as it is."""
    said, changed = form.cleaned_data, {*form.changed_data}
    days = {name: said[name] for name in ("first", "last", "begins", "ends")}
    starts_at, ends_at = absences.stretch(host, **days)
    if row is not None and not changed & {"first", "begins"}:
        starts_at = row.starts_at
    if row is not None and not changed & {"last", "ends"}:
        ends_at = row.ends_at
    return {"starts_at": starts_at, "ends_at": ends_at, "note": said["note"]}


def _ask_away(request, host, form, do, title, button):
    return ask(
        request,
        form,
        do,
        title=title,
        lede=f"Nobody books this time, whatever the hours say. {STAY}",
        button=button,
        said=f"Nobody books this time. {STAY}",
        back=address(host, "meeting_away"),
    )


def _ask_travel(request, host, form, do, title, button):
    return ask(
        request,
        form,
        do,
        title=title,
        lede=f"On these days their hours are read by the clocks there. {STAY}",
        button=button,
        said=f"Saved. {STAY}",
        back=address(host, "meeting_travel"),
    )
