"""Calling an event off: what it would do first, then the button."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from events.forms.making import CallOffForm
from events.operations import calling_off
from events.reports import calling_off as reckoning
from network.desk.gate import staff_only

from .finding import address, event_of, tried


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def call_off(request, event):
    found = event_of(request, event)
    if found.cancelled_at is not None or found.is_over(at=timezone.now()):
        return redirect(address(found))
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _do(request, found, form.cleaned_data["words"])
    words = form.data.get("words", "")[:300] if form.is_bound else ""
    context = {
        "event": found,
        "form": form,
        "run": reckoning.dry_run(found),
        "letter": reckoning.letter(found, words),
    }
    return render(request, "desk/events/call_off.html", context)


def _do(request, event, words):
    def do():
        calling_off.call_off(event=event, words=words, by=request.user, at=timezone.now())

    said = "Called off. Places, letters and money are seen to now; this page says how far it is."
    return tried(request, do, said=said, back=address(event))
