"""The roster: who fits, fifty at a time."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.desk.gate import staff_only
from network.forms.roster import PeopleFilter
from network.operations.bulk import MOST
from network.reports import people as roster


@require_safe
@staff_only
def listing(request):
    """The people who fit, with what was asked for in words; an unknown filter lists nobody."""
    form = PeopleFilter(request.GET, user=request.user)
    context = {"form": form, "shown": None, "most": MOST}
    if form.is_valid():
        context["shown"] = roster.listing(
            request.user,
            form.wanted(),
            on=timezone.localdate(),
            page=form.cleaned_data["page"] or 1,
            columns=form.columns_shown,
        )
        context |= {"chips": form.chips(), "query": form.address(), "hidden": form.hidden()}
    return render(request, "desk/people/list.html", context)
