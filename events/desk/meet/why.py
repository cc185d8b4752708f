"""Why a time is not offered: a whole day, and one time in it."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.forms.meet.hours import WhyForm
from events.models import MeetingType
from events.operations.meet import hours
from events.reports.meet import day as report
from events.reports.meet import why
from network.desk.gate import staff_only

from .keeping import host_of

DAY = timedelta(days=1)


@require_safe
@staff_only
def show(request, host):
    found, at = host_of(request, host), timezone.now()
    today = hours.today(found, at=at)
    kinds = MeetingType.objects.filter(Q(host=found) | Q(pool__members__host=found)).distinct()
    first = kinds.first()
    context = {"host": found, "kinds": first is not None, "today": today}
    if first is not None:
        asked = {"kind": first.slug, "day": str(today), **request.GET.dict()}
        form = WhyForm(asked, kinds=kinds, today=today)
        context["form"] = form
        if form.is_valid():
            context |= _answered(request.user, found, form.cleaned_data, at)
    return render(request, "desk/meet/why.html", context)


def _answered(user, host, said, at):
    view = why.view(said["kind"], host, day=said["day"], user=user, at=at)
    told = {"view": view, "kind": said["kind"], "day": said["day"], "rows": report.rows(view)}
    told |= {"before": said["day"] - DAY, "after": said["day"] + DAY}
    if said["time"] is not None:
        told["time"] = view.instant(said["time"])
        told["answers"] = view.answers(told["time"])
    return told
