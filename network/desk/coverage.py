"""Where we have members in office, as a table and a picture."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.desk.gate import staff_only
from network.forms.offices import AreaForm
from network.reports import coverage
from network.words import STATE_NAMES


@require_safe
@staff_only
def show(request):
    """The country for national staff, a chapter's state for its staff."""
    rights, today = request.user.rights, timezone.localdate()
    codes = list(STATE_NAMES) if rights.everyone else sorted(rights.states)
    form = AreaForm(request.GET, states=[(code, STATE_NAMES[code]) for code in codes])
    if not form.is_valid():
        return render(request, "desk/offices/coverage.html", {"form": form})
    code = form.cleaned_data["state"] or ("" if rights.everyone else codes[0])
    if not code:
        return _country(request, form, today)
    page = form.cleaned_data["page"] or 1
    shown = coverage.state(code, request.user, on=today, page=page)
    context = {"form": form, "code": code, "shown": shown, "has_choice": len(codes) > 1}
    return render(request, "desk/offices/coverage_state.html", context)


def _country(request, form, today):
    areas = coverage.states(request.user, on=today)
    context = {
        "form": form,
        "areas": areas,
        "total": coverage.total("All states", areas),
        "tiles": coverage.tiles(areas),
    }
    return render(request, "desk/offices/coverage.html", context)
