"""An event's door for a helper who has a pass: names and offices, and nothing else."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.forms.door import ScanForm, WhereForm
from events.models import Attendance
from events.operations import door as doors
from events.operations import door_passes
from events.reports import door as report
from network.registries import Section, home_sections

MOST_AT_HOME = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door_pass(request, secret):
    at = timezone.now()
    found = door_passes.find(secret, at=at)
    if found is None:
        raise Http404
    where, answer = WhereForm(request.GET), None
    session = where.where(found.event)
    form = ScanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = doors.scan(
            event=found.event,
            session=session,
            device=f"Pass: {found.label}",
            by=None,
            at=at,
            **form.said(found.event),
        )
    context = report.page(found.event, session=session, typed=where.typed(), answer=answer, at=at)
    context |= {"door_pass": found, "is_unread": form.is_unread}
    response = render(request, "events/door.html", context)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _came(person, viewer, at):
    """What one has been to, the latest first."""
    came = Attendance.objects.filter(registration__person=person, session=None)
    rows = came.select_related("registration__event").order_by("-came_at", "-pk")[:MOST_AT_HOME]
    return {"came": list(rows)} if rows else None


home_sections.add(Section("events_been_to", 60, "events/been_to.html", _came))
