"""What those who come need: a worklist for each provider, seen or not, on paper and as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.desk.finding import event_of, tried
from events.desk.places import send_file
from events.models import NeedKind
from events.operations import needs
from events.reports import worklists
from network.desk.gate import staff_only
from network.models.exports import ExportFormat
from network.operations import exports
from network.reports.sheets import SHEETS

COLUMNS = {"session": "Session", "need": "Need", "people": "People"}


@require_safe
@staff_only
def listing(request, event):
    """Which kinds of need there are, and how many nobody has seen."""
    found = event_of(request, event)
    context = {"event": found, "kinds": worklists.waiting(found)}
    return render(request, "desk/events/needs.html", context)


@require_safe
@staff_only
def worklist(request, event, kind):
    found = event_of(request, event)
    context = {
        "event": found,
        "kind": _kind(kind),
        "kinds": worklists.waiting(found),
        "listed": worklists.worklist(found, _kind(kind)),
    }
    return render(request, "desk/events/worklist.html", context)


@require_POST
@staff_only
def see(request, event, kind):
    """Those that are ticked are taken care of."""
    found = event_of(request, event)
    chosen = _kind(kind)

    def do():
        marks = request.POST.getlist("need")
        needs.see(event=found, kind=chosen, marks=marks, by=request.user, at=timezone.now())

    back = reverse("desk:event_worklist", args=[event, kind])
    return tried(request, do, said="Noted as seen. A change of it will show up here.", back=back)


@require_POST
@staff_only
def take(request, event, kind):
    """For the provider, without anybody's name; on record before it leaves."""
    found = event_of(request, event)
    chosen = _kind(kind)
    sheet = SHEETS[ExportFormat.CSV](COLUMNS.values())
    for row in worklists.written(worklists.worklist(found, chosen)):
        sheet.add(row)
    try:
        made = exports.record(
            what=f"Needs ({chosen.label}): {found.title}"[:60],
            query={"event": [event], "need": [chosen.value]},
            columns=list(COLUMNS),
            form=ExportFormat.CSV,
            count=sheet.count,
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("desk:event_worklist", event, kind)
    return send_file(sheet, made, f"{event}-{kind}", "Without names.")


def _kind(text) -> NeedKind:
    if text not in NeedKind.values:
        raise Http404
    return NeedKind(text)
