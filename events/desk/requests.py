"""Requests for a place: who asks, and saying yes to several after a look at what that would do."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events.desk.finding import event_of
from events.models.columns import Column
from events.operations import by_hand
from events.reports import asking, coming
from network.desk.gate import staff_only

#: Who they are to the network, and where they serve.
COLUMNS = (Column.TICKET, Column.STANDING, Column.OFFICE, Column.CHAPTER)


@require_safe
@staff_only
def listing(request, event):
    """Longest wait first."""
    found = event_of(request, event)
    places = coming.with_names(asking.waiting(found))[: asking.MOST]
    on = found.day(timezone.now())
    context = {
        "event": found,
        "rows": coming.rows(places, COLUMNS, user=request.user, on=on),
        "labels": [coming.LABELS[name] for name in COLUMNS],
        "most": asking.MOST,
    }
    return render(request, "desk/events/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def approve(request, event):
    """Shows what approving those chosen would do; a POST does it."""
    found = event_of(request, event)
    keys = (request.POST if request.method == "POST" else request.GET).getlist("place")
    chosen = asking.chosen(found, keys)
    if not chosen:
        messages.warning(request, "Choose who is to be approved.")
        return redirect("desk:event_requests", event)
    if request.method == "POST":
        return _approve(request, event, chosen)
    verdicts = asking.verdicts(found, chosen, at=timezone.now())
    some = any(verdict.can_be for verdict in verdicts)
    context = {"event": found, "verdicts": verdicts, "some": some}
    return render(request, "desk/events/approve.html", context)


def _approve(request, event, chosen):
    done, refused = by_hand.approve_many(
        registrations_asked=chosen, by=request.user, at=timezone.now()
    )
    for place, why in refused:
        messages.error(request, f"{coming.name_of(place)}: {why}")
    if done:
        messages.success(request, f"Approved: {len(done)}. A letter tells each of them.")
    return redirect("desk:event_requests", event)
