"""One meeting: filled in while its time is held, and then as it stands now, on one address."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.calendars import invitations
from events.forms.meet.booking import DetailsForm, PickForm, ReasonForm, VisitorForm
from events.models import BookingState, Mode
from events.models.meet.bookings import UNSPOKEN
from events.operations.meet import bookings, changing
from events.operations.meet.bookings import Wish
from events.reports.meet import choosing
from network import sealing

from . import proof, times
from .finding import HELD, of_booking, person_of

STATES = {
    BookingState.CONFIRMED: "It is booked.",
    BookingState.PENDING: "Now it waits for a yes. We write to you as soon as there is one.",
}


@of_booking
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request, mine):
    """GET shows; while it is held, POST books it."""
    at = timezone.now()
    if mine.booking.state in UNSPOKEN:
        return _fill_in(request, mine, at)
    if request.method == "POST":
        return redirect(mine.address())
    return render(request, "events/meet/booking.html", about(mine, at))


def _fill_in(request, mine, at):
    held, person = mine.booking, mine.booking.person or person_of(request)
    ask = DetailsForm if person else VisitorForm
    data = request.POST if request.method == "POST" else None
    form = ask(data, kind=held.meeting_type, host=held.host)
    near = ()
    if form.is_bound and form.is_valid():
        if person is None:
            if proof.send(request, held, form, at=at):
                return redirect("events:booking_code", booking=held.public_id)
        else:
            try:
                return _book(request, mine, form, person, at)
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
                near = nearest(held, at)
    return render(request, "events/meet/held.html", {**about(mine, at), "form": form, "near": near})


def _book(request, mine, form, person, at):
    made = bookings.book(
        booking=mine.booking,
        topic=form.cleaned_data["topic"],
        answers=form.answers(),
        person=person,
        by=request.user,
        at=at,
    )
    request.session.pop(HELD, None)
    messages.success(request, STATES[made.state])
    return redirect(made)


def nearest(booking, at):
    wish = Wish(booking.starts_at, Mode(booking.mode), booking.place)
    return times.nearest(booking.meeting_type, wish, booking.guest_timezone, at)


def about(mine, at) -> dict:
    """What stands on the pages of a meeting, as it is now."""
    it = mine.booking
    is_over = it.ends_at <= at
    return {
        "booking": it,
        "kind": it.meeting_type,
        "pages": mine.pages,
        "differs": choosing.differ(it.starts_at, it.zone, it.guest_timezone),
        "is_held": it.state == BookingState.HOLD and at < it.hold_until,
        "is_over": is_over,
        "is_coming": it.is_open and not is_over,
        "may_join": _may_join(it, at),
        "may_move": it.can_be_moved(at=at),
        "may_cancel": it.can_be_cancelled(at=at),
    }


@of_booking
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, mine):
    """The same times to choose from, with one's own among them."""
    at, it = timezone.now(), mine.booking
    if it.state in UNSPOKEN:
        return redirect(mine.address())
    if not it.can_be_moved(at=at):
        return render(request, "events/meet/booking.html", {**about(mine, at), "late": "move"})
    wanted, near = times.look(request, it.person, it.meeting_type, at), ()
    if request.method == "POST":
        form = PickForm(request.POST)
        if form.is_valid():
            wish = form.cleaned_data["time"]
            refused = _move(request, it, wish, form.cleaned_data["seen"], at)
            if refused != "taken":
                return redirect(mine.address())
            near = times.nearest(it.meeting_type, wish, wanted.zone, at, but=it)
        else:
            messages.error(request, form.errors["time"][0])
    chooser = times.chooser(it.meeting_type, wanted, at, near=near, but=it)
    return render(request, "events/meet/move.html", {**about(mine, at), **chooser})


def _move(request, it, wish, seen, at) -> str:
    """Why it was refused, in a word, or nothing."""
    try:
        changing.move(booking=it, wish=wish, seen=seen, by=_user(request), at=at)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return refusal.error_list[0].code or "refused"
    messages.success(request, "Moved. A letter with the new time is on its way.")
    return ""


@of_booking
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, mine):
    at, it = timezone.now(), mine.booking
    if it.state in UNSPOKEN:
        return redirect(mine.address())
    if not it.can_be_cancelled(at=at):
        return render(request, "events/meet/booking.html", {**about(mine, at), "late": "cancel"})
    data = request.POST if request.method == "POST" else None
    form = ReasonForm(data, initial={"seen": it.sequence})
    if form.is_bound and form.is_valid():
        try:
            changing.cancel(booking=it, **form.cleaned_data, by=_user(request), at=at)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, "Called off. The time is free for somebody else.")
        return redirect(mine.address())
    return render(request, "events/meet/cancel.html", {**about(mine, at), "form": form})


@of_booking
@require_POST
def join(request, mine):
    """Where they meet online: in this answer alone, and in no page."""
    if not _may_join(mine.booking, timezone.now()):
        raise Http404
    link = sealing.unseal(mine.booking.host.video_link)
    context = {"booking": mine.booking, "link": link, "back": mine.address()}
    response = render(request, "events/meet/join.html", context)
    patch_cache_control(response, no_store=True, private=True)
    return response


@of_booking
@require_safe
def ics(request, mine):
    """To add to a calendar by hand."""
    if not mine.booking.is_open:
        raise Http404
    response = HttpResponse(invitations.published(mine.booking), content_type="text/calendar")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


def _may_join(it, at) -> bool:
    return (
        it.state == BookingState.CONFIRMED
        and it.mode == Mode.ONLINE
        and at < it.ends_at
        and bool(it.host.video_link)
    )


def _user(request):
    return request.user if request.user.is_authenticated else None
