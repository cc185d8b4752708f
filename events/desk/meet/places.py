"""Rooms in which people meet."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.desk.finding import tried
from events.forms.meet.places import FIELDS, NewPlaceForm, PlaceForm
from events.models import MeetingPlace
from events.models.zones import OF_STATE
from events.operations.meet import places
from events.reports.meet import rooms
from network.desk.asking import ask, sent
from network.desk.gate import staff_only

TOLD = "Meetings already booked stay as they were told."


def place_of(request, public_id) -> MeetingPlace:
    mine = MeetingPlace.objects.editable_by(request.user).select_related("group")
    return get_object_or_404(mine, public_id=public_id)


@require_safe
@staff_only
def listing(request):
    found = rooms.kept(request.user, at=timezone.now())
    return render(request, "desk/meet/places.html", {"rooms": found})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request):
    states = sorted(request.user.rights.states)
    zone = OF_STATE.get(states[0], "America/New_York") if states else "America/New_York"
    form = NewPlaceForm(sent(request), user=request.user, initial={"timezone": zone})

    def do():
        places.add(by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(request, form, do, "A room to meet in", "Add it", "Added. Hours can name it now.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, place):
    row = place_of(request, place)
    initial = {name: getattr(row, name) for name in FIELDS}
    form = PlaceForm(sent(request), zone=row.timezone, initial=initial)

    def do():
        places.edit(place=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return _ask(request, form, do, f"{row}", "Save", "Saved.", lede=TOLD)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def close(request, place):
    """What closing it means, and a button that does it."""
    row, at = place_of(request, place), timezone.now()
    if request.method == "POST":

        def do():
            places.close(place=row, by=request.user, at=at)

        back = reverse("desk:meeting_places")
        return tried(request, do, said="Closed. Meetings already booked there stay.", back=back)
    context = {"place": row, "room": rooms.of(row, request.user, at=at)}
    return render(request, "desk/meet/place_close.html", context)


@require_POST
@staff_only
def open_again(request, place):
    row = place_of(request, place)

    def do():
        places.open_again(place=row, by=request.user, at=timezone.now())

    return tried(request, do, said="Open again.", back=reverse("desk:meeting_places"))


def _ask(request, form, do, title, button, said, lede=""):
    return ask(
        request,
        form,
        do,
        title=title,
        lede=lede,
        button=button,
        said=said,
        back=reverse("desk:meeting_places"),
    )
