"""Seats at the desk: opened, changed, closed, filled."""

from django.http import Http404
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
from network.models import Membership, Person
from network.operations import seats
from network.reports import groups as rosters
from network.reports import vacancies
from network.roles import GroupKind

FIELDS = (
    "title",
    "count",
    "eligibility",
    "term_months",
    "recruiting",
    "call",
    "call_closes_on",
)


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
    form = _appoint_form(request, row)

    def do():
        return seats.appoint(
            seat=row,
            person=form.cleaned_data["person"],
            by=request.user,
            at=timezone.now(),
            **form.hold(),
        )

    return ask(
        request,
        form,
        do,
        title=f"Appoint to a seat: {row}",
        lede=f"{row.committee}. {row.get_eligibility_display()}.{say_term(row)}",
        button="Appoint",
        said="Appointed. The chapter’s page shows it now.",
        back=address_of(row.committee),
        also=(
            reverse("desk:volunteers", args=[slug, seat]),
            "See who volunteered for this seat",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def replace(request, membership):
    """Somebody in the place of a holder who acts, or stays until replaced."""
    row = membership_of(request, membership)
    if row.seat_id is None or row.end_reason:
        raise Http404
    form = _appoint_form(request, row.seat, but=row.person_id)

    def do():
        return seats.replace(
            membership=row,
            person=form.cleaned_data["person"],
            by=request.user,
            at=timezone.now(),
            **form.hold(),
        )

    return ask(
        request,
        form,
        do,
        title=f"In the place of {row.person}",
        lede=f"{row.seat}, {row.group}. Their hold ends the day before.{say_term(row.seat)}",
        button="Appoint",
        said=f"Appointed. {row.person} held the seat until the day before.",
        back=address_of(row.group),
    )


def _appoint_form(request, seat, *, but=None):
    today = timezone.localdate()
    return AppointForm(
        sent(request),
        people=Person.objects.editable_by(request.user),
        url=request.path,
        warn=lambda person: would_meet(request.user, seat.committee, person, on=today, but=but),
        initial=typed(request, "name", since=today, term_ends_on=seat.term_from(today)),
    )


def would_meet(user, committee, person, *, on, but=None) -> list[str]:
    """Majorities of one body this appointment would bring together on the committee."""
    here = Membership.objects.editable_by(user).live(on=on).filter(group=committee)
    people = here.exclude(person=but).values_list("person", flat=True)
    return rosters.majorities_with(person, people, on=on)


def say_term(seat) -> str:
    return f" A term there is {seat.term_months} months." if seat.term_months else ""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def take(request, public_id):
    """Find a seat for this person."""
    person = person_of(request, public_id)
    today = timezone.localdate()
    form = TakeSeatForm(
        sent(request),
        seats=_vacant(request.user, today),
        warn=lambda seat: would_meet(request.user, seat.committee, person, on=today),
        initial={"since": today},
    )

    def do():
        return seats.appoint(
            person=person,
            seat=form.cleaned_data["seat"],
            by=request.user,
            at=timezone.now(),
            **form.hold(),
        )

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
        return seats.move(
            membership=row,
            seat=form.cleaned_data["seat"],
            by=request.user,
            at=timezone.now(),
            **form.hold(),
        )

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
    return (
        vacancies.seats_kept(user, on=today)
        .filter(vacant__gt=0)
        .select_related("committee", "region")
        .order_by("committee__name", "region__name", "pk")
    )
