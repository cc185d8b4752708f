"""The line for a full event: who waits, what is offered, and offering a seat that is free."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.desk.finding import address, event_of, tried
from events.models import WaitlistEntry
from events.operations import by_hand, waiting
from events.reports import line
from network.desk.gate import staff_only


@require_safe
@staff_only
def listing(request, event):
    found = event_of(request, event)
    shown = line.of(found, user=request.user, at=timezone.now())
    return render(request, "desk/events/line.html", {"event": found, "line": shown})


@require_POST
@staff_only
def offer(request, event):
    found = event_of(request, event)

    def do():
        by_hand.offer_seats(event=found, by=request.user, at=timezone.now())

    said = "Offered, in the order of the line. A letter tells each how long it is held."
    return tried(request, do, said=said, back=address(found, "event_line"))


@require_POST
@staff_only
def leave(request, event, entry):
    found = event_of(request, event)
    row = get_object_or_404(WaitlistEntry, event=found, public_id=entry)

    def do():
        waiting.leave(entry=row, by=request.user, at=timezone.now())

    said = f"{row.person} waits no longer."
    return tried(request, do, said=said, back=address(found, "event_line"))
