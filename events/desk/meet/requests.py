"""What people wrote who found nobody to meet, or no time that suits."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from events.desk.finding import tried
from events.models import MeetingRequest
from events.operations.meet import requests
from events.reports.meet import booked
from network.desk.gate import staff_only


@require_safe
@staff_only
def listing(request):
    waiting, answered = booked.requests(request.user, at=timezone.now())
    context = {"waiting": waiting, "answered": answered, "most": booked.LATEST}
    return render(request, "desk/meet/asked.html", context)


@require_POST
@staff_only
def answer(request, asked):
    mine = MeetingRequest.objects.editable_by(request.user)
    found = get_object_or_404(mine.select_related("person", "group"), public_id=asked)

    def do():
        requests.answer(asked=found, by=request.user, at=timezone.now())

    return tried(request, do, said="Answered.", back=reverse("desk:meeting_requests"))
