"""Who comes to an event: the list, one place with all of it, and the list as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from events.desk.finding import address, event_of
from events.forms.coming import ExportPlacesForm, PlacesFilter
from events.models import Event, Registration
from events.reports import coming, one_place, panel
from network.desk.asking import sent
from network.desk.gate import staff_only
from network.forms.roster import UNKNOWN
from network.operations import exports
from network.registries import Section, person_panels
from network.reports.sheets import SHEETS

A_PAGE = 50
ALL_OF_IT = (
    "event__host",
    "ticket_type",
    "order__payer",
    "order__payer_group",
    "person",
    "guest_of",
    "previous__person",
)


def place_of(request, slug, public_id) -> Registration:
    mine = Registration.objects.filter(event__in=Event.objects.editable_by(request.user))
    rows = mine.select_related(*ALL_OF_IT)
    return get_object_or_404(rows, event__slug=slug, public_id=public_id)


def place_address(place) -> str:
    return f"{address(place.event, 'event_places')}{place.public_id}/"


@require_safe
@staff_only
def listing(request, event):
    """Everybody who has or had a place, or asks for one."""
    found = event_of(request, event)
    form = PlacesFilter(request.GET, event=found, user=request.user)
    context = {"event": found, "form": form}
    if form.is_valid():
        on = found.day(timezone.now())
        places = coming.narrow(found, form.wanted(), user=request.user, on=on)
        page = Paginator(coming.with_names(places), A_PAGE).get_page(form.cleaned_data["page"])
        columns = form.columns_shown
        context |= {
            "page": page,
            "rows": coming.rows(page.object_list, columns, user=request.user, on=on),
            "labels": [coming.LABELS[name] for name in columns],
            "chips": form.chips(),
            "query": form.address(),
        }
    return render(request, "desk/events/places.html", context)


@require_safe
@staff_only
def show(request, event, place):
    found = place_of(request, event, place)
    whole = one_place.whole(found, user=request.user, at=timezone.now())
    context = {"event": found.event, "place": found, "whole": whole}
    return render(request, "desk/events/place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def export(request, event):
    """The list with the filters and columns of the address, as a file."""
    found = event_of(request, event)
    asked = PlacesFilter(request.GET, event=found, user=request.user)
    if not asked.is_valid():
        messages.warning(request, UNKNOWN)
        return redirect(address(found, "event_places"))
    form = ExportPlacesForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            return _file(request.user, found, asked, form.cleaned_data)
        except ValidationError as refusal:
            form.refuse(refusal)
    on = found.day(timezone.now())
    context = {
        "event": found,
        "form": form,
        "asked": asked,
        "count": coming.narrow(found, asked.wanted(), user=request.user, on=on).count(),
        "labels": [coming.LABELS[name] for name in asked.columns_shown],
        "query": asked.address(),
    }
    return render(request, "desk/events/export.html", context)


def _file(user, event, asked, values):
    """Written and counted, then put on record, and only then sent."""
    now = timezone.now()
    columns = [*asked.columns_shown, *(coming.ADDRESSES if values["addresses"] else ())]
    sheet = SHEETS[values["form"]](["Name", *(coming.LABELS[name] for name in columns)])
    places = coming.narrow(event, asked.wanted(), user=user, on=event.day(now))
    for row in coming.written(places, columns, user=user, on=event.day(now)):
        sheet.add(row)
    made = exports.record(
        what=f"Places: {event.title}"[:60],
        query={"event": [event.slug], **{name: [value] for name, value in asked.asked.items()}},
        columns=columns,
        form=values["form"],
        count=sheet.count,
        reason=values["reason"],
        by=user,
        at=now,
    )
    return send_file(sheet, made, f"{event.slug}-places", f"Filters: {asked.said()}.")


def send_file(sheet, made, name, said):
    """Named by the day, and in its first line who took it and when."""
    when = date_format(timezone.localtime(made.at), "F j, Y, H:i T")
    about = f"{made.what}. Exported by {made.by_name} on {when}. {said} {made.rows:,} rows."
    named = f"{name}-{timezone.localdate(made.at)}.{made.format}"
    return StreamingHttpResponse(
        sheet.pieces(about),
        content_type=sheet.kind,
        headers={"Content-Disposition": f'attachment; filename="{named}"'},
    )


person_panels.add(Section("events", 30, "desk/events/parts/person.html", panel.of))
