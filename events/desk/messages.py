"""Writing to those who come: written, looked at with how many get it, sent, and how far it is."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from events.desk.finding import event_of
from events.forms.messages import MessageForm
from events.models import EventMessage
from events.operations import coming, messages
from network.desk.asking import sent
from network.desk.gate import staff_only

MOST = 100


@require_safe
@staff_only
def listing(request, event):
    found = event_of(request, event)
    rows = EventMessage.objects.filter(event=found)
    shown = rows.select_related("by__person", "ticket_type", "session")[:MOST]
    return render(request, "desk/events/messages.html", {"event": found, "shown": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def new(request, event):
    """Write, then look at it; sent is only what was looked at, to as many as were named."""
    found = event_of(request, event)
    form = MessageForm(sent(request), event=found)
    context = {"event": found, "form": form}
    if form.is_bound and form.is_valid():
        try:
            if "send" in request.POST:
                made = _send(request, found, form)
                return redirect("desk:event_message", event, made.public_id)
        except ValidationError as refusal:
            context["refused"] = refusal.messages[0]
        if "edit" not in request.POST:
            context["count"] = coming.recipients(found, **form.what()).count()
    return render(request, "desk/events/message_new.html", context)


def _send(request, event, form):
    return messages.send(
        event=event,
        subject=form.cleaned_data["subject"],
        words=form.cleaned_data["words"],
        count=_number(request.POST["send"]),
        by=request.user,
        at=timezone.now(),
        **form.what(),
    )


def _number(text) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@require_safe
@staff_only
def show(request, event, message):
    """How far it is, and what was sent."""
    found = event_of(request, event)
    rows = EventMessage.objects.filter(event=found)
    row = get_object_or_404(
        rows.select_related("by__person", "ticket_type", "session"), public_id=message
    )
    return render(request, "desk/events/message.html", {"event": found, "message": row})
