"""Those who volunteered for a seat: shortlisted, declined, appointed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.desk.asking import ask, seat_of, sent
from network.desk.gate import staff_only
from network.desk.seats import say_term, would_meet
from network.forms.volunteers import AppointVolunteerForm, DeclineForm, TellOthersForm
from network.models import Person, Volunteer
from network.operations import volunteers
from network.registries import Happening, timeline
from network.reports import volunteers as offers


@require_safe
@staff_only
def listing(request, slug, seat):
    """Who volunteered for a seat, with what one needs to choose."""
    row = seat_of(request, slug, seat)
    today = timezone.localdate()
    found = offers.of(
        row, offers_to(request.user), Person.objects.visible_to(request.user), on=today
    )
    context = {
        "seat": row,
        "waiting": [line for line in found if line.is_waiting],
        "decided": [line for line in found if not line.is_waiting],
        "vacant": row.committee.seats.vacancies(on=today).get(pk=row.pk).vacant,
        "is_closed": bool(row.closed_on or row.committee.closed_on),
    }
    return render(request, "desk/volunteers/list.html", context)


def offers_to(user):
    """Offers to seats the user keeps, of people they may see.

    The people are asked about one by one: those who ever offered are few, a chapter is large.
    """
    mine = Volunteer.objects.editable_by(user)
    people = Person.objects.visible_to(user, in_turn=True)
    seen = people.filter(pk__in=mine.order_by().values("person"))
    return mine.filter(person__in=seen.order_by().values("pk"))


def _offer_of(request, seat, public_id):
    found = offers_to(request.user).select_related("person__user", "seat__committee__parent")
    return get_object_or_404(found.select_related("seat__region"), seat=seat, public_id=public_id)


def _address(seat):
    return reverse("desk:volunteers", args=[seat.committee.slug, seat.public_id])


@require_POST
@staff_only
def shortlist(request, slug, seat, volunteer):
    """On the shortlist, or off it with `off` sent along."""
    row = seat_of(request, slug, seat)
    offer = _offer_of(request, row, volunteer)
    listed = "off" not in request.POST
    try:
        volunteers.shortlist(volunteer=offer, listed=listed, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "On the shortlist." if listed else "Off the shortlist.")
    return redirect(_address(row))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decline(request, slug, seat, volunteer):
    row = seat_of(request, slug, seat)
    offer = _offer_of(request, row, volunteer)
    form = DeclineForm(sent(request))

    def do():
        return volunteers.decline(
            volunteer=offer, by=request.user, at=timezone.now(), **form.cleaned_data
        )

    return ask(
        request,
        form,
        do,
        title=f"Decline {offer.person}’s offer",
        lede=f"{row}, {row.committee}. They get a letter that thanks them.",
        button="Decline and send the letter",
        said="Declined. The letter is on its way.",
        back=_address(row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def appoint(request, slug, seat, volunteer):
    row = seat_of(request, slug, seat)
    offer = _offer_of(request, row, volunteer)
    today = timezone.localdate()
    form = AppointVolunteerForm(
        sent(request),
        person=offer.person,
        said=would_meet(request.user, row.committee, offer.person, on=today),
        initial={"since": today, "term_ends_on": row.term_from(today)},
    )

    def do():
        return volunteers.appoint(
            volunteer=offer, by=request.user, at=timezone.now(), **form.hold()
        )

    return ask(
        request,
        form,
        do,
        title=f"Appoint {offer.person}",
        lede=f"{row}, {row.committee}. They get a letter.{say_term(row)}",
        button="Appoint",
        said=f"{offer.person} holds the seat. The others still wait for an answer.",
        back=_address(row),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def tell_others(request, slug, seat):
    """Decline everybody who still waits, named one by one before it is done."""
    row = seat_of(request, slug, seat)
    waiting = offers_to(request.user).waiting().filter(seat=row).select_related("person")
    waiting = list(waiting.order_by("person__sort_key"))
    form = TellOthersForm(sent(request), volunteers=waiting)

    def do():
        seen = Volunteer.objects.editable_by(request.user).filter(
            seat=row, public_id__in=form.cleaned_data["seen"]
        )
        return volunteers.tell_others(
            seat=row, volunteers=list(seen), by=request.user, at=timezone.now()
        )

    if not waiting and not form.is_bound:
        messages.info(request, "Nobody waits for an answer.")
        return redirect(_address(row))
    names = ", ".join(str(offer.person) for offer in waiting) or "nobody any more"
    return ask(
        request,
        form,
        do,
        title=f"Tell the others: {row}",
        lede=f"Declined, each with a letter of thanks: {names}.",
        button=f"Decline {len(waiting)} and send each a letter",
        said="Declined. Their letters are on their way.",
        back=_address(row),
    )


def _tell(person, viewer, at):
    """On the timeline: what they offered."""
    rows = Volunteer.objects.editable_by(viewer).filter(person=person)
    return [
        Happening(
            at=row.offered_at,
            kind="Offer",
            text=f"Volunteered for {row.seat}, {row.seat.committee}",
            detail=row.get_state_display(),
            href=_address(row.seat),
        )
        for row in rows.select_related("seat__committee", "seat__region")
    ]


timeline.add("volunteers", _tell)
