"""Badges of an event: chosen, printed, noted as printed."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.desk.door import event_of
from events.forms.badges import BadgesForm
from events.models import Registration
from events.operations import badges as verbs
from events.reports import badges as report
from network.desk.gate import staff_only

#: As many codes are drawn at once.
MOST = 96


@never_cache
@staff_only
@require_safe
def badges(request, event):
    found = event_of(request, event)
    form = BadgesForm(request.GET, event=found)
    context = {
        "event": found,
        "form": form,
        "many": report.places(found, **form.wanted()).count(),
        "chosen": request.GET.urlencode(),
    }
    return render(request, "desk/events/badges.html", context)


@never_cache
@staff_only
@require_safe
def sheet(request, event):
    found = event_of(request, event)
    form = BadgesForm(request.GET, event=found)
    pages = Paginator(report.places(found, **form.wanted()), MOST)
    page = pages.get_page(request.GET.get("page"))
    made = report.badges(found, page.object_list, on=found.day(timezone.now()))
    each = form.per_sheet
    context = {
        "event": found,
        "page": page,
        "paper": form.on_paper,
        "each": each,
        "badges": made,
        "sheets": [made[start : start + each] for start in range(0, len(made), each)],
        "chosen": _without_page(request),
    }
    return render(request, "desk/events/badges_sheet.html", context)


@staff_only
@require_POST
def printed(request, event):
    """Those that were on the page from which this is sent."""
    found = event_of(request, event)
    sent = [one for one in request.POST.getlist("place")[:MOST] if _is_uuid(one)]
    places = Registration.objects.filter(event=found, public_id__in=sent)
    many = verbs.note_printed(event=found, registrations=places, by=request.user, at=timezone.now())
    badge = "badge" if many == 1 else "badges"
    messages.success(request, f"Noted: {many} {badge} printed.")
    return redirect("desk:event_badges", event)


def _without_page(request):
    chosen = request.GET.copy()
    chosen.pop("page", None)
    return chosen.urlencode()


def _is_uuid(text):
    try:
        return bool(UUID(text))
    except ValueError:
        return False
