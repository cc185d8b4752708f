"""Door passes of an event: made, listed, ended."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.desk.door import event_of
from events.forms.door import PassForm
from events.models import DoorPass
from events.operations import door_passes
from network.desk.asking import sent
from network.desk.gate import staff_only


@never_cache
@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def passes(request, event):
    """The answer to a POST is the only one that ever holds a pass's address."""
    found, at, address = event_of(request, event), timezone.now(), ""
    form = PassForm(sent(request))
    if form.is_valid():
        try:
            _, secret = door_passes.make(
                event=found,
                label=form.cleaned_data["label"],
                expires_at=form.expires_at(found, at=at),
                by=request.user,
                at=at,
            )
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            address = settings.SITE_URL + reverse("events:door_pass", args=[secret])
            form = PassForm()
    live = DoorPass.objects.live(at=at).filter(event=found).order_by("made_at", "pk")
    context = {"event": found, "form": form, "address": address, "passes": live}
    return render(request, "desk/events/door_passes.html", context)


@staff_only
@require_POST
def end(request, event, door_pass):
    mine = DoorPass.objects.filter(event=event_of(request, event))
    found = get_object_or_404(mine, public_id=door_pass)
    door_passes.revoke(door_pass=found, by=request.user, at=timezone.now())
    messages.success(request, f"Ended. The address of “{found.label}” opens nothing any more.")
    return redirect("desk:door_passes", event)
