"""Meetings of people who left the staff: handed on, or called off, never dropped in silence."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events.forms.meet.deciding import CallAllOffForm, StandInForm
from events.models import Host
from events.operations.meet import leaving
from events.reports.meet import booked
from network.desk.asking import ask, sent
from network.desk.gate import staff_only


def host_of(request, public_id) -> Host:
    gone = Host.objects.editable_by(request.user).gone(on=timezone.localdate())
    return get_object_or_404(gone.select_related("person"), public_id=public_id)


@require_safe
@staff_only
def listing(request):
    context = {"left": booked.left(request.user, at=timezone.now())}
    return render(request, "desk/meet/left.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hand_on(request, gone):
    """All to one colleague; those for which there is no time stay on the list."""
    host, at = host_of(request, gone), timezone.now()
    form = StandInForm(sent(request), hosts=booked.stand_ins(request.user, at=at))

    def do():
        to = form.cleaned_data["host"]
        _, kept = leaving.hand_all_on(host=host, to=to, by=request.user, at=at)
        if kept:
            messages.warning(request, f"{to} has something else at {len(kept)} of those times.")

    return ask(
        request,
        form,
        do,
        title=f"Hand on all meetings of {host}",
        lede="Guests keep their times and are told who meets them. What the colleague has no"
        " time for stays on the list.",
        button="Hand them on",
        said="Handed on.",
        back=reverse("desk:meetings_left"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def call_off(request, gone):
    host, at = host_of(request, gone), timezone.now()
    form = CallAllOffForm(sent(request))

    def do():
        reason = form.cleaned_data["reason"]
        leaving.call_all_off(host=host, reason=reason, by=request.user, at=at)

    return ask(
        request,
        form,
        do,
        title=f"Call off all meetings of {host}",
        lede="A letter tells every guest, and their calendars let go of the time.",
        button="Call them off",
        said="Called off. A letter tells each of them.",
        back=reverse("desk:meetings_left"),
    )
