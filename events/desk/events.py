"""The desk's list of events, and one of them at a glance."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.forms.kept import KeptForm
from events.models import NeedKind
from events.operations import events
from events.reports import arrivals, calling_off, kept, overview, room
from network.desk.gate import staff_only
from network.registries import Tab, Wait, desk_tabs, desk_waits

from .finding import event_of

#: Drafts that begin within this time are told of on the front page.
NEAR = timedelta(days=21)


@require_safe
@staff_only
def listing(request):
    form = KeptForm(request.GET, which=kept.WHICH)
    wanted = kept.Wanted(**form.said())
    rows = list(kept.listed(request.user, wanted, at=timezone.now())[: kept.MOST + 1])
    context = {
        "form": form,
        "wanted": wanted,
        "events": rows[: kept.MOST],
        "more": len(rows) > kept.MOST,
        "most": kept.MOST,
    }
    return render(request, "desk/events/list.html", context)


@require_safe
@staff_only
def show(request, event):
    at = timezone.now()
    found = event_of(request, event)
    counted = overview.counts(found)
    context = {
        "event": found,
        "counts": counted,
        "room": room.whole(found),
        "waits": overview.waits(found, counted),
        "lacks": events.missing(found, at=at) if _is_to_come(found, at) else [],
        "pages": {name: reverse(f"desk:event_{name}", args=[event]) for name in MENDS},
        "standings": overview.standings(found),
        "registered": overview.registered(found, at=at),
        "arrivals": arrivals.picture(found),
        "is_over": found.is_over(at=at),
        "asks": [kind.label for kind in NeedKind if kind in found.needs_asked],
        "progress": calling_off.progress(found) if found.cancelled_at else None,
    }
    return render(request, "desk/events/overview.html", context)


#: The pages that mend what an event lacks.
MENDS = ("facts", "when", "registering", "tickets")


def _is_to_come(event, at):
    return event.cancelled_at is None and not event.is_over(at=at)


desk_tabs.add(Tab("events", 50, "Events", lambda: reverse("desk:events")))
desk_waits.add(
    Wait(
        "event_requests",
        order=60,
        count=lambda user, on: kept.requests(user, at=timezone.now()),
        one="request for a place",
        many="requests for a place",
        href=lambda: f"{reverse('desk:events')}?which={kept.ASKED}",
        why="Somebody asks to come to an event and waits for your answer.",
        none="Nobody waits to be told whether they may come to an event.",
    )
)
desk_waits.add(
    Wait(
        "event_drafts",
        order=61,
        count=lambda user, on: kept.drafts_soon(user, by=timezone.now() + NEAR, at=timezone.now()),
        one="event that nobody sees yet",
        many="events that nobody sees yet",
        href=lambda: f"{reverse('desk:events')}?which={kept.DRAFTS}",
        why="A draft begins within three weeks: publish it, or move it.",
        none="Every event of the next three weeks is published.",
    )
)
