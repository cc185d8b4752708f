"""A visitor's mailbox is proven before their meeting is booked. Whether we know it is not told."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.models import BookingState
from events.operations.meet import bookings
from events.views import proving

from .finding import HELD, held_here

#: Session key: what became of it.
DONE = "meet_done"


def send(request, held, form, *, at) -> bool:
    """What was typed waits in the session until the code comes back."""
    values = form.cleaned_data
    kept = {
        "about": str(held.public_id),
        "letter": "meeting_code",
        "email": values["email"].lower(),
        "name": values["name"],
        "topic": values["topic"],
        "answers": form.answers(),
    }
    return proving.send(request, kept, at=at)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, booking):
    """The right code books what is held. It signs nobody in."""
    at, held = timezone.now(), _held(request, booking)
    return proving.ask(
        request,
        str(booking),
        lambda kept: _book(request, held, kept, at),
        back=reverse("events:booking", args=[booking]),
        again=reverse("events:booking_code_again", args=[booking]),
        at=at,
    )


@never_cache
@require_POST
def code_again(request, booking):
    _held(request, booking)
    proving.send_again(request, str(booking), at=timezone.now())
    return redirect("events:booking_code", booking=booking)


@never_cache
@require_safe
def done(request):
    """What became of it, in the same words whoever it is; the rest is in the letter."""
    came = request.session.get(DONE)
    if came is None:
        return redirect("events:meet")
    return render(request, "events/meet/done.html", {"came": came})


def _held(request, public_id):
    held = held_here(request)
    if held is None or held.public_id != public_id:
        raise Http404
    return held


def _book(request, held, kept, at):
    try:
        made = bookings.book(
            booking=held,
            topic=kept["topic"],
            answers=kept["answers"],
            guest_name=kept["name"],
            guest_email=kept["email"],
            by=None,
            at=at,
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("events:booking", booking=held.public_id)
    proving.forget(request)
    request.session.pop(HELD, None)
    waits = made.state == BookingState.PENDING
    request.session[DONE] = {"email": kept["email"], "waits": waits}
    return redirect("events:meet_done")
