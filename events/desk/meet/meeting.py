"""One meeting at the desk: what it is, and what its host does about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.deciding import HandOnForm, MeetingNoteForm, MoveForm, ReasonForm, SeenForm
from events.forms.moments import shown
from events.models import Booking, MeetingPlace
from events.operations.meet import changing, deciding
from events.reports.meet import booked
from events.templatetags.event_times import say_meeting
from network import sealing
from network.desk.asking import ask, sent
from network.desk.gate import staff_only
from network.operations import interactions

FREE = " To a colleague who is free then. The guest keeps the time and is told who meets them."
NOBODY_FREE = " No colleague of yours is free then. Move it first, or call it off."
ALL_OF_IT = ("host__person", "person", "meeting_type", "place")


def booking_of(request, public_id, *, own=False) -> Booking:
    """One that the reader keeps; `own` only of whoever is its host themself."""
    kept = Booking.objects.editable_by(request.user)
    if own:
        kept = kept.filter(host__person__user=request.user)
    return get_object_or_404(kept.select_related(*ALL_OF_IT), public_id=public_id)


def address(booking) -> str:
    return reverse("desk:meeting", args=[booking.public_id])


@never_cache
@require_safe
@staff_only
def show(request, booking):
    return _page(request, booking_of(request, booking))


def _page(request, found, **more):
    whole = booked.whole(found, user=request.user, at=timezone.now())
    return render(request, "desk/meet/meeting.html", {"whole": whole, "booking": found, **more})


def _when(found) -> str:
    """As it is now, above each form that changes it."""
    where = found.place_name or "online"
    return f"{say_meeting(found, found.zone)}, {where}, with {found.host}."


def _seen(request, found):
    form = SeenForm(request.POST, booking=found)
    return form.cleaned_data["seen"] if form.is_valid() else None


@require_POST
@staff_only
def approve(request, booking):
    """Where something is in the way, the page comes back and asks once more."""
    found = booking_of(request, booking)
    anyway = "anyway" in request.POST
    try:
        deciding.approve(
            booking=found,
            anyway=anyway,
            seen=_seen(request, found),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        if refusal.error_list[0].code == "busy":
            return _page(request, found, is_busy=True)
    else:
        messages.success(request, "Yes it is. A letter tells them.")
    return redirect(address(found))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decline(request, booking):
    found = booking_of(request, booking)
    form = ReasonForm(sent(request), booking=found)

    def do():
        return deciding.decline(
            booking=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Decline: {found.guest}",
        lede=_when(found),
        button="Decline",
        said="Declined. A letter tells them.",
        back=address(found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def move(request, booking):
    """Any time that nobody has, hours or not."""
    found = booking_of(request, booking)
    form = MoveForm(
        sent(request),
        booking=found,
        places=_places(request, found),
        initial={
            "starts": shown(found, ["starts_at"], zone=found.zone)["starts_at"],
            "where": str(found.place.public_id) if found.place else "online",
        },
    )

    def do():
        return changing.move_by_host(
            booking=found,
            wish=form.wish(),
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )

    return ask(
        request,
        form,
        do,
        title=f"Move the meeting with {found.guest}",
        lede=f"{_when(found)} Write the new time by the same clocks, or by those of the room.",
        button="Move it",
        said="Moved. A letter tells them, and their calendar hears of it.",
        back=address(found),
    )


def _places(request, found):
    """Rooms the reader keeps that are open, and the one where it is."""
    rooms = MeetingPlace.objects.open().editable_by(request.user)
    rooms = list(rooms.order_by("name", "pk"))
    here = [found.place] if found.place and found.place not in rooms else []
    return [*here, *rooms]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def call_off(request, booking):
    """Shows what the guest will read; a POST does it."""
    found = booking_of(request, booking)
    form = ReasonForm(sent(request), booking=found)

    def do():
        return changing.cancel_by_host(
            booking=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Call off the meeting with {found.guest}",
        lede=_when(found),
        button="Call it off",
        said="Called off. A letter tells them, and their calendar lets go of it.",
        back=address(found),
        aside="desk/meet/parts/they_read.html",
        booking=found,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def hand_on(request, booking):
    found, at = booking_of(request, booking), timezone.now()
    hosts = booked.colleagues(found, user=request.user, at=at)
    form = HandOnForm(sent(request), booking=found, hosts=hosts)

    def do():
        return changing.hand_on(booking=found, by=request.user, at=at, **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"Hand on the meeting with {found.guest}",
        lede=_when(found) + (FREE if hosts else NOBODY_FREE),
        button="Hand it on",
        said="Handed on. A letter tells both.",
        back=reverse("desk:meetings"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def note(request, booking):
    """What was talked about; only its host was there."""
    found = booking_of(request, booking, own=True)
    scopes = interactions.scopes_of(request.user)
    form = MeetingNoteForm(sent(request), scopes=scopes)

    def do():
        return deciding.note(booking=found, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"What to remember of the meeting with {found.guest}",
        lede="It stands on their record, for those you choose. They can ask us for it.",
        button="Keep it",
        said="Kept.",
        back=address(found),
    )


@require_POST
@staff_only
def missed(request, booking):
    found = booking_of(request, booking)

    def do():
        deciding.did_not_come(booking=found, by=request.user, at=timezone.now())

    return tried(request, do, said="Noted. Nobody is written to.", back=address(found))


@require_POST
@staff_only
def came(request, booking):
    found = booking_of(request, booking)

    def do():
        deciding.came_after_all(booking=found, by=request.user, at=timezone.now())

    return tried(request, do, said="Noted: they came.", back=address(found))


@never_cache
@require_POST
@staff_only
def join(request, booking):
    """Only for its host: the link lies sealed and stands on no page."""
    found = booking_of(request, booking, own=True)
    if not booked.whole(found, user=request.user, at=timezone.now()).can_be_joined:
        raise Http404
    context = {"booking": found, "link": sealing.unseal(found.host.video_link)}
    return render(request, "desk/meet/way_in.html", context)
