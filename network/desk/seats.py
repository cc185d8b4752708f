"""Seats at the desk: opened, changed, closed, filled."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.desk.asking import (
    address_of,
    ask,
    group_of,
    membership_of,
    person_of,
    seat_of,
    sent,
    typed,
)
from network.desk.gate import staff_only
from network.forms.seats import AppointForm, CloseForm, OpenSeatForm, SeatForm, TakeSeatForm
from network.models import Person, Seat
from network.operations import seats
from network.roles import GroupKind

FIELDS = ("title", "count", "eligibility", "term_months", "recruiting")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request, slug):
    committee = group_of(request, slug, GroupKind.COMMITTEE)
    form = OpenSeatForm(sent(request), committee=committee)

    def do():
        return seats.open_seat(
            committee=committee, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Add a seat: {committee}",
        button="Add it",
        said="Added. It stands vacant until you appoint somebody.",
        back=address_of(committee),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def edit(request, slug, seat):
    row = seat_of(request, slug, seat)
    form = SeatForm(sent(request), initial={name: getattr(row, name) for name in FIELDS})

    def do():
        return seats.change(seat=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"{row}",
        lede=f"A seat of {row.committee}.",
        button="Save",
        said="Saved.",
        back=address_of(row.committee),
        also=(reverse("desk:seat_close", args=[slug, seat]), "Close this seat"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def close(request, slug, seat):
    row = seat_of(request, slug, seat)
    form = CloseForm(sent(request), initial={"on": timezone.localdate()})

    def do():
        return seats.close(seat=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"Close a seat: {row}",
        lede="It is gone from the roster and from the chapter’s page the day after.",
        button="Close it",
        said="Closed.",
        back=address_of(row.committee),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def appoint(request, slug, seat):
    """Find somebody for this seat."""
    row = seat_of(request, slug, seat)
    form = AppointForm(
        sent(request),
        people=Person.objects.editable_by(request.user),
        url=request.path,
        initial=typed(request, "name", since=timezone.localdate()),
    )

    def do():
        values = {name: value for name, value in form.cleaned_data.items() if name != "name"}
        return seats.appoint(seat=row, by=request.user, at=timezone.now(), **values)

    return ask(
        request,
        form,
        do,
        title=f"Appoint to a seat: {row}",
        lede=f"{row.committee}. {row.get_eligibility_display()}.",
        button="Appoint",
        said="Appointed. The chapter’s page shows it now.",
        back=address_of(row.committee),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def take(request, public_id):
    """Find a seat for this person."""
    person = person_of(request, public_id)
    today = timezone.localdate()
    form = TakeSeatForm(sent(request), seats=_vacant(request.user, today), initial={"since": today})

    def do():
        return seats.appoint(person=person, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"A seat for {person}",
        button="Appoint",
        said="Appointed. The chapter’s page shows it now.",
        back=person.get_absolute_url(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def move(request, membership):
    """To another seat of the same committee."""
    row = membership_of(request, membership)
    today = timezone.localdate()
    free = _vacant(request.user, today).filter(committee=row.group).exclude(pk=row.seat_id)
    form = TakeSeatForm(sent(request), seats=free, initial={"since": today})

    def do():
        return seats.move(membership=row, by=request.user, at=timezone.now(), **form.cleaned_data)

    return ask(
        request,
        form,
        do,
        title=f"Another seat for {row.person}",
        lede=f"Now: {row.seat or row.get_role_display()}, {row.group}.",
        button="Move them",
        said="Moved.",
        back=row.person.get_absolute_url(),
    )


def _vacant(user, today):
    seats_here = Seat.objects.editable_by(user).filter(committee__closed_on=None)
    return (
        seats_here.open(on=today)
        .vacancies(on=today)
        .filter(vacant__gt=0)
        .select_related("committee", "region")
        .order_by("committee__name", "region__name", "pk")
    )
