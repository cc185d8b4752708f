"""A host's hours at the desk: every week, and days that differ."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.hours import CopyForm, DayForm, WindowForm, shown_day
from events.models import DateOverride, WeeklyHours
from events.models.meet.hours import WEEKDAYS
from events.models.zones import ZONES
from events.operations.meet import hours
from events.reports.meet import week
from network.desk.asking import ask, sent, typed
from network.desk.gate import staff_only

from .keeping import host_of

WINDOW = ("weekday", "start_minute", "end_minute", "mode", "valid_from", "valid_until")
HERE = "Times are those of the clocks where they are on the day."
STAY = "Meetings already booked stay."


def address(host, page) -> str:
    return reverse(f"desk:{page}", args=[host.slug])


def of_host(request, rows, slug, public_id):
    """One of a host's own rows; of anybody else's there is nothing."""
    host = host_of(request, slug)
    row = get_object_or_404(rows.filter(host=host), public_id=public_id)
    row.host = host
    return row


@require_safe
@staff_only
def weekly(request, host):
    found, at = host_of(request, host), timezone.now()
    booked = week.coming(found, user=request.user, at=at)
    context = {
        "host": found,
        "days": week.of(found, on=hours.today(found, at=at)),
        "outside": booked.outside(),
        "zone": ZONES.get(found.timezone, found.timezone),
    }
    return render(request, "desk/meet/hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, host):
    found = host_of(request, host)
    initial = typed(request, "weekday", start_minute=9 * 60, end_minute=17 * 60)
    form = WindowForm(sent(request), host=found, initial=initial)

    def do():
        hours.add(host=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(request, found, form, do, f"More hours of {found}", "Add them", "Added.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change(request, host, window):
    row = of_host(request, WeeklyHours.objects.select_related("place"), host, window)
    initial = {name: getattr(row, name) for name in WINDOW}
    initial["place"] = row.place and row.place.public_id
    form = WindowForm(sent(request), host=row.host, initial=initial)

    def do():
        hours.change(window=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(request, row.host, form, do, f"Hours of {row.host}", "Save", "Saved.")


@require_POST
@staff_only
def remove(request, host, window):
    row = of_host(request, WeeklyHours.objects, host, window)

    def do():
        hours.remove(window=row, by=request.user, at=timezone.now())

    back = address(row.host, "meeting_hours")
    return tried(request, do, said=f"Taken away. {STAY}", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def copy(request, host, weekday):
    found = host_of(request, host)
    if weekday >= len(WEEKDAYS):
        raise Http404
    form = CopyForm(sent(request), weekday=weekday)

    def do():
        to = form.cleaned_data["to"]
        hours.copy(host=found, weekday=weekday, to=to, by=request.user, at=timezone.now())

    title = f"Copy the hours of {WEEKDAYS[weekday]}"
    return _ask(request, found, form, do, title, "Copy them", f"Copied. {STAY}")


@require_safe
@staff_only
def days(request, host):
    found, at = host_of(request, host), timezone.now()
    booked = week.coming(found, user=request.user, at=at)
    context = {
        "host": found,
        "lines": week.days(found, booked, on=hours.today(found, at=at)),
    }
    return render(request, "desk/meet/days.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add_day(request, host):
    found = host_of(request, host)
    form = DayForm(sent(request), host=found, initial=typed(request, "on"))
    title = f"A day on which {found} has other hours"
    return _ask_day(request, found, form, title, instead_of=None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def change_day(request, host, day):
    row = of_host(request, DateOverride.objects, host, day)
    form = DayForm(sent(request), host=row.host, initial=shown_day(row))
    return _ask_day(request, row.host, form, f"Another day of {row.host}", instead_of=row)


@require_POST
@staff_only
def forget_day(request, host, day):
    row = of_host(request, DateOverride.objects, host, day)

    def do():
        hours.forget_day(day=row, by=request.user, at=timezone.now())

    back = address(row.host, "meeting_days")
    return tried(request, do, said="The day is as every week again.", back=back)


def _ask_day(request, host, form, title, *, instead_of):
    def do():
        said = form.cleaned_data
        hours.set_day(
            host=host,
            on=said["on"],
            spans=form.spans(),
            note=said["note"],
            instead_of=instead_of,
            by=request.user,
            at=timezone.now(),
        )

    return _ask(request, host, form, do, title, "Save", "Saved.", page="meeting_days")


def _ask(request, host, form, do, title, button, said, page="meeting_hours"):
    return ask(
        request,
        form,
        do,
        title=title,
        lede=f"{HERE} {STAY}",
        button=button,
        said=said,
        back=address(host, page),
    )
