"""What is booked with the staff: today and this week, and what waits for a yes."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.forms.meet.deciding import WeekForm
from events.models import MeetingRequest
from events.reports.meet import booked, panel
from network.desk.gate import staff_only
from network.registries import Section, Tab, Wait, desk_tabs, desk_waits, person_panels


@require_safe
@staff_only
def listing(request):
    at = timezone.now()
    hosts = booked.kept_hosts(request.user)
    form = WeekForm(request.GET or None, hosts=hosts, user=request.user)
    chosen, near, whose = form.wanted()
    left = booked.of_those_gone(request.user, on=timezone.localdate(at), at=at)
    context = {
        "form": form,
        "whose": whose,
        "hosts": hosts,
        "week": booked.week(request.user, chosen, near=near, at=at),
        "left": left.count(),
        "now": at,
    }
    return render(request, "desk/meet/booked.html", context)


desk_tabs.add(Tab("meetings", 55, "Meetings", lambda: reverse("desk:meetings")))
person_panels.add(Section("meetings", 25, "desk/meet/parts/person.html", panel.of))
desk_waits.add(
    Wait(
        "meetings_asked",
        order=62,
        count=lambda user, on: booked.waiting_for(user, at=timezone.now()).count(),
        one="meeting waits for your yes",
        many="meetings wait for your yes",
        href=lambda: reverse("desk:meetings"),
        why="What you do not answer before its time is declined.",
        none="No meeting waits for your yes.",
    )
)
desk_waits.add(
    Wait(
        "meeting_requests",
        order=63,
        count=lambda user, on: MeetingRequest.objects.editable_by(user).open().count(),
        one="person asks for a meeting",
        many="people ask for a meeting",
        href=lambda: reverse("desk:meeting_requests"),
        why="They found nobody to meet, or no time that suits.",
        none="Nobody asks for a meeting in their own words.",
    )
)
desk_waits.add(
    Wait(
        "meetings_left",
        order=64,
        count=lambda user, on: booked.of_those_gone(user, on=on, at=timezone.now()).count(),
        one="meeting of somebody who left",
        many="meetings of people who left",
        href=lambda: reverse("desk:meetings_left"),
        why="Their host is on the staff no more. Hand them on, or call them off.",
        none="Every meeting to come has a host who is still here.",
    )
)
