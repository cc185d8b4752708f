"""The desk's list of events, and one of them at a glance."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from network.desk.gate import staff_only
from network.registries import Tab, desk_tabs


@staff_only
def listing(request):
    found = Event.objects.editable_by(request.user).upcoming(at=timezone.now())
    return render(request, "desk/events/list.html", {"events": found})


@staff_only
def overview(request, event):
    found = get_object_or_404(Event.objects.editable_by(request.user), slug=event)
    return render(request, "desk/events/overview.html", {"event": found})


desk_tabs.add(Tab("events", 50, "Events", lambda: reverse("desk:events")))
